"""The days of a control and the limits of working time on them, as tables. The readable rule is asked once a stretch of
days between two dates on which the law can change; SQL only looks the answers up.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Book
from ryddig.domain.pay_facts import Work
from ryddig.domain.pay_rows import figure_rows
from ryddig.domain.public_holidays import is_rest_day
from ryddig.domain.time_limits import (
    AVERAGE_WEEKS,
    DAY_ORDINARY,
    OVERTIME_4_WEEKS,
    OVERTIME_7_DAYS,
    OVERTIME_26_WEEKS,
    OVERTIME_52_WEEKS,
    REST_DAY,
    REST_WEEK,
    SINGLE_WEEK,
    TOTAL_DAY,
    TOTAL_SINGLE_WEEK,
    WEEK_ORDINARY,
    YOUNG,
    Agreement,
    Limit,
    limit,
    limit_for,
    night_hours,
    ordinary_hours,
)
from ryddig.domain.working_time import GROUNDS, MEAN_WEEKS, PLAIN_GROUNDS, TOTAL_WEEK, WEEK
from ryddig.domain.working_time_rest import nights_allowed, rest_span
from ryddig.tables.payroll.law_rows import key_of

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

EPOCH: Final = date(1970, 1, 1)
ONE: Final = timedelta(days=1)
MARGIN: Final = 9
OSLO: Final = ZoneInfo("Europe/Oslo")
BY_LEVEL: Final[Mapping[str, Mapping[Agreement, str]]] = {
    "day": DAY_ORDINARY,
    "single_week": SINGLE_WEEK,
    "average_weeks": AVERAGE_WEEKS,
    "overtime_7": OVERTIME_7_DAYS,
    "overtime_28": OVERTIME_4_WEEKS,
    "overtime_182": OVERTIME_26_WEEKS,
    "overtime_364": OVERTIME_52_WEEKS,
    "total_day": TOTAL_DAY,
    "total_single_week": TOTAL_SINGLE_WEEK,
    "rest_day": REST_DAY,
    "rest_week": REST_WEEK,
}
PLAIN: Final[Mapping[str, str]] = {
    **{f"young_{name}": rule for name, rule in YOUNG.items()},
    **{f"week_{plan}": rule for plan, rule in WEEK_ORDINARY.items()},
    **{f"{WEEK} {plan}": rule for plan, rule in WEEK_ORDINARY.items()},
    **PLAIN_GROUNDS,
    "total_week": TOTAL_WEEK,
    "mean_weeks": MEAN_WEEKS,
    "break_length": "working_time.break_length",
    "break_over": "working_time.break_over",
    "break_half_hour_from": "working_time.break_half_hour_from",
    "sunday_average_weeks": "working_time.sunday_average_weeks",
    "night_over": "working_time.night_over",
    "young_night_from": "working_time.young_night_from",
    "split_sunday": "working_time.week_three_split_sunday",
    "split_night": "working_time.week_three_split_night",
    "plan_notice": "working_time.plan_notice",
}
CALENDAR: Final = """day INTEGER, on_day DATE, monday INTEGER, law TINYINT, rest_day BOOLEAN, midnight_min INTEGER,
    monday_min INTEGER, next_monday_min INTEGER, night_to_min INTEGER, night_from_min INTEGER, free_from_min INTEGER,
    usual_day INTEGER, usual_week INTEGER, young_usual_day INTEGER, young_usual_week INTEGER"""
LIMITS: Final = "name VARCHAR, law TINYINT, value INTEGER, official BOOLEAN, key VARCHAR"
REST_SPANS: Final = """rest_number INTEGER, rest_day INTEGER, near_day INTEGER, free_from INTEGER, rest_from INTEGER,
    until INTEGER"""
CLOCK_HOURS: Final = """law TINYINT, young BOOLEAN, day INTEGER, from_min INTEGER, to_min INTEGER, night BOOLEAN,
    rest_day BOOLEAN"""


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def minute_of(moment: datetime) -> int:
    """Minutes since 1970 in UTC of a clock time in Norway."""
    return int(moment.replace(tzinfo=OSLO).astimezone(UTC).timestamp()) // 60


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of days between the dates on which a limit can change, and the days of the control with a margin."""

    book: Book
    agreement: Agreement
    starts: tuple[date, ...]
    days: tuple[date, ...]

    def law(self, on: date) -> int:
        """Number of the stretch that holds the day; 0 before the first."""
        return bisect_right(self.starts, on)

    def laws(self) -> Iterator[tuple[int, date]]:
        """The stretches in use, each with a day of it."""
        seen = {self.law(day): day for day in self.days}
        yield from sorted(seen.items())


