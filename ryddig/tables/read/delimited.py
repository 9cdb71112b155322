"""CSV and its relatives: encoding and separator found from the text itself, rows as texts."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.limits import MAX_COLUMNS, MAX_FIELD_CHARACTERS, MAX_ROWS
from ryddig.tables.read.raw import RawSheet

SEPARATORS: Final = (";", "\t", ",")
_SNIFFED_LINES: Final = 40
_BOM: Final = b"\xef\xbb\xbf"


def read_delimited(file: str, content: bytes) -> RawSheet:
    """The only sheet of a text file. Raises UserCanFix for binary content, no separator, too many rows or columns."""
    text = decode(file, content)
    return RawSheet(file, "", rows_of(file, text, separator_of(file, text)))


def decode(file: str, content: bytes) -> str:
    """Text from UTF-8 (with or without byte order mark), UTF-16 with its mark, else Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(file, content, "utf-16")
    if b"\x00" in content:
        raise _not_text(file)
    if content.startswith(_BOM):
        return _decoded(file, content[len(_BOM) :], "utf-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(file, content, "cp1252")


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(file) from error
    if "\x00" in text:
        raise _not_text(file)
    return text


def _not_text(file: str) -> UserCanFix:
    return UserCanFix(
        "file.not_text",
        N_("%(file)s is not a text file in UTF-8 or Windows-1252."),
        hint=N_("Save the list as “CSV UTF-8” or as XLSX and try again."),
        params={"file": file},
    )


def separator_of(file: str, text: str) -> str:
    """The separator that splits a row of headings and most rows under it into equally many columns."""
    head = "".join(io.StringIO(text[:200_000]).readlines()[:_SNIFFED_LINES])
    scores = {separator: _fit([row for row in _parsed(file, head, separator) if any(row)]) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    if not scores[best]:
        raise UserCanFix(
            "file.no_separator",
            N_("%(file)s has only one column: no ; , or tab splits its rows."),
            hint=N_("Save the list as CSV with semicolon between the columns, or as XLSX."),
            params={"file": file},
        )
    return best


def _fit(rows: Sequence[Sequence[str]]) -> int:
    """How many cells stand in rows as wide as the widest row of words. A decimal comma never splits a row of words."""
    words = [len(row) for row in rows if not any(cell[:1].isdigit() for cell in row)]
    width = max(words, default=1)
    return width * sum(len(row) == width for row in rows) if width > 1 else 0


def rows_of(file: str, text: str, separator: str) -> list[list[str]]:
    """Rows of the text, within the limits. Blank rows stay, so that row numbers are those the user sees."""
    rows = list(islice(_parsed(file, text, separator), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise UserCanFix(
            "file.too_many_rows",
            N_("%(file)s has more than %(rows)s rows or %(columns)s columns."),
            hint=N_("Delete empty rows and columns, or split the file."),
            params={"file": file, "rows": MAX_ROWS, "columns": MAX_COLUMNS},
        )
    return rows


def _parsed(file: str, text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as error:
        raise UserCanFix(
            "file.broken_csv",
            N_("%(file)s cannot be split into columns near line %(line)s."),
            hint=N_("A quotation mark is probably opened there and never closed. Close it, or save the list as XLSX."),
            params={"file": file, "line": reader.line_num},
        ) from error
