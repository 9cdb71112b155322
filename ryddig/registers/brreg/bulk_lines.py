"""Lines of CSV as fields. One bad line costs that line, and never the ones that follow."""

import csv
from collections.abc import Iterator, Sequence
from typing import Final

from ryddig.registers.brreg.bulk import Layout, Piece

_MOST_LINES: Final = 20
_BETWEEN: Final = '","'
BETWEEN_FIELDS: Final = "\x1f"
Line = tuple[int, list[str] | None, str]


def fields_of(piece: Piece, layout: Layout) -> Iterator[Line]:
    """Of each record that is not blank: its line, its fields, and the fields in one text, if that was at hand.

    The fields are None when the quotation marks do not add up. A field may hold line breaks, up to twenty in a record.
    Raises UnicodeDecodeError.
    """
    width, comma = len(layout.columns), layout.separator == ","
    lines = piece.content.decode().split("\n")
    at = 0
    while at < len(lines):
        line = lines[at].removesuffix("\r")
        at += 1
        if comma and line[:1] == '"':
            joined = line[1:-1].replace(_BETWEEN, BETWEEN_FIELDS)
            fields = joined.split(BETWEEN_FIELDS)
            if len(fields) == width and line.count('"') == 2 * width:
                yield piece.first + at - 1, fields, joined
                continue
        if line.strip():
            taken, parsed = _record(lines, at - 1, layout)
            yield piece.first + at - 1, parsed, ""
            at += taken - 1


def _record(lines: Sequence[str], at: int, layout: Layout) -> tuple[int, list[str] | None]:
    """The record that begins here, and how many lines it takes; a record that never closes its quotes takes one."""
    text, taken = lines[at], 1
    while text.count('"') % 2 and taken < _MOST_LINES and at + taken < len(lines):
        text = f"{text}\n{lines[at + taken]}"
        taken += 1
    fields = _parsed(text, layout)
    if taken > 1 and (fields is None or len(fields) != len(layout.columns)):
        return 1, _parsed(lines[at], layout)
    return taken, fields


def _parsed(text: str, layout: Layout) -> list[str] | None:
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=layout.separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
