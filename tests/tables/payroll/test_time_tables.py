"""The shared tables of time lists, worked cases in SQL too, lists without clock times, and the plain readings."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from ryddig.domain.judgement import CheckOutcome, gravest
from ryddig.domain.pay_facts import Work
from ryddig.domain.time_limits import Agreement, night_hours, ordinary_hours
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.work_record import Ordinary, Shift, booked_days, hours_only, stretches
from ryddig.domain.working_time import judge_working_time
from ryddig.lawbook.cases import read_cases
from ryddig.lawbook.cases_pay import PAY_CHECKS
from ryddig.lawbook.loader import CASES as FOLDER
from ryddig.lawbook.loader import HERE
from ryddig.lawbook.shapes_cases import CaseModel
from ryddig.tables.payroll import figures, law_rows, time_tables
from ryddig.tables.payroll.plain_readings import plain_readings
from ryddig.tables.payroll.run import Control, open_tables
from ryddig.tables.payroll.time_calendar import number_of
from tests.domain.pay_builder import shift
from tests.tables.payroll.test_time_property import STARTS, a_record
from tests.tables.payroll.time_records import (
    BOOK,
    OSLO,
    SHIFT_COLUMNS,
    Row,
    Terms,
    in_norway,
    insert,
    prepared,
    said_by_rule,
    said_by_tables,
    shift_row,
)

READ = [item.model for item in read_cases(FOLDER, HERE)[0] if isinstance(item.model, CaseModel)]
CASES = {
    f"{one.id} {place}": (dict[str, Any](one.given), one.gives)
    for place, one in enumerate(READ)
    if one.check == "working_time"
}


def record_of(given: Mapping[str, Any]) -> TimeRecord:
    shifts = tuple(
        in_norway(
            Shift(
                datetime.fromisoformat(one["start"]),
                datetime.fromisoformat(one["end"]),
                one.get("break", 0),
                one.get("overtime"),
            )
        )
        for one in given["shifts"]
    )
    first, last = given.get("from") or shifts[0].booked_on, given.get("to") or shifts[-1].booked_on
    agreement = Agreement(given.get("agreement", "none"))
    return TimeRecord(shifts, first, last, agreement, born_on=given.get("born_on"))


def test_there_are_cases_of_working_time() -> None:
    names = {name.partition(" ")[0] for name in CASES}
    assert {"FX-10a", "FX-10b", "FX-10c", "FX-11a", "FX-11b", "FX-11c", "FX-11d"} <= names


@cache
def said_of_cases(agreement: Agreement) -> dict[str, list[Row]]:
    """What the tables say of all the cases at one level, in one run."""
    names = [name for name, (given, _) in CASES.items() if given.get("agreement", "none") == agreement]
    said = said_by_tables([record_of(CASES[name][0]) for name in names], Terms(agreement))
    return {name: said[place] for place, name in enumerate(names)}


@pytest.mark.parametrize("name", CASES)
def test_a_worked_case_holds_in_the_tables_too(name: str) -> None:
    given, gives = CASES[name]
    said = said_of_cases(Agreement(given.get("agreement", "none")))[name]
    assert str(gravest(CheckOutcome(row[3]) for row in said if row[0] == given["check"])) == gives
    assert PAY_CHECKS["working_time"](given, BOOK) == gives


def test_pieces_are_the_stretches_of_the_rule() -> None:
    chance = Random(11)
    records = [a_record(chance, Terms(), STARTS[3], longest=20) for _ in range(40)]
    db, _ = prepared(records, Terms())
    columns = "day, minutes, overtime, night, rest_day"
    for worker, record in enumerate(records, start=1):
        person = Work(born_on=record.born_on)

        def hours(on: date, who: Work = person) -> Ordinary:
            return ordinary_hours(who, Agreement.NONE, on, book=BOOK)

        days = booked_days(record.shifts, hours)
        ruled = sorted(
            (number_of(on), one.minutes, one.overtime, one.night, one.rest_day)
            for day in days
            for on, one in stretches(day, night=night_hours(BOOK, day.on))
        )
        laid = db.execute(f"SELECT {columns} FROM pieces WHERE worker = ? ORDER BY ALL", [worker]).fetchall()
        assert laid == ruled
        totals = db.execute("SELECT day, minutes, overtime, breaks FROM days WHERE worker = ? ORDER BY i", [worker])
        assert totals.fetchall() == [(number_of(day.on), day.minutes, day.overtime, day.breaks) for day in days]


# --- lists without clock times

MONDAY = date(2026, 3, 2)


def unclocked(minutes: int, count: int, **facts: Any) -> TimeRecord:
    days = [MONDAY + timedelta(days=number) for number in range(count)]
    shifts = tuple(hours_only(on, minutes, zone=OSLO, **facts) for on in days)
    return TimeRecord(shifts, days[0], days[-1])


def outcomes(record: TimeRecord) -> dict[str, set[tuple[str, str]]]:
    ruled = said_by_rule(judge_working_time(record, BOOK))
    assert said_by_tables([record], Terms())[0] == ruled
    return {check: {(row[3], row[7]) for row in ruled if row[0] == check} for check in {row[0] for row in ruled}}


def test_hours_by_day_and_week_are_tested_without_clock_times() -> None:
    found = outcomes(unclocked(720, 5))
    assert found["TIME-03"] == {("question", "may_be_overtime")}
    assert found["TIME-04"] == {("breach", "")}
    assert ("question", "record_too_short") in found["TIME-07"]


def test_limits_that_need_clock_times_say_so() -> None:
    found = outcomes(unclocked(720, 5))
    for check in ("TIME-02", "TIME-07", "TIME-08", "TIME-09", "TIME-11", "TIME-12"):
        assert ("cannot_be_tested", "clock_times_missing") in found[check]
        assert ("kept", "") not in found[check]
    assert found["TIME-10"] == {("cannot_be_tested", "breaks_not_recorded")}


def test_two_sundays_in_a_row_without_clock_times_are_a_question() -> None:
    found = outcomes(unclocked(300, 14))
    assert found["TIME-11"] == {
        ("question", "nature_of_work"),
        ("question", "clock_times_missing"),
        ("cannot_be_tested", "clock_times_missing"),
    }


def test_breaks_of_a_list_without_clock_times_are_tested_where_recorded() -> None:
    assert outcomes(unclocked(480, 1, break_minutes=0))["TIME-10"] == {("question", "break_may_be_paid")}
    assert outcomes(unclocked(480, 1, break_minutes=30))["TIME-10"] == {("kept", "")}


def test_the_hour_that_comes_twice_is_worked_twice() -> None:
    start = datetime(2025, 10, 25, 20, 45, tzinfo=OSLO)
    one = Shift(start, datetime(2025, 10, 26, 2, 45, fold=1, tzinfo=OSLO), 0, 60)
    record = TimeRecord((one,), date(2025, 10, 25), date(2025, 10, 26))
    (row,) = said_by_rule(judge_working_time(record, BOOK), checks=["TIME-12"])
    assert row[4] == 405
    assert said_by_tables([record], Terms(), checks=["TIME-12"])[0] == [row]


# --- the record, and the plain readings


def bounds(shifts: list[Shift], **facts: Any) -> tuple[date, date]:
    """The days of the record of one worker in a control of 2026."""
    db = open_tables()
    laid = [shift_row(number, 1, in_norway(one)) for number, one in enumerate(shifts, start=1)]
    insert(db, f"shifts ({SHIFT_COLUMNS})", laid)
    insert(db, f"workers (worker, {', '.join(facts)})", [(1, *facts.values())])
    control = Control(date(2026, 1, 1), date(2026, 12, 31), Terms().firm, BOOK)
    for prepare in (figures.prepare, law_rows.prepare, time_tables.prepare):
        prepare(db, control)
    found = db.execute("SELECT day_of(first), day_of(last) FROM records").fetchone()
    assert found is not None
    return found[0], found[1]


def test_a_record_is_the_months_of_the_list_within_the_employment() -> None:
    day = [shift("2026-03-09T08:00", "2026-03-09T15:00")]
    assert bounds(day, pseudonym="P1") == (date(2026, 3, 1), date(2026, 3, 31))
    assert bounds(day, started_on=date(2026, 3, 5)) == (date(2026, 3, 5), date(2026, 3, 31))
    assert bounds(day, started_on=date(2025, 3, 5), ended_on=date(2026, 3, 20)) == (date(2026, 3, 1), date(2026, 3, 20))
    assert bounds(day, started_on=date(2026, 3, 12)) == (date(2026, 3, 9), date(2026, 3, 31))


def test_the_plain_readings_count_calendar_days() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    long = [in_norway(shift(f"{on}T07:00", f"{on}T21:00")) for on in days]
    db, _ = prepared([TimeRecord(tuple(long), MONDAY, days[-1])], Terms())
    assert plain_readings(db) == {
        "day_over_9_hours": 7,
        "day_over_13_hours": 7,
        "week_over_40_hours": 1,
        "week_over_48_hours": 1,
        "overtime_week_over_10_hours": 1,
        "overtime_four_weeks_over_25_hours": 1,
        "overtime_year_over_200_hours": 0,
        "rest_under_11_hours": 6,
    }
