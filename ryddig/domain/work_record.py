"""A worker's shifts as recorded, and what can be read off them: minutes, overtime by day, stretches by kind.

Instants are taken as they are when they carry a time zone, so the night when the clocks change has its true length;
clock hours (night, Sunday, the day a shift is booked on) are those of the place. A break whose place is not known is
counted where it takes least from what we call certain: it shortens the dearest minutes first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby, pairwise
from typing import Any, Final

from ryddig.domain.pay_facts import Stretch, Work, WorkerDay
from ryddig.domain.public_holidays import is_rest_day

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """From `start` to `end`. `break_minutes`: unpaid breaks in it, None when not recorded. `overtime_minutes`: what the
    sheet itself calls overtime, None when it does not tell. `code`: which shift of the plan, where the trade pays by
    it. `clocked`: the sheet shows when the work was done; else only how long, and the times are a stand-in.
    """

    start: datetime
    end: datetime
    break_minutes: int | None = 0
    overtime_minutes: int | None = None
    code: str = ""
    clocked: bool = True

    @property
    def booked_on(self) -> date:
        """The day the shift counts for: the day it begins."""
        return self.start.date()

    @property
    def gross(self) -> int:
        """Minutes from start to end."""
        return minutes_between(self.start, self.end)

    @property
    def minutes(self) -> int:
        """Minutes worked: breaks left out."""
        return max(0, self.gross - (self.break_minutes or 0))


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Ordinary minutes in a day and in a week (Monday to Sunday); what goes beyond is overtime."""

    day: int
    week: int


@dataclass(frozen=True, slots=True)
class BookedDay:
    """Everything booked on one day. `breaks`: breaks and time off between shifts; None when not recorded."""

    on: date
    shifts: tuple[Shift, ...]
    minutes: int
    overtime: int
    breaks: int | None


def instant(moment: datetime) -> datetime:
    """The moment on one scale, with the time zone it carries; without one as it stands."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def hours_only(on: date, minutes: int, *, zone: tzinfo | None = None, **facts: Any) -> Shift:
    """A shift of which only the day and the minutes worked are known. `facts`: overtime, break and code of it."""
    start = datetime.combine(on, time(0), tzinfo=zone)
    lost = facts.get("break_minutes") or 0
    end = (instant(start) + (minutes + lost) * MINUTE).astimezone(zone or UTC).replace(tzinfo=zone)
    return Shift(start, end, **{"break_minutes": None, **facts}, clocked=False)


def minutes_between(first: datetime, last: datetime) -> int:
    """Whole minutes from one moment to the other."""
    if first.tzinfo is None and last.tzinfo is None:
        return (last - first) // MINUTE
    return (instant(last) - instant(first)) // MINUTE


def in_order(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """The shifts by start."""
    return tuple(sorted(shifts, key=lambda shift: (instant(shift.start), instant(shift.end))))


def booked_days(shifts: Iterable[Shift], ordinary: Callable[[date], Ordinary]) -> tuple[BookedDay, ...]:
    """The days with work, in order, each with its overtime.

    Hours beyond the day's ordinary hours are overtime, and so are hours beyond the week's, the last of the week first.
    Where the sheet itself marks more as overtime, that stands. `ordinary` gives the hours of a day; a week has those of
    its first day with work.
    """
    found = []
    by_day = [(on, tuple(group)) for on, group in groupby(in_order(shifts), key=lambda shift: shift.booked_on)]
    for _, week in groupby(by_day, key=lambda pair: pair[0].isocalendar()[:2]):
        left: int | None = None
        for on, group in week:
            usual_hours = ordinary(on)
            left = usual_hours.week if left is None else left
            minutes = sum(shift.minutes for shift in group)
            marked = sum(shift.overtime_minutes or 0 for shift in group)
            usual = min(minutes, usual_hours.day, left)
            left -= usual
            found.append(BookedDay(on, group, minutes, max(minutes - usual, min(marked, minutes)), _breaks(group)))
    return tuple(found)


def _breaks(group: Sequence[Shift]) -> int | None:
    known = [shift.break_minutes for shift in group if shift.break_minutes is not None]
    if len(known) < len(group):
        return None
    clocked = [shift for shift in group if shift.clocked]
    between = sum(max(0, minutes_between(one.end, other.start)) for one, other in pairwise(clocked))
    return sum(known) + between


def stretches(day: BookedDay, *, night: tuple[int, int]) -> tuple[tuple[date, Stretch], ...]:
    """The day's minutes by calendar day and kind. `night`: the hours at which night work begins and ends.

    Overtime is what is worked last.
    """
    found: list[tuple[date, Stretch]] = []
    left = day.overtime
    for shift in reversed(day.shifts):
        overtime = min(left, shift.minutes)
        left -= overtime
        pieces = _pieces(shift, overtime, night) if shift.clocked else _unplaced(shift, overtime)
        found.extend(_without_break(list(pieces), shift.gross - shift.minutes))
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].overtime, pair[1].night)))


def _pieces(shift: Shift, overtime: int, night: tuple[int, int]) -> Iterator[tuple[date, Stretch]]:
    """The shift cut at midnight, at the hours of night and where overtime begins; breaks still in it."""
    turn = (instant(shift.end) - overtime * MINUTE).astimezone(shift.end.tzinfo or UTC).replace(tzinfo=shift.end.tzinfo)
    cuts = [shift.start, turn, shift.end]
    day = shift.booked_on
    while day <= shift.end.date():
        cuts.extend(datetime.combine(day, time(hour), tzinfo=shift.start.tzinfo) for hour in (0, *night))
        day += DAY
    begins, ends = night
    inside = sorted((cut for cut in cuts if instant(shift.start) <= instant(cut) <= instant(shift.end)), key=instant)
    for first, last in pairwise(inside):
        minutes = minutes_between(first, last)
        if minutes:
            late = overtime > 0 and instant(first) >= instant(turn)
            at_night = first.hour >= begins or first.hour < ends
            yield first.date(), Stretch(minutes, late, at_night, is_rest_day(first.date()), shift.code)


def _unplaced(shift: Shift, overtime: int) -> Iterator[tuple[date, Stretch]]:
    """Hours without clock times: all on the day they are booked, none of them known to be at night."""
    on = shift.booked_on
    for minutes, late in ((shift.gross - overtime, False), (overtime, True)):
        if minutes:
            yield on, Stretch(minutes, late, rest_day=is_rest_day(on), shift=shift.code)


def _without_break(pieces: list[tuple[date, Stretch]], break_minutes: int) -> Iterator[tuple[date, Stretch]]:
    """Take the break out of the ordinary hours, the dearest and latest of them first, and of overtime last."""
    left = break_minutes
    dear_first = sorted(
        pieces,
        key=lambda pair: (not pair[1].overtime, pair[1].night or pair[1].rest_day, pair[0]),
        reverse=True,
    )
    for on, piece in dear_first:
        taken = min(left, piece.minutes)
        left -= taken
        if piece.minutes > taken:
            yield on, replace(piece, minutes=piece.minutes - taken)


def calendar_days(days: Iterable[BookedDay], work: Work, *, night: tuple[int, int]) -> tuple[WorkerDay, ...]:
    """The work by calendar day, as pay is judged: hours after midnight belong to the day they are worked."""
    by_date: dict[date, list[Stretch]] = {}
    for day in days:
        for on, stretch in stretches(day, night=night):
            by_date.setdefault(on, []).append(stretch)
    return tuple(WorkerDay(on, work, tuple(found)) for on, found in sorted(by_date.items()))
