"""Codes of a pay control as words: outcomes, units, families of checks, agreements, trades, kinds of files."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.law import Book
from ryddig.domain.law_library import GlossaryWord
from ryddig.domain.pay_sentences import WHY
from ryddig.domain.words import N_

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
