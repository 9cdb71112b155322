"""What a contract's own terms come to day by day: worked cases, and what holds for every term."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.contract_terms import (
    AccrualState,
    Basis,
    Circumstances,
    Per,
    Starts,
    TermFacts,
    TermKind,
    accrue,
    check_term,
    daily_penalty,
    due_for_units,
    fixed_sum,
    still_held_ore,
    withholding,
)
from ryddig.domain.errors import UserCanFix
from ryddig.domain.public_holidays import is_working_day

MILLION = 100_000_000
FRIDAY, MONDAY = date(2026, 3, 27), date(2026, 3, 30)
DOUBLE = TermFacts(
    TermKind.WITHHOLDING,
    Basis.TIMES_SAVING,
    Decimal(2),
    Per.ONCE,
    Starts.NOTICE,
    text="Oppdragsgiver kan holde tilbake 2 ganger innsparingen.",
    place="punkt 12.3",
)
PERMILLE = TermFacts(
    TermKind.DAILY_PENALTY,
    Basis.OF_SUM,
    Decimal("0.001"),
    Per.WORKING_DAY,
    floor_ore=150_000,
    cap_of_sum=Decimal("0.1"),
    text="Dagmulkt 1 promille per virkedag, minst 1 500 kroner, høyst 10 prosent.",
    place="punkt 12.4",
)


def test_the_guides_example_is_withheld_twice_because_the_contract_says_twice() -> None:
    known = Circumstances(notice_on=FRIDAY, saving_ore=700_128)
    held = withholding(DOUBLE, known, until=FRIDAY)
    assert (held.total_ore, held.starts_on, held.state) == (1_400_256, FRIDAY, AccrualState.RUNNING)
    assert withholding(replace(DOUBLE, figure=Decimal("1.5")), known, until=FRIDAY).total_ore == 1_050_192


def test_nothing_is_held_before_its_day_or_after_the_correction() -> None:
    known = Circumstances(notice_on=MONDAY, saving_ore=700_128)
    before = withholding(DOUBLE, known, until=FRIDAY)
    assert (before.state, before.total_ore) == (AccrualState.WAITING, 0)
    corrected = replace(known, corrected_on=MONDAY + timedelta(days=3))
    assert still_held_ore(DOUBLE, withholding(DOUBLE, corrected, until=MONDAY + timedelta(days=2))) == 1_400_256
    after = withholding(DOUBLE, corrected, until=MONDAY + timedelta(days=3))
    assert (after.state, after.total_ore, still_held_ore(DOUBLE, after)) == (AccrualState.STOPPED, 1_400_256, 0)


def test_a_penalty_skips_the_weekend_and_easter() -> None:
    """Deadline Friday before Palm Sunday 2026: Monday to Wednesday count, then Easter, then Tuesday 7 April."""
    known = Circumstances(deadline_on=FRIDAY, sum_ore=2 * MILLION)
    run = daily_penalty(PERMILLE, known, until=date(2026, 4, 7))
    assert [day.on.day for day in run.days] == [30, 31, 1, 7]
    assert (run.each_ore, run.total_ore) == (200_000, 800_000)
    with_saturdays = daily_penalty(replace(PERMILLE, saturdays=True), known, until=date(2026, 4, 7))
    assert [day.on.day for day in with_saturdays.days] == [28, 30, 31, 1, 4, 7]


def test_the_floor_holds_for_a_small_contract_and_the_cap_for_a_late_supplier() -> None:
    known = Circumstances(deadline_on=FRIDAY, sum_ore=MILLION)
    run = daily_penalty(PERMILLE, known, until=date(2027, 3, 27))
    assert (run.each_ore, run.total_ore, run.state) == (150_000, MILLION // 10, AccrualState.CAPPED)
    assert [day.ore for day in run.days[-2:]] == [150_000, 100_000]
    assert run.capped_on == run.days[-1].on


def test_the_day_of_correction_is_the_last_that_counts() -> None:
    known = Circumstances(deadline_on=FRIDAY, sum_ore=MILLION, corrected_on=MONDAY)
    run = daily_penalty(PERMILLE, known, until=date(2026, 6, 1))
    assert ([day.on for day in run.days], run.state) == ([MONDAY], AccrualState.STOPPED)
    in_time = daily_penalty(PERMILLE, replace(known, corrected_on=FRIDAY), until=date(2026, 6, 1))
    assert (in_time.days, in_time.state) == ((), AccrualState.NONE)


def test_every_calendar_day_and_a_wait() -> None:
    each_day = replace(PERMILLE, per=Per.DAY, days_after=2)
    run = daily_penalty(each_day, Circumstances(deadline_on=FRIDAY, sum_ore=MILLION), until=date(2026, 4, 1))
    assert [day.on.day for day in run.days] == [30, 31, 1]


def test_a_fixed_sum_for_each_worker_stays_after_correction() -> None:
    term = TermFacts(TermKind.FIXED_SUM, Basis.ORE, Decimal(500_000), Per.WORKER, Starts.BREACH, cap_ore=1_200_000)
    known = Circumstances(breach_on=FRIDAY, workers=2, corrected_on=MONDAY)
    assert fixed_sum(term, known, until=MONDAY).total_ore == 1_000_000
    three = fixed_sum(term, replace(known, workers=3), until=FRIDAY)
    assert (three.total_ore, three.state, three.capped_on) == (1_200_000, AccrualState.CAPPED, FRIDAY)
    assert still_held_ore(term, fixed_sum(term, known, until=MONDAY)) == 1_000_000


def test_corrected_before_the_sum_is_due_is_nothing() -> None:
    term = TermFacts(TermKind.FIXED_SUM, Basis.ORE, Decimal(500_000), Per.ONCE, Starts.DEADLINE)
    known = Circumstances(deadline_on=MONDAY, corrected_on=FRIDAY)
    assert fixed_sum(term, known, until=date(2026, 6, 1)).total_ore == 0


@pytest.mark.parametrize(
    ("term", "known", "missing"),
    [
        (DOUBLE, Circumstances(notice_on=FRIDAY), ("saving_ore",)),
        (DOUBLE, Circumstances(saving_ore=1), ("notice_on",)),
        (PERMILLE, Circumstances(deadline_on=FRIDAY), ("sum_ore",)),
        (PERMILLE, Circumstances(), ("sum_ore", "deadline_on")),
        (replace(DOUBLE, basis=Basis.ORE, per=Per.BREACH), Circumstances(notice_on=FRIDAY), ("breaches",)),
    ],
)
def test_what_is_missing_is_named_and_never_guessed(
    term: TermFacts, known: Circumstances, missing: tuple[str, ...]
) -> None:
    found = accrue(term, known, until=date(2026, 12, 31))
    assert (found.state, found.missing, found.total_ore) == (AccrualState.UNKNOWN, missing, 0)


def test_a_bonus_is_counted_by_results_under_its_cap() -> None:
    term = TermFacts(TermKind.BONUS, Basis.OF_SUM, Decimal("0.005"), Per.ONCE, cap_of_sum=Decimal("0.02"))
    assert [due_for_units(term, units, sum_ore=MILLION) for units in (0, 1, 4, 9)] == [0, 500_000, 2_000_000, 2_000_000]
    assert due_for_units(term, 1, sum_ore=None) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"place": ""}, "no_text"),
        ({"figure": Decimal(0)}, "figure"),
        ({"basis": Basis.ORE, "figure": Decimal("0.5")}, "figure"),
        ({"figure": Decimal("1.1")}, "over_whole"),
        ({"per": Per.WORKER}, "per_day"),
        ({"basis": Basis.TIMES_SAVING}, "times"),
        ({"days_after": 366}, "days_after"),
        ({"floor_ore": 0}, "bounds"),
        ({"cap_of_sum": Decimal(2)}, "over_whole"),
        ({"cap_ore": 100_000}, "floor_over_cap"),
    ],
)
def test_a_term_that_no_contract_can_mean_is_refused(change: dict[str, object], code: str) -> None:
    check_term(PERMILLE)
    check_term(DOUBLE)
    with pytest.raises(UserCanFix) as refused:
        check_term(replace(PERMILLE, **change))  # type: ignore[arg-type]  # each change fits its own field
    assert refused.value.code == f"contract_term.{code}"


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
penalties = st.builds(
    TermFacts,
    kind=st.just(TermKind.DAILY_PENALTY),
    basis=st.just(Basis.OF_SUM),
    figure=st.decimals("0.0001", "0.05", places=4),
    per=st.sampled_from([Per.DAY, Per.WORKING_DAY]),
    days_after=st.integers(0, 20),
    floor_ore=st.none() | st.integers(1, 200_000),
    cap_of_sum=st.none() | st.decimals("0.01", "0.2", places=2),
    saturdays=st.booleans(),
)


@given(penalties, days, st.integers(0, 10 * MILLION), st.integers(0, 200), st.none() | st.integers(-5, 150))
def test_what_holds_for_every_penalty(
    term: TermFacts, deadline: date, sum_ore: int, length: int, corrected: int | None
) -> None:
    corrected_on = None if corrected is None else deadline + timedelta(days=corrected)
    known = Circumstances(deadline_on=deadline, sum_ore=sum_ore, corrected_on=corrected_on)
    until = deadline + timedelta(days=length)
    run = daily_penalty(term, known, until=until)
    counted = [day.on for day in run.days]
    assert counted == sorted(set(counted))
    assert all(deadline < on <= until for on in counted)
    assert corrected_on is None or all(on <= corrected_on for on in counted)
    assert term.per is Per.DAY or all(is_working_day(on, saturdays=term.saturdays) for on in counted)
    assert run.total_ore == sum(day.ore for day in run.days)
    assert run.cap_ore is None or run.total_ore <= run.cap_ore
    assert all(day.ore == run.each_ore for day in run.days[:-1])
    earlier = daily_penalty(term, known, until=until - timedelta(days=1))
    assert earlier.total_ore <= run.total_ore
    assert earlier.days == run.days[: len(earlier.days)]
