"""What a test can see of a contract's profile, as a small key: two profiles with the same key get the same reason.

A lens looks at no more than its predicate in `duties.py` does, and at amounts, lengths, dates and CPV codes only
through the values of the book that the predicate compares with. `tests/domain/test_deciding.py` holds them together.
Lenses that look at the same thing are held over it together, and what they saw is kept. Threads may share them: a
number is never given twice, and what two threads work out at once is the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Final, NamedTuple

from ryddig.domain.duties import PREDICATES, Look, texts
from ryddig.domain.law import Book, Condition, CountsFrom, Reading, Series
from ryddig.domain.profile import FLAGS, Profile, Window, at_and_above

Windows = Mapping[CountsFrom, Window]
Keys = tuple[int, ...]
KEPT_MOST: Final = 20_000


class Seen(NamedTuple):
    """What a lens is held over: a profile, and the first and last day each of its dates may lie on."""

    profile: Profile
    windows: Windows


See = Callable[[Seen], Hashable]


class Lens(NamedTuple):
    """`over`: what it looks at; `name` tells it from others over the same; `counts_from`: the date it uses, if any.

    `since` and `limits`: the only days of that date, and the only amounts or lengths, that it tells apart.
    """

    over: str
    name: str
    see: See
    counts_from: CountsFrom | None = None
    since: tuple[date, ...] = ()
    limits: tuple[int, ...] = ()


class Sight(NamedTuple):
    """What the lenses over one matter see: `keys` a number for each lens, `views` a number for each view."""

    keys: Keys
    views: Keys


class When(NamedTuple):
    """The days of a profile, what is seen of them, and what lenses over amounts and over lengths tell of them apart."""

    windows: Windows
    sight: Sight
    for_amount: Hashable
    for_length: Hashable


CPV, DATES, AMOUNT, LENGTH, ANSWERS, REST = "cpv", "dates", "amount", "length", "answers", "rest"
_OVER: Final = (CPV, DATES, AMOUNT, LENGTH, ANSWERS, REST)
_FIELDS: Final[Mapping[str, str]] = {
    "kind": "kind",
    "buyer_kind": "buyer_kind",
    "sector": "sector",
    "county_in": "county",
    "tiers_at_least": "tiers",
}


class Lenses:
    """All lenses needed for a book. `look` gives what each sees as a small number; `place` tells where.

    A view is a set of lenses looked through together: what they see of one matter is one number. Lenses and views are
    all taken in before the first look.
    """

    def __init__(self, book: Book) -> None:
        readings = sorted({reading.cpv for series in book.series.values() for reading in _readings(series)})
        self._lenses: dict[str, list[Lens]] = {over: [] for over in _OVER}
        self._views: list[Mapping[str, tuple[int, ...]]] = []
        self._kept: dict[str, dict[Hashable, Sight]] = {over: {} for over in _OVER}
        self._whens: dict[Hashable, When] = {}
        self._numbers: dict[Hashable, int] = {}
        self._next = count()
        self._since: dict[str, dict[CountsFrom, set[date]]] = {over: {} for over in _OVER}
        self._limits: dict[str, list[int]] = {over: [] for over in _OVER}
        self.add(Lens(CPV, "readings", _all_of([_cpv_hit(prefixes) for prefixes in readings])))

    def add(self, lens: Lens) -> tuple[str, int]:
        """Take in a lens, once for each name. Returns its address."""
        over = self._lenses[lens.over]
        for at, other in enumerate(over):
            if other.name == lens.name:
                return lens.over, at
        over.append(lens)
        if lens.counts_from is not None:
            self._since[lens.over].setdefault(lens.counts_from, set()).update(lens.since)
        self._limits[lens.over] = sorted({*self._limits[lens.over], *lens.limits})
        return lens.over, len(over) - 1

    def view(self, lenses: Iterable[Lens]) -> int:
        """Take in a view through these lenses. Returns where `views_of` tells what is seen through it."""
        places: dict[str, list[int]] = {over: [] for over in _OVER}
        for over, at in dict.fromkeys(map(self.add, lenses)):
            places[over].append(at)
        self._views.append({over: tuple(at) for over, at in places.items()})
        return len(self._views) - 1

    def place(self, address: tuple[str, int]) -> int:
        """Where the key of a lens stands in what `keys_of` gives, once every lens is taken in."""
        over, at = address
        before = _OVER[: _OVER.index(over)]
        return sum(len(self._lenses[name]) for name in before) + at

    def when(self, profile: Profile, announced: Window | None = None) -> When:
        """The days of a profile; the day of the announcement bounded to `announced`, when given."""
        key = profile.dates, announced
        found = self._whens.get(key)
        if found is None:
            windows = dict(profile.dates) if announced is None else bounded(profile, announced)
            sight = self._sight(DATES, Seen(profile, windows))
            if len(self._whens) >= KEPT_MOST:
                self._whens.clear()
            found = When(windows, sight, self._band(AMOUNT, windows), self._band(LENGTH, windows))
            self._whens[key] = found
        return found

    def _band(self, over: str, windows: Windows) -> Hashable:
        """The same for days that no lens over this can tell apart."""
        parts = ((sorted(since), windows[counts_from]) for counts_from, since in self._since[over].items())
        return tuple([(bisect_right(since, first), bisect_right(since, last)) for since, (first, last) in parts])

    def look(self, profile: Profile, when: When) -> tuple[Sight, ...]:
        """What is seen of each matter."""
        seen = Seen(profile, when.windows)
        cpv = self._through(CPV, profile.cpv, seen)
        readings = cpv.keys[0]
        amount, length = profile.amount, profile.length
        above = None if amount is None else bisect_right(self._limits[AMOUNT], amount)
        beyond = None if length is None else bisect_left(self._limits[LENGTH], length)
        rest = (profile.kind, profile.buyer_kind, profile.sector, profile.county, profile.tiers, profile.flags)
        return (
            cpv,
            when.sight,
            self._through(AMOUNT, (above, profile.buyer_kind, when.for_amount, readings), seen),
            self._through(LENGTH, (beyond, when.for_length, readings), seen),
            self._through(ANSWERS, profile.answers, seen),
            self._through(REST, rest, seen),
        )

    def _through(self, over: str, what: Hashable, seen: Seen) -> Sight:
        kept = self._kept[over]
        sight = kept.get(what)
        if sight is None:
            if len(kept) >= KEPT_MOST:
                kept.clear()
            sight = kept[what] = self._sight(over, seen)
        return sight

    def _sight(self, over: str, seen: Seen) -> Sight:
        keys = tuple([self._number((over, at, lens.see(seen))) for at, lens in enumerate(self._lenses[over])])
        views = ((number, tuple([keys[at] for at in view[over]])) for number, view in enumerate(self._views))
        return Sight(keys, tuple([self._number(("view", over, number, through)) for number, through in views]))

    def _number(self, what: Hashable) -> int:
        return self._numbers.setdefault(what, next(self._next))


def bounded(profile: Profile, announced: Window) -> Windows:
    """The days of a profile with that of the announcement bounded to `announced`."""
    return {**dict(profile.dates), CountsFrom.ANNOUNCED: announced}


def keys_of(sights: Iterable[Sight]) -> Keys:
    """The key of every lens, where `Lenses.place` says."""
    return tuple([key for sight in sights for key in sight.keys])


def views_of(sights: Iterable[Sight]) -> Sequence[Keys]:
    """What is seen through each view, as a key."""
    return list(zip(*[sight.views for sight in sights], strict=True))


def lenses_of(condition: Condition, book: Book) -> Iterator[Lens]:
    """The lenses of one condition; those of its parts for an `any`."""
    test, wanted = condition.test, condition.wanted
    if test == "any":
        for group in _groups(wanted):
            for one in group:
                yield from lenses_of(one, book)
    elif test == "cpv_in":
        for group_id in texts(wanted):
            yield Lens(CPV, group_id, _cpv_hit(book.cpv_groups[group_id]))
    elif test == "high_risk_product":
        yield product_lens()
        yield date_lens_of_today()
    elif test == "answer":
        yield answer_lens(str(wanted))
    elif test in ("value_at_least", "value_above", "value_below"):
        yield _amount_lens(test, book.need(str(wanted)), book)
    elif test == "lasts_longer_than":
        yield _length_lens(test, book.need(str(wanted)), book)
    else:
        yield _flag_lens(test) if test in FLAGS else _field_lens(_FIELDS[test])


def _groups(wanted: object) -> Sequence[Sequence[Condition]]:
    return wanted if isinstance(wanted, Sequence) else ()


def _field_lens(name: str) -> Lens:
    return Lens(REST, name, lambda seen: getattr(seen.profile, name))


def _flag_lens(name: str) -> Lens:
    position = FLAGS.index(name)
    return Lens(REST, name, lambda seen: seen.profile.flags[position][1])


def product_lens() -> Lens:
    """The book's prefixes that the codes lie under."""
    return Lens(CPV, "itself", lambda seen: seen.profile.cpv)


