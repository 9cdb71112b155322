"""How grave a deviation is and by when it is to be corrected, by the rules of the day."""

from dataclasses import replace
from datetime import date

import pytest

from ryddig.domain.decision import Answer
from ryddig.domain.deviations import Breach, Due, Grade, correction_due, due_after, grade_of, plan_due, view_due
from ryddig.domain.law import Status
from ryddig.lawbook.loader import load

ON = date(2026, 11, 27)
BOOK = load()
PLAIN = Breach(certain=True, theme="pay", workers=1)


@pytest.mark.parametrize(
    ("breach", "grade", "tests"),
    [
        (PLAIN, Grade.MINOR, ("confirmed",)),
        (replace(PLAIN, certain=False), Grade.OBSERVATION, ("in_doubt",)),
        (replace(PLAIN, certain=False, workers=40), Grade.OBSERVATION, ("in_doubt",)),
        (replace(PLAIN, workers=2), Grade.MAJOR, ("several_workers",)),
        (replace(PLAIN, system_fault=True, workers=3), Grade.MAJOR, ("several_workers", "system_fault")),
        (replace(PLAIN, documents=True), Grade.CRITICAL, ("documents_withheld",)),
        (replace(PLAIN, earlier=(date(2024, 11, 27),)), Grade.CRITICAL, ("repeated_breach",)),
        (replace(PLAIN, earlier=(date(2024, 11, 26),)), Grade.MINOR, ("confirmed",)),
        (replace(PLAIN, severe=True, documents=True), Grade.ZERO_TOLERANCE, ("severe_harm",)),
        (replace(PLAIN, severe=True, certain=False), Grade.ZERO_TOLERANCE, ("severe_harm",)),
    ],
)
def test_the_gravest_that_has_a_reason(breach: Breach, grade: Grade, tests: tuple[str, ...]) -> None:
    graded = grade_of(breach, BOOK, ON)
    assert (graded.grade, tuple(reason.test for reason in graded.because)) == (grade, tests)


def test_a_reason_says_which_entry_it_rests_on_and_how_sure_that_is() -> None:
    (reason,) = grade_of(replace(PLAIN, workers=2), BOOK, ON).because
    assert (reason.rule, reason.value, reason.since) == ("grades.several_workers", 2, date(2023, 12, 18))
    assert (reason.answer, reason.status) == (Answer.YES, Status.UNVERIFIED)


def test_before_the_rule_nothing_is_made_larger_by_number() -> None:
    assert grade_of(replace(PLAIN, workers=2), BOOK, date(2023, 12, 17)).grade is Grade.MINOR


def test_ten_working_days_pass_over_christmas() -> None:
    assert view_due(BOOK, date(2026, 12, 18)) == due_after("deadlines.clarify", date(2026, 12, 18), BOOK)
    due = view_due(BOOK, date(2026, 12, 18))
    assert due is not None
    # 21–24 and 28–31 December, 4 and 5 January: 25 December is Friday and a holiday, 1 January too
    assert due.on == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("grade", "theme", "expected"),
    [
        (Grade.MINOR, "pay", date(2026, 12, 11)),
        (Grade.CRITICAL, "pay", date(2026, 12, 11)),
        (Grade.ZERO_TOLERANCE, "pay", date(2026, 11, 30)),
        (Grade.MINOR, "human_rights", date(2027, 5, 26)),
        (Grade.MAJOR, "human_rights", date(2027, 2, 25)),
        (Grade.CRITICAL, "human_rights", date(2026, 12, 28)),
    ],
)
def test_the_day_for_correction_follows_grade_and_theme(grade: Grade, theme: str, expected: date) -> None:
    due = correction_due(grade, theme, BOOK, on=ON)
    assert isinstance(due, Due)
    assert due.on == expected


def test_an_observation_has_nothing_to_correct() -> None:
    assert correction_due(Grade.OBSERVATION, "pay", BOOK, on=ON) is None


def test_a_day_of_rest_goes_on_to_a_working_day_but_not_where_people_are_in_danger() -> None:
    saturday = plan_due(BOOK, date(2026, 11, 28))
    assert saturday is not None
    assert saturday.on == date(2026, 12, 14)
    severe = correction_due(Grade.ZERO_TOLERANCE, "pay", BOOK, on=date(2026, 12, 22))
    assert severe is not None
    assert severe.on == date(2026, 12, 25)
