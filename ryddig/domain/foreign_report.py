"""The buyer's own deadline for telling the tax authority of an assignment to a foreign firm."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book

RULE = "deadlines.foreign_report"


def foreign_report_due(starts_on: date, *, book: Book) -> tuple[date, Because] | None:
    """Last day to report work that starts on `starts_on`; None when the lawbook says nothing of that day.

    The series holds three day numbers: `due` in the month after the start, `late_due` instead when the work starts
    after `late_after`. Also for the end and for changes, each counted from its own day.
    """
    entry = book.entry(RULE, starts_on)
    if entry is None or not isinstance(entry.value, Mapping):
        return None
    days = entry.value
    day = days["late_due"] if starts_on.day > days["late_after"] else days["due"]
    due = add_months(starts_on.replace(day=1), 1).replace(day=day)
    return due, cite(Because("deadline", Answer.YES, ("starts_on",)), RULE, entry)
