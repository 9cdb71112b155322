"""The law of pay as rows: the readable rule is asked once for each kind of work and each stretch of days in which
nothing changes, and its answers are laid in tables. No law is written here.

A *kind* (`pid`) is everything of a worker that the rule looks at; birth date and experience count only by the
thresholds they pass. A *due* is one answer. Amounts are whole numbers in millionths of an øre (or of a minute), per
hour.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Because
from ryddig.domain.errors import OurFault
from ryddig.domain.law import Book
from ryddig.domain.pay_categories import CATEGORIES, floor, in_scope, possible_categories, rate_on
from ryddig.domain.pay_facts import Stretch, TripDay, Work, WorkerDay
from ryddig.domain.pay_least import Least
from ryddig.domain.public_holidays import is_farm_weekend
from ryddig.domain.time_limits import Agreement, ordinary_hours
from ryddig.domain.wage_due import HOUR, hourly_due, minutes_due, overtime_due, supplements_due
from ryddig.domain.words import N_

SCALE: Final = 1_000_000
MUCH: Final = Fraction(1_000_000_000)
AGES: Final = (16, 17, 18, 20, 71)
WEEKS, MONTHS = (12,), (4, 6, 12)
SPACES: Final = frozenset({"rates", "working_time"})
YARD_HOURS: Final = ("second", "third", "after_24", "before_rest_day", "eve")
Classes = tuple[tuple[date, int], ...]


def rule_keys(because: Iterable[Because]) -> list[str]:
    """The law entries that reasons name, as a finding names them: `rule@from`, each once, in order."""
    return list(dict.fromkeys(f"{one.rule}@{one.since}" for one in because if one.rule and one.since))


def scaled(amount: Fraction) -> int:
    """In millionths, exactly."""
    whole = amount * SCALE
    if whole.denominator != 1:
        raise OurFault("pay.not_exact", N_("The amount %(amount)s has too many decimals."), params={"amount": amount})
    return whole.numerator


def age_days(born_on: date | None) -> tuple[date, ...]:
    """The days on which the worker reaches the ages that the rules ask for."""
    if born_on is None:
        return ()
    leap = (born_on.month, born_on.day) == (2, 29)
    return tuple(
        date(born_on.year + age, 3, 1)
        if leap and (born_on.year + age) % 4
        else date(born_on.year + age, born_on.month, born_on.day)
        for age in AGES
    )


def experience_days(since: date | None) -> tuple[date, ...]:
    """The days on which the experience reaches the lengths that the rules ask for."""
    if since is None:
        return ()
    return (*(since + timedelta(weeks=weeks) for weeks in WEEKS), *(add_months(since, months) for months in MONTHS))


def classes(days: Sequence[date], first: date, last: date) -> Classes:
    """Which thresholds are passed: at `first`, and from each later day on which one more is."""
    inside = [day for day in days if first < day <= last]
    return tuple((day, bisect_right(days, day)) for day in (first, *inside))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: an example of it, and its classes of age and experience by date."""

    work: Work
    static: tuple[object, ...]
    ages: Classes
    experience: Classes


