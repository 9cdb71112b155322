"""What stands on the pages of the PDF, in words and shares of a line. The template only draws."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.domain.judgement import CheckOutcome, round_ore
from ryddig.domain.words import N_
from ryddig.reports.formats import amount, day, kroner, language, number
from ryddig.reports.labels import label
from ryddig.reports.pay_charts import most_owed, week_chart
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_gravest import ToldFinding, gravest
from ryddig.reports.pay_labels import PARTS, kind_said, pay_label
from ryddig.reports.pay_summary import (
    CheckLine,
    check_lines,
    control_facts,
    count_of,
    other_readings_said,
    problem_said,
    untested_groups,
    what_sums_hold,
    wholly_untested,
)

BREACHES, QUESTIONS = 8, 4
OF_ONE_CHECK: Final = 2
UNTESTED, ASKS, FILES, PROBLEMS, LAW_OF_ONE = 24, 5, 20, 12, 3
ORE: Final = 100
COUNT: Final = "count"
BREACH, QUESTION, CANNOT, KEPT = "breach", "question", "cannot_be_tested", "kept"
STATES: Final[Mapping[str, str]] = {
    BREACH: N_("Breach"),
    QUESTION: N_("Question"),
    CANNOT: N_("Not tested"),
    "partly": N_("Partly tested"),
    KEPT: N_("Kept"),
    "does_not_apply": N_("Does not apply"),
}
SPREAD: Final = """outcome = '{outcome}' AND finding IN (
    SELECT finding FROM findings_told WHERE outcome = '{outcome}'
    QUALIFY row_number() OVER (PARTITION BY check_id ORDER BY coalesce(owed_shown, 0) DESC,
    coalesce(asked_shown, 0) DESC, abs(found_shown - due_shown) DESC NULLS LAST, finding) <= {each})"""


def pages(report: PayReport) -> dict[str, Any]:
    """Everything the template draws, in order."""
    control = report.control
    days = {"first": day(control.first), "last": day(control.last)}
    words, untested = _words(), _untested(report)
    foot = gettext("Ryddig, lawbook %(version)s, made %(day)s")
    return {
        "title": gettext("Control of pay and working time"),
        "lead": gettext("%(first)s to %(last)s. Recalculated from the files the supplier handed over.") % days,
        "language": language(),
        "organisation": report.asked_by or "Ryddig",
        "made": [report.made_on.year, report.made_on.month, report.made_on.day],
        "foot": foot % {"version": control.book.version, "day": day(report.made_on, "figures")},
        "words": words,
        "figures": _figures(report),
        "facts": [{"name": name, "value": value} for name, value in control_facts(report)],
        "sums": _sums(report),
        "owed": _owed(report),
        "weeks": _weeks(report),
        "breaches": [_finding(one) for one in _chosen(report, BREACH, BREACHES)],
        "questions": [_finding(one) for one in _chosen(report, QUESTION, QUESTIONS)],
        "checks": [_check(line) for line in check_lines(report)],
        "checks_head": _checks_head(),
        "untested": untested[:UNTESTED],
        "untested_note": words["more"] if len(untested) > UNTESTED else "",
        "readings_head": [gettext("What is counted"), gettext("How many"), gettext("How it differs from ours")],
        "readings": [[one.name, one.said, one.note] for one in report.readings],
        "files": _files(report),
    }


def _words() -> dict[str, str]:
    return {
        "reading": gettext(
            "A breach is shown by the files and an official rule. A question is not a breach: it is what must be asked "
            "before anybody can conclude. What could not be tested is not kept."
        ),
        "sums": gettext("What the findings come to"),
        "owed": gettext("Owed per worker"),
        "weeks": gettext("Hours per week against the limit"),
        "breaches": gettext("The gravest breaches"),
        "questions": gettext("The first questions to ask"),
        "why": gettext("Why?"),
        "checks": gettext("Each check"),
        "untested": gettext("Not tested, and what to ask for"),
        "readings": gettext("Other ways to count"),
        "readings_note": other_readings_said(),
        "files": gettext("The files"),
        "about": gettext("About the control"),
        "more": gettext("All findings stand in findings.csv and report.xlsx."),
        "pseudonyms": gettext(
            "Workers stand under pseudonyms. Their names are only in the files that were handed over."
        ),
    }


def _figures(report: PayReport) -> list[dict[str, str]]:
    """The five figures on top."""
    silent = len(wholly_untested(report))
    sums = report.sums.firm
    return [
        _card(gettext("Breaches"), number(count_of(report, CheckOutcome.BREACH)), BREACH),
        _card(gettext("Questions"), number(count_of(report, CheckOutcome.QUESTION)), QUESTION),
        _card(gettext("Checks not tested"), number(silent), CANNOT),
        _card(gettext("Owed in all"), kroner(sums.saving_ore), BREACH if sums.saving_ore else ""),
        _card(gettext("In question"), kroner(sums.in_question_ore), QUESTION if sums.in_question_ore else ""),
    ]


def _card(name: str, value: str, tone: str) -> dict[str, str]:
    return {"name": name, "value": value, "tone": tone if value != "0" else ""}


def _sums(report: PayReport) -> dict[str, Any]:
    firm = report.sums.firm
    rows = [
        [gettext("Wages owed"), money(firm.wage_ore)],
        [gettext("Holiday pay owed"), money(firm.holiday_pay_ore)],
        [gettext("Pension owed"), money(firm.pension_ore)],
        [gettext("What the employer saved"), money(firm.saving_ore)],
        [gettext("In question, not certain"), money(firm.in_question_ore)],
    ]
    return {"head": [gettext("Sum"), gettext("kr")], "rows": rows, "note": _withholding(report)}


def money(ore: int) -> str:
    """Kroner with two decimals, so that figures stand under each other: `6 240,00`."""
    shown = amount(ore)
    return shown if ore % ORE else shown + ("." if language() == "en" else ",") + "00"


def _withholding(report: PayReport) -> str:
    sums = report.sums
    if sums.withholding_ore is None:
        none = gettext("No factor of withholding is known, so none is proposed.")
        return f"{none} {what_sums_hold()}"
    places = {"sum": kroner(sums.withholding_ore), "factor": sums.factor}
    said = gettext("Proposed withholding until the correction is documented: %(sum)s, %(factor)s times what was saved.")
    sure = gettext("The factor is the contract’s own.")
    if sums.factor_status is not None:
        sure = gettext("Status of the factor: %(status)s.") % {"status": label("status", sums.factor_status).lower()}
    return f"{said % places} {sure} {what_sums_hold()}"


def _owed(report: PayReport) -> dict[str, Any]:
    """Lying bars: certain first, in question after it."""
    workers = most_owed(report)
    top = max((sums.saving_ore + sums.in_question_ore for _, sums in workers), default=0)
    bars = [
        {
            "name": worker,
            "said": f"{money(sums.saving_ore)}\u00a0{gettext('kr')}",
            "asked": gettext("+ %(sum)s in question") % {"sum": kroner(sums.in_question_ore)}
            if sums.in_question_ore
            else "",
            "sure_share": _share(sums.saving_ore, top),
            "asked_share": _share(sums.in_question_ore, top),
        }
        for worker, sums in workers
        if top
    ]
    more = len(report.sums.workers) - len(bars)
    note = gettext("%(count)s more workers stand in report.xlsx.") % {"count": number(more)} if more > 0 else ""
    text = "" if bars else gettext("Nothing is owed for certain, and nothing is in question.")
    return {"bars": bars, "note": note or text}


def _weeks(report: PayReport) -> dict[str, Any]:
    chart = week_chart(report)
    if chart.limit is None:
        return {"rows": [], "note": gettext("A tariff agreement sets the limits. They must be read there.")}
    limit = _hours(chart.limit)
    if not chart.workers:
        return {
            "rows": [],
            "note": gettext("No week with more than %(limit)s hours was found in the timesheets.") % {"limit": limit},
        }
    rows = []
    for one in chart.workers:
        over = sum(1 for _, minutes in one.weeks if minutes > chart.limit)
        longest = max(minutes for _, minutes in one.weeks)
        places = {"worker": one.worker, "over": number(over), "of": number(len(one.weeks)), "longest": _hours(longest)}
        said = gettext("%(over)s of %(of)s weeks over the limit, the longest %(longest)s hours") % places
        alt = gettext(
            "Hours per week of %(worker)s: %(over)s of %(of)s weeks over the limit, the longest %(longest)s hours."
        )
        columns = [_share(minutes, chart.top) for _, minutes in one.weeks]
        rows.append({"name": one.worker, "said": said, "alt": alt % places, "columns": columns})
    first, last = chart.workers[0].weeks[0][0], chart.workers[0].weeks[-1][0]
    note = gettext(
        "Each column is a week, Monday to Sunday, from %(first)s to %(last)s. The line is the ordinary week of "
        "%(limit)s hours. More is a breach only where the limits of overtime are passed."
    )
    places = {"first": day(first, "short"), "last": day(last, "short"), "limit": limit}
    return {"rows": rows, "note": note % places, "limit_share": _share(chart.limit, chart.top), "limit": limit}


def _hours(minutes: int) -> str:
    return amount(round_ore(Fraction(minutes * 100, 60)))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _chosen(report: PayReport, outcome: str, at_most: int) -> list[ToldFinding]:
    """The gravest, a few of each check, so that one kind does not hide the others."""
    return list(gravest(report.db, SPREAD.format(outcome=outcome, each=OF_ONE_CHECK), at_most=at_most))


def _finding(one: ToldFinding) -> dict[str, Any]:
    period = day(one.first, "short")
    if one.last != one.first:
        period += f" – {day(one.last, 'short')}"
    return {
        "check": one.check,
        "name": one.name,
        "outcome": one.outcome,
        "outcome_said": one.outcome_said,
        "who": ", ".join(part for part in (one.worker, period) if part),
        "sum": kroner(round_ore(one.shortfall or one.in_question)) if one.shortfall or one.in_question else "",
        "says": _says(one),
        "arithmetic": one.arithmetic,
        "rules": [
            {"rule": rule, **_source(source)}
            for rule, source in zip(one.rules[:LAW_OF_ONE], one.sources[:LAW_OF_ONE], strict=False)
        ],
        "places": "; ".join(one.places),
    }


def _source(said: str) -> dict[str, str]:
    """Act and place apart from the link that ends the text."""
    act, _, link = said.rpartition(" ")
    return {"source": act, "link": link} if link.startswith("http") else {"source": said, "link": ""}


def _says(one: ToldFinding) -> str:
    """Found and due in a sentence, then what is asked."""
    if one.found is None or one.due is None or one.found == one.due:
        return one.why
    places = {"found": figure_said(one.found, one.unit), "due": figure_said(one.due, one.unit)}
    least = one.found < one.due
    figures = (
        gettext("Found: %(found)s. Required: at least %(due)s.")
        if least
        else gettext("Found: %(found)s. The limit is %(due)s.")
    )
    asked = one.why if one.outcome != BREACH else ""
    return f"{figures % places} {asked}".strip()


def figure_said(value: Fraction, unit: str) -> str:
    """A figure of a finding with its unit: `210,00 kr/t`, `9,50 timer`."""
    shown = amount(round_ore(value * 100 / PARTS.get(unit, 1)))
    return shown if unit == COUNT else f"{shown}\u00a0{pay_label('unit', unit)}"


def _checks_head() -> list[str]:
    outcomes = (pay_label("outcome", code) for code in (BREACH, QUESTION, CANNOT, KEPT))
    return [gettext("Check"), gettext("Name of the check"), gettext("Result"), *outcomes, gettext("Owed, kr")]


def _check(line: CheckLine) -> dict[str, Any]:
    counts = line.counts
    return {
        "check": line.check,
        "name": line.name,
        "state": _state(counts),
        "state_said": gettext(STATES[_state(counts)]),
        "counts": [
            number(counts.get(code, 0)) if counts.get(code) else "–" for code in (BREACH, QUESTION, CANNOT, KEPT)
        ],
        "sum": money(line.owed_ore) if line.owed_ore else "–",
    }


def _state(counts: Mapping[str, int]) -> str:
    """The one word for a check. What was not tested is never kept, and kept beside it is only partly."""
    for code in (BREACH, QUESTION):
        if counts.get(code):
            return code
    if counts.get(CANNOT):
        return "partly" if counts.get(KEPT) else CANNOT
    return KEPT if counts.get(KEPT) else "does_not_apply"


def _untested(report: PayReport) -> list[dict[str, Any]]:
    """One entry a reason, with the documents that would help and the checks that wait for them."""
    groups = untested_groups(report)
    return [{"why": one.why, "asks": one.documents[:ASKS], "checks": ", ".join(one.checks)} for one in groups]


def _files(report: PayReport) -> dict[str, Any]:
    rows = []
    for one in report.files[:FILES]:
        kind = kind_said(one.kind)
        rows.append([one.file, kind, number(one.rows), number(one.rejected_rows)])
    told = [(one.file, *problem_said(problem)) for one in report.files for problem in one.rejected]
    problems = [f"{file}, {where}: {text}" for file, where, text in told[:PROBLEMS]]
    more = len(told) - len(problems)
    note = gettext("%(count)s more problems stand in report.xlsx.") % {"count": number(more)} if more > 0 else ""
    head = [gettext("File"), gettext("What it holds"), gettext("Rows read"), gettext("Rows rejected")]
    return {"head": head, "rows": rows, "problems": problems, "note": note}
