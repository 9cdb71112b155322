"""`report.xlsx` of a check of spend: sums with formulas, so that they can be followed."""

from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from ryddig.reports.formats import number
from ryddig.reports.pay_sheet import Cell, Formula, Sheet, Sheets
from ryddig.reports.spend import (
    BY_CATEGORY,
    BY_CONTRACT,
    BY_HOW,
    BY_SUPPLIER,
    HOW,
    KINDS,
    OUTCOMES,
    SpendReport,
    asked,
    check_name,
    contracts_first,
    coverage_lines,
    finding_said,
    lines,
    place_said,
    problem_said,
    proven_said,
    status_said,
    supplier_said,
    why_said,
)

ORE: Final = 100
MOST_FINDINGS: Final = 50_000


def write_xlsx(report: SpendReport, path: Path) -> None:
    """Write the workbook."""
    with Sheets(path) as sheets:
        _summary(sheets, report)
        _suppliers(sheets, report)
        _categories(sheets, report)
        _contracts(sheets, report)
        _findings(sheets, report)
        _files(sheets, report)


def _summary(sheets: Sheets, report: SpendReport) -> None:
    sheet = sheets.sheet(gettext("Summary"), (50, 34, 12, 18))
    sheet.merged(gettext("Spend and contracts"), "title", height=26)
    for note in report.notes:
        sheet.merged(note, "lead", height=30)
    sheet.skip()
    sheet.write((gettext("What the bills belong to"), "", gettext("Bills"), gettext("Sum without VAT, kr")), ("head",))
    rows = lines(report, BY_HOW)
    first = sheet.row
    for row in rows:
        how = HOW[row["how"]]
        sheet.write((gettext(how), "", row["bills"], row["ore"] / ORE), ("", "", "count", "money"))
    _total_row(sheet, first, [sum(row["bills"] for row in rows), sum(row["ore"] for row in rows) / ORE], letters="CD")
    sheet.skip()
    sheet.write((gettext("Check"), gettext("Outcome"), gettext("Count"), ""), ("head",))
    for check, outcome, why, count in coverage_lines(report):
        said = gettext(OUTCOMES[outcome])
        reason = why_said(why, {"found": "", "due": "", "other": ""})
        sheet.write(
            (f"{check} {check_name(check)}", f"{said}. {reason}" if why else said, count), ("", "wrap", "count")
        )
    sheet.skip()
    sheet.merged(
        gettext("A question is not a breach: it is what must be asked before anybody can conclude."), "lead", height=30
    )


def _total_row(sheet: Sheet, first: int, values: list[float], *, letters: str) -> None:
    """Sums of the columns `letters`, which are the last ones, over the rows from `first`."""
    before: list[Cell] = [gettext("Sum"), *[None] * (ord(letters[0]) - ord("B"))]
    sums = [
        Formula(f"=SUM({letter}{first}:{letter}{sheet.row - 1})", value)
        for letter, value in zip(letters, values, strict=True)
    ]
    sheet.write([*before, *sums], ["total_name"] * len(before) + ["total"] * len(sums))


def _suppliers(sheets: Sheets, report: SpendReport) -> None:
    rows = lines(report, BY_SUPPLIER)
    sheet = sheets.sheet(gettext("Suppliers"), (38, 16, 8, 10, 18, 18))
    names = (gettext("Supplier"), gettext("Organisation number"), gettext("Year"), gettext("Bills"))
    sheet.head((*names, gettext("Sum without VAT, kr"), gettext("On no contract, kr")), filtered=len(rows))
    first = sheet.row
    for row in rows:
        cells = (row["name"] or row["supplier"], row["orgnr"] or "", row["year"], row["bills"])
        sheet.write((*cells, row["ore"] / ORE, (row["outside"] or 0) / ORE), ("", "", "", "count", "money", "money"))
    values = [
        sum(row["bills"] for row in rows),
        *(sum(row[name] or 0 for row in rows) / ORE for name in ("ore", "outside")),
    ]
    _total_row(sheet, first, values, letters="DEF")


