"""What a test can see of a contract's profile, as a small key: two profiles with the same key get the same reason.

A lens looks at no more than its predicate in `duties.py` does, and at amounts, lengths, dates and CPV codes only
through the values of the book that the predicate compares with. `tests/domain/test_deciding.py` holds them together.
Lenses that look at the same thing are held over it together, and what they saw is kept. Threads may share them: a
number is never given twice, and what two threads work out at once is the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Final, NamedTuple

from ryddig.domain.duties import texts
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
    """`over`: what it looks at; `name` tells it from others over the same; `counts_from`: the date it uses, if any."""

    over: str
    name: str
    see: See
    counts_from: CountsFrom | None = None


CPV, DATES, AMOUNT, LENGTH, ANSWERS, REST = "cpv", "dates", "amount", "length", "answers", "rest"
_FIELDS: Final[Mapping[str, str]] = {
    "kind": "kind",
    "buyer_kind": "buyer_kind",
    "sector": "sector",
    "county_in": "county",
    "tiers_at_least": "tiers",
}


class Lenses:
    """All lenses needed for a book. `look` gives what each sees as a small number; `place` tells where."""

    def __init__(self, book: Book) -> None:
        readings = sorted({reading.cpv for series in book.series.values() for reading in _readings(series)})
        self._lenses: dict[str, list[Lens]] = {over: [] for over in (CPV, DATES, AMOUNT, LENGTH, ANSWERS, REST)}
        self._kept: dict[str, dict[Hashable, Keys]] = {over: {} for over in self._lenses}
        self._numbers: dict[tuple[str, int, Hashable], int] = {}
        self._next = count()
        self._dated: dict[str, set[CountsFrom]] = {DATES: set(), AMOUNT: set(), LENGTH: set()}
        self.add(Lens(CPV, "readings", _all_of([_cpv_hit(prefixes) for prefixes in readings])))

    def add(self, lens: Lens) -> tuple[str, int]:
        """Take in a lens, once for each name. Returns its address."""
        over = self._lenses[lens.over]
        for at, other in enumerate(over):
            if other.name == lens.name:
                return lens.over, at
        over.append(lens)
        if lens.counts_from is not None:
            self._dated[lens.over].add(lens.counts_from)
        return lens.over, len(over) - 1

    def place(self, address: tuple[str, int]) -> int:
        """Where the key of a lens stands in what `look` gives, once every lens is taken in."""
        over, at = address
        before = list(self._lenses)[: list(self._lenses).index(over)]
        return sum(len(self._lenses[name]) for name in before) + at

    def look(self, seen: Seen) -> Keys:
        """What every lens sees."""
        profile, windows = seen
        days = {over: tuple([windows[counts_from] for counts_from in used]) for over, used in self._dated.items()}
        cpv = self._through(CPV, profile.cpv, seen)
        rest = (profile.kind, profile.buyer_kind, profile.sector, profile.county, profile.tiers, profile.flags)
        return (
            *cpv,
            *self._through(DATES, days[DATES], seen),
            *self._through(AMOUNT, (profile.amount, profile.buyer_kind, days[AMOUNT], cpv[0]), seen),
            *self._through(LENGTH, (profile.length, days[LENGTH], cpv[0]), seen),
            *self._through(ANSWERS, profile.answers, seen),
            *self._through(REST, rest, seen),
        )

    def _through(self, over: str, what: Hashable, seen: Seen) -> Keys:
        kept = self._kept[over]
        keys = kept.get(what)
        if keys is None:
            if len(kept) >= KEPT_MOST:
                kept.clear()
            keys = kept[what] = tuple([self._number(at, lens, seen) for at, lens in enumerate(self._lenses[over])])
        return keys

    def _number(self, at: int, lens: Lens, seen: Seen) -> int:
        return self._numbers.setdefault((lens.over, at, lens.see(seen)), next(self._next))


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
        yield _amount_lens(book.need(str(wanted)))
    elif test == "lasts_longer_than":
        yield _length_lens(book.need(str(wanted)))
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
    since = sorted(entry.since for entry in series.entries)
    counts_from = series.counts_from
    return Lens(DATES, f"{counts_from} {since}", _entries_seen(counts_from, since), counts_from)


def _entries_seen(counts_from: CountsFrom, since: Sequence[date]) -> See:
    def see(seen: Seen) -> Hashable:
        first, last = seen.windows[counts_from]
        return bisect_right(since, first), bisect_right(since, last)

    return see


def _amount_lens(series: Series) -> Lens:
    entries, readings = date_lens(series).see, _readings_seen(series)
    limits = sorted({cut for limit in _limits(series) for cut in at_and_above(limit)})

    def see(seen: Seen) -> Hashable:
        amount = None if seen.profile.amount is None else bisect_right(limits, seen.profile.amount)
        return entries(seen), amount, seen.profile.buyer_kind, readings(seen)

    return Lens(AMOUNT, series.id, see, series.counts_from)


def _length_lens(series: Series) -> Lens:
    entries, readings = date_lens(series).see, _readings_seen(series)
    limits = sorted(limit * 2 for limit in _limits(series))

    def see(seen: Seen) -> Hashable:
        length = None if seen.profile.length is None else bisect_left(limits, seen.profile.length)
        return entries(seen), length, readings(seen)

    return Lens(LENGTH, series.id, see, series.counts_from)


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
