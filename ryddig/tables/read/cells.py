"""One reader per kind of column: a raw cell becomes a value, None when empty, or a Fault.

A text met again costs one look-up.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ryddig.domain.notices import Note
from ryddig.domain.orgnr import read_orgnr
from ryddig.tables.read.amounts import ore_of_number, ore_of_text
from ryddig.tables.read.dates import bounded, date_of_serial, date_of_text
from ryddig.tables.read.faults import CellFault, Fault
from ryddig.tables.read.header import fold_heading
from ryddig.tables.read.raw import Raw
from ryddig.tables.read.terms import months_of_options, months_of_text


class ColumnKind(StrEnum):
    """What a column holds."""

    REFERENCE = "reference"
    TEXT = "text"
    NAMES = "names"
    ORGNRS = "orgnrs"
    AMOUNT = "amount"
    DATE = "date"
    MONTHS = "months"
    OPTIONS = "options"
    WHOLE = "whole"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CPV = "cpv"


Value = str | int | bool | date | tuple[str, ...] | tuple[int, ...] | None
Parse = Callable[[Raw], Value]

LONGEST_VALUE: Final = 100
LONGEST_TEXT: Final = 1000
REMEMBERED: Final = 20_000
UNKNOWN_MARKS: Final = frozenset(
    ("", "-", "--", "–", "—", "?", "na", "n/a", "n.a.", "ukjent", "ukjend", "ikke oppgitt", "ikkje oppgitt")
)
YES: Final = frozenset({"ja", "j", "yes", "y", "true", "sann", "sant", "x", "1"})
NO: Final = frozenset({"nei", "n", "no", "false", "usann", "usant", "0"})
_ERRORS: Final = re.compile(
    r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|VERDI!|I/T|NAVN\?|SPILL!)|#{4,}", re.IGNORECASE
)
_CPV: Final = re.compile(r"(\d{8})(?:[- ]?\d)?")
_PARTS: Final = re.compile(r"[;\n|]+")
_CPV_PARTS: Final = re.compile(r"[;,\n|/]+|\s+(?=\d{8})")
_ORGNR_FAULTS: Final = {Note.ORGNR_CHECKSUM: "orgnr.check_digit"}


LONGEST: Final[Mapping[ColumnKind, int]] = {
    ColumnKind.TEXT: LONGEST_TEXT,
    ColumnKind.NAMES: LONGEST_TEXT,
    ColumnKind.ORGNRS: LONGEST_TEXT,
    ColumnKind.CPV: LONGEST_TEXT,
}


class SeenCells(dict[Raw, "Value | Fault"]):
    """What each text was read as. A cell not met before is read when it is asked for, and kept while there is room."""

    def __init__(self, read: Callable[[Raw], "Value | Fault"], *, room: int) -> None:
        super().__init__({"": None})
        self._read = read
        self._room = room

    def __missing__(self, raw: Raw) -> "Value | Fault":
        value = self._read(raw)
        if type(raw) is str and len(self) < self._room:
            self[raw] = value
        return value


class CellReader:
    """Reads the cells of one column.

    `scale`: what an amount is multiplied by. `unit`: `months` or `years` when the heading says so. `choices`: folded
    word -> value, for a CHOICE column. `day_offset`: see RawSheet. `seen[raw]` is the cell's value: None for an empty
    cell or a mark for *unknown*, a Fault when it cannot be read.
    """

    def __init__(
        self,
        kind: ColumnKind,
        *,
        scale: int = 1,
        unit: str = "",
        choices: Mapping[str, str] | None = None,
        day_offset: int = 0,
    ) -> None:
        self.kind = kind
        self._scale = scale
        self._unit = unit
        self._choices = choices or {}
        self._day_offset = day_offset
        self.seen = SeenCells(self._first_time, room=0 if kind is ColumnKind.REFERENCE else REMEMBERED)
        self._longest = LONGEST.get(kind, LONGEST_VALUE)
        self._parse: Parse = getattr(self, f"_{kind.value}")

    def read(self, raw: Raw) -> Value | Fault:
        """The cell's value, as `seen` gives it."""
        return self.seen[raw]

    def _first_time(self, raw: Raw) -> Value | Fault:
        try:
            return self._text_cell(raw) if type(raw) is str else self._parse(raw)
        except CellFault as fault:
            return Fault(fault.code, fault.params)

    def _text_cell(self, raw: str) -> Value | Fault:
        text = raw.strip()
        if len(text) > self._longest:
            return Fault("text.too_long", {"limit": self._longest})
        if not text[:1].isdigit():  # no mark begins so, and most cells that are read do
            if text.casefold() in UNKNOWN_MARKS:
                return None
            if text[0] == "#" and _ERRORS.fullmatch(text):
                return Fault("cell.error_value")
        return self._parse(text)

    @staticmethod
    def _reference(raw: Raw) -> Value:
        return as_text(raw)

    @staticmethod
    def _text(raw: Raw) -> Value:
        return as_text(raw)

    @staticmethod
    def _names(raw: Raw) -> Value:
        return tuple(" ".join(part.split()) for part in _PARTS.split(as_text(raw)) if part.strip())

    @staticmethod
    def _orgnrs(raw: Raw) -> Value:
        numbers = []
        for part in _PARTS.split(as_text(raw).replace(",", ";")):
            reading = read_orgnr(part)
            if reading.empty:
                continue
            if reading.digits is None:
                raise CellFault(_ORGNR_FAULTS.get(reading.notes[-1], "orgnr.malformed"))
            numbers.append(reading.digits)
        return tuple(numbers)

    def _amount(self, raw: Raw) -> Value:
        if isinstance(raw, str):
            return ore_of_text(raw, self._scale)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise CellFault("amount.not_a_number")
        return ore_of_number(raw, self._scale)

    def _date(self, raw: Raw) -> Value:
        if isinstance(raw, date):
            return bounded(raw)
        if isinstance(raw, str):
            return date_of_text(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise CellFault("date.not_a_date")
        text = as_text(raw)
        return date_of_text(text) if len(text) == len("20260701") else date_of_serial(raw, self._day_offset)

    def _months(self, raw: Raw) -> Value:
        return months_of_text(as_text(raw), self._unit)

    def _options(self, raw: Raw) -> Value:
        return months_of_options(as_text(raw), self._unit)

    @staticmethod
    def _whole(raw: Raw) -> Value:
        text = as_text(raw)
        if not (text.isascii() and text.isdigit()):
            raise CellFault("number.not_whole")
        return int(text[:9])

    @staticmethod
    def _yes_no(raw: Raw) -> Value:
        if isinstance(raw, bool):
            return raw
        word = fold_heading(as_text(raw))
        if word not in YES and word not in NO:
            raise CellFault("yes_no.unclear")
        return word in YES

    def _choice(self, raw: Raw) -> Value:
        value = self._choices.get(fold_heading(as_text(raw)))
        if value is None:
            raise CellFault("choice.unknown", allowed=", ".join(_first_words(self._choices)))
        return value

    @staticmethod
    def _cpv(raw: Raw) -> Value:
        codes = []
        for part in _CPV_PARTS.split(as_text(raw)):
            if not part.strip():
                continue
            match = _CPV.match(part.strip())
            if match is None or not _only_words_after(part.strip()[match.end() :]):
                raise CellFault("cpv.malformed")
            codes.append(match[1])
        return tuple(dict.fromkeys(codes))


def _only_words_after(rest: str) -> bool:
    """True when nothing, or a name set off by a sign or space, follows the code: “90910000-9 Renhold”."""
    return not rest or (not rest[0].isalnum() and not any(sign.isdigit() for sign in rest))


def _first_words(choices: Mapping[str, str]) -> tuple[str, ...]:
    """One word per value, the first given, for a message."""
    first: dict[str, str] = {}
    for word, value in choices.items():
        first.setdefault(value, word)
    return tuple(first.values())


def as_text(raw: Raw) -> str:
    """A raw cell as text on one line; a whole number without decimals. Raises CellFault for a date in a text column."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, date | datetime):
        raise CellFault("text.is_a_date")
    return str(raw)
