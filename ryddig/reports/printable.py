"""Text that the PDF's font can draw: PDF/A forbids a character without a glyph, and one emoji must not stop a report.

`font_covers.txt` lists what every weight of the font covers; a test computes it anew from the fonts.
"""

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
COVERED: Final = HERE / "font_covers.txt"
SPACES: Final = frozenset("\n\t\u2028\u2029")


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last codepoint of each covered range, rising."""
    pairs = [line.split("-") for line in COVERED.read_text(encoding="ascii").splitlines()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


def drawable(char: str) -> bool:
    """Whether the font has a glyph for it."""
    first, last = _ranges()
    place = bisect_right(first, ord(char)) - 1
    return place >= 0 and ord(char) <= last[place]


def printable(text: str) -> str:
    """The text with what cannot be drawn told by its number, as [U+1F600]; control characters go."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_told(char) for char in composed)


def _told(char: str) -> str:
    if char in SPACES or drawable(char):
        return char
    if unicodedata.category(char) in {"Cc", "Cf", "Mn"}:
        return ""
    return f"[U+{ord(char):04X}]"


def all_printable(value: object) -> object:
    """The same for every text in what goes to the template as JSON."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: all_printable(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(held) for held in value]
    return value
