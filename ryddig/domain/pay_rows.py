"""The law data of pay as plain rows by date: what is handed to the checks on large tables, which never see the book.

A row holds from `since` up to, not including, `until`. Days before the first row of a category have no figure at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from ryddig.domain.law import Book, Series, Status
from ryddig.domain.pay_categories import CATEGORIES, Rate, rate_on
from ryddig.domain.pay_facts import Trade

FOREVER: Final = date.max


@dataclass(frozen=True, slots=True)
class RateRow:
    """The minimum rate of one category: øre per hour certain under every reading, and the most that may be asked
    (None: no figure to go by). `proven`: whoever pays `asked` has paid enough. `why`: code of what keeps it from being
    certain.
    """

    trade: Trade
    category: str
    since: date
    until: date
    sure: Fraction
    asked: Fraction | None
    proven: bool
    why: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One entry of a series that holds single figures; `value` None once the rule has ended."""

    rule: str
    unit: str
    since: date
    until: date
    value: int | None
    status: Status


def rate_rows(book: Book) -> tuple[RateRow, ...]:
    """Every category of every trade, oldest first."""
    return tuple(
        row
        for trade, rates in CATEGORIES.items()
        for code, rate in rates.items()
        for row in _rows(book, trade, code, rate=rate)
    )


def _rows(book: Book, trade: Trade, code: str, *, rate: Rate) -> Iterator[RateRow]:
    rules = tuple(rule for rule in (rate.rule, rate.plus, rate.percent) if rule)
    days = sorted({entry.since for rule in rules for entry in book.need(rule).entries})
    for since, until in zip(days, (*days[1:], FOREVER), strict=True):
        bound = rate_on(rate, book, since)
        yield RateRow(trade, code, since, until, bound.sure, bound.asked, bound.proven, bound.why, rules)


def figure_rows(book: Book, *heads: str) -> tuple[FigureRow, ...]:
    """The series whose ids begin with one of `heads` and hold single figures, oldest first."""
    chosen = (series for name, series in book.series.items() if name.startswith(heads))
    return tuple(row for series in chosen for row in _figures(series))


def _figures(series: Series) -> Iterator[FigureRow]:
    until = FOREVER
    found = []
    for entry in series.entries:
        if entry.value is None or type(entry.value) is int:
            value = entry.value if type(entry.value) is int else None
            found.append(FigureRow(series.id, series.unit, entry.since, until, value, entry.status))
        until = entry.since
    return reversed(found)
