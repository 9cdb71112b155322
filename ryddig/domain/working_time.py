"""Whether a worker's hours keep within the limits of working time (aml chapter 10). The readable rule.

The fast checks in `tables` must give the same answers; the reasons stand here. TIME-02 … TIME-07 are about how much is
worked; rest, breaks, Sundays and nights stand in `working_time_rest.py`.

Overtime for a limit is counted by day and by week from Monday to Sunday; the windows of 7, 28, 182 and 364 days end on
each day with work. The 24 hours run from the start of each shift. Consecutive days over a limit are one finding, told
by its worst window.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.law import Book
from ryddig.domain.pay_least import answered
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
    WeekPlan,
    limit,
    limit_for,
)
from ryddig.domain.time_view import (
    LimitOn,
    Means,
    TimeRecord,
    View,
    Window,
    breach,
    breach_if_marked,
    each_over,
    from_start,
    level,
    over,
    trailing,
    view_of,
)
from ryddig.domain.work_record import BookedDay, Shift
from ryddig.domain.working_time_rest import (
    BREAKS,
    NIGHTS,
    REST,
    SUNDAYS,
    WEEK_REST,
    breaks,
    daily_rest,
    nights,
    sundays,
    three_split_credit,
    weekly_rest,
)

DAY, WEEK, OVERTIME_WEEK, OVERTIME_MONTH, OVERTIME_YEAR, TOTAL = (f"TIME-{number:02d}" for number in range(2, 8))
WEEK_DAYS, FOUR_WEEKS, HALF_YEAR, YEAR = 7, 28, 182, 364
CANNOT: Final = CheckOutcome.CANNOT_BE_TESTED
CLOCKED: Final = frozenset({DAY, TOTAL, REST, WEEK_REST, SUNDAYS, NIGHTS})
TOTAL_WEEK, MEAN_WEEKS = "working_time.total_week", "working_time.mean_weeks"
THREE_SPLIT_BETWEEN: Final = (WeekPlan.CONTINUOUS, WeekPlan.ROUND_THE_CLOCK)


def judge_working_time(record: TimeRecord, book: Book) -> tuple[Judgement, ...]:
    """Every limit on one worker's record: what is over it, else that it was kept or could not be tested."""
    period = (record.first, record.last)
    if record.exempt:
        outside = CheckOutcome.DOES_NOT_APPLY
        return tuple(Judgement(check, outside, *period, unit="minutes", why="exempt") for check in CHECKS)
    why = "tariff_departs" if record.agreement is Agreement.TARIFF else "" if record.shifts else "timesheet_missing"
    if why:
        return tuple(Judgement(check, CANNOT, *period, unit="minutes", why=why) for check in CHECKS)
    view = view_of(record, book)
    return tuple(judgement for check, rule in CHECKS.items() for judgement in _found(check, rule, view))


def _found(check: str, rule: Callable[[View], Iterator[Judgement]], view: View) -> Iterator[Judgement]:
    """What the rule finds. Hours without clock times leave the rules that need them untested."""
    record, found = view.record, tuple(rule(view))
    yield from found
    if check in CLOCKED and not all(shift.clocked for shift in record.shifts):
        yield Judgement(check, CANNOT, record.first, record.last, unit="minutes", why="clock_times_missing")
    elif not found:
        yield _nothing_found(check, view)


def _nothing_found(check: str, view: View) -> Judgement:
    """Kept, where the record is long enough and the limit is confirmed."""
    record = view.record
    name = _ground(check, record)
    if not name:
        return Judgement(check, CheckOutcome.DOES_NOT_APPLY, record.first, record.last, unit="minutes")
    bounds = [limit(view.book, name, on) for on in (record.first, record.last)]
    known = [bound for bound in bounds if bound is not None]
    why = "limit_missing" if len(known) < len(bounds) else ""
    why = why or ("" if all(bound.official for bound in known) else "limit_unverified")
    why = why or ("record_too_short" if record.length < _needed_days(check, view) else "")
    outcome = CANNOT if why else CheckOutcome.KEPT
    because = answered((bound.because for bound in known), outcome)
    return Judgement(check, outcome, record.first, record.last, because, unit="minutes", why=why)


def _ground(check: str, record: TimeRecord) -> str:
    """The series that a check rests on first; empty where the law sets no limit of its kind at this level."""
    by_level = GROUNDS.get(check)
    if by_level is not None:
        return by_level.get(record.agreement, "")
    return WEEK_ORDINARY[record.plan] if check == WEEK else PLAIN_GROUNDS[check]


