"""The limits of working time (aml chapter 10), chosen by what the firm has agreed and can show.

No document shown means no agreement: the statutory limit holds. A level that the law gives no limit of a kind has none
here either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book, Status
from ryddig.domain.pay_categories import ADULT
from ryddig.domain.pay_facts import ShiftPlan, Trade, Work
from ryddig.domain.work_record import Ordinary

MINUTES_OF: Final[Mapping[str, int]] = {"hours": 60, "minutes": 1, "weeks": 1, "clock_hour": 1}


class Agreement(StrEnum):
    """What departs from the statutory limits, as far as a document shows it.

    `individual`: written averaging with the worker (§ 10-5 first). `union`: with the union in a firm bound by a tariff
    agreement (§§ 10-5 second, 10-6, 10-8 third). `authority`: permit of Arbeidstilsynet. `tariff`: a tariff agreement
    of a large union that departs from the chapter (§ 10-12 fourth): then the limits stand there, not in the law.
    """

    NONE = "none"
    INDIVIDUAL = "individual"
    UNION = "union"
    AUTHORITY = "authority"
    TARIFF = "tariff"


class WeekPlan(StrEnum):
    """How the week is laid out, where that lowers the ordinary hours (§ 10-4)."""

    ORDINARY = "ordinary"
    ROUND_THE_CLOCK = "round_the_clock"
    CONTINUOUS = "continuous"
    THREE_SPLIT = "three_split"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in minutes (weeks for periods, hours for clock times). `official`: it may carry a breach."""

    value: int
    official: bool
    because: Because


NONE, INDIVIDUAL, UNION, AUTHORITY = Agreement.NONE, Agreement.INDIVIDUAL, Agreement.UNION, Agreement.AUTHORITY
DAY_ORDINARY: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.day_none",
    INDIVIDUAL: "working_time.day_individual",
    UNION: "working_time.day_union",
    AUTHORITY: "working_time.total_day_none",
}
WEEK_ORDINARY: Final[Mapping[WeekPlan, str]] = {
    WeekPlan.ORDINARY: "working_time.week_none",
    WeekPlan.ROUND_THE_CLOCK: "working_time.week_round_the_clock",
    WeekPlan.CONTINUOUS: "working_time.week_continuous",
    WeekPlan.THREE_SPLIT: "working_time.week_none",
}
SINGLE_WEEK: Final[Mapping[Agreement, str]] = {
    INDIVIDUAL: "working_time.single_week_individual",
    UNION: "working_time.single_week_union",
}
AVERAGE_WEEKS: Final[Mapping[Agreement, str]] = {
    INDIVIDUAL: "working_time.average_weeks_individual",
    UNION: "working_time.average_weeks_union",
    AUTHORITY: "working_time.average_weeks_authority",
}
OVERTIME_7_DAYS: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.overtime_week_none",
    INDIVIDUAL: "working_time.overtime_week_none",
    UNION: "working_time.overtime_week_union",
    AUTHORITY: "working_time.overtime_week_authority",
}
OVERTIME_4_WEEKS: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.overtime_four_weeks_none",
    INDIVIDUAL: "working_time.overtime_four_weeks_none",
    UNION: "working_time.overtime_four_weeks_union",
}
OVERTIME_52_WEEKS: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.overtime_year_none",
    INDIVIDUAL: "working_time.overtime_year_none",
    UNION: "working_time.overtime_year_union",
}
OVERTIME_26_WEEKS: Final[Mapping[Agreement, str]] = {AUTHORITY: "working_time.overtime_half_year_authority"}
TOTAL_DAY: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.total_day_none",
    INDIVIDUAL: "working_time.total_day_none",
    UNION: "working_time.total_day_union",
    AUTHORITY: "working_time.total_day_none",
}
TOTAL_SINGLE_WEEK: Final[Mapping[Agreement, str]] = {UNION: "working_time.total_single_week_union"}
REST_DAY: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.rest_day_none",
    INDIVIDUAL: "working_time.rest_day_none",
    UNION: "working_time.rest_day_union",
    AUTHORITY: "working_time.rest_day_none",
}
REST_WEEK: Final[Mapping[Agreement, str]] = {
    NONE: "working_time.rest_week_none",
    INDIVIDUAL: "working_time.rest_week_none",
    UNION: "working_time.rest_week_union",
    AUTHORITY: "working_time.rest_week_none",
}
SHORT_WEEKS: Final[Mapping[tuple[Trade | None, ShiftPlan], str]] = {
    **{(Trade.ELECTRO, plan): "rates.electro.week" for plan in ShiftPlan},
    (Trade.SHIPYARD, ShiftPlan.DAY): "rates.shipyard.week",
    (Trade.SHIPYARD, ShiftPlan.TWO): "rates.shipyard.week_two",
    (Trade.SHIPYARD, ShiftPlan.THREE): "rates.shipyard.week_three",
    (Trade.SHIPYARD, ShiftPlan.CONTINUOUS): "rates.shipyard.week_continuous",
}
NO_LIMIT: Final = Ordinary(24 * 60, 7 * 24 * 60)
YOUNG: Final[Mapping[str, str]] = {
    "day": "working_time.young_day",
    "week": "working_time.young_week",
    "rest_day": "working_time.young_rest_day",
    "rest_week": "working_time.young_rest_week",
    "break_over": "working_time.young_break_over",
}


def limit(book: Book, rule: str, on: date) -> Limit | None:
    """The limit of a series on the day; None when the book gives no figure then."""
    series = book.need(rule)
    entry = series.at(on)
    if entry is None or type(entry.value) is not int:
        return None
    reason = cite(Because("time_limit", Answer.UNKNOWN), rule, entry)
    return Limit(entry.value * MINUTES_OF[series.unit], entry.status is Status.OFFICIAL, reason)


def limit_for(book: Book, rules: Mapping[Agreement, str], agreement: Agreement, *, on: date) -> Limit | None:
    """The limit at the level of the agreement; None when the law sets no such limit there."""
    rule = rules.get(agreement)
    return None if rule is None else limit(book, rule, on)


def night_hours(book: Book, on: date) -> tuple[int, int]:
    """The clock hours at which night work begins and ends on the day; the present ones before the book's first."""
    found = [book.need(rule) for rule in ("working_time.night_from", "working_time.night_to")]
    begins, ends = ((series.at(on) or series.entries[-1]).value for series in found)
    return int(str(begins)), int(str(ends))


def ordinary_hours(work: Work, agreement: Agreement, on: date, *, book: Book) -> Ordinary:
    """Minutes a day and a week beyond which hours are overtime with a supplement.

    The law's limits at the level of the agreement; in electrical trades and yards the regulation's shorter week. Where
    a tariff agreement departs from the law only what the sheet calls overtime is known to be overtime.
    """
    age = work.age(on)
    if agreement is Agreement.TARIFF:
        return NO_LIMIT
    if age is not None and age < ADULT:
        day, week = limit(book, YOUNG["day"], on), limit(book, YOUNG["week"], on)
    else:
        day = limit_for(book, DAY_ORDINARY, agreement, on=on)
        week = limit(book, SINGLE_WEEK.get(agreement, WEEK_ORDINARY[WeekPlan.ORDINARY]), on)
    rule = SHORT_WEEKS.get((work.trade, work.plan))
    short = limit(book, rule, on) if rule and agreement is Agreement.NONE else None
    lengths = [one.value for one in (week, short) if one is not None]
    return Ordinary(day.value if day else NO_LIMIT.day, min(lengths, default=NO_LIMIT.week))
