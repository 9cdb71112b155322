"""Rest, breaks, Sundays and nights (aml §§ 10-8 to 10-11 and 11-3, 11-5): TIME-08 … TIME-12.

A timesheet shows when somebody worked, not whether the work had to be done on a Sunday or at night, nor a break that is
paid. Those are questions. Too little rest is a breach.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Final

from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.law import Book
from ryddig.domain.public_holidays import is_eve, is_rest_day
from ryddig.domain.time_limits import REST_DAY, REST_WEEK, YOUNG, Agreement, Limit, limit, limit_for, night_hours
from ryddig.domain.time_view import DAY, Found, View, told, trailing
from ryddig.domain.work_record import BookedDay, Shift, minutes_between, stretches

REST, WEEK_REST, BREAKS, SUNDAYS, NIGHTS = (f"TIME-{number:02d}" for number in range(8, 13))
DAY_MINUTES: Final = 24 * 60
HOUR: Final = 60
MOST_A_DAY: Final = 24
HALF_YEAR, FOUR_WEEKS, WEEKS_A_MONTH = 182, 28, 4
REGULAR_NIGHTS: Final = 4
BREAK_LENGTH: Final = "working_time.break_length"
QUESTION, BREACH, CANNOT = CheckOutcome.QUESTION, CheckOutcome.BREACH, CheckOutcome.CANNOT_BE_TESTED


def _limit(view: View, on: date, adult: Mapping[Agreement, str], *, young: str) -> Limit | None:
    if view.young(on):
        return limit(view.book, YOUNG[young], on)
    return limit_for(view.book, adult, view.record.agreement, on=on)


def daily_rest(view: View) -> Iterator[Judgement]:
    """TIME-08: continuous rest in the 24 hours from the start of a shift.

    A short pause between two shifts of one day is no breach when the night's rest is long enough: the longest rest of
    the 24 hours counts, and only the pause that is the longest is told. Shifts that overlap say nothing of rest.
    """
    for at, (shift, after) in enumerate(pairwise(view.shifts)):
        bound = _limit(view, shift.booked_on, REST_DAY, young="rest_day")
        rest = minutes_between(shift.end, after.start)
        if bound is not None and 0 <= rest < bound.value:
            within = min(rest, DAY_MINUTES - minutes_between(shift.start, shift.end))
            if within >= _longest_rest(view.shifts[at : at + MOST_A_DAY]):
                yield told(Found(REST, shift.booked_on, after.booked_on, rest), bound, BREACH)


def _longest_rest(shifts: Sequence[Shift]) -> int:
    """The longest rest in the 24 hours from the start of the first of these shifts."""
    longest, start = 0, shifts[0].start
    for at, shift in enumerate(shifts):
        left = DAY_MINUTES - minutes_between(start, shift.end)
        if minutes_between(start, shift.start) >= DAY_MINUTES:
            break
        until = minutes_between(shift.end, shifts[at + 1].start) if at + 1 < len(shifts) else left
        longest = max(longest, min(left, until))
    return longest


def weekly_rest(view: View) -> Iterator[Judgement]:
    """TIME-09: continuous rest in the week, Monday to Sunday. Rest that reaches into the week counts whole, and before
    the first and after the last shift of the record the worker is taken to be free."""
    for monday in dict.fromkeys(shift.booked_on - timedelta(days=shift.booked_on.weekday()) for shift in view.shifts):
        longest = _longest_touching(view.shifts, monday)
        bound = _limit(view, monday + 6 * DAY, REST_WEEK, young="rest_week")
        if bound is not None and longest is not None and longest < bound.value:
            yield told(Found(WEEK_REST, monday, monday + 6 * DAY, longest), bound, BREACH)


def _longest_touching(shifts: Sequence[Shift], monday: date) -> int | None:
    """The longest rest that touches the week; None when the record begins or ends in it with time off."""
    zone = shifts[0].start.tzinfo
    begins = datetime.combine(monday, time(0), tzinfo=zone)
    ends = datetime.combine(monday + 7 * DAY, time(0), tzinfo=zone)
    if minutes_between(begins, shifts[0].start) > 0 or minutes_between(shifts[-1].end, ends) > 0:
        return None
    touching = (
        minutes_between(one.end, other.start)
        for one, other in pairwise(shifts)
        if minutes_between(one.end, ends) > 0 and minutes_between(begins, other.start) > 0
    )
    return max(0, max(touching, default=0))


def breaks(view: View) -> Iterator[Judgement]:
    """TIME-10: a break in a day of more than five and a half hours, half an hour in one of eight.

    A paid break need not stand on a timesheet, so a missing one is a question. Days in a row are one finding.
    """
    if any(day.breaks is None for day in view.days):
        period = (view.record.first, view.record.last)
        yield Judgement(BREAKS, CANNOT, *period, unit="minutes", why="breaks_not_recorded")
    for lacking, run in groupby(view.days, key=lambda day: _break_lacking(view, day) is not None):
        if lacking:
            days = list(run)
            bound = _break_lacking(view, max(days, key=lambda day: day.minutes))
            if bound is not None:
                shortest, measured = min(day.breaks or 0 for day in days), bound.because.rule == BREAK_LENGTH
                found = Found(BREAKS, days[0].on, days[-1].on, shortest, measured=measured)
                yield told(found, bound, QUESTION, why="break_may_be_paid")


def _break_lacking(view: View, day: BookedDay) -> Limit | None:
    """The limit that calls for more break than the day has; None when it has enough or nobody knows."""
    if day.breaks is None:
        return None
    least = limit(view.book, BREAK_LENGTH, day.on)
    if view.young(day.on):
        over = limit(view.book, YOUNG["break_over"], day.on)
        return least if over and least and day.minutes > over.value and day.breaks < least.value else None
    over, long = (limit(view.book, f"working_time.break_{name}", day.on) for name in ("over", "half_hour_from"))
    if long and least and day.minutes >= long.value and day.breaks < least.value:
        return least
    return over if over and day.minutes > over.value and day.breaks == 0 else None


def sundays(view: View) -> Iterator[Judgement]:
    """TIME-11: work on Sundays and public holidays needs a reason, and the next one must be free (with a written
    agreement: every other over 26 weeks)."""
    bound = limit(view.book, "working_time.sunday_average_weeks", view.record.last)
    worked = _worked_rest_days(view)
    if bound is None:
        return
    protected = _protected_minutes(view)
    if protected:
        found = Found(SUNDAYS, min(protected), max(protected), sum(protected.values()), measured=False)
        yield told(found, bound, QUESTION, why="nature_of_work")
    if view.record.sunday_average:
        yield from _too_many_sundays(view, worked, bound)
        return
    for is_worked, run in groupby(_rest_days(view), key=lambda day: day in worked):
        days = list(run)
        if is_worked and len(days) > 1:
            found = Found(SUNDAYS, days[0], days[-1], sum(worked[day] for day in days), measured=False)
            sure = all(shift.clocked for day in view.days if day.on in days for shift in day.shifts)
            outcome, why = (BREACH, "") if sure else (QUESTION, "clock_times_missing")
            yield told(found, bound, outcome, why=why)


def _too_many_sundays(view: View, worked: dict[date, int], bound: Limit) -> Iterator[Judgement]:
    """More than every other Sunday and holiday on the mean; certain once the record covers the 26 weeks."""
    known = [day for day in _rest_days(view) if day <= view.record.last]
    if len(worked) * 2 > len(known):
        outcome, why = (BREACH, "") if view.record.length >= HALF_YEAR else (QUESTION, "record_too_short")
        found = Found(SUNDAYS, min(worked), max(worked), sum(worked.values()), measured=False)
        yield told(found, bound, outcome, why=why)


def _rest_days(view: View) -> Iterator[date]:
    """Sundays and public holidays of the record and of the day after it, into which its last shift may reach."""
    days = (view.record.first + number * DAY for number in range(view.record.length + 1))
    return (day for day in days if is_rest_day(day))


def _worked_rest_days(view: View) -> dict[date, int]:
    """Minutes worked on each Sunday and public holiday, the hours after 22 before a weekday left out."""
    found: dict[date, int] = {}
    for day in _rest_days(view):
        minutes = _inside(_near(view, day), day, _span(view, day, day))
        if minutes:
            found[day] = minutes
    return found


def _protected_minutes(view: View) -> dict[date, int]:
    """Minutes in the hours that must be free: from 18 the day before (from 15 on the three eves) to 22."""
    found: dict[date, int] = {}
    for day in _rest_days(view):
        before = day - DAY
        minutes = _inside(_near(view, day), day, _span(view, day if is_rest_day(before) else before, day))
        if minutes:
            found[day] = minutes
    return found


def _span(view: View, begins_on: date, rest_day: date) -> tuple[datetime, datetime]:
    zone = view.days[0].shifts[0].start.tzinfo
    first, last = rest_span(view.book, begins_on, rest_day)
    return first.replace(tzinfo=zone), last.replace(tzinfo=zone)


def rest_span(book: Book, begins_on: date, rest_day: date) -> tuple[datetime, datetime]:
    """The hours that must be free for a Sunday or public holiday, by the clock on the wall, counted from the day
    `begins_on`: the rest day itself, or the day before."""
    rule = "working_time.sunday_eve_from" if is_eve(begins_on) else "working_time.sunday_from"
    begins = 0 if begins_on == rest_day else _hour(book, rule, rest_day)
    ends = 0 if is_rest_day(rest_day + DAY) else _hour(book, "working_time.sunday_to", rest_day)
    last = rest_day if ends else rest_day + DAY
    return datetime.combine(begins_on, time(begins)), datetime.combine(last, time(ends))


def _near(view: View, rest_day: date) -> Iterator[Shift]:
    """The shifts that may reach into a rest day or the evening before it: those of three days."""
    start = bisect_left(view.days, rest_day - 2 * DAY, key=lambda day: day.on)
    for day in view.days[start:]:
        if day.on > rest_day:
            break
        yield from day.shifts


def _hour(book: Book, rule: str, on: date) -> int:
    found = limit(book, rule, on)
    return 0 if found is None else found.value


def _inside(shifts: Iterable[Shift], rest_day: date, span: tuple[datetime, datetime]) -> int:
    """Minutes of the shifts between two moments; a break whose place is not known is taken to lie there. Hours without
    clock times count whole on the day they are booked."""
    total, (first, last) = 0, span
    for shift in shifts:
        if not shift.clocked:
            total += shift.minutes if shift.booked_on == rest_day else 0
            continue
        overlap = min(
            minutes_between(first, last), minutes_between(first, shift.end), minutes_between(shift.start, last)
        )
        total += max(0, min(overlap, shift.gross) - (shift.break_minutes or 0))
    return total


def nights(view: View) -> Iterator[Judgement]:
    """TIME-12: night work needs a reason; whoever regularly works nights has a mean of eight hours in 24 over four
    weeks. Workers under 18 are free from 23 to 6."""
    bound = limit(view.book, "working_time.night_over", view.record.last)
    worked = {day.on: minutes for day in view.days if (minutes := _night_minutes(day, view.book))}
    adults = {on: minutes for on, minutes in worked.items() if not view.young(on)}
    if adults and bound is not None:
        found = Found(NIGHTS, min(adults), max(adults), sum(adults.values()), measured=False)
        yield told(found, bound, QUESTION, why="nature_of_work")
        yield from _regular_nights(view, {on for on, minutes in adults.items() if minutes > bound.value})
    ban = limit(view.book, "working_time.young_night_from", view.record.last)
    if ban is not None:
        yield from _young_nights(view, ban)


def _night_minutes(day: BookedDay, book: Book) -> int:
    hours = night_hours(book, day.on)
    return sum(stretch.minutes for _, stretch in stretches(day, night=hours) if stretch.night)


def _regular_nights(view: View, long_nights: set[date]) -> Iterator[Judgement]:
    """Asked where four weeks hold at least four nights of more than three hours; the weekly rest is left out of the
    mean."""
    allowed = nights_allowed(view.book, view.record.last)
    if allowed is None:
        return
    for window in trailing(view, FOUR_WEEKS, lambda day: day.minutes - day.overtime, whole=True):
        many = sum(1 for on in long_nights if window.first <= on <= window.last) >= REGULAR_NIGHTS
        if many and window.minutes > allowed.value:
            found = Found(NIGHTS, window.first, window.last, window.minutes)
            yield told(found, allowed, QUESTION, why="regular_nights")
            return


def nights_allowed(book: Book, on: date) -> Limit | None:
    """Whole ordinary minutes in four weeks for whoever regularly works nights: the mean of each 24 hours, the weekly
    rest left out."""
    mean, rest = (limit(book, f"working_time.{name}", on) for name in ("night_mean", "rest_week_none"))
    if mean is None or rest is None:
        return None
    return replace(mean, value=mean.value * (FOUR_WEEKS * DAY_MINUTES - WEEKS_A_MONTH * rest.value) // DAY_MINUTES)


def _young_nights(view: View, ban: Limit) -> Iterator[Judgement]:
    _, ends = night_hours(view.book, view.record.last)
    for day in view.days:
        minutes = sum(stretch.minutes for _, stretch in stretches(day, night=(ban.value, ends)) if stretch.night)
        if minutes and view.young(day.on):
            yield told(Found(NIGHTS, day.on, day.on, minutes, measured=False), ban, BREACH)


def three_split_credit(day: BookedDay, book: Book) -> int:
    """Minutes by which a day's Sunday and night hours shorten the week of a three-split rota."""
    found = 0
    sunday, night = (limit(book, f"working_time.week_three_split_{name}", day.on) for name in ("sunday", "night"))
    for _, stretch in stretches(day, night=night_hours(book, day.on)):
        if sunday and stretch.rest_day:
            found += stretch.minutes * (sunday.value - HOUR) // HOUR
        if night and stretch.night:
            found += stretch.minutes * (night.value - HOUR) // HOUR
    return found
