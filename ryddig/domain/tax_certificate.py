"""Is the tax certificate fresh enough? Its age counts back from a day that the procurement's own law names."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book

AGE, COUNTED_FROM = "deadlines.tax_certificate_age", "tax_certificate.counted_from"


def judge_tax_certificate(
    dated: date | None, *, started_on: date | None, milestones: Mapping[str, date | None], book: Book, on: date
) -> Because:
    """Whether a certificate of the day `dated` is young enough.

    `started_on`: announcement or invitation, which picks the law; unknown: every law up to `on` must answer the same.
    `milestones`: `tender_deadline` (law until 2026-06-30) and `winner_announced` (from 2026-07-01); None when unknown.
    """
    days = (started_on,) if started_on else _days_of_change(book, on)
    reasons = [_judge(dated, day, milestones=milestones, book=book) for day in days]
    answers = {reason.answer for reason in reasons}
    if len(answers) == 1:
        return reasons[0]
    return Because("tax_certificate_age", Answer.UNKNOWN, ("announced_on", "tax_certificate_dated"), None, COUNTED_FROM)


def oldest_allowed(reference: date, months: int) -> date:
    """The first day a certificate may bear when `reference` is the day its age counts back from."""
    return add_months(reference, -months)


def _days_of_change(book: Book, on: date) -> tuple[date, ...]:
    return tuple(entry.since for entry in book.need(COUNTED_FROM).entries if entry.since <= on)


def _judge(dated: date | None, started_on: date, *, milestones: Mapping[str, date | None], book: Book) -> Because:
    age_series = book.strictest(AGE, started_on)
    age, counted = age_series.at(started_on), book.entry(COUNTED_FROM, started_on)
    facts: tuple[str, ...] = ("tax_certificate_dated",)
    if age is None or counted is None or type(age.value) is not int:
        return Because("tax_certificate_age", Answer.UNKNOWN, facts, None, age_series.id)
    reference = milestones.get(str(counted.value))
    facts = (*facts, str(counted.value))
    if dated is None or reference is None:
        return cite(Because("tax_certificate_age", Answer.UNKNOWN, facts), COUNTED_FROM, counted)
    oldest = oldest_allowed(reference, age.value)
    answer = Answer.YES if dated >= oldest else Answer.NO
    return cite(Because("tax_certificate_age", answer, facts, oldest), age_series.id, age)