def date_lens_of_today() -> Lens:
    """The day of the decision."""
    return Lens(DATES, "today", lambda seen: seen.windows[CountsFrom.DECIDED], CountsFrom.DECIDED)


def answer_lens(code: str) -> Lens:
    """What was answered under `code`."""
    return Lens(ANSWERS, code, lambda seen: seen.profile.answer(code))


def _cpv_hit(prefixes: Sequence[str]) -> See:
    wanted = frozenset(prefixes)

    def see(seen: Seen) -> Hashable:
        return None if seen.profile.cpv is None else not wanted.isdisjoint(seen.profile.cpv)

    return see


def _all_of(sees: Sequence[See]) -> See:
    return lambda seen: tuple([see(seen) for see in sees])


def date_lens(series: Series) -> Lens:
    """Which entries of a series may be in force."""
    since = _since(series)
    counts_from = series.counts_from
    return Lens(DATES, f"{counts_from} {list(since)}", _entries_seen(counts_from, since), counts_from, since)


def _since(series: Series) -> tuple[date, ...]:
    return tuple(sorted(entry.since for entry in series.entries))


def _entries_seen(counts_from: CountsFrom, since: Sequence[date]) -> See:
    def see(seen: Seen) -> Hashable:
        first, last = seen.windows[counts_from]
        return bisect_right(since, first), bisect_right(since, last)

    return see


