"""A letter to a supplier as plain values. The page that shows it, the PDF and the Word file draw the same one.

A part's text is what a person writes in a box: an empty line begins a new paragraph, a line that begins with `- ` is a
point in a list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

POINT: Final = "- "
LONGEST_PART: Final = 8000
PARTS_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A heading (empty for the opening) and what stands under it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the points of a list."""

    kind: Literal["paragraph", "points"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language (nb, nn, en). `sender`, `receiver` and `signed` are lines; `facts` are names and values
    that stand above the text and that nobody edits."""

    language: str
    subject: str
    made_on: date
    sender: tuple[str, ...]
    receiver: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[LetterPart, ...]
    greeting: str
    signed: tuple[str, ...]
    foot: str


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and lists of a part."""
    for chunk in text.replace("\r\n", "\n").split("\n\n"):
        yield from _blocks([line.strip() for line in chunk.splitlines() if line.strip()])


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    plain: list[str] = []
    points: list[str] = []
    for line in lines:
        if line.startswith(POINT):
            if plain:
                yield Block("paragraph", (" ".join(plain),))
                plain = []
            points.append(line.removeprefix(POINT))
        else:
            if points:
                yield Block("points", tuple(points))
                points = []
            plain.append(line)
    if plain:
        yield Block("paragraph", (" ".join(plain),))
    if points:
        yield Block("points", tuple(points))


def parts_plain(parts: Iterable[LetterPart]) -> list[dict[str, str]]:
    """As they are stored."""
    return [{"name": part.name, "text": part.text} for part in parts]


def parts_from_plain(stored: Iterable[dict[str, Any]]) -> tuple[LetterPart, ...]:
    """As they were stored."""
    return tuple(LetterPart(str(one["name"]), str(one["text"])) for one in stored)
