"""Which documents a review asks for, because of which duties, and by which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book, Series
from ryddig.domain.public_holidays import is_working_day
from ryddig.domain.words import Words

DEADLINE: Final = "deadlines.clarify"
REMINDER: Final = "deadlines.document_reminder"
HIGH: Final = "high"


class Per(StrEnum):
    """For each worker picked, or once for the firm."""

    WORKER = "worker"
    FIRM = "firm"


class Span(StrEnum):
    """For the pay period under control, or as things stand now."""

    PAY_PERIOD = "pay_period"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that may be asked for, as law data. `text`: what to hand in; `black_out`: what the supplier takes out
    first.

    `duties`: ids of the duties and requirements it documents. `paper`: the kind of `domain.papers` it is, when it has a
    day on which it runs out. `pay`: the pay control reads it. `from_level`: proposed from this risk level on; below it
    is offered.
    """

    id: str
    name: Words
    text: Words
    why: Words
    black_out: Words
    per: Per
    period: Span
    duties: tuple[str, ...]
    series: Series
    position: int
    paper: str = ""
    pay: bool = False
    from_level: str = "medium"


@dataclass(frozen=True, slots=True)
class Asked:
    """A document for this contract, and the duties that call for it. `proposed`: ticked from the start."""

    document: Document
    duties: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class ReviewDays:
    """Last day to hand in, days to remind, and where the last day comes from."""

    due_on: date
    remind_on: tuple[date, ...]
    because: tuple[Because, ...]


def documents_to_ask(
    book: Book, applying: Collection[str], *, maybe: Collection[str] = (), level: str, on: date
) -> tuple[Asked, ...]:
    """What the duties and requirements call for, in the order a person reads them. `applying`, `maybe`: ids of those
    that apply or may apply to the contract; what only the second kind calls for is offered and not proposed."""
    found = []
    for document in sorted(book.library.documents.values(), key=lambda one: (one.position, one.id)):
        entry = document.series.at(on)
        if entry is None or entry.value is None:
            continue
        sure, unsure = _called_for(document, book, applying), _called_for(document, book, maybe)
        if sure or unsure:
            proposed = bool(sure) and (document.from_level != HIGH or level == HIGH)
            found.append(Asked(document, (*sure, *unsure), proposed))
    return tuple(found)


def _called_for(document: Document, book: Book, duties: Collection[str]) -> tuple[str, ...]:
    """The duties among these that the document shows; a local duty counts as the national one it tightens. Last the
    requirements that the contract is known to hold."""
    laws = (
        duty.id
        for duty in book.duties
        if duty.id in duties and not {duty.id, duty.stricter_than}.isdisjoint(document.duties)
    )
    terms = (rule for rule in document.duties if rule in duties and rule in book.library.requirements)
    return (*laws, *terms)


def working_days_from(start: date, number: int) -> date:
    """The day so many working days after `start`; before it when negative."""
    day, step = start, timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def review_days(book: Book, start: date, *, on: date, agreed: date | None = None) -> ReviewDays:
    """The days counted from `start`, the day the request is sent. `agreed`: the last day a person has set instead.

    Reminders: some working days before the last day, and on it.
    """
    because: tuple[Because, ...] = (Because("stated", Answer.YES, ("due_on",)),)
    due_on = agreed or start
    if agreed is None:
        size, reason = _size(book, DEADLINE, on)
        due_on, because = working_days_from(start, size), (reason,)
    first = working_days_from(due_on, -_size(book, REMINDER, on)[0])
    return ReviewDays(due_on, tuple(day for day in (first, due_on) if day > start), because)


def _size(book: Book, rule: str, on: date) -> tuple[int, Because]:
    series = book.strictest(rule, on)
    entry = series.at(on) or series.entries[-1]
    size = entry.value if type(entry.value) is int else 0
    return size, cite(Because("deadline", Answer.YES, ()), series.id, entry)
