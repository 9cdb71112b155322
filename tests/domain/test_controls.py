"""The plan: dates from the contract's own dates and the lawbook's deadlines."""

from dataclasses import replace
from datetime import date

import pytest

from ryddig.domain.controls import add_months
from ryddig.domain.facts import ContractFacts, Option
from ryddig.domain.screening import screen
from tests.domain.small_book import small_book
from tests.domain.test_duties import CLEANING, ON


def due(facts: ContractFacts) -> dict[tuple[str, int], date]:
    return {(item.kind, item.number): item.due_on for item in screen(facts, small_book(), on=ON).plan}


def test_every_day_follows_from_a_date_and_a_deadline() -> None:
    assert due(CLEANING) == {
        ("self_report", 1): date(2026, 10, 1),
        ("document_review", 1): date(2027, 2, 20),
        ("status_meeting", 1): date(2027, 5, 20),
        ("risk_review", 1): date(2027, 11, 20),
        ("renewal", 1): date(2028, 3, 30),
        ("evaluation", 1): date(2028, 7, 30),
    }


def test_options_use_their_own_day_or_the_notice_before_the_end() -> None:
    stated = Option(months=12, exercise_by=date(2028, 3, 1))
    facts = replace(CLEANING, options=(stated, Option(months=12), Option(months=12, used=True)))
    assert due(facts)[("option", 1)] == date(2028, 3, 1)
    assert due(facts)[("option", 2)] == date(2028, 6, 30)
    assert ("option", 3) not in due(facts)


def test_an_ended_contract_has_nothing_left_to_plan() -> None:
    assert due(replace(CLEANING, starts_on=date(2024, 1, 1), ends_on=date(2026, 11, 19))) == {}


def test_a_used_option_moves_the_end_that_days_count_back_from() -> None:
    used = Option(months=12, ends_on=date(2027, 11, 30), used=True)
    extended = due(replace(CLEANING, starts_on=date(2024, 1, 1), ends_on=date(2026, 11, 19), options=(used,)))
    assert extended[("evaluation", 1)] == date(2027, 9, 30)
    assert extended[("renewal", 1)] == date(2027, 5, 30)


def test_every_item_says_why_and_which_may_be_put_off() -> None:
    items = screen(CLEANING, small_book(), on=ON).plan
    assert all(item.because[0].rule.startswith("deadlines.") for item in items)
    assert {item.kind for item in items if item.from_assessment} == {
        "document_review",
        "risk_review",
        "status_meeting",
    }


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-01", -1, "2025-12-01"),
    ],
)
def test_months_end_at_the_months_end(day: str, months: int, moved: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(moved)


def test_nothing_is_planned_after_the_end_and_no_ending_before_the_start() -> None:
    short = replace(CLEANING, starts_on=date(2026, 12, 1), ends_on=date(2027, 3, 31))
    kinds = {kind for kind, _ in due(short)}
    assert kinds == {"self_report", "document_review", "evaluation"}
