"""A sheet that is written row by row and never kept in memory, with the looks of Ryddig."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import xlsxwriter

from ryddig.reports.cells import safe_text

BASE: Final = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "title": {"bold": True, "font_size": 16},
    "lead": {"font_color": "#5b5d60", "text_wrap": True},
    "section": {"bold": True, "font_size": 12},
    "head": {"bold": True, "bg_color": "#1f3a4d", "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter"},
    "name": {"font_color": "#5b5d60"},
    "wrap": {"text_wrap": True},
    "day": {"num_format": "dd.mm.yyyy", "align": "left"},
    "money": {"num_format": "#,##0.00"},
    "hours": {"num_format": "#,##0.00##"},
    "count": {"num_format": "#,##0"},
    "total": {"num_format": "#,##0.00", "bold": True, "top": 1},
    "total_count": {"num_format": "#,##0", "bold": True, "top": 1},
    "total_name": {"bold": True, "top": 1},
    "breach": {"bg_color": "#f6d5d0", "font_color": "#7a1f12"},
    "question": {"bg_color": "#fbe9c4", "font_color": "#5c4306"},
    "untested": {"bg_color": "#e3e4e6", "font_color": "#3b3d40"},
}

EDGED: Final = frozenset({"head", "total", "total_count", "total_name"})  # drawn where the cell is empty, too


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value it gives, for programs that do not calculate."""

    text: str
    value: float


Cell = str | int | float | date | Formula | None


class Sheets:
    """A workbook on disk. Text stays text: formulas come only from `Formula`, links are never made."""

    def __init__(self, path: Path) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": path.parent,
        }
        self._book = xlsxwriter.Workbook(path, options)
        self._book.set_calc_mode("auto")
        self.looks = {name: self._book.add_format(BASE | look) for name, look in LOOKS.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._book.close()

    def sheet(self, name: str, widths: Sequence[int]) -> "Sheet":
        """A new sheet, last in the book."""
        return Sheet(self._book.add_worksheet(name), self.looks, widths)


class Sheet:
    """Rows from the top down. `row`: the number, from 1, of the row that comes next."""

    def __init__(self, sheet: Any, looks: dict[str, Any], widths: Sequence[int]) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._sheet, self._looks, self._columns = sheet, looks, len(widths)
        self.name = str(sheet.get_name())
        self.row = 1
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def write(self, cells: Iterable[Cell], looks: Sequence[str] = ()) -> int:
        """One row; the number of the row. `looks`: one for each cell, or one for all of them, or none."""
        for column, cell in enumerate(cells):
            look = looks[column] if len(looks) > 1 else looks[0] if looks else ""
            if cell not in (None, "") or look in EDGED:
                self._write(column, cell, self._looks[look])
        self.row += 1
        return self.row - 1

    def head(self, names: Sequence[str], *, filtered: int | None = None) -> int:
        """A row of headings, frozen, repeated on paper; `filtered`: number of rows under it that can be filtered."""
        self._sheet.freeze_panes(self.row, 0)
        self._sheet.repeat_rows(self.row - 1)
        self._sheet.set_row(self.row - 1, 30)
        if filtered:
            self._sheet.autofilter(self.row - 1, 0, self.row - 1 + filtered, len(names) - 1)
        return self.write(names, ("head",))

    def merged(self, text: str, look: str, *, height: int) -> None:
        """A text over all columns."""
        self._sheet.set_row(self.row - 1, height)
        self._sheet.merge_range(self.row - 1, 0, self.row - 1, self._columns - 1, text, self._looks[look])
        self.row += 1

    def _write(self, column: int, cell: Cell, look: object) -> None:
        row = self.row - 1
        if cell is None or cell == "":
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(cell, Formula):
            self._sheet.write_formula(row, column, cell.text, look, cell.value)
        elif isinstance(cell, str):
            self._sheet.write_string(row, column, safe_text(cell), look)
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, column, cell, look)
        else:
            self._sheet.write_number(row, column, cell, look)
