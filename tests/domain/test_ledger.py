"""The ledger of a claim: what may be deducted, what is held, and what must be paid out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.contract_terms import AccrualState, Basis, Circumstances, Per, Starts, TermFacts, TermKind
from ryddig.domain.errors import UserCanFix
from ryddig.domain.ledger import EntryKind, Line, balance, check_entry, next_days

FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)
PENALTY = TermFacts(TermKind.DAILY_PENALTY, Basis.ORE, Decimal(100_000), Per.WORKING_DAY, cap_ore=1_000_000)
DOUBLE = TermFacts(TermKind.WITHHOLDING, Basis.TIMES_SAVING, Decimal(2), Per.ONCE, Starts.NOTICE)
LATE = Circumstances(deadline_on=FRIDAY)
OWED = Circumstances(notice_on=MONDAY, saving_ore=700_128)


def test_a_penalty_is_deducted_by_invoice_and_never_twice() -> None:
    friday = MONDAY + timedelta(days=4)
    first = balance(PENALTY, LATE, [], corrected_on=None, on=friday)
    assert (first.accrued_ore, first.open_ore) == (500_000, 500_000)
    assert next_days(first.accrual, [], until=friday) == (MONDAY, friday)
    lines = [Line(EntryKind.DEDUCTED, friday, 500_000)]
    next_week = friday + timedelta(days=7)
    second = balance(PENALTY, LATE, lines, corrected_on=None, on=next_week)
    assert (second.accrued_ore, second.held_ore, second.open_ore) == (1_000_000, 500_000, 500_000)
    assert second.accrual.state is AccrualState.CAPPED
    assert next_days(second.accrual, lines, until=next_week) == (friday + timedelta(days=1), next_week)


def test_a_penalty_stays_when_the_matter_is_corrected() -> None:
    lines = [Line(EntryKind.DEDUCTED, MONDAY, 100_000)]
    after = balance(PENALTY, LATE, lines, corrected_on=MONDAY + timedelta(days=1), on=MONDAY + timedelta(days=30))
    assert (after.accrued_ore, after.open_ore, after.to_pay_out_ore) == (200_000, 100_000, 0)


def test_a_withholding_is_paid_out_when_the_matter_is_corrected() -> None:
    lines = [Line(EntryKind.DEDUCTED, MONDAY, 1_400_256)]
    held = balance(DOUBLE, OWED, lines, corrected_on=None, on=MONDAY + timedelta(days=9))
    assert (held.held_ore, held.open_ore, held.to_pay_out_ore) == (1_400_256, 0, 0)
    corrected = balance(DOUBLE, OWED, lines, corrected_on=MONDAY + timedelta(days=9), on=MONDAY + timedelta(days=9))
    assert (corrected.open_ore, corrected.to_pay_out_ore) == (0, 1_400_256)
    paid = [*lines, Line(EntryKind.RELEASED, MONDAY + timedelta(days=10), 1_400_256)]
    over = balance(DOUBLE, OWED, paid, corrected_on=MONDAY + timedelta(days=9), on=MONDAY + timedelta(days=10))
    assert (over.held_ore, over.open_ore, over.to_pay_out_ore) == (0, 0, 0)


def test_a_day_stopped_back_in_time_gives_back_what_was_taken_too_much() -> None:
    lines = [Line(EntryKind.DEDUCTED, MONDAY + timedelta(days=4), 500_000), Line(EntryKind.STOPPED, MONDAY)]
    found = balance(PENALTY, LATE, lines, corrected_on=None, on=MONDAY + timedelta(days=4))
    assert (found.accrued_ore, found.to_pay_out_ore, found.open_ore) == (100_000, 400_000, 0)


def test_waived_is_not_deducted_later() -> None:
    lines = [Line(EntryKind.WAIVED, MONDAY, 300_000)]
    assert balance(PENALTY, LATE, lines, corrected_on=None, on=MONDAY + timedelta(days=4)).open_ore == 200_000


@pytest.mark.parametrize(
    ("kind", "ore", "taken"),
    [
        (EntryKind.DEDUCTED, 500_001, False),
        (EntryKind.DEDUCTED, 500_000, True),
        (EntryKind.DEDUCTED, 0, False),
        (EntryKind.RELEASED, 1, False),
        (EntryKind.WAIVED, 500_000, True),
        (EntryKind.STOPPED, 0, True),
    ],
)
def test_only_what_the_balance_holds(kind: EntryKind, ore: int, *, taken: bool) -> None:
    now = balance(PENALTY, LATE, [], corrected_on=None, on=MONDAY + timedelta(days=4))
    if taken:
        check_entry(kind, ore, now)
    else:
        with pytest.raises(UserCanFix):
            check_entry(kind, ore, now)


@given(st.lists(st.tuples(st.sampled_from(EntryKind), st.integers(0, 40), st.integers(1, 600_000)), max_size=12))
def test_no_row_of_allowed_entries_takes_more_than_the_term(given_entries: list[tuple[EntryKind, int, int]]) -> None:
    lines: list[Line] = []
    on = MONDAY
    for kind, days, ore in given_entries:
        on += timedelta(days=days)
        now = balance(PENALTY, LATE, lines, corrected_on=None, on=on)
        try:
            check_entry(kind, ore, now)
        except UserCanFix:
            continue
        lines.append(Line(kind, on, 0 if kind is EntryKind.STOPPED else ore))
    end = balance(PENALTY, LATE, lines, corrected_on=None, on=on)
    assert 0 <= end.held_ore <= end.deducted_ore
    assert end.deducted_ore + end.waived_ore <= end.accrued_ore <= 1_000_000
    assert end.to_pay_out_ore == 0
