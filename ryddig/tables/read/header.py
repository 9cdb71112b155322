"""Where the headings of a sheet stand, and what a heading says besides its name (unit, VAT, currency).

Titles above the headings, blank rows and headings over two or three rows (with merged cells) are normal. Which words
are headings is handed in.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

from ryddig.tables.read.raw import Raw, RawRow, RawSheet

SEARCHED_ROWS: Final = 40
BAND_ROWS: Final = 3
LONGEST_HEADING: Final = 120
_LEAST_MATCHES: Final = 2
_NOT_WORD: Final = re.compile(r"[^\w]+|_")
_VAT: Final = "(?:mva|moms|merverdiavgift|vat)"
_WITH_VAT: Final = re.compile(rf"\b(?:inkl|inklusive|inkludert|incl|including|med|m) {_VAT}\b")
_WITHOUT_VAT: Final = re.compile(
    rf"\b(?:eks|ekskl|eksl|eksklusive|ekskludert|ex|excl|excluding|exclusive|uten|utan|u) {_VAT}\b"
)
_MILLIONS: Final = re.compile(r"\b(?:i )?(?:mill|millioner|millionar|mnok|mill nok|million)\b")
_THOUSANDS: Final = re.compile(r"\b(?:i )?(?:hele |heile )?(?:1000|1 000|tusen|tnok|thousand)\b")
_CURRENCY: Final = re.compile(r"\b(?:i )?(?:norske )?(?:kr|nok|kroner)\b")
_MONTHS: Final = re.compile(r"\b(?:mnd|mndr|måneder|månader|måned|månad|months?)\b")
_YEARS: Final = re.compile(r"\b(?:år|years?)\b")
_ALL_AMOUNTS: Final = re.compile(r"\b(?:beløp|tall|tala|summer|verdier|verdiar|kroner|kr|nok|tnok|mnok|amounts?)\b")
_FOREIGN: Final = re.compile(r"\b(?:eur|euro|usd|dollar|sek|dkk|gbp)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: `shown` as a person sees it, `words` the forms to look up, the most exact first.

    `scale`: 1000 when the heading says so. `unit`: `months` or `years` when it says so. `with_vat`: it says that VAT is
    included. `foreign`: it names another currency.
    """

    shown: str
    words: tuple[str, ...]
    scale: int = 1
    unit: str = ""
    with_vat: bool = False
    foreign: bool = False

    @property
    def empty(self) -> bool:
        """True for a column without a heading."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a sheet and the rows (from 0) they fill. Same headings in same order: same `layout_key`."""

    first_row: int
    last_row: int
    headings: tuple[Heading, ...]
    layout_key: str


def fold_heading(text: str) -> str:
    """A heading for comparison: case, signs and spacing do not count."""
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


@lru_cache(maxsize=4096)
def read_heading(parts: tuple[str, ...]) -> Heading:
    """The heading of one column from its texts, top row first."""
    shown = " / ".join(parts)
    whole = fold_heading(" ".join(parts))
    forms = [whole, *(fold_heading(part) for part in reversed(parts))]
    words = dict.fromkeys(form for text in forms for form in (text, _bare(text)) if form)
    scale = 1_000_000 if _MILLIONS.search(whole) else 1_000 if _THOUSANDS.search(whole) else 1
    unit = "months" if _MONTHS.search(whole) else "years" if _YEARS.search(whole) else ""
    return Heading(shown, tuple(words), scale, unit, bool(_WITH_VAT.search(whole)), bool(_FOREIGN.search(whole)))


def _bare(text: str) -> str:
    for pattern in (_WITH_VAT, _WITHOUT_VAT, _MILLIONS, _THOUSANDS, _CURRENCY, _FOREIGN, _MONTHS, _YEARS):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def find_header(sheet: RawSheet, known: Container[str]) -> Header | None:
    """The rows that hold most known headings; else the first row of several words. None when neither is."""
    best: Header | None = None
    best_score = (0, 0)
    for first in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for last in range(first, min(first + BAND_ROWS, len(sheet.rows))):
            if not _only_words(sheet.rows[last]) or (last > first and not _fills_gaps(sheet, first, last)):
                break
            header = _header(sheet, first, last)
            score = sum(any(form in known for form in heading.words) for heading in header.headings)
            if (score, first - last) > best_score:
                best, best_score = header, (score, first - last)
    if best is None or best_score[0] < _LEAST_MATCHES:
        return _first_row_of_words(sheet)
    return _with_groups(sheet, best)


def _with_groups(sheet: RawSheet, header: Header) -> Header:
    """The same headings with the rows of group headings above them: merged over several columns, but not over all."""
    first = header.first_row
    while first > 0 and header.last_row - first + 1 < BAND_ROWS and _is_group_row(sheet, first - 1):
        first -= 1
    return _header(sheet, first, header.last_row) if first < header.first_row else header


def _is_group_row(sheet: RawSheet, row: int) -> bool:
    wide = any(top == row and right > left for (top, left), (_, right) in sheet.merged)
    return wide and sum(map(is_filled, sheet.rows[row])) > 1 and _only_words(sheet.rows[row])


def unit_in_titles(sheet: RawSheet, header: Header) -> tuple[int, str] | None:
    """The row above the headings (from 0) that says in which unit, or with VAT, all amounts are; and its text."""
    for row in range(header.first_row):
        text = " ".join(cell for cell in sheet.rows[row] if isinstance(cell, str) and cell)
        folded = fold_heading(text)
        if _ALL_AMOUNTS.search(folded) and (
            _THOUSANDS.search(folded) or _MILLIONS.search(folded) or _WITH_VAT.search(folded)
        ):
            return row, text
    return None


def _fills_gaps(sheet: RawSheet, first: int, last: int) -> bool:
    """True when row `last` names a column that the rows above leave blank, as a lower row of headings does."""
    above = sheet.rows[first:last]
    return any(
        is_filled(cell) and not any(column < len(row) and is_filled(row[column]) for row in above)
        for column, cell in enumerate(sheet.rows[last])
    )


def _first_row_of_words(sheet: RawSheet) -> Header | None:
    for row, cells in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if sum(is_filled(cell) for cell in cells) > 1 and _only_words(cells):
            return _header(sheet, row, row)
    return None


def is_filled(cell: Raw) -> bool:
    """True when something stands in the cell."""
    return bool(cell.strip()) if isinstance(cell, str) else True


def _only_words(cells: RawRow) -> bool:
    filled = [cell for cell in cells if is_filled(cell)]
    return bool(filled) and all(
        isinstance(cell, str) and len(cell) <= LONGEST_HEADING and not _starts_with_figure(cell) for cell in filled
    )


def _starts_with_figure(cell: str) -> bool:
    digits = sum(sign.isdigit() for sign in cell)
    return digits * 2 > len(cell.strip())


def _header(sheet: RawSheet, first: int, last: int) -> Header:
    width = max(len(sheet.rows[row]) for row in range(first, last + 1))
    headings = tuple(read_heading(_parts(sheet, range(first, last + 1), column)) for column in range(width))
    key = "\x1f".join(" ".join(heading.words[:1]) for heading in headings)
    return Header(first, last, headings, sha256(key.encode()).hexdigest()[:16])


def _parts(sheet: RawSheet, rows: range, column: int) -> tuple[str, ...]:
    texts = (_text_at(sheet, row, column) for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))


def _text_at(sheet: RawSheet, row: int, column: int) -> str:
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    cells = sheet.rows[row]
    cell = cells[column] if column < len(cells) else ""
    return "" if isinstance(cell, date) else " ".join(str(cell).split())
