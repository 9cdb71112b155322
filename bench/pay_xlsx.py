"""The published set as spreadsheets: `pay_xlsx.py FOLDER` writes timesheet.xlsx and payslips.xlsx beside the CSV files.

Runs in the environment of the plain script. Dates and times become real cells, as a payroll system would write them.
"""

import csv
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

DAYS, MOMENTS, TEXTS = {"date"}, {"start", "end"}, {"month", "occupation"}


def write(source: Path) -> None:
    """One file, one sheet."""
    book = xlsxwriter.Workbook(str(source.with_suffix(".xlsx")), {"constant_memory": True})
    sheet = book.add_worksheet()
    day, moment = (book.add_format({"num_format": shape}) for shape in ("dd.mm.yyyy", "dd.mm.yyyy hh:mm"))
    formats = {**dict.fromkeys(DAYS, day), **dict.fromkeys(MOMENTS, moment)}
    with source.open(newline="", encoding="utf-8") as stream:
        rows = csv.reader(stream)
        names = next(rows)
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, start=1):
            write_row(sheet, number, dict(zip(names, row, strict=True)), formats=formats)
    book.close()


def write_row(sheet: Worksheet, number: int, cells: dict[str, str], *, formats: dict[str, Format]) -> None:
    """Dates and moments as such, figures as figures."""
    for column, (name, text) in enumerate(cells.items()):
        if name in formats:
            sheet.write_datetime(number, column, datetime.fromisoformat(text), formats[name])
        elif name in TEXTS:
            sheet.write_string(number, column, text)
        else:
            sheet.write_number(number, column, float(text))


for kind in ("timesheet", "payslips"):
    write(Path(sys.argv[1]) / f"{kind}.csv")
