"""Which column of a sheet fills which field, by the words of the glossary, and what kind of file that makes it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ryddig.tables.read.header import Header, Heading, find_header, fold_heading
from ryddig.tables.read.pay_fields import FIELDS, KINDS, Kind, kind_by_fields
from ryddig.tables.read.pay_reading import PayWords
from ryddig.tables.read.pay_stage import Column
from ryddig.tables.read.pay_types import Options
from ryddig.tables.read.raw import RawSheet, letter

_MINUTES: Final = re.compile(r"\b(?:min|mins|minutt|minutter|minutes)\b")
_HOURS: Final = re.compile(r"\b(?:timer|timar|time|hours?|hrs|h|t)\b")
_UNITS: Final = re.compile(
    r"\b(?:min|mins|minutt|minutter|minutes|timer|timar|hours?|hrs|h|t|kr|nok|kroner|prosent|pst|i)\b"
)
_THOUSANDS: Final = re.compile(r"\b(?:tusen|1000|tnok|mill|mnok)\b")


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings as understood. `again`: a second column for a field. `unknown`: columns that are not read."""

    header: Header
    columns: Mapping[str, Column]
    again: tuple[Column, ...]
    unknown: tuple[tuple[int, str], ...]

    @property
    def last_row(self) -> int:
        """The last row of headings, from 0."""
        return self.header.last_row


def heads_of(sheet: RawSheet, words: PayWords) -> Heads | None:
    """The headings of a sheet; None when no row of them is found."""
    header = find_header(sheet, words.columns)
    if header is None:
        return None
    columns: dict[str, Column] = {}
    again, unknown = [], []
    for place, heading in enumerate(header.headings):
        name = _field_of(heading, words)
        if not name:
            if not heading.empty:
                unknown.append((place, heading.shown))
            continue
        column = Column(name, place, heading.shown, _options(heading, words))
        if name in columns:
            again.append(column)
        else:
            columns[name] = column
    return Heads(header, columns, tuple(again), tuple(unknown))


def _forms(heading: Heading) -> Iterator[str]:
    """The heading, with its sign for per cent as a word; then without what only tells the unit."""
    if "%" in heading.shown:
        yield fold_heading(heading.shown.replace("%", " prosent"))
    for form in heading.words:
        yield form
    for form in (fold_heading(heading.shown), *heading.words):
        yield " ".join(_UNITS.sub(" ", form).split())


def _field_of(heading: Heading, words: PayWords) -> str:
    name = next((words.columns[form] for form in _forms(heading) if form in words.columns), "")
    if name not in FIELDS:
        return ""
    money = FIELDS[name] in ("money", "rate")
    return "" if money and (heading.foreign or _THOUSANDS.search(fold_heading(heading.shown))) else name


def _options(heading: Heading, words: PayWords) -> Options:
    folded = fold_heading(heading.shown)
    unit = "minutes" if _MINUTES.search(folded) else "hours" if _HOURS.search(folded) else ""
    in_percent = "%" in heading.shown or "prosent" in folded or "percent" in folded
    return Options(words, unit, in_percent)


def kind_of(heads: Heads, default: str | None) -> Kind | None:
    """What the file holds: by its headings, else as the caller says."""
    name = kind_by_fields(frozenset(heads.columns)) or default or ""
    return KINDS.get(name)


def place_name(column: Column) -> str:
    """The letter of a column, or its name where the file has no letters."""
    return letter(column.place)


def rows_as_sheet(file: str, sheet: str, rows: Sequence[Sequence[str]]) -> RawSheet:
    """The beginning of a list, for finding its headings."""
    return RawSheet(file, sheet, rows)