def _amount_lens(test: str, series: Series, book: Book) -> Lens:
    limits = sorted({cut for limit in _limits(series) for cut in at_and_above(limit)})

    def place(profile: Profile) -> Hashable:
        return profile.buyer_kind, None if profile.amount is None else bisect_right(limits, profile.amount)

    see = _answer_of(test, series, book, place=place)
    return Lens(AMOUNT, f"{test} {series.id}", see, series.counts_from, _since(series), tuple(limits))


def _length_lens(test: str, series: Series, book: Book) -> Lens:
    limits = sorted(limit * 2 for limit in _limits(series))

    def place(profile: Profile) -> Hashable:
        return None if profile.length is None else bisect_left(limits, profile.length)

    see = _answer_of(test, series, book, place=place)
    return Lens(LENGTH, f"{test} {series.id}", see, series.counts_from, _since(series), tuple(limits))


def _answer_of(test: str, series: Series, book: Book, *, place: Callable[[Profile], Hashable]) -> See:
    """What a comparison with a series answers, and the entry it rests on: asked once for each place among limits."""
    entries, readings = date_lens(series).see, _readings_seen(series)
    kept: dict[Hashable, Hashable] = {}

    def see(seen: Seen) -> Hashable:
        key = entries(seen), readings(seen), place(seen.profile)
        if key not in kept:
            look = Look(book, seen.windows[CountsFrom.ANNOUNCED])
            reason = PREDICATES[test](seen.profile, series.id, look)
            kept[key] = reason.answer, reason.since, reason.other_reading
        return kept[key]

    return see


def _readings_seen(series: Series) -> See:
    """Which other readings of a series concern the contract's trade."""
    return _all_of([_cpv_hit(reading.cpv) for reading in _readings(series)])


def _readings(series: Series) -> list[Reading]:
    return [reading for entry in series.entries for reading in entry.readings if reading.cpv]


def _limits(series: Series) -> set[int]:
    values = [entry.value for entry in series.entries]
    values += [reading.value for entry in series.entries for reading in entry.readings]
    limits: set[int] = set()
    for value in values:
        if isinstance(value, Mapping):
            limits.update(value.values())
        elif isinstance(value, int) and not isinstance(value, bool):
            limits.add(value)
    return limits
