"""What a finished control comes to: facts of the run, counts per check, what was not tested and what to ask for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.judgement import NOTHING, CheckOutcome, round_ore
from ryddig.domain.problems import Problem
from ryddig.reports.formats import day, language, number, orgnr
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_labels import pay_label, trade_said, why_said

UNTESTED: Final = CheckOutcome.CANNOT_BE_TESTED


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check: how often it gave each outcome, and the øre of its findings."""

    check: str
    name: str
    counts: Mapping[str, int]
    owed_ore: int
    asked_ore: int


@dataclass(frozen=True, slots=True)
class UntestedLine:
    """One reason why a check could not be made, how often, and what to ask for."""

    check: str
    name: str
    count: int
    why: str
    ask_for: str


@dataclass(frozen=True, slots=True)
class UntestedGroup:
    """One reason for all the checks that it stops: the documents that would help, and the checks by code and name."""

    why: str
    documents: tuple[str, ...]
    checks: tuple[str, ...]


def check_name(report: PayReport, code: str) -> str:
    """What the lawbook calls a check."""
    found = (one for one in report.control.book.library.pay_checks.values() if one.code == code)
    return next((one.name.in_language(language()) for one in found), code)


def check_lines(report: PayReport) -> tuple[CheckLine, ...]:
    """Every check that was made or tried, in order."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in report.coverage:
        counts[one.check][one.outcome.value] += one.count
    money = _money(report)
    return tuple(
        CheckLine(check, check_name(report, check), dict(found), *money.get(check, (0, 0)))
        for check, found in counts.items()
    )


def _money(report: PayReport) -> dict[str, tuple[int, int]]:
    """Øre owed and in question of each check, rounded once from the exact parts."""
    rows = report.db.execute(
        """SELECT check_id, coalesce(den, 1) AS den, sum(coalesce(shortfall, 0)), sum(coalesce(in_question, 0))
        FROM findings
        WHERE shortfall != 0 OR in_question != 0 GROUP BY ALL"""
    ).fetchall()
    sums: dict[str, tuple[Fraction, Fraction]] = defaultdict(lambda: (NOTHING, NOTHING))
    for check, den, owed, asked in rows:
        before = sums[check]
        sums[check] = (before[0] + Fraction(int(owed), den), before[1] + Fraction(int(asked), den))
    return {check: (round_ore(owed), round_ore(asked)) for check, (owed, asked) in sums.items()}


def untested_lines(report: PayReport) -> tuple[UntestedLine, ...]:
    """What was not tested, check by check. Nothing here is kept."""
    documents = {one.code: one.document for one in report.control.book.library.pay_checks.values()}
    lines = []
    for one in report.coverage:
        if one.outcome is not UNTESTED:
            continue
        missing = ", ".join(pay_label("table", table) for table in one.missing)
        why = gettext("No file holds: %(tables)s.") % {"tables": missing} if missing else why_said(one.why)
        document = documents[one.check].in_language(language()) if one.check in documents else ""
        lines.append(UntestedLine(one.check, check_name(report, one.check), one.count, why, document))
    return tuple(lines)


def untested_groups(report: PayReport) -> tuple[UntestedGroup, ...]:
    """What was not tested, reason by reason: checks that say nothing of anybody first."""
    silent = set(wholly_untested(report))
    groups: dict[str, tuple[dict[str, None], dict[str, int]]] = {}
    for line in sorted(untested_lines(report), key=lambda one: one.check not in silent):
        asks, checks = groups.setdefault(line.why or gettext("Not told."), ({}, {}))
        if line.ask_for:
            asks[line.ask_for] = None
        named = f"{line.check} {line.name}"
        checks[named] = checks.get(named, 0) + line.count
    return tuple(
        UntestedGroup(
            why,
            tuple(asks),
            tuple(name if count == 1 else f"{name} ({number(count)})" for name, count in checks.items()),
        )
        for why, (asks, checks) in groups.items()
    )


def wholly_untested(report: PayReport) -> tuple[str, ...]:
    """Checks that say nothing of anybody: neither kept, nor breach, nor question."""
    said: dict[str, set[CheckOutcome]] = defaultdict(set)
    for one in report.coverage:
        said[one.check].add(one.outcome)
    silent = {UNTESTED, CheckOutcome.DOES_NOT_APPLY}
    return tuple(check for check, outcomes in said.items() if UNTESTED in outcomes and outcomes <= silent)


def count_of(report: PayReport, outcome: CheckOutcome) -> int:
    """How often any check gave the outcome."""
    return sum(one.count for one in report.coverage if one.outcome is outcome)


def control_facts(report: PayReport) -> Iterator[tuple[str, str]]:
    """Who, what, when and under which law: named values for the head of every report."""
    control, firm = report.control, report.control.firm
    (workers,) = report.db.execute("SELECT count(*) FROM workers").fetchone() or (0,)
    if report.asked_by:
        yield gettext("Made for"), report.asked_by
    if firm.number:
        yield gettext("Employer"), orgnr(firm.number)
    yield gettext("Period"), f"{day(control.first)} – {day(control.last)}"
    yield gettext("Workers"), number(workers)
    trade = trade_said(control.book, firm.trade.value, language()) if firm.trade else gettext("not stated")
    yield gettext("Trade where a row states none"), trade
    yield gettext("Agreement on working time"), pay_label("agreement", firm.agreement)
    yield gettext("Averaging of hours"), _known(value=firm.averaging)
    yield gettext("Bound by a tariff agreement"), _known(value=firm.tariff_bound)
    yield gettext("Must have occupational pension"), _known(value=firm.pension_due)
    yield gettext("Version of the lawbook"), control.book.version
    yield gettext("Made on"), day(report.made_on)
    for note in report.notes:
        yield gettext("Note"), note


def _known(*, value: bool | None) -> str:
    return gettext("not shown") if value is None else gettext("yes") if value else gettext("no")


def what_sums_hold() -> str:
    """Which checks the sums are made of."""
    return gettext(
        "Wages owed is what PAY-02 to PAY-05 lack. What other checks find, such as unlawful deductions, stands with "
        "each check."
    )


def other_readings_said() -> str:
    """What the table of other readings is for."""
    return gettext(
        "The same hours counted in other usual ways. They explain differences from other tools; nothing is judged by "
        "them."
    )


def problem_said(problem: Problem) -> tuple[str, str]:
    """Where a problem is and what it is, in the language in use."""
    place = problem.where.message()
    sentences = " ".join(gettext(message.text) % dict(message.params) for message in problem.sentences())
    found = gettext("Found: “%(found)s”.") % {"found": problem.found} if problem.found else ""
    return gettext(place.text) % dict(place.params), " ".join(part for part in (sentences, found) if part)
