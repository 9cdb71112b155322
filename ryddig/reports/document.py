"""A document as plain values: sections of facts, tables and reasoned entries. Page and PDF draw the same one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class FactRow:
    """A named value and where it comes from (empty when that is not told)."""

    name: str
    value: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values."""

    rows: tuple[FactRow, ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths` are shares, one for each column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason in words. `ground`: rule, value and from-date; `source` and `link`: where to read it."""

    text: str
    ground: str = ""
    source: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Something decided: its name, a mark (outcome), what it says, and the reasons."""

    name: str
    mark: str
    text: str
    reasons: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Things decided, each with its reasons."""

    entries: tuple[Reasoned, ...]
    kind: Literal["entries"] = "entries"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of lines, such as a signature: strokes of points in a field of 600 × 200. `said`: what it is, in
    words."""

    name: str
    said: str
    strokes: tuple[tuple[tuple[int, int], ...], ...]
    kind: Literal["drawing"] = "drawing"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, perhaps a sentence, and blocks. `log`: it tells of reading and archiving too, so that two documents
    that differ in nothing else say the same."""

    name: str
    text: str = ""
    blocks: tuple[Facts | Grid | Entries | Drawing, ...] = field(default=())
    log: bool = False

    @property
    def count(self) -> int:
        """How many rows of tables and entries it holds: what a folded section says of itself."""
        grids = sum(len(block.rows) for block in self.blocks if isinstance(block, Grid))
        return grids + sum(len(block.entries) for block in self.blocks if isinstance(block, Entries))


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document in one language (nb, nn, en), made on a day."""

    title: str
    lead: str
    organisation: str
    language: str
    made_on: date
    foot: str
    sections: tuple[Section, ...]
