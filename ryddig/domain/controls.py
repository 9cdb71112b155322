"""Which steps a contract's risk calls for, and when each thing is due."""

from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from ryddig.domain.decision import Answer, Because
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.quality import last_day
from ryddig.domain.risk import NOT_ASSESSED, RiskAssessment

SELF_REPORT, DOCUMENT_REVIEW, ON_SITE_CONTROL = "self_report", "document_review", "on_site_control"
REGISTER_CHECK = "register_check"
STEPS = (SELF_REPORT, REGISTER_CHECK, DOCUMENT_REVIEW, ON_SITE_CONTROL)
CONTROLS = (SELF_REPORT, DOCUMENT_REVIEW, ON_SITE_CONTROL)
ENDINGS = ("renewal", "evaluation")
STATED = (Because("stated", Answer.YES, ("options",), None),)
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the level calls for, and why."""

    id: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class PlanItem:
    """Something to do by a day. `number` tells several of a kind apart (options, meetings).

    `from_assessment`: the day counts from the assessment; a later one may bring it forward but never put it off.
    """

    kind: str
    due_on: date
    because: tuple[Because, ...]
    number: int = 1
    from_assessment: bool = False


def add_months(day: date, months: int) -> date:
    """The same day so many months on (or back); the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = 29 if month == 1 and isleap(year) else _LAST_DAYS[month]
    return date(year, month + 1, min(day.day, last))


def recommended_steps(risk: RiskAssessment, book: Book) -> tuple[Step, ...]:
    """Steps of the contract's level, in the order of the method. None when nothing could be assessed."""
    level = next((level for level in book.risk_levels if level.id == risk.level), None)
    if level is None:
        return ()
    reasons = risk.because or (Because("risk_level", Answer.YES, ("risk_level",), risk.level),)
    return tuple(Step(step, reasons) for step in level.steps)


class Deadline(NamedTuple):
    """How far a series moves a day, and the reason."""

    size: int
    in_months: bool
    because: tuple[Because, ...]

    def moved(self, start: date, *, back: bool = False) -> date:
        """The day so far after `start`, or before it."""
        size = -self.size if back else self.size
        return add_months(start, size) if self.in_months else start + timedelta(days=size)


class Deadlines:
    """The deadlines of a book as they stand `on` a day; each is looked up once."""

    def __init__(self, book: Book, on: date) -> None:
        self.on = on
        self._book = book
        self._kept: dict[str, Deadline | None] = {}

    def get(self, rule: str) -> Deadline | None:
        """The deadline of a series; None when the series says nothing."""
        if rule not in self._kept:
            self._kept[rule] = self._read(rule)
        return self._kept[rule]

    def _read(self, rule: str) -> Deadline | None:
        series = self._book.strictest(rule, self.on)
        entry = series.at(self.on) or (series.entries[-1] if series.entries else None)
        if entry is None or not isinstance(entry.value, int):
            return None
        cited = (series.id, entry.since, entry.value, entry.status, entry.source)
        reason = Because("deadline", Answer.YES, (), rule, *cited)
        return Deadline(entry.value, series.unit == "months", (reason,))


def due(book: Book, rule: str, start: date, *, on: date, back: bool = False) -> tuple[date, Because] | None:
    """`start` moved by the series `rule` as it stands `on`, with the reason; None when the series says nothing."""
    deadline = Deadlines(book, on).get(rule)
    return None if deadline is None else (deadline.moved(start, back=back), deadline.because[0])


def plan(
    facts: ContractFacts, risk: RiskAssessment, book: Book, *, steps: tuple[Step, ...], on: date
) -> tuple[PlanItem, ...]:
    """Everything with a day on this contract, soonest first. Ended contracts have nothing left to plan.

    The end is the last day with used options counted.
    """
    return plan_by(Deadlines(book, on), facts, risk, steps=steps)


def plan_by(
    deadlines: Deadlines, facts: ContractFacts, risk: RiskAssessment, *, steps: tuple[Step, ...]
) -> tuple[PlanItem, ...]:
    """The plan as `plan` gives it, by deadlines kept from one contract to the next."""
    end, on = last_day(facts), deadlines.on
    if end is not None and end < on:
        return ()
    items: list[PlanItem] = []
    add = _adder(items, deadlines)
    wanted = {step.id for step in steps}
    _plan_controls(facts, risk, wanted, add=add, on=on)
    if risk.level != NOT_ASSESSED:
        add("risk_review", f"deadlines.risk_review.{risk.level}", on)
        add("status_meeting", f"deadlines.status_meeting.{risk.level}", on)
    _plan_the_end(facts, items, add, end=end)
    in_time = [item for item in items if _in_time(item, start=facts.runs_from, end=end)]
    return tuple(sorted(in_time, key=attrgetter("due_on", "kind", "number")))


def _in_time(item: PlanItem, *, start: date | None, end: date | None) -> bool:
    """Nothing is planned after the contract has ended, and no ending before it has begun."""
    if item.from_assessment:
        return end is None or item.due_on <= end
    return item.kind not in ENDINGS or start is None or item.due_on >= start


Add = Callable[..., None]


def _adder(items: list[PlanItem], deadlines: Deadlines) -> Add:
    def add(kind: str, rule: str, start: date, *, back: bool = False, number: int = 1) -> None:
        found = deadlines.get(rule)
        if found is not None:
            day, from_assessment = found.moved(start, back=back), start >= deadlines.on and not back
            items.append(PlanItem(kind, day, found.because, number, from_assessment))

    return add


def _plan_controls(facts: ContractFacts, risk: RiskAssessment, wanted: set[str], *, add: Add, on: date) -> None:
    if SELF_REPORT in wanted:
        add(SELF_REPORT, "deadlines.self_report", facts.signed_on or on)
    if DOCUMENT_REVIEW in wanted and risk.level in ("medium", "high"):
        add(DOCUMENT_REVIEW, f"deadlines.document_review.{risk.level}", _not_before_start(facts, on))
    if ON_SITE_CONTROL in wanted:
        add(ON_SITE_CONTROL, "deadlines.on_site_control.high", _not_before_start(facts, on))


def _not_before_start(facts: ContractFacts, on: date) -> date:
    return max(on, facts.runs_from or on)


def _plan_the_end(facts: ContractFacts, items: list[PlanItem], add: Add, *, end: date | None) -> None:
    for number, option in enumerate(facts.options, start=1):
        if option.used is not None:
            continue
        if option.exercise_by is not None:
            items.append(PlanItem("option", option.exercise_by, STATED, number))
        elif end is not None:
            add("option", "deadlines.option_notice", end, back=True, number=number)
    if end is not None:
        add("evaluation", "deadlines.evaluation_before_expiry", end, back=True)
        add("renewal", "deadlines.renewal_notice", end, back=True)
