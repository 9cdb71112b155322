"""Figures as shapes: what an SVG template draws. Plain numbers in, positions out; no colours, no text of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 400
ROW, BAR, GAP = 46, 18, 4
SMALLEST_WITH_FIGURE = 22
COLUMNS_HEIGHT, COLUMNS_FOOT, COLUMNS_HEAD = 180, 38, 20


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: `code` gives its class, `figure` is written in it when there is room."""

    code: str
    x: float
    width: float
    figure: int

    @property
    def middle(self) -> float:
        """Where the figure stands."""
        return self.x + self.width / 2

    @property
    def shows_figure(self) -> bool:
        """Room enough for the figure."""
        return self.width >= SMALLEST_WITH_FIGURE


@dataclass(frozen=True, slots=True)
class BarRow:
    """One line: its name above, the bar below, the figure in words at the end."""

    name: str
    said: str
    y: int
    parts: tuple[Part, ...]

    @property
    def text_y(self) -> int:
        """Baseline of the name."""
        return self.y + 14

    @property
    def bar_y(self) -> int:
        """Top of the bar."""
        return self.y + 20

    @property
    def figure_y(self) -> int:
        """Baseline of the figures in the bar."""
        return self.bar_y + BAR - 4


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, one below the other. `height` in the same units as `WIDTH`."""

    rows: tuple[BarRow, ...]
    height: int
    width: int = WIDTH
    bar: int = BAR

    @property
    def is_empty(self) -> bool:
        """There is no bar to draw."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Column:
    """A standing bar with its figure above and its name (one or two lines) below."""

    name: str
    under: str
    figure: int
    code: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where figure and name stand."""
        return self.x + self.width / 2

    @property
    def figure_y(self) -> float:
        """Baseline of the figure."""
        return self.y - 5


@dataclass(frozen=True, slots=True)
class Columns:
    """Standing bars from left to right on a base line at `floor`."""

    columns: tuple[Column, ...]
    floor: int
    width: int = WIDTH
    height: int = COLUMNS_HEIGHT

    @property
    def is_empty(self) -> bool:
        """No bar has any height."""
        return not any(column.figure for column in self.columns)

    @property
    def name_y(self) -> int:
        """Baseline of the names."""
        return self.floor + 16

    @property
    def under_y(self) -> int:
        """Baseline of the second line."""
        return self.floor + 32


def stacked(rows: Sequence[tuple[str, str, Mapping[str, int]]], codes: Sequence[str]) -> Bars:
    """Rows of (name, figure in words, {code: count}); each fills the width, parts in the order of `codes`."""
    drawn = []
    for number, (name, said, counts) in enumerate(rows):
        total = sum(counts.get(code, 0) for code in codes)
        drawn.append(BarRow(name, said, number * ROW, _parts(counts, codes, total)))
    return Bars(tuple(drawn), len(rows) * ROW)


def _parts(counts: Mapping[str, int], codes: Sequence[str], total: int) -> tuple[Part, ...]:
    parts, x = [], 0.0
    for code in codes:
        count = counts.get(code, 0)
        width = WIDTH * count / total if total else 0.0
        if count:
            parts.append(Part(code, round(x, 1), round(width, 1), count))
        x += width
    return tuple(parts)


def bars(rows: Sequence[tuple[str, str, int]]) -> Bars:
    """Rows of (name, figure in words, size); the longest fills the width."""
    largest = max((size for _, _, size in rows), default=0)
    drawn = []
    for number, (name, said, size) in enumerate(rows):
        width = round(WIDTH * size / largest, 1) if largest else 0.0
        drawn.append(BarRow(name, said, number * ROW, (Part("bar", 0, width, size),)))
    return Bars(tuple(drawn), len(rows) * ROW)


def shares(rows: Sequence[tuple[str, str, int]]) -> Bars:
    """Rows of (name, figure in words, per cent); a hundred per cent fills the width."""
    drawn = [
        BarRow(name, said, number * ROW, (Part("bar", 0, WIDTH * share / 100, share),))
        for number, (name, said, share) in enumerate(rows)
    ]
    return Bars(tuple(drawn), len(rows) * ROW)


def columns(rows: Sequence[tuple[str, str, int, str]]) -> Columns:
    """Rows of (name, second line, count, code) from left to right."""
    largest = max((count for _, _, count, _ in rows), default=0)
    floor = COLUMNS_HEIGHT - COLUMNS_FOOT
    slot = WIDTH / max(len(rows), 1)
    drawn = []
    for number, (name, under, count, code) in enumerate(rows):
        height = round((floor - COLUMNS_HEAD) * count / largest, 1) if largest else 0.0
        x = round(number * slot + slot * 0.15, 1)
        drawn.append(Column(name, under, count, code, x, floor - height, round(slot * 0.7, 1), height))
    return Columns(tuple(drawn), floor)