def _needed_days(check: str, view: View) -> int:
    """Days a record must cover before nothing found means kept. A whole week from Monday lies in any thirteen days."""
    record = view.record
    if check == OVERTIME_YEAR:
        return HALF_YEAR if record.agreement is Agreement.AUTHORITY else YEAR
    if check == WEEK and record.agreement is not Agreement.NONE:
        return _average_weeks(view) * WEEK_DAYS
    monday = record.first.weekday() == 0
    return {OVERTIME_MONTH: FOUR_WEEKS, WEEK_REST: WEEK_DAYS if monday else 2 * WEEK_DAYS - 1}.get(check, 1)


def _average_weeks(view: View) -> int:
    """The agreed averaging period, at most as long as the law allows; without a stated one the longest."""
    longest = limit_for(view.book, AVERAGE_WEEKS, view.record.agreement, on=view.record.last)
    allowed = longest.value if longest else 1
    return min(view.record.average_weeks or allowed, allowed)


def ordinary_day(view: View) -> Iterator[Judgement]:
    """TIME-02: ordinary hours in 24 hours. For workers under 18 all hours count, and more is never allowed."""
    adult = level(view, DAY_ORDINARY)
    windows = tuple(from_start(view, _ordinary_part))
    yield from each_over(DAY, (one for one in windows if not view.young(one.last)), adult, outcome=breach_if_marked)
    young = (one for one in from_start(view, _whole) if view.young(one.last))
    yield from each_over(DAY, young, _young(view, "day"), outcome=breach)


def ordinary_week(view: View) -> Iterator[Judgement]:
    """TIME-03: ordinary hours in seven days; with averaging the single week and the means over eight weeks and over the
    agreed period."""
    if view.record.agreement is Agreement.NONE:
        adults = (one for one in _weeks(view) if not view.young(one.last))
        yield from over(WEEK, adults, _week_limit(view), outcome=breach_if_marked)
    else:
        single = trailing(view, WEEK_DAYS, _ordinary_minutes)
        yield from over(WEEK, single, level(view, SINGLE_WEEK), outcome=breach_if_marked)
        yield from _mean(view, WEEK, _ordinary_minutes, outcome=breach_if_marked)
        yield from _average(view)
    young = (one for one in trailing(view, WEEK_DAYS, _all_minutes) if view.young(one.last))
    yield from over(WEEK, young, _young(view, "week"), outcome=breach)


def overtime_week(view: View) -> Iterator[Judgement]:
    """TIME-04: overtime in seven days."""
    yield from over(OVERTIME_WEEK, _overtime(view, WEEK_DAYS), level(view, OVERTIME_7_DAYS), outcome=breach)


def overtime_month(view: View) -> Iterator[Judgement]:
    """TIME-05: overtime in four consecutive weeks."""
    yield from over(OVERTIME_MONTH, _overtime(view, FOUR_WEEKS), level(view, OVERTIME_4_WEEKS), outcome=breach)


def overtime_year(view: View) -> Iterator[Judgement]:
    """TIME-06: overtime in 52 weeks; with a permit of Arbeidstilsynet in 26."""
    yield from over(OVERTIME_YEAR, _overtime(view, YEAR), level(view, OVERTIME_52_WEEKS), outcome=breach)
    yield from over(OVERTIME_YEAR, _overtime(view, HALF_YEAR), level(view, OVERTIME_26_WEEKS), outcome=breach)


def total_hours(view: View) -> Iterator[Judgement]:
    """TIME-07: all hours in 24 hours, in seven days on the mean of eight weeks, and in a single week with the union."""
    yield from each_over(TOTAL, from_start(view, _whole), level(view, TOTAL_DAY), outcome=breach)
    yield from _mean(view, TOTAL, _all_minutes, outcome=breach)
    yield from over(TOTAL, trailing(view, WEEK_DAYS, _all_minutes), level(view, TOTAL_SINGLE_WEEK), outcome=breach)


def _weeks(view: View) -> Iterator[Window]:
    """Seven days that end on each day with work; in a three-split rota with what Sundays and nights earn."""
    weeks = trailing(view, WEEK_DAYS, _ordinary_minutes)
    if view.record.plan is not WeekPlan.THREE_SPLIT:
        yield from weeks
        return
    earnings = trailing(view, WEEK_DAYS, lambda day: three_split_credit(day, view.book))
    yield from (replace(week, credit=earned.minutes) for week, earned in zip(weeks, earnings, strict=True))


