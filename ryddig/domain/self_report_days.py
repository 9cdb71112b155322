"""When a self-report is due, and when the supplier is reminded."""

from dataclasses import dataclass
from datetime import date

from ryddig.domain.controls import Deadlines, due
from ryddig.domain.decision import Answer, Because
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Questionnaire

REMINDER = "deadlines.self_report_reminder"


@dataclass(frozen=True, slots=True)
class ReportDays:
    """Last day to deliver, days to remind, and where the last day comes from."""

    due_on: date
    remind_on: tuple[date, ...]
    because: tuple[Because, ...]


def report_days(
    questionnaire: Questionnaire, start: date, *, book: Book, on: date, agreed: date | None = None
) -> ReportDays:
    """The days counted from `start`: the signing, or the day the form is sent. `agreed`: the contract's own last day.

    Reminders: some days before, and on the last day itself.
    """
    found = due(book, questionnaire.deadline, start, on=on)
    if agreed is not None or found is None:
        due_on, because = agreed or start, (Because("stated", Answer.YES, ("due_on",)),)
    else:
        due_on, because = found[0], (found[1],)
    reminder = Deadlines(book, on).get(REMINDER)
    first = () if reminder is None else (reminder.moved(due_on, back=True),)
    return ReportDays(due_on, tuple(day for day in (*first, due_on) if day >= start), because)
