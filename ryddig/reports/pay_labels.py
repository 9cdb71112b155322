"""Codes of a pay control as words: outcomes, units, families of checks, agreements, trades, kinds of files."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.law import Book
from ryddig.domain.law_library import GlossaryWord
from ryddig.domain.pay_sentences import WHY
from ryddig.domain.words import N_
from ryddig.tables.read.pay_fields import KINDS

OUTCOME: Final[Mapping[str, str]] = {
    "breach": N_("Breach"),
    "question": N_("Question"),
    "cannot_be_tested": N_("Cannot be tested"),
    "kept": N_("Kept"),
    "does_not_apply": N_("Does not apply"),
}
UNIT: Final[Mapping[str, str]] = {
    "ore": N_("kr"),
    "ore_per_hour": N_("kr/h"),
    "minutes": N_("hours"),
    "days": N_("days"),
    "count": N_("number"),
    "percent": N_("per cent"),
}
# a finding's figures are divided by this to be in the unit above
PARTS: Final[Mapping[str, int]] = {"ore": 100, "ore_per_hour": 100, "minutes": 60}
FAMILY: Final[Mapping[str, str]] = {
    "PAY": N_("Pay"),
    "TIME": N_("Working time"),
    "OTP": N_("Pension"),
    "HMS": N_("HSE cards"),
    "RF": N_("Warning signs"),
}
AGREEMENT: Final[Mapping[str, str]] = {
    "none": N_("none shown: the limits of the law hold"),
    "individual": N_("written agreement with the worker"),
    "union": N_("agreement with the union"),
    "authority": N_("permit of the Labour Inspection Authority"),
    "tariff": N_("tariff agreement that departs from the law"),
}
WEEK_PLAN: Final[Mapping[str, str]] = {
    "ordinary": N_("ordinary"),
    "round_the_clock": N_("round the clock, or work in turns on Sundays"),
    "continuous": N_("continuous shifts"),
    "three_split": N_("work in three turns"),
}
TABLE: Final[Mapping[str, str]] = {
    "workers": N_("list of workers"),
    "shifts": N_("timesheets"),
    "slips": N_("payslips"),
    "lines": N_("payslips with their lines"),
    "payments": N_("proof of payment from the bank"),
    "cards": N_("list of HSE cards"),
    "crew": N_("list of persons on site"),
    "members": N_("list of members from the pension provider"),
    "employed": N_("extract from the register of employers and employees"),
    "contracts": N_("employment contracts"),
    "plans": N_("work plans"),
    "invoices": N_("invoices with hours"),
}
# figures of tables.payroll.plain_readings: what is counted, and how the checks count instead
READINGS: Final[Mapping[str, tuple[str, str]]] = {
    "day_over_9_hours": (
        N_("Calendar days with more than 9 hours"),
        N_("TIME-02 counts 24 hours from the start of each shift."),
    ),
    "day_over_13_hours": (
        N_("Calendar days with more than 13 hours"),
        N_("TIME-07 counts 24 hours from the start of each shift."),
    ),
    "week_over_40_hours": (
        N_("Calendar weeks with more than 40 hours"),
        N_("TIME-03 counts any seven days, and weeks that touch each other are one finding."),
    ),
    "week_over_48_hours": (N_("Calendar weeks with more than 48 hours"), N_("TIME-07 counts the mean of eight weeks.")),
    "overtime_week_over_10_hours": (
        N_("Calendar weeks with more than 10 hours of overtime"),
        N_("TIME-04 counts any seven days."),
    ),
    "overtime_four_weeks_over_25_hours": (
        N_("Four calendar weeks with more than 25 hours of overtime"),
        N_("TIME-05 counts any 28 days, and windows that touch each other are one finding."),
    ),
    "overtime_year_over_200_hours": (
        N_("Workers with more than 200 hours of overtime in the period"),
        N_("TIME-06 counts any 364 days."),
    ),
    "rest_under_11_hours": (
        N_("Less than 11 hours between two shifts"),
        N_("TIME-08 looks for one rest that is long enough in 24 hours."),
    ),
    "slips_under_minimum": (
        N_("Payslips whose hourly pay is below the minimum rate"),
        N_("PAY-02 counts what the payslip pays for the work, not the rate it states."),
    ),
    "base_shortfall_ore": (
        N_("Shortfall of the hourly pay as stated"),
        N_("PAY-02 is exact; here part of an øre is left out."),
    ),
    "hours_that_differ": (
        N_("Payslips whose hours differ from the timesheet by more than a quarter of an hour"),
        N_("PAY-05 allows no difference; nothing is owed where the gross pay covers the hours."),
    ),
    "supplement_under_40_percent": (
        N_("Payslips with an overtime supplement below 40 per cent as stated"),
        N_("PAY-03 counts 40 per cent of at least the minimum rate, and overtime that the timesheet shows."),
    ),
}
# what is said where a finding has figures and no question: the figures alone decide
LESS, MORE = N_("Less than the rule requires."), N_("More than the rule allows.")
LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "outcome": OUTCOME,
    "unit": UNIT,
    "family": FAMILY,
    "agreement": AGREEMENT,
    "week_plan": WEEK_PLAN,
    "table": TABLE,
}


def pay_label(table: str, code: object) -> str:
    """The word for `code` in the language in use. A code without a word is shown as it is: a test finds those."""
    text = LABELS[table].get(str(code))
    return str(code) if text is None else gettext(text)


def kind_said(kind: str) -> str:
    """What a file holds, by the kind its reader gave it."""
    if not kind:
        return gettext("not recognised")
    return pay_label("table", KINDS[kind].table if kind in KINDS else kind)


def why_said(code: str) -> str:
    """What is asked or missing, in words; empty for no code."""
    return gettext(WHY[code]) if code in WHY else code


def trade_words(book: Book) -> Mapping[str, GlossaryWord]:
    """What the lawbook calls each trade."""
    words = book.library.glossary.values()
    return {word.field.partition("=")[2]: word for word in words if word.field.startswith("trade=")}


def trade_said(book: Book, code: str, language: str) -> str:
    """The trade in the language, as the lawbook names it."""
    word = trade_words(book).get(code)
    return code if word is None else str(getattr(word, language))