@dataclass(slots=True)
class Asked:
    """Asks the readable rule, each question once, and keeps the rows. `first`, `last`: the days that are asked of."""

    book: Book
    agreement: Agreement
    first: date
    last: date
    kinds: dict[object, tuple[int, Kind]] = field(default_factory=dict)
    answers: dict[object, int] = field(default_factory=dict)
    limits: dict[int, tuple[int, int, bool]] = field(default_factory=dict)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    turns: tuple[date, ...] = ()
    _known: dict[object, Classes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = {
            entry.since
            for name, series in self.book.series.items()
            if name.partition(".")[0] in SPACES
            for entry in series.entries
            if self.first < entry.since <= self.last
        }
        self.turns = (self.first, *sorted(found))

    def kind(self, work: Work) -> int:
        """The number of the work’s kind."""
        ages = self._classes("age", work.born_on)
        experience = self._classes("experience", work.experience_from)
        static = (
            work.trade, work.category, work.outside, work.tariff_bound, work.plan, work.stockman, work.vehicle_kg,
            work.own_goods, work.born_on is None, work.experience_from is None,
        )  # fmt: skip
        key = (static, ages, experience)
        if key not in self.kinds:
            self.kinds[key] = len(self.kinds), Kind(work, static, ages, experience)
        return self.kinds[key][0]

    def _classes(self, what: str, day: date | None) -> Classes:
        if (what, day) not in self._known:
            days = age_days(day) if what == "age" else experience_days(day)
            self._known[what, day] = classes(days, self.first, self.last)
        return self._known[what, day]

    def stretches(self) -> Iterator[tuple[int, date, date, int, int, int, bool]]:
        """Each kind and stretch of days: kind, from, up to and including, due, ordinary minutes of a day and a week,
        and whether the trade has a week of its own."""
        for pid, kind in self.kinds.values():
            turns = sorted({*self.turns, *(day for day, _ in (*kind.ages, *kind.experience))})
            lasts = [*(turn - timedelta(days=1) for turn in turns[1:]), self.last]
            for since, until in zip(turns, lasts, strict=True):
                due = self.day(kind, since, until)
                yield pid, since, until, due, *self.limits[due]

    def _place(self, kind: Kind, on: date) -> tuple[int, int, int]:
        """Class of age, class of experience and stretch of the book on a day."""
        return _at(kind.ages, on), _at(kind.experience, on), bisect_right(self.turns, on)

    def day(self, kind: Kind, on: date, until: date | None = None) -> int:
        """The number of the answers for a day like this. `until`: last day of the stretch that begins on it."""
        weekend = _farm_weekend(on, until or on) if kind.work.stockman else None
        key = ("day", kind.static, self._place(kind, on), weekend)
        if key not in self.answers:
            due = self.answers[key] = len(self.answers)
            self.rows.extend((due, *row) for row in _of_day(kind.work, on, self.book))
            if weekend is not None:
                bound = _supplements(kind.work, weekend, self.book).get("weekend")
                self.rows.extend([(due, *_row("weekend", bound))] if bound else [])
            person = Work(born_on=kind.work.born_on)
            usual, by_law = (ordinary_hours(who, self.agreement, on, book=self.book) for who in (kind.work, person))
            self.limits[due] = usual.day, usual.week, usual != by_law
        return self.answers[key]

    def period(self, kind: Kind, first: date, last: date) -> int:
        """The number of the answers for work on unknown days from `first` to `last`."""
        key = ("period", kind.static, self._place(kind, first), self._place(kind, last))
        if key not in self.answers:
            due = self.answers[key] = len(self.answers)
            bound = hourly_due(kind.work, first, self.book, until=last)
            scope = in_scope(kind.work, last, self.book)
            self.rows.append((due, *_row("floor", bound)))
            self.rows.append((due, *_row("scope", Least(why=str(scope.answer), because=(scope,)))))
        return self.answers[key]


def _farm_weekend(first: date, last: date) -> date | None:
    """The first day with weekend supplement for stockmen; the answer is the same on all of a stretch."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return next((day for day in days if is_farm_weekend(day)), None)


def _at(found: Classes, on: date) -> int:
    return next(number for day, number in reversed(found) if day <= on)


def _one_hour(work: Work, on: date, **kinds: Any) -> WorkerDay:
    away, trip = kinds.pop("away", False), kinds.pop("trip", TripDay.NONE)
    return WorkerDay(on, work, (Stretch(kinds.pop("minutes", HOUR), **kinds),), trip, away=away)


def _row(what: str, bound: Least, of_real: Least | None = None) -> tuple[Any, ...]:
    """One answer. `of_real`: the answer for very high agreed pay, from which the part of agreed pay follows."""
    of_sure = of_asked = 0
    if of_real is not None:
        of_sure = _part(bound.sure, of_real.sure)
        of_asked = _part(bound.asked, of_real.asked)
    asked = None if bound.asked is None else scaled(bound.asked)
    return what, scaled(bound.sure), asked, bound.proven, bound.why, rule_keys(bound.because), of_sure, of_asked


def _part(low: Fraction | None, high: Fraction | None) -> int:
    return 0 if low is None or high is None or low == high else scaled(high / MUCH)


def _of_day(work: Work, on: date, book: Book) -> Iterator[tuple[Any, ...]]:
    """What the readable rule says of one hour of each kind on the day."""
    scope = in_scope(work, on, book)
    yield _row("scope", Least(why=str(scope.answer), because=(scope,)))
    yield _row("floor", hourly_due(work, on, book))
    yield _category(work, on, book)
    for what, night in (("overtime", False), ("overtime_high", True)):
        hour = _one_hour(work, on, overtime=True, night=night)
        yield _row(what, overtime_due(hour, Fraction(0), book), overtime_due(hour, MUCH, book))
    middle = minutes_due(_one_hour(work, on, minutes=0, trip=TripDay.MIDDLE), book)
    if middle.asked:
        yield _row("middle", middle)
    plain = _supplements(work, on, book)
    yield from (_row(kind, bound) for kind, bound in plain.items() if kind != "weekend")
    for what, kinds in (("night", {"night": True}), ("away", {"away": True})):
        if what not in plain and (bound := _supplements(work, on, book, **kinds).get(what)) is not None:
            yield _row(what, bound)
    for code in YARD_HOURS:
        bound = _supplements(work, on, book, shift=code).get("shift")
        if bound is not None and "shift" not in plain:
            yield _row(f"shift_{code}", bound)


def _category(work: Work, on: date, book: Book) -> tuple[Any, ...]:
    """The categories the worker may belong to, in `why`; the rate that follows, in `asked` that of the one stated."""
    codes = " ".join(possible_categories(work, on))
    stated = rate_on(CATEGORIES[work.trade][work.category], book, on).asked if work.trade and work.category else None
    bound = floor(work, on, book)
    return _row("category", Least(bound.asked or bound.sure, stated, because=bound.because, why=codes))


def _supplements(work: Work, on: date, book: Book, **kinds: Any) -> dict[str, Least]:
    return {str(kind): bound for kind, bound in supplements_due(_one_hour(work, on, **kinds), book).items()}
