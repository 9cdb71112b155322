"""A deviation: how grave it is, and by when the supplier has to answer, correct or plan. Each with its reasons.

The ladder of DFØ's guide (chapter 6) tells what makes a deviation larger; where the guide gives no figure, the lawbook
has one of ours, marked as not verified. A grade or a deadline proposes: a person may set another and says why. Neither
is a sanction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book, Series
from ryddig.domain.public_holidays import is_working_day

HUMAN_RIGHTS: Final = "human_rights"
DOCUMENT_THEMES: Final = frozenset({"documentation", "hand_over"})
CLARIFY, CORRECTION, ACTION_PLAN = "sanctions.clarify", "sanctions.correction", "sanctions.action_plan"
TERMINATION: Final = "sanctions.termination"
VIEW_DEADLINE, PLAN_DEADLINE = "deadlines.clarify", "deadlines.action_plan"
PLAN_DONE: Final = "deadlines.action_plan_done"
CORRECTION_DEADLINE: Final = "deadlines.correction"
SEVERE_DEADLINE: Final = "deadlines.finding_zero_tolerance"
SEVERAL, REPEAT = "grades.several_workers", "grades.repeat_months"
WORKING_DAYS, MONTHS = "working_days", "months"


class Grade(StrEnum):
    """How grave, the gravest first. `observation`: doubt, or nothing to correct."""

    ZERO_TOLERANCE = "zero_tolerance"
    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"


GRAVEST_FIRST: Final = tuple(Grade)
SOCIAL_AUDIT: Final = {
    Grade.CRITICAL: "deadlines.finding_critical",
    Grade.MAJOR: "deadlines.finding_major",
    Grade.MINOR: "deadlines.finding_minor",
}
"""How long a firm far away has to correct, by grade: the practice of social audits."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What is known of it. `certain`: official law and a term of the contract say it is a breach; else it is in doubt.

    `severe`: danger to life or health, forced or child labour. `documents`: the duty to document is broken.
    `system_fault`: it comes of how the firm works, not of one slip. `earlier`: days on which deviations from the same
    rule by the same supplier were opened, this one left out.
    """

    certain: bool
    theme: str = ""
    severe: bool = False
    system_fault: bool = False
    documents: bool = False
    workers: int = 0
    earlier: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, with its reasons."""

    grade: Grade
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A last day, with the rule that gives it."""

    on: date
    because: Because


def grade_of(breach: Breach, book: Book, on: date) -> Graded:
    """How grave it is by the rules of the day: the gravest that has a reason."""
    severe = (_read(Because("severe_harm", Answer.YES, ("severe",)), SEVERE_DEADLINE, book, on=on),)
    if breach.severe:
        return Graded(Grade.ZERO_TOLERANCE, severe)
    if not breach.certain:
        return Graded(Grade.OBSERVATION, (_read(Because("in_doubt", Answer.YES), CLARIFY, book, on=on),))
    material = tuple(_material(breach, book, on))
    if material:
        return Graded(Grade.CRITICAL, material)
    larger = tuple(_larger(breach, book, on))
    if larger:
        return Graded(Grade.MAJOR, larger)
    return Graded(Grade.MINOR, (_read(Because("confirmed", Answer.YES), CORRECTION, book, on=on),))


def _material(breach: Breach, book: Book, on: date) -> Iterable[Because]:
    if breach.documents:
        yield _read(Because("documents_withheld", Answer.YES, ("documents",)), TERMINATION, book, on=on)
    repeated = repeated_since(breach.earlier, book, on)
    if repeated is not None:
        yield repeated


def _larger(breach: Breach, book: Book, on: date) -> Iterable[Because]:
    several = book.entry(SEVERAL, on)
    if several is not None and isinstance(several.value, int) and breach.workers >= several.value:
        reason = Because("several_workers", Answer.YES, ("workers",), breach.workers)
        yield cite(reason, SEVERAL, several)
    if breach.system_fault:
        yield _read(Because("system_fault", Answer.YES, ("system_fault",)), ACTION_PLAN, book, on=on)


def repeated_since(earlier: Iterable[date], book: Book, on: date) -> Because | None:
    """Why a breach counts as repeated; None when no earlier one is recent enough."""
    entry = book.entry(REPEAT, on)
    if entry is None or not isinstance(entry.value, int):
        return None
    first = add_months(on, -entry.value)
    recent = [day for day in earlier if first <= day <= on]
    if not recent:
        return None
    return cite(Because("repeated_breach", Answer.YES, ("earlier",), max(recent)), REPEAT, entry)


def _read(reason: Because, rule: str, book: Book, *, on: date) -> Because:
    """The reason with the entry of a sanction or a series that says so."""
    sanction = book.library.sanctions.get(rule)
    series: Series = sanction.series if sanction is not None else book.need(rule)
    entry = series.at(on)
    return reason if entry is None else cite(reason, rule, entry)


def view_due(book: Book, on: date) -> Due | None:
    """The last day for the supplier to give its view."""
    return due_after(VIEW_DEADLINE, on, book)


def correction_due(grade: Grade, theme: str, book: Book, *, on: date) -> Due | None:
    """The last day to correct what is demanded corrected `on`: at once where people are in danger, the periods of
    social audits in goods chains, else the deadline for correction. None for an observation."""
    if grade is Grade.ZERO_TOLERANCE:
        return due_after(SEVERE_DEADLINE, on, book)
    if grade is Grade.OBSERVATION:
        return None
    return due_after(SOCIAL_AUDIT[grade] if theme == HUMAN_RIGHTS else CORRECTION_DEADLINE, on, book)


def plan_due(book: Book, on: date) -> Due | None:
    """The last day to send an action plan."""
    return due_after(PLAN_DEADLINE, on, book)


def plan_done_by(book: Book, on: date) -> Due | None:
    """The last day to have carried out a plan that is agreed `on`."""
    return due_after(PLAN_DONE, on, book)


def due_after(rule: str, start: date, book: Book) -> Due | None:
    """The day that lies a deadline after `start`. Working days are Monday to Friday without public holidays; a day
    that is counted in days or months and falls on another goes on to the next working day, but never where people are
    in danger."""
    series = book.strictest(rule, start)
    entry = series.at(start)
    if entry is None or type(entry.value) is not int:
        return None
    reason = cite(Because("deadline", Answer.YES, (), rule), series.id, entry)
    if series.unit == WORKING_DAYS:
        return Due(_working_days_after(start, entry.value), reason)
    day = add_months(start, entry.value) if series.unit == MONTHS else start + timedelta(days=entry.value)
    stands = rule == SEVERE_DEADLINE or is_working_day(day)
    return Due(day if stands else _working_days_after(day, 1), reason)


def _working_days_after(start: date, number: int) -> date:
    day = start
    while number > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            number -= 1
    return day
