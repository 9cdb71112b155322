"""The fast checks of working time say exactly what the readable rule says, on random records: nothing more or less.

Hypothesis chooses a seed; the records follow from it, so that many fit in one run of the tables. Of a record on which
the two disagree the shortest part that still shows it is told.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.work_record import MINUTE, Shift, hours_only, instant
from ryddig.domain.working_time import judge_working_time
from tests.tables.payroll.time_records import BOOK, OSLO, Row, Terms, said_by_rule, said_by_tables

RECORDS_A_RUN: Final = 120
# the clocks change on these nights; the limits of 2025 hold from 1 January 2025; Easter, Christmas and a plain spring
STARTS: Final = (
    date(2024, 3, 18), date(2024, 10, 14), date(2024, 12, 9), date(2025, 3, 17), date(2025, 4, 7), date(2025, 10, 13),
    date(2025, 12, 15), date(2026, 3, 2), date(2026, 3, 18), date(2026, 5, 11),
)  # fmt: skip
CLOCKS: Final = (*range(0, 1440, 15), 359, 360, 361, 899, 900, 1079, 1080, 1260, 1319, 1320, 1439)
LENGTHS: Final = (*range(0, 1080, 15), 330, 331, 480, 479, 539, 540, 541, 600, 660, 780, 781, 960, 961, 1440, 1500)
EXACT: Final = (420, 450, 480, 510, 540, 600, 660)
BREAKS: Final = (None, 0, 0, 15, 29, 30, 30, 45, 600)
MARKS: Final = (None, 0, 30, 60, 120, 540, 900)
COUNTS: Final = {"regular": (0, 1, 1, 1, 1), "calm": (0, 0, 1, 1, 1), "busy": (0, 1, 1, 1, 1, 1, 2, 3)}


def shifts(chance: Random, first: date, days: int, *, alone: bool = False) -> tuple[Shift, ...]:
    """Shifts by the clock in Norway; a day may have none, one or (not `alone`) several, and they may overlap."""
    style = chance.choice(list(COUNTS)[: 2 if alone else 3])
    told, paused, some_without = chance.random() < 0.4, chance.random() < 0.5, chance.random() < 0.15
    begin, length = chance.choice(CLOCKS), chance.choice(EXACT)
    found = []
    for on in (first + timedelta(days=number) for number in range(days)):
        for _ in range(chance.choice(COUNTS[style])):
            minutes = length if style == "regular" else chance.choice(LENGTHS)
            pause = chance.choice(BREAKS) if paused else 30
            marked = chance.choice(MARKS[chance.random() < 0.95 :]) if told else None
            if some_without and chance.random() < 0.4:
                found.append(hours_only(on, minutes, zone=OSLO, break_minutes=pause, overtime_minutes=marked))
                continue
            clock = begin if style == "regular" else chance.choice(CLOCKS)
            start = datetime(on.year, on.month, on.day, clock // 60, clock % 60, tzinfo=OSLO)
            end = (instant(start) + minutes * MINUTE).astimezone(OSLO)
            found.append(Shift(start, end, pause, marked))
    chance.shuffle(found)
    return tuple(found)


def a_record(chance: Random, terms: Terms, start: date, *, longest: int, alone: bool = False) -> TimeRecord:
    """One worker: perhaps turning 18 within the record, perhaps exempt."""
    first, days = start + timedelta(days=chance.randrange(10)), chance.randint(1, chance.choice((8, 16, longest)))
    born_on = None
    if chance.random() < 0.3:
        turns = first + timedelta(days=chance.randint(-3, days + 5))
        born_on = date(turns.year - 18, turns.month, min(turns.day, 28)) if chance.random() < 0.8 else date(2008, 2, 29)
    facts: dict[str, Any] = {
        "agreement": terms.agreement, "plan": chance.choice(list(WeekPlan)), "average_weeks": terms.average_weeks,
        "sunday_average": terms.sunday_average,
    }  # fmt: skip
    before, after = chance.choice((0, 0, 3, 9)), chance.choice((0, 0, 5, 20, 60))
    bounds = (first - timedelta(days=before), first + timedelta(days=days - 1 + after))
    return TimeRecord(
        shifts(chance, first, days, alone=alone), *bounds, born_on=born_on, exempt=chance.random() < 0.03, **facts
    )


def differ(record: TimeRecord, terms: Terms) -> bool:
    return said_by_tables([record], terms)[0] != said_by_rule(judge_working_time(record, BOOK))


def shortest(record: TimeRecord, terms: Terms) -> TimeRecord:
    """The record with as many shifts left out as can be while the two still disagree."""
    step = max(1, len(record.shifts) // 2)
    while step:
        for place in range(0, len(record.shifts), step):
            fewer = replace(record, shifts=record.shifts[:place] + record.shifts[place + step :])
            if differ(fewer, terms):
                record = fewer
                break
        else:
            step //= 2
    return record


def compare(found: list[TimeRecord], terms: Terms) -> None:
    said = said_by_tables(found, terms)
    for place, record in enumerate(found):
        if said[place] != said_by_rule(judge_working_time(record, BOOK)):
            pytest.fail(told(shortest(record, terms), terms))


def told(record: TimeRecord, terms: Terms) -> str:
    fast, rule = said_by_tables([record], terms)[0], said_by_rule(judge_working_time(record, BOOK))
    lines: list[object] = [
        terms,
        *(f"{name}: {getattr(record, name)}" for name in ("first", "last", "born_on", "plan")),
    ]
    lines += [f"{one.start} – {one.end} {one}" for one in record.shifts]
    return "\n".join(map(str, [*lines, "only the rule:", *only(rule, fast), "only the tables:", *only(fast, rule)]))


def only(these: list[Row], those: list[Row]) -> list[Row]:
    return [row for row in these if row not in those]


TERMS: Final = (
    *(Terms(agreement) for agreement in Agreement),
    Terms(sunday_average=True),
    Terms(Agreement.INDIVIDUAL, average_weeks=4),
    Terms(Agreement.UNION, average_weeks=2, sunday_average=True),
    Terms(Agreement.AUTHORITY, average_weeks=99),
)
SEEDS: Final = st.integers(0, 2**32)
unhurried = settings(
    deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck), max_examples=2
)


@pytest.mark.parametrize(
    "terms", TERMS, ids=lambda terms: f"{terms.agreement}-{terms.average_weeks}-{terms.sunday_average}"
)
@unhurried
@given(seed=SEEDS)
def test_the_tables_say_what_the_rule_says(terms: Terms, seed: int) -> None:
    chance = Random(seed)
    start = chance.choice(STARTS)
    compare([a_record(chance, terms, start, longest=30) for _ in range(RECORDS_A_RUN)], terms)


@pytest.mark.parametrize("agreement", [Agreement.NONE, Agreement.UNION, Agreement.AUTHORITY])
@settings(unhurried, max_examples=2)
@given(seed=SEEDS)
def test_of_long_records_too(agreement: Agreement, seed: int) -> None:
    chance, terms = Random(seed), Terms(agreement, average_weeks=12)
    start = chance.choice(STARTS)
    compare([a_record(chance, terms, start, longest=420) for _ in range(6)], terms)


@pytest.mark.parametrize("agreement", [Agreement.NONE, Agreement.UNION])
@unhurried
@given(seed=SEEDS)
def test_where_no_day_has_two_shifts(agreement: Agreement, seed: int) -> None:
    chance, terms = Random(seed), Terms(agreement)
    start = chance.choice(STARTS)
    compare([a_record(chance, terms, start, longest=30, alone=True) for _ in range(RECORDS_A_RUN // 2)], terms)
