"""Makes the two spreadsheets of the demo: a contract list with ten broken cells, and the same list mended.

    .venv/bin/python demo/make_spreadsheets.py

The contracts stand in kontrakter.csv. Each of the ten cells is broken in its own way. The same input gives the same
bytes, so a test can tell whether the files are fresh.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import xlsxwriter

HERE: Final = Path(__file__).resolve().parent
BROKEN_FILE: Final = "kontrakter-ti-feil.xlsx"
MENDED_FILE: Final = "kontrakter-rettet.xlsx"
Cell = str | int | date
GROUPS: Final = (("Avtalen", 4), ("Beløp", 1), ("Datoer", 4), ("Form", 1), ("Leverandør", 2), ("Hos oss", 2))
HEAD, *CONTRACTS = [line.split(";") for line in (HERE / "kontrakter.csv").read_text("utf-8").splitlines()]
HEADINGS: Final = (*HEAD, "Enhet", "Ansvarlig")
OURS: Final = ("Teknikk og eiendom", "Kari Nordli")
FIRST_ROW: Final = 4  # the first contract's row, as the spreadsheet program counts
AMOUNT: Final = "Verdi eks. mva."
DAYS: Final = ("Kunngjort", "Signert", "Startdato", "Sluttdato")


def day(text: str) -> date:
    """A date cell."""
    return date.fromisoformat(text)


BROKEN: Final[dict[tuple[str, str], Cell]] = {
    ("TK-951", "Verdi eks. mva."): "ca. 2,5 mill.",
    ("TK-952", "Verdi eks. mva."): "EUR 120 000",
    ("TK-953", "Kunngjort"): "30.02.2026",
    ("TK-954", "Kunngjort"): "juni 2026",
    ("TK-955", "CPV-kode"): "9091",
    ("TK-956", "Org.nr."): "310415291",
    ("TK-957", "Rammeavtale"): "kanskje",
    ("TK-958", "Kontraktstype"): "blandet",
    ("TK-960", "Avtalenr"): "TK-959",
    ("TK-961", "Sluttdato"): day("2026-08-31"),
}


def rows(broken: dict[tuple[str, str], Cell]) -> list[tuple[Cell, ...]]:
    """The contracts with `broken` in place of the cells it names by contract and heading."""
    whole = [(*contract, *OURS) for contract in CONTRACTS]
    return [
        tuple(
            broken.get((row[0], heading), as_cell(heading, text)) for heading, text in zip(HEADINGS, row, strict=True)
        )
        for row in whole
    ]


def as_cell(heading: str, text: str) -> Cell:
    """The text as the cell of its column."""
    if heading in DAYS:
        return day(text)
    return int(text) if heading == AMOUNT else text


def write(path: Path, contracts: list[tuple[Cell, ...]]) -> None:
    """One workbook: a title, merged group headings, headings, one row for each contract."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": "Kontrakter", "created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("Kontrakter")
        bold, dates = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        amounts = book.add_format({"num_format": "# ##0"})
        sheet.write(0, 0, "Kontraktsliste for Teknikk og eiendom", bold)
        column = 0
        for title, width in GROUPS:
            if width > 1:
                sheet.merge_range(1, column, 1, column + width - 1, title, bold)
            else:
                sheet.write(1, column, title, bold)
            column += width
        for place, heading in enumerate(HEADINGS):
            sheet.write(2, place, heading, bold)
        for number, row in enumerate(contracts, start=FIRST_ROW - 1):
            _write_row(sheet, number, row, dates=dates, amounts=amounts)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, len(HEADINGS) - 1, 16)


def _write_row(
    sheet: xlsxwriter.workbook.Worksheet,
    number: int,
    row: tuple[Cell, ...],
    *,
    dates: xlsxwriter.format.Format,
    amounts: xlsxwriter.format.Format,
) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(number, place, cell, dates)
        elif isinstance(cell, int):
            sheet.write_number(number, place, cell, amounts)
        else:
            sheet.write_string(number, place, cell)


def main(folder: Path = HERE) -> None:
    """Write both files."""
    write(folder / BROKEN_FILE, rows(BROKEN))
    write(folder / MENDED_FILE, rows({}))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
