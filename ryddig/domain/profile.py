"""What the law can see of a contract: its facts reduced to the bands that the book's own values cut.

Two contracts with the same profile get the same decisions under the same book, so a decision is worked out once per
profile. The reduction is exact: tests on amounts, lengths, dates and CPV codes only compare with values in the book.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ryddig.domain.facts import ContractFacts, Known
from ryddig.domain.law import Book, Condition, CountsFrom, Entry, Series

Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Profile:
    """The reduced facts. `amount` and `length` are the highest book value not above the fact (-1 below all, None
    unknown).

    `length` counts whole months × 2, plus 1 for days beyond. `cpv` are the book's prefixes that match; None when no
    code is known.
    `dates` gives, per `counts_from`, the first and last day the fact may lie on, moved down to the book's own dates.
    """

    buyer_kind: str | None
    sector: str | None
    kind: str | None
    amount: int | None
    length: int | None
    cpv: tuple[str, ...] | None
    county: str | None
    tiers: int | None
    flags: tuple[tuple[str, bool | None], ...]
    answers: tuple[tuple[str, bool | int | str], ...]
    dates: tuple[tuple[CountsFrom, Window], ...]

    def flag(self, name: str) -> bool | None:
        """A yes/no fact; None when unknown."""
        return dict(self.flags)[name]

    def answer(self, code: str) -> bool | int | str | None:
        """The answer given under `code`; None when nobody has answered."""
        return dict(self.answers).get(code)

    def window(self, counts_from: CountsFrom) -> Window:
        """First and last day the date that picks the entry may lie on; equal when the date is known."""
        return dict(self.dates)[counts_from]


def months_between(start: date, end: date) -> int:
    """Length from `start` to `end`, both included, as whole months × 2 plus 1 when days are left over."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day < start.day:
        return months * 2 - 1
    return months * 2 + (1 if after.day > start.day else 0)


def contract_length(facts: ContractFacts) -> int | None:
    """Length of the contract in half-month steps of `months_between`; from stated months when an end date is
    missing."""
    if facts.runs_from is not None and facts.ends_on is not None:
        return months_between(facts.runs_from, facts.ends_on)
    return None if facts.duration_months is None else facts.duration_months * 2


def at_and_above(limit: int) -> tuple[int, int]:
    """Where a limit in øre cuts: what reaches it, and what is more than it."""
    return limit, limit + 1


class Cuts:
    """The values of one book that facts are compared with: dates, amounts in øre, lengths in months, CPV prefixes."""

    def __init__(self, book: Book) -> None:
        self.first_day, self.last_day = date(1900, 1, 1), date(9999, 12, 31)
        self.dates = sorted({entry.since for series in _all_series(book) for entry in series.entries})
        self.amounts = sorted({cut for limit in _numbers(book, "ore") for cut in at_and_above(limit)})
        self.lengths = sorted({months * 2 + 1 for months in _numbers(book, "months")})
        self.prefixes = tuple(sorted(set(_prefixes(book))))
        self.answers = frozenset(_answer_codes(book))
        self._matches: dict[tuple[str, ...], tuple[str, ...]] = {}

    def profile(self, facts: ContractFacts, on: date) -> Profile:
        """Reduce `facts` as they stand `on`."""
        return Profile(
            buyer_kind=facts.buyer_kind,
            sector=facts.sector,
            kind=facts.kind,
            amount=_floor(self.amounts, facts.value_ore),
            length=_floor(self.lengths, contract_length(facts)),
            cpv=self._matching(facts.cpv) if facts.cpv else None,
            county=facts.county,
            tiers=facts.tiers,
            flags=_flags(facts),
            answers=_answers(facts.answers, self.answers),
            dates=self._dates(facts, on),
        )

    def _matching(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        found = self._matches.get(codes)
        if found is None:
            found = tuple(prefix for prefix in self.prefixes if any(code.startswith(prefix) for code in codes))
            self._matches[codes] = found
        return found

    def _day(self, day: date) -> date:
        at = bisect_right(self.dates, day)
        return self.dates[at - 1] if at else self.first_day

    def _dates(self, facts: ContractFacts, on: date) -> tuple[tuple[CountsFrom, Window], ...]:
        now = self._day(on)
        announced = self._window(facts.procurement_started_on, self.first_day, now)
        signed = self._window(facts.signed_on, announced[0], now)
        today = ((counts, (now, now)) for counts in _COUNTS_FROM_TODAY)
        return ((CountsFrom.ANNOUNCED, announced), (CountsFrom.SIGNED, signed), *today)

    def _window(self, day: date | None, earliest: date, now: date) -> Window:
        """An unknown day lies between `earliest` and now: nobody signs before the procurement started."""
        if day is None:
            return (min(earliest, now), now)
        known = self._day(day)
        return (known, known)


_COUNTS_FROM_TODAY = (CountsFrom.DELIVERED, CountsFrom.WORKED, CountsFrom.PAID, CountsFrom.DECIDED)
FLAGS = (
    "trade_certificate_relevant",
    "apprentice_need",
    "framework",
    "has_subcontractors",
    "norwegian_supplier",
)


def _flags(facts: ContractFacts) -> tuple[tuple[str, bool | None], ...]:
    return (
        ("trade_certificate_relevant", facts.trade_certificate_relevant),
        ("apprentice_need", facts.apprentice_need),
        ("framework", facts.framework),
        ("has_subcontractors", None if facts.tiers is None else facts.tiers > 0),
        ("norwegian_supplier", _norwegian(facts)),
    )


def _norwegian(facts: ContractFacts) -> bool | None:
    known = {supplier.norwegian for supplier in facts.suppliers}
    if True in known:
        return True
    return False if known == {False} else None


def _answers(given: Mapping[str, Known], asked: frozenset[str]) -> tuple[tuple[str, bool | int | str], ...]:
    if not given:
        return ()
    return tuple(sorted((code, known.value) for code, known in given.items() if code in asked))


def _floor(cuts: list[int], value: int | None) -> int | None:
    if value is None:
        return None
    at = bisect_right(cuts, value)
    return cuts[at - 1] if at else -1


def _all_series(book: Book) -> Iterator[Series]:
    yield from book.series.values()
    yield from (duty.series for duty in book.duties)
    yield from (factor.series for factor in book.risk_factors)
    yield from (flag.series for flag in book.red_flags)
    yield from (product.series for product in book.risk_products)


def _numbers(book: Book, unit: str) -> Iterator[int]:
    for series in book.series.values():
        if series.unit == unit:
            for entry in series.entries:
                yield from _entry_numbers(entry)


def _entry_numbers(entry: Entry) -> Iterator[int]:
    for value in (entry.value, *(reading.value for reading in entry.readings)):
        if isinstance(value, Mapping):
            yield from value.values()
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value


def _prefixes(book: Book) -> Iterator[str]:
    for group in book.cpv_groups.values():
        yield from group
    for product in book.risk_products:
        yield from product.cpv
    for series in book.series.values():
        for entry in series.entries:
            for reading in entry.readings:
                yield from reading.cpv


def _answer_codes(book: Book) -> Iterator[str]:
    yield from (factor.id for factor in book.risk_factors)
    yield from (flag.id for flag in book.red_flags)
    for duty in book.duties:
        yield from _condition_codes(duty.conditions)


def _condition_codes(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        if condition.test == "answer":
            yield str(condition.wanted)
