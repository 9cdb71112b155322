"""Amounts of a ledger, which may be below zero: `-1 234,50`, `1 234,50-`, `(1 234,50)`, `−1234.50`."""

import re
from typing import Final

from ryddig.tables.read.amounts import ore_of_number, ore_of_text
from ryddig.tables.read.cells import UNKNOWN_MARKS
from ryddig.tables.read.faults import CellFault, Fault
from ryddig.tables.read.raw import Raw

_NEGATIVE: Final = re.compile(r"[-−–]\s*(?P<front>.+)|\((?P<brackets>.+)\)|(?P<back>.+?)\s*[-−–]")
_LONGEST: Final = 100
_REMEMBERED: Final = 50_000


class SignedAmounts:
    """Reads the cells of one column as øre. `scale`: what the heading multiplies by."""

    def __init__(self, scale: int = 1) -> None:
        self._scale = scale
        self._seen: dict[str, int | Fault | None] = {}

    def read(self, raw: Raw) -> int | Fault | None:
        """Øre, None for an empty cell, or a Fault."""
        if isinstance(raw, str):
            if raw not in self._seen and len(self._seen) < _REMEMBERED:
                self._seen[raw] = self._text(raw)
            return self._seen[raw] if raw in self._seen else self._text(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return Fault("amount.not_a_number")
        try:
            ore = ore_of_number(abs(raw), self._scale)
        except CellFault as fault:
            return Fault(fault.code, fault.params)
        return -ore if raw < 0 else ore

    def _text(self, raw: str) -> int | Fault | None:
        text = raw.strip()
        if text.casefold() in UNKNOWN_MARKS:
            return None
        if len(text) > _LONGEST:
            return Fault("text.too_long", {"limit": _LONGEST})
        match = _NEGATIVE.fullmatch(text) if not text.endswith(",-") else None
        rest = (match["front"] or match["brackets"] or match["back"]) if match else text
        try:
            ore = ore_of_text(rest, self._scale)
        except CellFault as fault:
            return Fault(fault.code, fault.params)
        return -ore if match else ore
