"""Hours against the limits of working time, and what can be read off a record: overtime, stretches, rest, holidays."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.judgement import CheckOutcome, Judgement, gravest
from ryddig.domain.pay_facts import Work
from ryddig.domain.pay_sentences import WHY
from ryddig.domain.public_holidays import easter_sunday, is_eve, is_rest_day, public_holidays
from ryddig.domain.sentences import sentence
from ryddig.domain.time_limits import Agreement, WeekPlan, ordinary_hours
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.work_record import Ordinary, Shift, booked_days, calendar_days, stretches
from ryddig.domain.working_time import judge_working_time
from ryddig.lawbook import load
from tests.domain.pay_builder import patient, record, shift

BOOK = load()
KEPT, BREACH, QUESTION = CheckOutcome.KEPT, CheckOutcome.BREACH, CheckOutcome.QUESTION
CANNOT, OUTSIDE = CheckOutcome.CANNOT_BE_TESTED, CheckOutcome.DOES_NOT_APPLY
NIGHT = (21, 6)
LAW = Ordinary(540, 2400)
MONDAY = datetime.fromisoformat("2026-03-02T07:00")
MIDNIGHT = datetime.fromisoformat("2026-03-02")
OSLO = ZoneInfo("Europe/Oslo")


def judged(given_record: TimeRecord, check: str) -> list[Judgement]:
    return [one for one in judge_working_time(given_record, BOOK) if one.check == check]


def outcome(given_record: TimeRecord, check: str) -> CheckOutcome:
    return gravest(one.outcome for one in judged(given_record, check))


def facts(found: list[Judgement], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(one, name) for name in names) for one in found]


def daily(count: int, hours: float, *, start: datetime = MONDAY, every: int = 1) -> tuple[Shift, ...]:
    begins = [start + timedelta(days=every * number) for number in range(count)]
    return tuple(Shift(one, one + timedelta(hours=hours)) for one in begins)


# --- public holidays

EASTERS = {2015: (4, 5), 2019: (4, 21), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25)}


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *day)


@patient
@given(st.integers(1900, 2300))
def test_easter_is_a_sunday_between_its_bounds(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_holidays_of_a_year() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, *day)
        for day in (
            (1, 1),
            (4, 2),
            (4, 3),
            (4, 5),
            (4, 6),
            (5, 1),
            (5, 14),
            (5, 17),
            (5, 24),
            (5, 25),
            (12, 25),
            (12, 26),
        )
    ]
    assert is_rest_day(date(2026, 3, 8))
    assert not is_rest_day(date(2026, 3, 7))
    assert [
        day for day in (date(2026, 4, 4), date(2026, 5, 23), date(2026, 12, 24), date(2026, 12, 31)) if is_eve(day)
    ] == [
        date(2026, 4, 4),
        date(2026, 5, 23),
        date(2026, 12, 24),
    ]


# --- what is read off a record

SHIFTS = st.builds(
    lambda day, start, length, pause: Shift(
        MIDNIGHT + timedelta(days=day, minutes=start),
        MIDNIGHT + timedelta(days=day, minutes=start + length),
        min(pause, length),
    ),
    st.integers(0, 60),
    st.integers(0, 1439),
    st.integers(1, 1000),
    st.integers(0, 60),
)


@patient
@given(st.lists(SHIFTS, max_size=30))
def test_overtime_is_what_lies_beyond_the_day_and_the_week(shifts: list[Shift]) -> None:
    days = booked_days(shifts, lambda _: LAW)
    assert sum(day.minutes for day in days) == sum(one.minutes for one in shifts)
    weeks = {day.on.isocalendar()[:2] for day in days}
    for week in weeks:
        inside = [day for day in days if day.on.isocalendar()[:2] == week]
        by_day = sum(max(0, day.minutes - 540) for day in inside)
        whole = sum(day.minutes for day in inside)
        assert sum(day.overtime for day in inside) == max(by_day, whole - 2400)


@patient
@given(st.lists(SHIFTS, max_size=10))
def test_stretches_keep_every_minute_of_work_and_of_overtime(shifts: list[Shift]) -> None:
    for day in booked_days(shifts, lambda _: LAW):
        found = [stretch for _, stretch in stretches(day, night=NIGHT)]
        assert sum(one.minutes for one in found) == day.minutes
        assert sum(one.minutes for one in found if one.overtime) == day.overtime
        assert all(one.minutes > 0 for one in found)


@patient
@given(SHIFTS)
def test_night_minutes_are_never_more_than_the_clock_shows(one: Shift) -> None:
    (day,) = booked_days([one], lambda _: LAW)
    at_night = sum(1 for number in range(one.gross) if not 6 <= (one.start + timedelta(minutes=number)).hour < 21)
    found = sum(stretch.minutes for _, stretch in stretches(day, night=NIGHT) if stretch.night)
    assert at_night - (one.break_minutes or 0) <= found <= at_night


def test_hours_after_midnight_belong_to_the_next_day() -> None:
    days = booked_days([shift("2025-06-14T22:00", "2025-06-15T06:30", 30)], lambda _: LAW)
    found = calendar_days(days, Work(), night=NIGHT)
    assert [(one.worked_on, one.minutes) for one in found] == [(date(2025, 6, 14), 120), (date(2025, 6, 15), 360)]
    assert [day.on for day in days] == [date(2025, 6, 14)]


def test_overtime_is_worked_last() -> None:
    (day,) = booked_days([shift("2026-03-02T10:00", "2026-03-02T22:00")], lambda _: LAW)
    found = [(one.minutes, one.overtime, one.night) for _, one in stretches(day, night=NIGHT)]
    assert found == [(540, False, False), (120, True, False), (60, True, True)]


@pytest.mark.parametrize(("night", "minutes"), [(28, 420), (21, 480)])
def test_the_night_when_the_clocks_change_has_its_true_length(night: int, minutes: int) -> None:
    start = datetime(2026, 3, night, 22, tzinfo=OSLO)
    one = Shift(start, datetime(2026, 3, night + 1, 6, tzinfo=OSLO))
    assert one.minutes == minutes
    (day,) = booked_days([one], lambda _: LAW)
    assert sum(stretch.minutes for _, stretch in stretches(day, night=NIGHT)) == minutes


def test_ordinary_hours_follow_agreement_trade_and_age() -> None:
    on = date(2026, 3, 2)

    def hours(work: Work, agreement: Agreement = Agreement.NONE) -> tuple[int, int]:
        found = ordinary_hours(work, agreement, on, book=BOOK)
        return found.day, found.week

    fitter = Work(trade=None)
    assert hours(fitter) == (540, 2400)
    assert hours(fitter, Agreement.INDIVIDUAL) == (600, 3000)
    assert hours(fitter, Agreement.UNION) == (750, 3240)
    assert hours(Work(born_on=date(2009, 1, 1))) == (480, 2400)
    assert hours(fitter, Agreement.TARIFF) == (1440, 10080)


# --- the limits


@pytest.mark.parametrize(
    ("hours", "agreement", "want"),
    [
        (9, Agreement.NONE, KEPT),
        (9.25, Agreement.NONE, QUESTION),
        (10, Agreement.INDIVIDUAL, KEPT),
        (10.25, Agreement.INDIVIDUAL, QUESTION),
        (12.5, Agreement.UNION, KEPT),
        (12.75, Agreement.UNION, QUESTION),
        (13, Agreement.AUTHORITY, KEPT),
        (13.25, Agreement.AUTHORITY, QUESTION),
    ],
)
def test_ordinary_hours_in_a_day(hours: float, agreement: Agreement, want: CheckOutcome) -> None:
    assert outcome(record(*daily(1, hours), agreement=agreement), "TIME-02") is want


def test_the_24_hours_run_from_the_start_of_the_shift() -> None:
    early = record(shift("2026-03-02T09:00", "2026-03-02T17:00"), shift("2026-03-03T06:00", "2026-03-03T14:00"))
    found = judged(early, "TIME-02")
    assert facts(found, "outcome", "found", "first") == [(QUESTION, 660, date(2026, 3, 2))]


@pytest.mark.parametrize(
    ("plan", "hours", "want"),
    [
        (WeekPlan.ORDINARY, 8, KEPT),
        (WeekPlan.ROUND_THE_CLOCK, 7.5, KEPT),
        (WeekPlan.ROUND_THE_CLOCK, 8, QUESTION),
        (WeekPlan.CONTINUOUS, 7, KEPT),
        (WeekPlan.CONTINUOUS, 7.5, QUESTION),
        (WeekPlan.THREE_SPLIT, 7.5, KEPT),
        (WeekPlan.THREE_SPLIT, 8, QUESTION),
    ],
)
def test_the_week_by_how_it_is_laid_out(plan: WeekPlan, hours: float, want: CheckOutcome) -> None:
    assert outcome(record(*daily(5, hours), plan=plan), "TIME-03") is want


def test_a_three_split_rota_earns_a_shorter_week_by_its_nights() -> None:
    nights = daily(5, 7.4, start=MONDAY.replace(hour=22))
    found = judged(record(*nights, plan=WeekPlan.THREE_SPLIT), "TIME-03")
    assert facts(found, "outcome", "due") == [(QUESTION, 2160)]


def test_days_in_a_row_over_a_limit_are_one_finding_told_by_the_worst() -> None:
    found = judged(record(*daily(5, 12)), "TIME-04")
    assert facts(found, "outcome", "first", "last", "found", "due") == [
        (BREACH, date(2026, 2, 28), date(2026, 3, 6), 1200, 600)
    ]


@pytest.mark.parametrize(
    ("agreement", "want"),
    [
        (Agreement.NONE, BREACH),
        (Agreement.INDIVIDUAL, KEPT),
        (Agreement.UNION, KEPT),
        (Agreement.AUTHORITY, KEPT),
        (Agreement.TARIFF, CANNOT),
    ],
)
def test_overtime_in_a_week(agreement: Agreement, want: CheckOutcome) -> None:
    twelve = record(*daily(4, 12), agreement=agreement)
    assert outcome(twelve, "TIME-04") is want


def test_overtime_in_a_year_and_a_record_that_is_too_short() -> None:
    year = daily(250, 10, start=datetime.fromisoformat("2025-01-06T07:00"))
    assert outcome(record(*year), "TIME-06") is BREACH
    (short,) = judged(record(*daily(5, 8)), "TIME-06")
    assert (short.outcome, short.why) == (CANNOT, "record_too_short")
    whole = record(*daily(5, 8), first=date(2025, 3, 10), last=date(2026, 3, 8))
    assert outcome(whole, "TIME-06") is KEPT


def test_48_hours_on_the_mean_of_eight_weeks() -> None:
    six_days = [
        Shift(MONDAY + timedelta(days=d), MONDAY + timedelta(days=d, hours=8.25)) for d in range(56) if d % 7 < 6
    ]
    whole = record(*six_days, last=MONDAY.date() + timedelta(days=55))
    assert facts(judged(whole, "TIME-07"), "outcome", "found", "due") == [(BREACH, 8 * 2970, 8 * 2880)]
    (first_week,) = judged(record(*six_days[:6]), "TIME-07")
    assert (first_week.outcome, first_week.why) == (QUESTION, "record_too_short")


@pytest.mark.parametrize(("hours", "want"), [(69 / 7, KEPT), (69.35 / 7, BREACH)])
def test_a_single_week_with_the_union(hours: float, want: CheckOutcome) -> None:
    week = record(*daily(7, hours), agreement=Agreement.UNION)
    assert gravest(one.outcome for one in judged(week, "TIME-07") if one.why == "") in (want, OUTSIDE)
    assert any(one.outcome is BREACH for one in judged(week, "TIME-07")) is (want is BREACH)


def test_averaging_asks_for_the_whole_agreed_period() -> None:
    weeks = [Shift(MONDAY + timedelta(days=d), MONDAY + timedelta(days=d, hours=8.5)) for d in range(84) if d % 7 < 5]
    last = MONDAY.date() + timedelta(days=83)
    period = record(*weeks, last=last, agreement=Agreement.INDIVIDUAL, average_weeks=12)
    found = judged(period, "TIME-03")
    assert facts(found, "outcome", "due") == [(QUESTION, 12 * 2400)]


def test_averaging_is_not_kept_before_the_period_has_been_seen() -> None:
    five = record(*daily(5, 8), agreement=Agreement.INDIVIDUAL, average_weeks=4)
    assert facts(judged(five, "TIME-03"), "outcome", "why") == [(CANNOT, "record_too_short")]
    whole = record(*daily(5, 8), last=date(2026, 3, 29), agreement=Agreement.INDIVIDUAL, average_weeks=4)
    assert facts(judged(whole, "TIME-03"), "outcome", "why") == [(KEPT, "")]


def test_a_week_must_be_whole_before_its_rest_is_kept() -> None:
    midweek = record(*daily(2, 8, start=MONDAY + timedelta(days=2)), last=date(2026, 3, 10))
    assert facts(judged(midweek, "TIME-09"), "outcome", "why") == [(CANNOT, "record_too_short")]


def test_rest_that_is_too_short_is_told_once_for_each_night() -> None:
    late = [shift(f"2026-03-0{d}T14:00", f"2026-03-0{d}T23:00") for d in (2, 4)]
    early = [shift(f"2026-03-0{d}T07:00", f"2026-03-0{d}T15:00") for d in (3, 5)]
    found = judged(record(*late, *early), "TIME-08")
    assert facts(found, "outcome", "found", "first") == [
        (BREACH, 480, date(2026, 3, 2)),
        (BREACH, 480, date(2026, 3, 4)),
    ]


def test_overlapping_shifts_say_nothing_of_rest() -> None:
    twice = record(shift("2026-03-02T07:00", "2026-03-02T15:00"), shift("2026-03-02T14:00", "2026-03-02T18:00"))
    assert outcome(twice, "TIME-08") is KEPT


def test_weekly_rest() -> None:
    weeks = daily(21, 7)
    found = judged(record(*weeks), "TIME-09")
    assert facts(found, "outcome", "found", "first") == [(BREACH, 1020, date(2026, 3, 9))]
    assert outcome(record(*weeks[:5], *weeks[7:12], *weeks[14:19]), "TIME-09") is KEPT


def test_a_missing_break_is_a_question_and_no_recorded_breaks_cannot_be_tested() -> None:
    (three,) = judged(record(*daily(3, 8)), "TIME-10")
    assert facts([three], "outcome", "first", "last", "due") == [(QUESTION, date(2026, 3, 2), date(2026, 3, 4), 30)]
    unknown = record(shift("2026-03-02T07:00", "2026-03-02T15:00", None))
    assert facts(judged(unknown, "TIME-10"), "outcome", "why") == [(CANNOT, "breaks_not_recorded")]


def test_sundays_with_a_written_agreement_may_be_every_other() -> None:
    days = [date(2026, 1, 4) + timedelta(days=7 * number) for number in range(26)]
    shifts = [shift(f"{day}T08:00", f"{day}T14:00") for day in days[::2]]
    span = {"first": date(2026, 1, 1), "last": date(2026, 7, 5)}
    assert outcome(record(*shifts, **span, sunday_average=True), "TIME-11") is QUESTION
    every = [shift(f"{day}T08:00", f"{day}T14:00") for day in days]
    assert outcome(record(*every, **span, sunday_average=True), "TIME-11") is BREACH


def test_the_eves_begin_earlier() -> None:
    assert outcome(record(shift("2026-12-24T14:00", "2026-12-24T16:00")), "TIME-11") is QUESTION
    assert outcome(record(shift("2026-12-23T14:00", "2026-12-23T16:00")), "TIME-11") is KEPT
    assert outcome(record(shift("2026-03-07T16:00", "2026-03-07T18:00")), "TIME-11") is KEPT


def test_who_the_chapter_is_not_for() -> None:
    found = judge_working_time(record(*daily(1, 15), exempt=True), BOOK)
    assert {one.outcome for one in found} == {OUTSIDE}
    assert {one.why for one in judge_working_time(record(*daily(1, 15), agreement=Agreement.TARIFF), BOOK)} == {
        "tariff_departs"
    }
    empty = TimeRecord((), date(2026, 3, 2), date(2026, 3, 8))
    assert {one.why for one in judge_working_time(empty, BOOK)} == {"timesheet_missing"}


def test_limits_before_2025_only_ask() -> None:
    old = record(*daily(5, 15, start=datetime.fromisoformat("2024-03-04T07:00")))
    assert BREACH not in {one.outcome for one in judge_working_time(old, BOOK)}
    assert outcome(old, "TIME-07") is QUESTION
    calm = record(*daily(1, 5, start=datetime.fromisoformat("2024-03-04T07:00")))
    assert facts(judged(calm, "TIME-02"), "outcome", "why") == [(CANNOT, "limit_unverified")]


@patient
@given(st.lists(SHIFTS, min_size=1, max_size=12), st.sampled_from(list(Agreement)))
def test_every_check_answers_and_every_answer_can_be_told(shifts: list[Shift], agreement: Agreement) -> None:
    found = judge_working_time(record(*shifts, agreement=agreement), BOOK)
    assert {one.check for one in found} == {f"TIME-{number:02d}" for number in range(2, 13)}
    for one in found:
        assert one.why in ("", *WHY)
        assert one.first <= one.last
        assert all(sentence(reason, {}).plain() for reason in one.because)


@patient
@given(st.lists(SHIFTS, min_size=1, max_size=10))
def test_all_hours_in_24_against_a_count_minute_by_minute(shifts: list[Shift]) -> None:
    free = [Shift(one.start, one.end) for one in shifts]
    worst = max(
        sum(
            max(0, int((min(o.end, one.start + timedelta(days=1)) - o.start).total_seconds() // 60))
            for o in free
            if o.start >= one.start
        )
        for one in free
    )
    over = [one for one in judged(record(*free), "TIME-07") if one.due == 780]
    assert bool(over) is (worst > 780)


@patient
@given(st.lists(SHIFTS, min_size=2, max_size=10))
def test_an_agreement_with_the_union_never_makes_rest_worse(shifts: list[Shift]) -> None:
    alone, union = (judged(record(*shifts, agreement=one), "TIME-08") for one in (Agreement.NONE, Agreement.UNION))
    assert sum(one.outcome is BREACH for one in union) <= sum(one.outcome is BREACH for one in alone)
