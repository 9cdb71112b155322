"""Pay for a day and a month against the law of the day of work: floor, overtime, supplements, hours, sums owed."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.decision import Answer
from ryddig.domain.judgement import CheckOutcome, Judgement, round_ore
from ryddig.domain.law import Status
from ryddig.domain.pay_categories import CATEGORIES, floor
from ryddig.domain.pay_facts import PayKind, ShiftPlan, Trade, Work, WorkerMonth
from ryddig.domain.pay_sentences import WHY
from ryddig.domain.sentences import sentence
from ryddig.domain.wages import Paid, judge_day, judge_month, least_pay
from ryddig.lawbook import load
from tests.domain.pay_builder import NEW_RATE, day, days, line, month, patient, slip, work

BOOK = load()
JUNE, JULY = (date(2025, 6, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 7, 31))
KEPT, BREACH, QUESTION = CheckOutcome.KEPT, CheckOutcome.BREACH, CheckOutcome.QUESTION
CANNOT, OUTSIDE = CheckOutcome.CANNOT_BE_TESTED, CheckOutcome.DOES_NOT_APPLY
OLD, NEW = 22_754, 23_654
MASON = work("construction", "unskilled")


def judged(found: WorkerMonth, check: str = "PAY-02") -> Judgement:
    return next(one for one in judge_month(found, BOOK) if one.check == check)


def told(one: Judgement) -> tuple[CheckOutcome, int, int, str]:
    return one.outcome, one.shortfall_ore, one.in_question_ore, one.why


# --- the minimum rate


@pytest.mark.parametrize(
    ("on", "paid", "outcome", "owed"),
    [
        (NEW_RATE - timedelta(days=1), OLD, KEPT, 0),
        (NEW_RATE, OLD, BREACH, (NEW - OLD) * 8),
        (NEW_RATE + timedelta(days=1), OLD, BREACH, (NEW - OLD) * 8),
        (NEW_RATE, NEW, KEPT, 0),
        (NEW_RATE, NEW - 1, BREACH, 8),
    ],
)
def test_the_rate_is_that_of_the_day_of_work(on: date, paid: int, outcome: CheckOutcome, owed: int) -> None:
    found = judge_day(day(on), Paid(Fraction(paid)), BOOK)[0]
    assert (found.outcome, found.shortfall_ore) == (outcome, owed)
    assert found.because[0].rule == "rates.cleaning.adult"
    assert found.because[0].answer is (Answer.YES if outcome is KEPT else Answer.NO)
    assert found.because[0].since == (NEW_RATE if on >= NEW_RATE else date(2024, 11, 1))


def test_a_rate_that_changes_within_the_month_is_used_day_by_day() -> None:
    worked = days(date(2025, 6, 9), 12)
    found = judged(month(slip(*JUNE, rate=23_000, hours=96), worked))
    assert told(found) == (BREACH, (NEW - 23_000) * 8 * 6, 0, "")
    assert {reason.since for reason in found.because} == {date(2024, 11, 1), NEW_RATE}


def test_hours_paid_at_several_undated_rates_are_compared_as_one_sum() -> None:
    worked = days(date(2025, 6, 9), 12)
    lawful = (line(PayKind.ORDINARY, OLD * 48, 48), line(PayKind.ORDINARY, NEW * 48, 48))
    assert told(judged(month(slip(*JUNE, hours=96, lines=lawful), worked))) == (KEPT, 0, 0, "")
    short = (line(PayKind.ORDINARY, OLD * 48, 48), line(PayKind.ORDINARY, (NEW - 10) * 48, 48))
    assert told(judged(month(slip(*JUNE, hours=96, lines=short), worked))) == (BREACH, 480, 0, "")


def test_without_a_timesheet_only_the_lowest_rate_of_the_period_is_certain() -> None:
    found = judged(month(slip(*JUNE, rate=22_000, hours=100)))
    assert told(found) == (BREACH, (OLD - 22_000) * 100, (NEW - OLD) * 100, "")
    assert told(judged(month(slip(*JULY, rate=22_000, hours=100)))) == (BREACH, (NEW - 22_000) * 100, 0, "")


def test_turning_eighteen_in_the_month() -> None:
    young = work(category="under_18", born_on=date(2007, 7, 15))
    worked = days(date(2025, 7, 14), 2, young)
    found = judged(month(slip(*JULY, rate=18_555, hours=16), worked, young))
    assert told(found) == (BREACH, (NEW - 18_555) * 8, 0, "")


def test_a_worker_who_changes_category_in_the_month() -> None:
    skilled = work("construction", "skilled")
    worked = (day(date(2025, 7, 1), MASON), day(date(2025, 7, 2), skilled))
    found = judged(month(slip(*JULY, rate=25_000, hours=16), worked, MASON))
    assert told(found) == (BREACH, (26_432 - 25_000) * 8, 0, "")


def test_a_year_in_the_trade_counts_from_its_day() -> None:
    mason = work("construction", "unskilled", experience_from=date(2024, 7, 2))
    before, after = (floor(mason, date(2025, 7, number), BOOK).sure for number in (1, 2))
    assert (int(before), int(after)) == (23_961, 24_900)


@pytest.mark.parametrize(
    ("facts", "paid", "want"),
    [
        ({"trade": "construction", "category": "", "born_on": date(1990, 1, 1)}, 23_960, (BREACH, "category_unknown")),
        (
            {"trade": "construction", "category": "", "born_on": date(1990, 1, 1)},
            26_000,
            (QUESTION, "category_unknown"),
        ),
        ({"trade": "construction", "category": "", "born_on": date(1990, 1, 1)}, 26_432, (KEPT, "")),
        ({"trade": "fish", "category": "production", "born_on": date(2008, 1, 1)}, 18_000, (BREACH, "")),
        ({"trade": "hospitality", "category": "adult", "born_on": date(2006, 9, 1)}, 16_634, (BREACH, "")),
        ({"trade": "agriculture", "category": "permanent_skilled"}, 19_729, (BREACH, "")),
        ({"trade": "agriculture", "category": "permanent_skilled"}, 19_730, (KEPT, "")),
        ({"trade": "agriculture", "category": "seasonal", "born_on": date(1950, 1, 1)}, 1, (OUTSIDE, "")),
        ({"trade": "road_goods", "category": "every"}, 20_000, (QUESTION, "scope_unknown")),
        ({"trade": "road_goods", "category": "every", "vehicle_kg": 2_500}, 20_000, (OUTSIDE, "")),
        ({"trade": "road_goods", "category": "every", "vehicle_kg": 2_501}, 20_000, (BREACH, "")),
        ({"trade": "cleaning", "category": "adult", "tariff_bound": True}, 20_000, (OUTSIDE, "")),
        ({"trade": "cleaning", "category": "adult", "tariff_bound": None}, 20_000, (BREACH, "")),
        ({"trade": "construction", "category": "skilled", "outside": True}, 10_000, (OUTSIDE, "")),
    ],
)
def test_who_the_rate_is_for(facts: dict[str, Any], paid: int, want: tuple[CheckOutcome, str]) -> None:
    found = judge_day(day(date(2025, 7, 1), work(**facts)), Paid(Fraction(paid)), BOOK)[0]
    assert found.outcome is want[0]
    assert want[1] in ("", found.why)


def test_an_unknown_trade_cannot_be_tested_and_overtime_still_can() -> None:
    nobody = Work()
    worked = (day(date(2025, 7, 1), nobody, overtime=True, minutes=60),)
    found = month(slip(*JULY, rate=20_000, hours=0, overtime_hours=1, overtime_percent=20), worked, nobody)
    assert told(judged(found)) == (CANNOT, 0, 0, "trade_unknown")
    assert told(judged(found, "PAY-03"))[:2] == (BREACH, 4_000)


def test_shift_work_in_electrical_trades_raises_the_floor_for_the_shorter_week() -> None:
    fitter = work("electro", "skilled", plan=ShiftPlan.TWO)
    found = judge_day(day(date(2025, 7, 1), fitter, minutes=60), Paid(Fraction(27_045)), BOOK)
    assert found[0].shortfall == Fraction(27_045) * 274 / 10_000
    assert [(one.check, one.outcome) for one in found] == [("PAY-02", BREACH), ("PAY-04", QUESTION)]
    assert found[1].in_question == Fraction(27_045) * 17 / 100


# --- law that is not official never convicts

OFFICIAL_FROM = {trade: date(2024, 11, 1) for trade in Trade} | {
    Trade.SHIPYARD: date(2025, 6, 15),
    Trade.FISH: date(2025, 6, 15),
    Trade.CAR: date(2026, 9, 1),
}
ANYONE = st.sampled_from([(trade, code) for trade, codes in CATEGORIES.items() for code in codes])


@patient
@given(who=ANYONE, back=st.integers(1, 3000), paid=st.integers(0, 40_000))
def test_no_rate_before_the_official_ones_convicts(who: tuple[Trade, str], back: int, paid: int) -> None:
    trade, code = who
    worker = Work(trade, code, vehicle_kg=7_500)
    on = OFFICIAL_FROM[trade] - timedelta(days=back)
    found = judge_day(day(on, worker), Paid(Fraction(paid)), BOOK)[0]
    assert found.shortfall == 0
    assert found.outcome in (QUESTION, CANNOT, KEPT)
    if found.outcome is KEPT:
        assert trade is Trade.CAR, "a disputed rate is kept when every reading is"
    assert found.why in WHY or found.outcome is KEPT


@patient
@given(who=ANYONE, ahead=st.integers(0, 300), paid=st.integers(0, 40_000))
def test_an_official_rate_decides(who: tuple[Trade, str], ahead: int, paid: int) -> None:
    trade, code = who
    worker = Work(trade, code, vehicle_kg=7_500)
    on = OFFICIAL_FROM[trade] + timedelta(days=ahead)
    bound = floor(worker, on, BOOK)
    found = judge_day(day(on, worker, minutes=60), Paid(Fraction(paid)), BOOK)[0]
    assert bound.sure == bound.asked
    assert found.shortfall == max(0, bound.sure - paid)
    assert found.outcome is (BREACH if paid < bound.sure else KEPT)


def test_the_proposed_rates_are_read_by_nobody() -> None:
    proposed = [series for name, series in BOOK.series.items() if name.startswith("proposed_rates.")]
    assert len(proposed) == 7
    assert {entry.status for series in proposed for entry in series.entries} == {Status.PROPOSED}
    on = date(2026, 11, 20)
    rules = {reason.rule for trade in Trade for reason in floor(Work(trade, vehicle_kg=9_000), on, BOOK).because}
    assert not [rule for rule in rules if rule.startswith("proposed")]


def test_a_lapsed_regulation_names_what_to_use_instead() -> None:
    found = judge_day(day(date(2026, 8, 3), work("fish", "skilled")), Paid(Fraction(1)), BOOK)[0]
    assert told(found) == (CANNOT, 0, 0, "rate_lapsed")
    assert found.because[0].status is Status.LAPSED
    assert "tariff agreement" in WHY[found.why]


# --- overtime


def test_overtime_on_pay_below_the_floor_is_counted_on_the_floor() -> None:
    worked = (day(date(2025, 7, 1), MASON, minutes=60, overtime=True),)
    found = judged(
        month(slip(*JULY, rate=20_000, hours=0, overtime_hours=1, overtime_percent=40), worked, MASON), "PAY-03"
    )
    assert found.shortfall == Fraction(23_961 - 20_000) * 40 / 100
    assert found.shortfall_ore == 1_584


@pytest.mark.parametrize(
    ("stated", "percent", "known", "want"),
    [
        (2, 40, {}, (KEPT, 0, 0)),
        (2, 20, {}, (BREACH, 9_600, 0)),
        (1, 40, {}, (QUESTION, 0, 9_600)),
        (1, 40, {"averaging": False}, (BREACH, 9_600, 0)),
        (1, 40, {"averaging": True}, (QUESTION, 0, 9_600)),
        (4, 40, {}, (KEPT, 0, 0)),
        (4, 20, {}, (BREACH, 9_600, 0)),
    ],
)
def test_overtime_the_slip_does_not_recognise(
    stated: int, percent: int, known: dict[str, Any], want: tuple[CheckOutcome, int, int]
) -> None:
    worked = (day(date(2025, 7, 1), minutes=120, overtime=True),)
    paid = slip(*JULY, rate=24_000, hours=4 - stated, overtime_hours=stated, overtime_percent=percent)
    found = judged(month(paid, worked, **known), "PAY-03")
    assert told(found)[:3] == want


def test_yards_pay_overtime_by_the_hour_and_the_day() -> None:
    fitter, weekday = work("shipyard", "skilled"), date(2025, 7, 1)
    at_day = least_pay(day(weekday, fitter, minutes=60, overtime=True), BOOK)
    at_night = least_pay(day(weekday, fitter, minutes=60, overtime=True, night=True), BOOK)
    on_sunday = least_pay(day(date(2025, 7, 6), fitter, minutes=60, overtime=True, rest_day=True), BOOK)
    assert [bound.sure for bound in (at_day, at_night, on_sunday)] == [
        21_679 * Fraction(3, 2),
        21_679 * 2,
        21_679 * 2,
    ]


# --- supplements


def test_a_night_supplement_that_is_not_shown_may_only_hide_in_unexplained_gross_pay() -> None:
    worked = (day(date(2025, 7, 1), minutes=480, night=True),)
    facts: dict[str, Any] = {"rate": NEW, "hours": 8}
    assert told(judged(month(slip(*JULY, **facts), worked), "PAY-04")) == (QUESTION, 0, 23_200, "supplement_not_stated")
    bare = slip(*JULY, gross_ore=NEW * 8, **facts)
    assert told(judged(month(bare, worked), "PAY-04"))[:2] == (BREACH, 23_200)
    some = slip(*JULY, gross_ore=NEW * 8 + 20_000, **facts)
    assert told(judged(month(some, worked), "PAY-04"))[:2] == (BREACH, 3_200)
    enough = slip(*JULY, gross_ore=NEW * 8 + 23_200, **facts)
    assert told(judged(month(enough, worked), "PAY-04"))[:2] == (CANNOT, 0)
    shown = slip(*JULY, lines=(line(PayKind.NIGHT, 23_200),), **facts)
    assert told(judged(month(shown, worked), "PAY-04"))[:2] == (KEPT, 0)


def test_stockmen_have_a_weekend_supplement_on_the_days_the_regulation_names() -> None:
    stockman = work("agriculture", "permanent", stockman=True)
    due = {on: least_pay(day(on, stockman, minutes=60), BOOK).sure for on in (date(2025, 12, 24), date(2025, 12, 23))}
    assert due == {date(2025, 12, 24): Fraction(18_280) * 5 / 4, date(2025, 12, 23): 18_280}


def test_yards_pay_shifts_in_kroner() -> None:
    fitter = work("shipyard", "helper", plan=ShiftPlan.TWO)
    due = least_pay(day(date(2025, 7, 1), fitter, minutes=60, shift="second"), BOOK)
    assert due.sure == Fraction(19_761) * 10_274 / 10_000 + 2_275


# --- hours


@pytest.mark.parametrize(
    ("facts", "want"),
    [
        ({"hours": 16}, (KEPT, 0, "")),
        ({"hours": 12}, (QUESTION, 0, "hours_differ")),
        ({"hours": 12, "gross_ore": 16 * 24_000}, (QUESTION, 0, "gross_covers_hours")),
        ({"hours": 12, "gross_ore": 12 * 24_000}, (BREACH, 4 * 24_000, "")),
        ({"hours": 12, "gross_ore": 14 * 24_000}, (BREACH, 2 * 24_000, "")),
        ({"hours": 20}, (QUESTION, 0, "more_hours_paid")),
        ({}, (CANNOT, 0, "hours_not_stated")),
    ],
)
def test_hours_paid_against_hours_worked(facts: dict[str, Any], want: tuple[CheckOutcome, int, str]) -> None:
    found = judged(month(slip(*JULY, rate=24_000, **facts), days(date(2025, 7, 1), 2)), "PAY-05")
    assert (found.outcome, found.shortfall_ore, found.why) == want


def test_a_middle_day_of_a_trip_is_paid_for_seven_and_a_half_hours() -> None:
    driver = work("road_goods", "every", vehicle_kg=7_500)
    trip = tuple(
        day(date(2025, 7, number), driver, minutes=300, trip=kind)
        for number, kind in ((1, "first"), (2, "middle"), (3, "last"))
    )
    found = judged(month(slip(*JULY, rate=22_900, hours=15, gross_ore=15 * 22_900), trip, driver), "PAY-05")
    assert (found.outcome, found.shortfall_ore) == (BREACH, 22_900 * 5 // 2)
    assert found.due == 1_050


# --- what counts as pay


def test_monthly_pay_uses_real_hours_and_else_only_asks() -> None:
    real = judged(month(slip(*JULY, month_ore=3_400_000, hours=150), days(date(2025, 7, 1), 2)))
    assert real.outcome is BREACH
    assert real.shortfall == (NEW - Fraction(3_400_000, 150)) * 16
    guessed = judged(month(slip(*JULY, month_ore=3_400_000), days(date(2025, 7, 1), 2)))
    assert told(guessed)[:2] == (QUESTION, 0)


def test_gross_pay_over_all_hours_convicts_when_even_that_is_too_little() -> None:
    worked = days(date(2025, 7, 1), 2)
    low = judged(month(slip(*JULY, hours=16, gross_ore=16 * 20_000), worked))
    assert told(low)[:2] == (BREACH, (NEW - 20_000) * 16)
    high = judged(month(slip(*JULY, hours=16, gross_ore=16 * 30_000), worked))
    assert told(high) == (CANNOT, 0, 0, "base_not_stated")
    assert told(judged(month(slip(*JULY, hours=16), worked))) == (CANNOT, 0, 0, "base_not_stated")


@pytest.mark.parametrize("kind", [PayKind.REFUND, PayKind.AWAY, PayKind.HOLIDAY_PAY, PayKind.SHIFT])
def test_what_is_not_ordinary_pay_does_not_lift_it(kind: PayKind) -> None:
    lines = (line(PayKind.ORDINARY, 20_000 * 8, 8), line(kind, 100_000))
    found = judged(month(slip(*JULY, hours=8, lines=lines), days(date(2025, 7, 1), 1)))
    assert told(found)[:2] == (BREACH, (NEW - 20_000) * 8)


def test_a_fixed_supplement_for_the_work_itself_does() -> None:
    lines = (line(PayKind.ORDINARY, 20_000 * 8, 8), line(PayKind.FIXED_SUPPLEMENT, (NEW - 20_000) * 8))
    assert judged(month(slip(*JULY, hours=8, lines=lines), days(date(2025, 7, 1), 1))).outcome is KEPT


# --- properties


@patient
@given(
    paid=st.integers(15_000, 30_000),
    lengths=st.lists(st.integers(15, 600), min_size=1, max_size=20),
    first=st.dates(date(2025, 5, 20), date(2025, 7, 1)),
)
def test_the_month_owes_what_plain_arithmetic_says(paid: int, lengths: list[int], first: date) -> None:
    worked = tuple(day(first + timedelta(days=number), minutes=length) for number, length in enumerate(lengths))
    hours = Fraction(sum(lengths), 60)
    found = judged(month(slip(first, first + timedelta(days=30), rate=paid, hours=hours), worked))
    owed = sum(max(0, (NEW if one.worked_on >= NEW_RATE else OLD) - paid) * one.minutes for one in worked)
    assert found.shortfall == Fraction(owed, 60)
    assert found.shortfall_ore == (2 * owed + 60) // 120
    assert found.outcome is (BREACH if owed else KEPT)


@patient
@given(paid=st.integers(0, 40_000), more=st.integers(0, 5_000), percent=st.integers(40, 100))
def test_more_pay_with_a_lawful_supplement_never_owes_more(paid: int, more: int, percent: int) -> None:
    worked = (*days(date(2025, 6, 13), 3), day(date(2025, 6, 16), minutes=90, overtime=True))

    def owed(rate: int) -> Fraction:
        paid_slip = slip(*JUNE, rate=rate, hours=24, overtime_hours=Fraction(3, 2), overtime_percent=percent)
        return sum((one.shortfall for one in judge_month(month(paid_slip, worked), BOOK)), Fraction(0))

    assert owed(paid + more) <= owed(paid)


@patient
@given(ore=st.fractions(min_value=-10_000, max_value=10_000, max_denominator=1000))
def test_rounding_is_half_up_and_never_off_by_more_than_half(ore: Fraction) -> None:
    assert abs(round_ore(ore) - ore) <= Fraction(1, 2)
    assert round_ore(-ore) == -round_ore(ore)


@pytest.mark.parametrize(
    ("ore", "rounded"), [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(-1, 2), -1), (Fraction(49, 100), 0)]
)
def test_half_an_ore_goes_up(ore: Fraction, rounded: int) -> None:
    assert round_ore(ore) == rounded


def test_every_reason_and_every_why_can_be_told() -> None:
    worked = (day(date(2025, 7, 1), minutes=600, night=True), day(date(2025, 7, 2), minutes=120, overtime=True))
    for rate in (20_000, 30_000):
        for one in judge_month(month(slip(*JULY, rate=rate, hours=10, overtime_hours=1), worked), BOOK):
            assert all(sentence(reason, {}).plain() for reason in one.because)
            assert one.why in ("", *WHY)
