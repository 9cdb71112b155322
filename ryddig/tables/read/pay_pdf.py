"""Payslips as PDF with text, read by a layout that somebody described once. A page is a payslip."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from ryddig.domain.errors import UserCanFix
from ryddig.domain.problems import Problem
from ryddig.domain.words import N_
from ryddig.tables.read.pay_fields import FIELDS, IDENTITY
from ryddig.tables.read.pay_layout import Layout, Spot
from ryddig.tables.read.pay_listing import Listing
from ryddig.tables.read.pay_reading import PayWords
from ryddig.tables.read.pay_stage import Row
from ryddig.tables.read.pay_telling import Place, problem
from ryddig.tables.read.pay_types import TYPES, Options, read_cell

MOST_PAGES: Final = 20_000
MOST_PIECES: Final = 4_000
LONGEST_LINE: Final = 400
_SAME_LINE: Final = 0.5
_NEIGHBOURS: Final = 0.3
_PERIOD: Final = ("period", "first", "last", "year", "month_number")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and where it stands on the page, in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def beside(self, other: "Piece") -> bool:
        """On the same line."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > _SAME_LINE * min(self.top - self.bottom, other.top - other.bottom)

    def under(self, other: "Piece") -> bool:
        """Below the other and at least partly in its column."""
        return self.top <= other.bottom + 1 and self.left < other.right and self.right > other.left


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page: in pieces with places, and line by line."""

    number: int
    pieces: tuple[Piece, ...]

    def lines(self) -> list[str]:
        """The lines from top to bottom, pieces parted by two spaces."""
        rows: list[list[Piece]] = []
        for piece in sorted(self.pieces, key=lambda one: (-one.bottom, one.left)):
            if rows and piece.beside(rows[-1][0]):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        ordered = [sorted(row, key=lambda one: one.left) for row in rows]
        return ["  ".join(piece.text for piece in row)[:LONGEST_LINE] for row in ordered]

    def find(self, spot: Spot) -> str:
        """What stands there; empty when nothing does."""
        if spot.how == "match":
            found = (re.search(spot.what, line) for line in self.lines())
            return next((match[1].strip() for match in found if match and match[1]), "")
        for label in (piece for piece in self.pieces if piece.text.casefold().startswith(spot.what.casefold())):
            rest = label.text[len(spot.what) :].strip(" :")
            if spot.how == "right_of" and rest:
                return rest
            near = self._right_of(label) if spot.how == "right_of" else self._below(label)
            if near is not None:
                return near.text.strip(" :")
        return ""

    def _right_of(self, label: Piece) -> Piece | None:
        right = [
            one for one in self.pieces if one.left >= label.right - 1 and one.beside(label) and one.text.strip(" :")
        ]
        return min(right, key=lambda one: one.left, default=None)

    def _below(self, label: Piece) -> Piece | None:
        return max((one for one in self.pieces if one.under(label)), key=lambda one: one.top, default=None)


@dataclass(frozen=True, slots=True)
class Previewed:
    """A field of a layout on a page: the text that was found, and the code of what is wrong with it."""

    field: str
    text: str
    code: str


def preview(layout: Layout, path: Path, words: PayWords) -> tuple[Previewed, ...]:
    """What each field of the layout reads on the first page. Raises UserCanFix when the file cannot be opened."""
    page = next(_pages(path), None)
    if page is None or not page.pieces:
        raise _no_text(path.name)
    options = Options(words, decimal=layout.decimal)
    found = []
    for name, spot in (layout.fields or {}).items():
        text = page.find(spot)
        code = read_cell(TYPES[FIELDS[name]], text, options).code if text else "payslip.field_missing"
        found.append(Previewed(name, text, code))
    found.extend(Previewed(f"lines.{name}", text, "") for line in _lines(layout, page) for name, text in line.items())
    return tuple(found)


def payslip_listings(path: Path, layouts: Sequence[Layout]) -> tuple[Listing, ...]:
    """The payslips, and their lines where a layout describes them. Raises UserCanFix when no layout fits any page."""
    slips: list[tuple[Layout, dict[str, str], int]] = []
    lines: list[tuple[dict[str, str], int]] = []
    told: list[Problem] = []
    for page in _pages(path):
        if not page.pieces:
            told.append(problem("payslip.no_text", Place(path.name).row(page.number), page=page.number))
            continue
        layout = _fitting(page, layouts)
        if layout is None:
            continue
        cells = _cells(layout, page, path.name, told=told)
        slips.append((layout, cells, page.number))
        who = {name: text for name, text in cells.items() if name in IDENTITY or name in _PERIOD}
        lines.extend(({**who, **line}, page.number) for line in _lines(layout, page))
    if not slips:
        raise _no_text(path.name) if told else _no_layout(path.name, layouts)
    decimal = slips[0][0].decimal
    rows = [(cells, number) for _, cells, number in slips]
    both = [_listing("payslips", "", rows, told=tuple(told), decimal=decimal)]
    if lines:
        both.append(_listing("wage_lines", "linjer", lines, told=(), decimal=decimal))
    return tuple(both)


def _listing(
    kind: str, part: str, rows: Sequence[tuple[Mapping[str, str], int]], *, told: tuple[Problem, ...], decimal: str
) -> Listing:
    names = tuple(dict.fromkeys(name for cells, _ in rows for name in cells))
    cells: list[Row] = [(number, [one.get(name, "") for name in names], "") for one, number in rows]
    return Listing(kind, part, names, cells, told, decimal=decimal)


def _cells(layout: Layout, page: Page, file: str, *, told: list[Problem]) -> dict[str, str]:
    cells = {name: page.find(spot) for name, spot in (layout.fields or {}).items()}
    for name, text in cells.items():
        if not text:
            told.append(problem("payslip.field_missing", Place(file).row(page.number), page=page.number, field=name))
    return cells


def _lines(layout: Layout, page: Page) -> Iterator[dict[str, str]]:
    if layout.lines is None:
        return
    pattern, inside = re.compile(layout.lines.pattern), False
    for line in page.lines():
        if inside and line.casefold().startswith(layout.lines.last.casefold()):
            return
        match = pattern.match(line) if inside else None
        if match:
            yield {name: text.strip() for name, text in match.groupdict().items() if text}
        inside = inside or line.casefold().startswith(layout.lines.first.casefold())


def _fitting(page: Page, layouts: Sequence[Layout]) -> Layout | None:
    text = "\n".join(page.lines()).casefold()
    return next((one for one in layouts if all(known.casefold() in text for known in one.known_by)), None)


def _pages(path: Path) -> Iterator[Page]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UserCanFix(
            "file.broken_pdf",
            N_("%(file)s is protected with a password or damaged, and cannot be opened."),
            hint=N_("Save it without a password, or ask for it again."),
            params={"file": path.name},
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise UserCanFix(
                "file.too_many_pages",
                N_("%(file)s has more than %(limit)s pages."),
                hint=N_("Split the file."),
                params={"file": path.name, "limit": MOST_PAGES},
            )
        for at in range(len(document)):
            page = document[at]
            text = page.get_textpage()
            yield Page(at + 1, tuple(_pieces(text)))
            text.close()
            page.close()
    finally:
        document.close()


def _pieces(text: pdfium.PdfTextPage) -> Iterator[Piece]:
    for at in range(min(text.count_rects(), MOST_PIECES)):
        left, bottom, right, top = text.get_rect(at)
        slack = (top - bottom) * _NEIGHBOURS  # letters of the line above reach into the box
        inner = text.get_text_bounded(left, bottom, right, top - slack)
        words = " ".join(inner.replace("−", "-").split())
        if words:
            yield Piece(words, left, bottom, right, top)


def _no_text(file: str) -> UserCanFix:
    return UserCanFix(
        "payslip.only_pictures",
        N_("%(file)s holds pictures and no text, as a scan does."),
        hint=N_("Ask for the payslips as PDF from the payroll program, or as a list."),
        params={"file": file},
    )


def _no_layout(file: str, layouts: Sequence[Layout]) -> UserCanFix:
    return UserCanFix(
        "payslip.no_layout",
        N_("No layout fits the payslips in %(file)s. Layouts given: %(layouts)s."),
        hint=N_("Describe the layout once: docs/how-to/pay-files.md tells how, with a preview."),
        params={"file": file, "layouts": ", ".join(one.id for one in layouts) or "–"},
    )
