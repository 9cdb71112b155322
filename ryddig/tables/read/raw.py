"""A sheet as it stands in a file, before anyone knows what its columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Raw = str | int | float | bool | date | datetime | time | timedelta
RawRow = Sequence[Raw]
Position = tuple[int, int]

EMPTY_FORMULA = "no_value"
ERROR_VALUE = "error"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Rows of one sheet. Row and column numbers start at 0 here; messages count rows from 1.

    `faulty`: cells whose formula has no stored value, or that hold an Excel error: which of the two, what stood there.
    `merged`: first and last cell of each merged area. `name` is empty for a text file. `day_offset` is what a bare day
    number must be raised by to count from Excel's usual start (1462 in a workbook that counts from 1904).
    """

    file: str
    name: str
    rows: Sequence[RawRow]
    merged: tuple[tuple[Position, Position], ...] = ()
    faulty: Mapping[Position, tuple[str, str]] = field(default_factory=dict)
    day_offset: int = 0


def letter(column: int) -> str:
    """Column number (from 0) as the spreadsheet program writes it: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """Column number (from 0) of a letter: A is 0, AA is 26."""
    number = 0
    for sign in name.upper():
        number = number * 26 + ord(sign) - 64
    return number - 1
