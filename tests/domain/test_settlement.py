"""Holiday pay, pension, lodging and the sums that a control comes to."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.law import Status
from ryddig.domain.settlement import Settlement, Terms, judge_holiday_pay, judge_lodging, judge_pension, settle
from ryddig.lawbook import load

BOOK = load()
ON = date(2025, 9, 30)
KEPT, BREACH, QUESTION = CheckOutcome.KEPT, CheckOutcome.BREACH, CheckOutcome.QUESTION


def owes(ore: int, *, question: int = 0, check: str = "PAY-02") -> Judgement:
    outcome = BREACH if ore else QUESTION
    return Judgement(check, outcome, ON, ON, shortfall=Fraction(ore), in_question=Fraction(question))


def sums(found: Settlement) -> tuple[int, int, int, int, int | None]:
    return found.wage_ore, found.holiday_pay_ore, found.pension_ore, found.saving_ore, found.withholding_ore


def test_the_worked_example_of_the_guide() -> None:
    found = settle([owes(624_000)], Terms(ON, pension_due=True), BOOK)
    assert sums(found) == (624_000, 63_648, 12_480, 700_128, 1_400_256)
    assert (found.factor, found.factor_status) == (2, Status.UNVERIFIED)
    assert {reason.rule for reason in found.because} == {
        "holiday_pay.rate",
        "occupational_pension.rate",
        "wages.withholding_factor",
    }


@pytest.mark.parametrize(
    ("terms", "pension", "in_question"),
    [
        (Terms(ON, pension_due=True), 2_000, 0),
        (Terms(ON, pension_due=False), 0, 0),
        (Terms(ON, pension_due=None), 0, 2_000),
        (Terms(ON, pension_due=True, month_ore=20_000_000), 0, 2_000),
    ],
)
def test_pension_is_certain_only_when_the_duty_and_the_ceiling_are_known(
    terms: Terms, pension: int, in_question: int
) -> None:
    found = settle([owes(100_000)], terms, BOOK)
    assert (found.pension_ore, found.in_question_ore) == (pension, in_question)


@pytest.mark.parametrize(
    ("born_on", "holiday_pay"),
    [(None, 10_200), (date(1967, 1, 1), 10_200), (date(1966, 12, 31), 12_500), (date(1950, 1, 1), 12_500)],
)
def test_whoever_turns_sixty_in_the_holiday_year_has_more(born_on: date | None, holiday_pay: int) -> None:
    assert settle([owes(100_000)], Terms(ON, born_on, pension_due=False), BOOK).holiday_pay_ore == holiday_pay


def test_a_tariff_agreement_puts_the_rest_in_question() -> None:
    found = settle([owes(100_000)], Terms(ON, tariff_holiday=True, pension_due=False), BOOK)
    assert (found.holiday_pay_ore, found.in_question_ore) == (10_200, 1_800)


def test_the_contract_may_state_its_own_factor() -> None:
    found = settle([owes(100_000)], Terms(ON, pension_due=False, factor=3), BOOK)
    assert (found.withholding_ore, found.factor_status) == (3 * 110_200, None)
    before = settle([owes(100_000)], Terms(date(2023, 12, 17), pension_due=False), BOOK)
    assert before.withholding_ore is None


def test_what_is_in_question_is_never_in_the_sum_owed() -> None:
    found = settle([owes(0, question=50_000)], Terms(ON, pension_due=True), BOOK)
    assert sums(found) == (0, 0, 0, 0, 0)
    assert found.in_question_ore == 50_000 + 5_100 + 1_000


def test_the_total_is_rounded_once_from_exact_parts() -> None:
    thirds = [replace(owes(1), shortfall=Fraction(1, 3))] * 3
    assert [one.shortfall_ore for one in thirds] == [0, 0, 0]
    assert settle(thirds, Terms(ON, pension_due=False), BOOK).wage_ore == 1


def test_other_checks_are_not_wage() -> None:
    found = settle([owes(1_000, check="PAY-09"), owes(500, check="OTP-03")], Terms(ON, pension_due=True), BOOK)
    assert sums(found)[:3] == (0, 1_000, 500)


@pytest.mark.parametrize(("paid", "outcome", "owed"), [(10_200, KEPT, 0), (10_199, BREACH, 1)])
def test_holiday_pay(paid: int, outcome: CheckOutcome, owed: int) -> None:
    found = judge_holiday_pay(100_000, paid, Terms(ON), book=BOOK)
    assert (found.outcome, found.shortfall_ore) == (outcome, owed)


def test_holiday_pay_before_the_version_that_was_read_cannot_be_tested() -> None:
    found = judge_holiday_pay(100_000, 0, Terms(date(2023, 12, 31)), book=BOOK)
    assert (found.outcome, found.why) == (CheckOutcome.CANNOT_BE_TESTED, "rate_missing")


@pytest.mark.parametrize(
    ("due", "paid", "outcome"),
    [(True, 2_000, KEPT), (True, 1_999, BREACH), (None, 0, QUESTION), (False, 0, CheckOutcome.DOES_NOT_APPLY)],
)
def test_pension_contribution(due: bool | None, paid: int, outcome: CheckOutcome) -> None:  # noqa: FBT001 - three-valued fact, by name
    assert judge_pension(100_000, paid, Terms(ON, pension_due=due), book=BOOK).outcome is outcome


@pytest.mark.parametrize(
    ("room", "deducted", "outcome", "over"),
    [
        ("single", 67_567, CheckOutcome.CANNOT_BE_TESTED, 0),
        ("single", 67_667, QUESTION, 100),
        ("double", 50_000, QUESTION, 6_054),
    ],
)
def test_lodging_above_the_fixed_rate_is_a_question_of_reading(
    room: str, deducted: int, outcome: CheckOutcome, over: int
) -> None:
    found = judge_lodging(deducted, room, date(2025, 7, 1), book=BOOK)
    assert (found.outcome, found.in_question_ore, found.shortfall_ore) == (outcome, over, 0)
