"""Dates as people write them: day first, or year first; never a guess from a month or a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.tables.read.dates import date_of_serial, date_of_text
from ryddig.tables.read.faults import KINDS, CellFault

FIRST_OF_JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "01.07.2026",
        "1.7.2026",
        "1/7-26",
        "1/7/2026",
        "01-07-2026",
        "1.7.26",
        "2026-07-01",
        "2026/07/01",
        "20260701",
        "2026-07-01T00:00:00",
        "01.07.2026 kl. 12:00",
        "1. juli 2026",
        "1 jul 2026",
        "46204",
    ],
)
def test_ways_to_write_the_same_day(text: str) -> None:
    assert date_of_text(text) == FIRST_OF_JULY


def test_the_order_is_day_then_month() -> None:
    assert date_of_text("03/04/2026") == date(2026, 4, 3)


def test_two_digit_years_follow_the_stated_rule() -> None:
    assert date_of_text("1.7.79") == date(2079, 7, 1)
    assert date_of_text("1.7.80") == date(1980, 7, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("juli 2026", "date.only_month"),
        ("07.2026", "date.only_month"),
        ("2026-07", "date.only_month"),
        ("2026", "date.only_year"),
        ("31.02.2026", "date.no_such_day"),
        ("13/25/2026", "date.no_such_day"),
        ("2026-13-01", "date.no_such_day"),
        ("snarest", "date.not_a_date"),
        ("uke 27", "date.not_a_date"),
        ("Q3 2026", "date.not_a_date"),
        ("1850-01-01", "date.far_away"),
        ("2026-06-30T22:00:00Z", "date.time_zone"),
    ],
)
def test_what_is_not_one_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        date_of_text(text)
    assert refused.value.code == code
    assert code in KINDS


def test_day_numbers_of_excel() -> None:
    assert date_of_serial(46204.75) == FIRST_OF_JULY
    assert date_of_serial(46204 - 1462, 1462) == FIRST_OF_JULY
    for number, code in ((2026.0, "date.only_year"), (12.0, "date.not_a_date")):
        with pytest.raises(CellFault) as refused:
            date_of_serial(number)
        assert refused.value.code == code


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_every_form(day: date) -> None:
    forms = (f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month} {day.year}", f"{day:%Y%m%d}")
    assert {date_of_text(form) for form in forms} == {day}
    assert date_of_serial((day - date(1899, 12, 30)) / timedelta(days=1)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert outcome(text) in KINDS or "1950-01-01" <= outcome(text) <= "2099-12-31"


def outcome(text: str) -> str:
    try:
        return date_of_text(text).isoformat()
    except CellFault as refused:
        return refused.code


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_no_day(number: float) -> None:
    with pytest.raises(CellFault, match=r"date\.not_a_date"):
        date_of_serial(number)
