"""A worker's hours laid out for the limits: days, windows that end on a day, and runs of days over a limit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from ryddig.domain.decision import Answer
from ryddig.domain.judgement import CheckOutcome, Judgement
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import ADULT
from ryddig.domain.pay_facts import Work
from ryddig.domain.time_limits import Agreement, Limit, WeekPlan, limit_for, ordinary_hours
from ryddig.domain.work_record import BookedDay, Shift, booked_days, in_order, minutes_between

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeRecord:
    """One worker's hours from `first` to `last`, and what is known that decides the limits.

    `exempt`: leading or particularly independent position. `average_weeks`: agreed averaging period.
    `sunday_average`: a written agreement lets Sundays off be averaged.
    """

    shifts: tuple[Shift, ...]
    first: date
    last: date
    agreement: Agreement = Agreement.NONE
    plan: WeekPlan = WeekPlan.ORDINARY
    born_on: date | None = None
    exempt: bool = False
    average_weeks: int | None = None
    sunday_average: bool = False

    @property
    def length(self) -> int:
        """Days the record covers."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class View:
    """The record in order, with its days and their overtime. `shifts`: those with clock times; the days have all."""

    record: TimeRecord
    book: Book
    shifts: tuple[Shift, ...]
    days: tuple[BookedDay, ...]

    def young(self, on: date) -> bool:
        """Under 18 on the day, as far as is known."""
        age = Work(born_on=self.record.born_on).age(on)
        return age is not None and age < ADULT


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes in a stretch of time: from `first` to `last`, both days included. `marked`: the sheet tells overtime.

    `credit`: minutes by which Sundays and nights shorten the week of a three-split rota.
    """

    first: date
    last: date
    minutes: int
    marked: bool = True
    credit: int = 0


LimitOn = Callable[[Window], Limit | None]
Means = Callable[[Window], tuple[CheckOutcome, str]]


def view_of(record: TimeRecord, book: Book) -> View:
    """Lay the record out. Overtime begins at the law's limits for the agreement; a trade's shorter week is for pay."""
    shifts = in_order(record.shifts)
    person = Work(born_on=record.born_on)
    days = booked_days(shifts, lambda on: ordinary_hours(person, record.agreement, on, book=book))
    return View(record, book, tuple(shift for shift in shifts if shift.clocked), days)


def from_start(view: View, count: Callable[[Shift, int], int]) -> Iterator[Window]:
    """The 24 hours from the start of each shift. A break whose place is not known is taken to lie inside them.

    `count` gives the minutes of a shift that count, of those inside.
    """
    for at, shift in enumerate(view.shifts):
        minutes, marked = 0, True
        for other in view.shifts[at:]:
            left = DAY // timedelta(minutes=1) - minutes_between(shift.start, other.start)
            if left <= 0:
                break
            minutes += count(other, max(0, min(left, other.gross) - (other.break_minutes or 0)))
            marked = marked and other.overtime_minutes is not None
        yield Window(shift.booked_on, shift.booked_on, minutes, marked)


def trailing(view: View, length: int, minutes: Callable[[BookedDay], int], *, whole: bool = False) -> Iterator[Window]:
    """For each day with work the window of `length` days that ends on it. With `whole` only windows that the record
    covers, and the one it begins with."""
    if whole:
        yield from _first_window(view, length, minutes)
    begin, inside = 0, 0
    for day in view.days:
        inside += minutes(day)
        first = day.on - (length - 1) * DAY
        while view.days[begin].on < first:
            inside -= minutes(view.days[begin])
            begin += 1
        if not whole or first > view.record.first:
            yield Window(first, day.on, inside, _marked(day))


def _first_window(view: View, length: int, minutes: Callable[[BookedDay], int]) -> Iterator[Window]:
    last = view.record.first + (length - 1) * DAY
    if last <= view.record.last:
        days = [day for day in view.days if day.on <= last]
        yield Window(view.record.first, last, sum(minutes(day) for day in days), all(_marked(day) for day in days))


def _marked(day: BookedDay) -> bool:
    return all(shift.overtime_minutes is not None for shift in day.shifts)


def over(check: str, windows: Iterable[Window], limit_on: LimitOn, *, outcome: Means) -> Iterator[Judgement]:
    """One judgement for each run of windows above the limit: the worst window of the run.

    `outcome` gives what an official limit exceeded means, and why when that is a question.
    """
    judged = ((window, limit_on(window)) for window in windows)
    for is_over, run in groupby(judged, key=lambda pair: pair[1] is not None and pair[0].minutes > pair[1].value):
        if is_over:
            yield from _worst(check, list(run), outcome)


def each_over(check: str, windows: Iterable[Window], limit_on: LimitOn, *, outcome: Means) -> Iterator[Judgement]:
    """One judgement for each window above the limit."""
    for window in windows:
        yield from over(check, (window,), limit_on, outcome=outcome)


def _worst(check: str, run: Sequence[tuple[Window, Limit | None]], means: Means) -> Iterator[Judgement]:
    window, bound = max(run, key=lambda pair: pair[0].minutes)
    if bound is not None:
        outcome, why = means(window)
        found = Found(check, window.first, window.last, window.minutes)
        yield told(found, bound, outcome, why=why)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: which check, from when to when, how many minutes. `measured`: the limit is minutes too."""

    check: str
    first: date
    last: date
    minutes: int
    measured: bool = True


def told(found: Found, bound: Limit, outcome: CheckOutcome, *, why: str = "") -> Judgement:
    """A judgement in minutes against a limit. A limit that is not official only asks."""
    if outcome is CheckOutcome.BREACH and not bound.official:
        outcome, why = CheckOutcome.QUESTION, "limit_unverified"
    answer = {CheckOutcome.BREACH: Answer.NO, CheckOutcome.KEPT: Answer.YES}.get(outcome, Answer.UNKNOWN)
    because = (replace(bound.because, answer=answer),)
    sizes = (Fraction(found.minutes), Fraction(bound.value) if found.measured else None)
    return Judgement(found.check, outcome, found.first, found.last, because, *sizes, unit="minutes", why=why)


def breach(_window: Window) -> tuple[CheckOutcome, str]:
    """Above this limit is against the law whatever it is called."""
    return CheckOutcome.BREACH, ""


def breach_if_marked(window: Window) -> tuple[CheckOutcome, str]:
    """Above ordinary hours is overtime: a breach only where the sheet itself calls the hours ordinary."""
    return (CheckOutcome.BREACH, "") if window.marked else (CheckOutcome.QUESTION, "may_be_overtime")


def level(view: View, rules: Mapping[Agreement, str]) -> LimitOn:
    """The limit at the level of the record's agreement, by day."""
    return lambda window: limit_for(view.book, rules, view.record.agreement, on=window.last)