def _categories(sheets: Sheets, report: SpendReport) -> None:
    rows = lines(report, BY_CATEGORY)
    sheet = sheets.sheet(gettext("Categories"), (16, 44, 8, 10, 18))
    names = (gettext("Category or account"), gettext("Name"), gettext("Year"), gettext("Bills"))
    sheet.head((*names, gettext("Sum without VAT, kr")), filtered=len(rows))
    first = sheet.row
    for row in rows:
        cells = (row["code"], row["name"], row["year"], row["bills"], row["ore"] / ORE)
        sheet.write(cells, ("", "", "", "count", "money"))
    _total_row(sheet, first, [sum(row["ore"] for row in rows) / ORE], letters="E")


def _contracts(sheets: Sheets, report: SpendReport) -> None:
    rows = contracts_first(lines(report, BY_CONTRACT))
    sheet = sheets.sheet(gettext("Contracts"), (22, 40, 10, 18, 18, 18))
    names = (gettext("Reference"), gettext("Title"), gettext("Bills"), gettext("Bills, kr"))
    sheet.head((*names, gettext("Ceiling or value, kr"), gettext("Left, kr")), filtered=len(rows))
    first = sheet.row
    for row in rows:
        limit, ore = row["limit_ore"], row["ore"]
        left = None if limit is None else Formula(f"=E{sheet.row}-D{sheet.row}", (limit - ore) / ORE)
        cells = (row["reference"], row["title"], row["bills"], ore / ORE, None if limit is None else limit / ORE, left)
        over = "breach" if limit is not None and ore > limit else ""
        sheet.write(cells, (over, "", "count", "money", "money", "money"))
    _total_row(sheet, first, [sum(row["bills"] for row in rows), sum(row["ore"] for row in rows) / ORE], letters="CD")


def _findings(sheets: Sheets, report: SpendReport) -> None:
    sheet = sheets.sheet(gettext("Questions"), (8, 11, 30, 34, 12, 16, 60, 18, 36, 36))
    names = (gettext("No."), gettext("Check"), gettext("Name of the check"), gettext("Supplier"), gettext("Day"))
    more = (gettext("Amount, kr"), gettext("Question"), gettext("How sure the rule is"), gettext("Where"))
    sheet.head((*names, *more, gettext("Compared with")), filtered=MOST_FINDINGS)
    looks = ("count", "", "wrap", "wrap", "day", "money", "wrap", "", "wrap", "wrap")
    for one in asked(report):
        if one.number > MOST_FINDINGS:
            sheet.write(
                (gettext("%(count)s stand here; all of them in findings.csv.") % {"count": number(MOST_FINDINGS)},)
            )
            return
        status = status_said(report.rules[one.check])
        cells: tuple[Cell, ...] = (one.number, one.check, check_name(one.check), supplier_said(one), one.on_day)
        ore = None if one.ore is None else one.ore / ORE
        rest = (ore, finding_said(one), status, place_said(one.place), place_said(one.held_against))
        sheet.write((*cells, *rest), looks)


def _files(sheets: Sheets, report: SpendReport) -> None:
    sheet = sheets.sheet(gettext("Files"), (40, 20, 12, 12, 30, 60, 66))
    names = (gettext("File"), gettext("Kind"), gettext("Rows"), gettext("Left out"), gettext("Total"))
    sheet.head((*names, gettext("Columns not recognised"), "SHA-256"))
    for reading in report.readings:
        cells = (reading.file, gettext(KINDS.get(reading.kind, reading.kind)), reading.rows, reading.rejected)
        rest = (proven_said(reading), ", ".join(reading.unread), reading.sha256)
        sheet.write((*cells, *rest), ("", "", "count", "count", "wrap", "wrap", ""))
        for problem in reading.problems:
            where, text = problem_said(problem)
            sheet.write((None, where, None, None, None, text), ("", "wrap", "", "", "", "wrap"))
