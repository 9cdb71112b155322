"""The portfolio as a file for a spreadsheet. No cell is ever read as a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.utils.translation import gettext

from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import Filters, contracts_matching
from ryddig.reports.cells import safe_text
from ryddig.reports.labels import label

CHUNK = 2000
FIELDS = (
    *("reference", "title", "unit", "suppliers", "kind", "cpv", "category", "value_ore", "announced_on", "signed_on"),
    *("starts_on", "ends_on", "regime", "risk_level", "risk_score", "next_due", "next_due_on", "screened_on"),
)
Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Export:
    """One shape of file."""

    content_type: str
    write: Callable[[Iterable[list[Cell]]], bytes]


def export_rows(viewer: Actor, filters: Filters, *, on: date) -> Iterator[list[Cell]]:
    """Headings, then one row for each contract that the filters let through, by reference."""
    yield [_heading(name) for name in FIELDS]
    found = contracts_matching(viewer, filters, on=on).select_related("unit").order_by("reference", "id")
    for contract in found.iterator(chunk_size=CHUNK):
        yield _row(contract)


def _heading(name: str) -> str:
    if name == "next_due":
        return gettext("Next")
    return (
        gettext("Due")
        if name == "next_due_on"
        else gettext("Screened")
        if name == "screened_on"
        else label("fact", name)
    )


def _row(contract: Contract) -> list[Cell]:
    value = contract.value_ore
    return [
        contract.reference,
        contract.title,
        contract.unit.name,
        contract.supplier_names,
        label("kind", contract.kind) if contract.kind else "",
        ", ".join(contract.cpv),
        contract.category,
        None if value is None else value / 100,
        contract.announced_on,
        contract.signed_on,
        contract.starts_on,
        contract.ends_on,
        contract.regime,
        label("level", contract.risk_level),
        contract.risk_score,
        label("plan", contract.next_due_kind) if contract.next_due_kind else "",
        contract.next_due_on,
        contract.screened_on,
    ]


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return safe_text(cell) if isinstance(cell, str) else cell


def write_csv(rows: Iterable[list[Cell]]) -> bytes:
    """Semicolons and a byte order mark: what Excel in Norway opens rightly. Amounts with a comma."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_cell(safe(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_xlsx(rows: Iterable[list[Cell]]) -> bytes:
    """One sheet with a frozen head row. Text stays text: formulas and links are never made of it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Ryddig")
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    money = book.add_format({"num_format": "# ##0"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write_cell(sheet, (number, column), cell, formats=(head if number == 0 else None, day, money))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(FIELDS) - 1, 18)
    book.close()
    return out.getvalue()


def _write_cell(sheet: object, place: tuple[int, int], cell: Cell, *, formats: tuple[object, object, object]) -> None:
    head, day, money = formats
    row, column = place
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, head)  # type: ignore[attr-defined]  # xlsxwriter has no types
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)  # type: ignore[attr-defined]  # as above
    else:
        sheet.write_number(row, column, cell, money)  # type: ignore[attr-defined]  # as above


EXPORTS = {
    "csv": Export("text/csv; charset=utf-8", write_csv),
    "xlsx": Export("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
