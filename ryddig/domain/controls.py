"""Which steps a contract's risk calls for, and when each thing is due."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

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
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def recommended_steps(risk: RiskAssessment, book: Book) -> tuple[Step, ...]:
    """Steps of the contract's level, in the order of the method. None when nothing could be assessed."""
    level = next((level for level in book.risk_levels if level.id == risk.level), None)
    if level is None:
        return ()
    reasons = risk.because or (Because("risk_level", Answer.YES, ("risk_level",), risk.level),)
    return tuple(Step(step, reasons) for step in level.steps)


def due(book: Book, rule: str, start: date, *, on: date, back: bool = False) -> tuple[date, Because] | None:
    """`start` moved by the series `rule` as it stands `on`, with the reason; None when the series says nothing."""
    series = book.strictest(rule, on)
    entry = series.at(on) or (series.entries[-1] if series.entries else None)
    if entry is None or not isinstance(entry.value, int):
        return None
    size = -entry.value if back else entry.value
    moved = add_months(start, size) if series.unit == "months" else start + timedelta(days=size)
    cited = (series.id, entry.since, entry.value, entry.status, entry.source)
    return moved, Because("deadline", Answer.YES, (), rule, *cited)


def plan(
    facts: ContractFacts, risk: RiskAssessment, book: Book, *, steps: tuple[Step, ...], on: date
) -> tuple[PlanItem, ...]:
    """Everything with a day on this contract, soonest first. Ended contracts have nothing left to plan.

    The end is the last day with used options counted.
    """
    end = last_day(facts)
    if end is not None and end < on:
        return ()
    items: list[PlanItem] = []
    add = _adder(items, book, on)
    wanted = {step.id for step in steps}
    _plan_controls(facts, risk, wanted, add=add, on=on)
    if risk.level != NOT_ASSESSED:
        add("risk_review", f"deadlines.risk_review.{risk.level}", on)
        add("status_meeting", f"deadlines.status_meeting.{risk.level}", on)
    _plan_the_end(facts, items, add, end=end)
    in_time = (item for item in items if _in_time(item, start=facts.runs_from, end=end))
    return tuple(sorted(in_time, key=lambda item: (item.due_on, item.kind, item.number)))


def _in_time(item: PlanItem, *, start: date | None, end: date | None) -> bool:
    """Nothing is planned after the contract has ended, and no ending before it has begun."""
    if item.from_assessment:
        return end is None or item.due_on <= end
    return item.kind not in ENDINGS or start is None or item.due_on >= start


Add = Callable[..., None]


def _adder(items: list[PlanItem], book: Book, on: date) -> Add:
    def add(kind: str, rule: str, start: date, *, back: bool = False, number: int = 1) -> None:
        found = due(book, rule, start, on=on, back=back)
        if found is not None:
            items.append(PlanItem(kind, found[0], (found[1],), number, from_assessment=start >= on and not back))

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
            reason = Because("stated", Answer.YES, ("options",), None)
            items.append(PlanItem("option", option.exercise_by, (reason,), number))
        elif end is not None:
            add("option", "deadlines.option_notice", end, back=True, number=number)
    if end is not None:
        add("evaluation", "deadlines.evaluation_before_expiry", end, back=True)
        add("renewal", "deadlines.renewal_notice", end, back=True)