def stretches_of(control: "Control") -> Stretches:
    """The stretches of a control."""
    starts = sorted({row.since for row in figure_rows(control.book, "working_time")})
    first = max(control.first, EPOCH) - MARGIN * ONE
    count = (control.last - first).days + MARGIN + 1
    days = tuple(first + number * ONE for number in range(count))
    return Stretches(control.book, control.firm.agreement, tuple(starts), days)


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Tables `calendar`, `limits`, `rest_spans` and `clock_hours`."""
    found = stretches_of(control)
    _fill(db, "calendar", CALENDAR, rows=list(_calendar(found)))
    _fill(db, "limits", LIMITS, rows=list(_limits(found, control)))
    _fill(db, "rest_spans", REST_SPANS, rows=list(_rest_spans(found)))
    _fill(db, "clock_hours", CLOCK_HOURS, rows=list(_clock_hours(found)))


def _fill(db: DuckDBPyConnection, table: str, columns: str, *, rows: list[tuple[Any, ...]]) -> None:
    db.execute(f"CREATE TABLE {table} ({columns})")
    if rows:
        lists = [list(column) for column in zip(*rows, strict=True)]
        db.execute(f"INSERT INTO {table} SELECT {', '.join('unnest(?)' for _ in lists)}", lists)


def _calendar(found: Stretches) -> Iterator[tuple[Any, ...]]:
    hours = {law: _usual(found, on) for law, on in found.laws()}
    nights = {law: night_hours(found.book, on) for law, on in found.laws()}
    midnights = {day: minute_of(datetime.combine(day, time())) for day in found.days}
    free = _free_from(found)
    for day in found.days:
        law, monday = found.law(day), day - day.weekday() * ONE
        begins, ends = nights[law]
        edges = (_midnight(midnights, monday), _midnight(midnights, monday + 7 * ONE))
        clock = (_clock(day, ends), _clock(day, begins), free.get(day))
        numbers = (number_of(day), day, number_of(monday), law, is_rest_day(day), midnights[day])
        yield (*numbers, *edges, *clock, *hours[law])


def _midnight(known: Mapping[date, int], day: date) -> int:
    return known[day] if day in known else minute_of(datetime.combine(day, time()))


def _clock(day: date, hour: int) -> int:
    return minute_of(datetime.combine(day, time(hour)))


def _usual(found: Stretches, on: date) -> tuple[int, int, int, int]:
    """Ordinary hours a day and a week beyond which hours are overtime: for adults, for workers under 18."""
    adult, young = (ordinary_hours(work, found.agreement, on, book=found.book) for work in (Work(), Work(born_on=on)))
    return adult.day, adult.week, young.day, young.week


def _limits(found: Stretches, control: "Control") -> Iterator[tuple[Any, ...]]:
    for law, on in found.laws():
        for name, bound in _named(found, control.firm.average_weeks, on):
            if bound is not None:
                yield name, law, bound.value, bound.official, key_of(bound.because.rule, bound.because.since)


def _named(found: Stretches, average_weeks: int | None, on: date) -> Iterator[tuple[str, Limit | None]]:
    for name, rules in {**BY_LEVEL, **GROUNDS}.items():
        bound = limit_for(found.book, rules, found.agreement, on=on)
        if name == "average_weeks" and bound is not None and average_weeks is not None:
            bound = Limit(min(bound.value, average_weeks or bound.value), bound.official, bound.because)
        yield name, bound
    for name, rule in PLAIN.items():
        yield name, limit(found.book, rule, on)
    yield "nights_allowed", nights_allowed(found.book, on)


def _free_from(found: Stretches) -> dict[date, int]:
    """For each day the first moment in the hours that must be free for a Sunday or holiday of that day or the two
    next: what a shift must reach to touch them."""
    free: dict[date, int] = {}
    for day in reversed(found.days):
        if is_rest_day(day):
            begins = minute_of(rest_span(found.book, _begins_on(day), day)[0])
            free.update((day - back * ONE, begins) for back in range(3))
    return free


def _begins_on(rest_day: date) -> date:
    before = rest_day - ONE
    return rest_day if is_rest_day(before) else before


def _rest_spans(found: Stretches) -> Iterator[tuple[int, ...]]:
    """The hours that must be free for each Sunday and holiday, once for each day whose shifts may reach into them."""
    rest_days = [day for day in found.days if is_rest_day(day)]
    for number, day in enumerate(rest_days):
        free, until = (minute_of(moment) for moment in rest_span(found.book, _begins_on(day), day))
        rest = minute_of(rest_span(found.book, day, day)[0])
        for back in range(3):
            yield number, number_of(day), number_of(day - back * ONE), free, rest, until


def _clock_hours(found: Stretches) -> Iterator[tuple[Any, ...]]:
    """Each day cut at midnight and at the hours of night, by the law of the day a shift is booked on; for workers under
    18 also by the hours that they must be free."""
    for law, on in found.laws():
        begins, ends = night_hours(found.book, on)
        ban = limit(found.book, PLAIN["young_night_from"], on)
        kinds = ((False, begins), *([(True, ban.value)] if ban is not None else []))
        for (young, hour), day in product(kinds, found.days):
            for first, last, night in _cuts(day, hour, ends):
                yield law, young, number_of(day), first, last, night, is_rest_day(day)


def _cuts(day: date, begins: int, ends: int) -> Iterator[tuple[int, int, bool]]:
    hours = sorted({0, begins, ends})
    edges = [*(_clock(day, hour) for hour in hours), _clock(day + ONE, 0)]
    for hour, (first, last) in zip(hours, pairwise(edges), strict=True):
        if last > first:
            yield first, last, hour >= begins or hour < ends
