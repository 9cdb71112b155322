"""How long a paper counts and what it answers, under the law of its own day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.decision import Answer
from ryddig.domain.law import Book
from ryddig.domain.papers import PaperFacts, PaperKind, judge_paper
from ryddig.lawbook import load

ON = date(2026, 11, 20)
TAX = PaperKind.TAX_CERTIFICATE


@pytest.fixture(scope="module")
def book() -> Book:
    return load(())


@pytest.mark.parametrize(
    ("dated", "arrears_ore", "missing", "answer"),
    [
        (date(2026, 5, 20), 0, None, Answer.NO),
        (date(2026, 5, 19), 0, None, Answer.YES),
        (date(2026, 11, 1), 1, None, Answer.YES),
        (date(2026, 11, 1), 0, True, Answer.YES),
        (date(2026, 11, 1), 0, False, Answer.NO),
        (date(2026, 11, 1), None, None, Answer.UNKNOWN),
    ],
)
def test_a_tax_certificate(
    book: Book, dated: date, arrears_ore: int | None, *, missing: bool | None, answer: Answer
) -> None:
    judged = judge_paper(PaperFacts(TAX, dated, arrears_ore=arrears_ore, returns_missing=missing), book=book, on=ON)
    assert judged.answer is answer
    assert judged.because[0].rule == "deadlines.tax_certificate_age"


def test_it_counts_for_six_months_from_its_own_date(book: Book) -> None:
    assert judge_paper(PaperFacts(TAX, date(2026, 8, 31)), book=book, on=ON).valid_until == date(2027, 2, 28)


@pytest.mark.parametrize(("award_day", "answer"), [(date(2026, 8, 1), Answer.YES), (date(2026, 8, 2), Answer.NO)])
def test_at_the_award_the_age_counts_back_from_the_day_of_the_law(book: Book, award_day: date, answer: Answer) -> None:
    facts = PaperFacts(TAX, date(2026, 2, 1), award_day=award_day, started_on=date(2026, 7, 1))
    assert judge_paper(facts, book=book, on=ON).because[1].answer is answer


@pytest.mark.parametrize(
    ("kind", "status", "answer"),
    [
        (PaperKind.CLEANING, "approved", Answer.NO),
        (PaperKind.CLEANING, "application_pending", Answer.NO),
        (PaperKind.CLEANING, "not_listed", Answer.YES),
        (PaperKind.STAFFING, "application_pending", Answer.YES),
        (PaperKind.STAFFING, "approved", Answer.NO),
        (PaperKind.CENTRAL_APPROVAL, "not_approved", Answer.UNKNOWN),
    ],
)
def test_a_print_from_a_register_answers_by_the_statuses_of_the_law(
    book: Book, kind: PaperKind, status: str, answer: Answer
) -> None:
    judged = judge_paper(PaperFacts(kind, date(2026, 11, 1), status=status), book=book, on=ON)
    assert (judged.answer, judged.valid_until) == (answer, None)


@given(dated=st.dates(date(2017, 6, 1), ON), later=st.dates(date(2017, 6, 1), ON))
def test_a_newer_certificate_never_runs_out_sooner(book: Book, dated: date, later: date) -> None:
    def until(day: date) -> date:
        found = judge_paper(PaperFacts(TAX, day), book=book, on=ON).valid_until
        assert found is not None
        return found

    first, second = sorted((dated, later))
    assert until(first) <= until(second)