def _mean(view: View, check: str, minutes: Callable[[BookedDay], int], *, outcome: Means) -> Iterator[Judgement]:
    """48 hours a week on the mean of eight weeks, where the record covers them; a shorter record only asks."""
    weeks = limit(view.book, MEAN_WEEKS, view.record.last)
    count = weeks.value if weeks is not None else 1
    if view.record.length >= count * WEEK_DAYS:
        windows = trailing(view, count * WEEK_DAYS, minutes, whole=True)
        yield from over(check, windows, _times(view, TOTAL_WEEK, count), outcome=outcome)
    else:
        asks: tuple[CheckOutcome, str] = (CheckOutcome.QUESTION, "record_too_short")
        single = trailing(view, WEEK_DAYS, minutes)
        yield from over(check, single, _times(view, TOTAL_WEEK, 1), outcome=lambda _: asks)


def _average(view: View) -> Iterator[Judgement]:
    """Over the averaging period on the mean no more than the week's hours."""
    weeks = _average_weeks(view)
    windows = trailing(view, weeks * WEEK_DAYS, _ordinary_minutes, whole=True)
    rule = WEEK_ORDINARY[view.record.plan]
    yield from over(WEEK, windows, _times(view, rule, weeks), outcome=breach_if_marked)


def _times(view: View, rule: str, count: int) -> LimitOn:
    def limit_on(window: Window) -> Limit | None:
        bound = limit(view.book, rule, window.last)
        return None if bound is None else Limit(bound.value * count, bound.official, bound.because)

    return limit_on


def _week_limit(view: View) -> LimitOn:
    """The week's ordinary hours by how the week is laid out; in a three-split rota 40 hours less what Sundays and
    nights earn, but never under 36 or over 38."""

    def limit_on(window: Window) -> Limit | None:
        bound = limit(view.book, WEEK_ORDINARY[view.record.plan], window.last)
        if bound is None or view.record.plan is not WeekPlan.THREE_SPLIT:
            return bound
        least, most = (limit(view.book, WEEK_ORDINARY[plan], window.last) for plan in THREE_SPLIT_BETWEEN)
        value = bound.value - window.credit
        value = min(value, most.value) if most else value
        return replace(bound, value=max(value, least.value) if least else value)

    return limit_on


def _young(view: View, name: str) -> LimitOn:
    return lambda window: limit(view.book, YOUNG[name], window.last)


def _overtime(view: View, length: int) -> Iterator[Window]:
    return (one for one in trailing(view, length, lambda day: day.overtime) if not view.young(one.last))


def _ordinary_part(shift: Shift, inside: int) -> int:
    """Ordinary minutes of what lies inside; overtime is worked last."""
    return min(inside, shift.minutes - (shift.overtime_minutes or 0))


def _whole(_shift: Shift, inside: int) -> int:
    return inside


def _all_minutes(day: BookedDay) -> int:
    return day.minutes


def _ordinary_minutes(day: BookedDay) -> int:
    """Minutes the sheet does not call overtime."""
    return day.minutes - sum(shift.overtime_minutes or 0 for shift in day.shifts)


CHECKS: Final[Mapping[str, Callable[[View], Iterator[Judgement]]]] = {
    DAY: ordinary_day,
    WEEK: ordinary_week,
    OVERTIME_WEEK: overtime_week,
    OVERTIME_MONTH: overtime_month,
    OVERTIME_YEAR: overtime_year,
    TOTAL: total_hours,
    REST: daily_rest,
    WEEK_REST: weekly_rest,
    BREAKS: breaks,
    SUNDAYS: sundays,
    NIGHTS: nights,
}
GROUNDS: Final[Mapping[str, Mapping[Agreement, str]]] = {
    DAY: DAY_ORDINARY,
    OVERTIME_WEEK: OVERTIME_7_DAYS,
    OVERTIME_MONTH: OVERTIME_4_WEEKS,
    OVERTIME_YEAR: {**OVERTIME_52_WEEKS, **OVERTIME_26_WEEKS},
    TOTAL: TOTAL_DAY,
    REST: REST_DAY,
    WEEK_REST: REST_WEEK,
}
PLAIN_GROUNDS: Final[Mapping[str, str]] = {
    BREAKS: "working_time.break_over",
    SUNDAYS: "working_time.sunday_average_weeks",
    NIGHTS: "working_time.night_over",
}
