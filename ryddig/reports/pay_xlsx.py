"""`report.xlsx`: one sheet for each question a controller asks, with formulas so that the sums can be followed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.judgement import CheckOutcome
from ryddig.lawbook.say import value as value_said
from ryddig.reports.formats import language, number
from ryddig.reports.labels import label
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_labels import FAMILY, kind_said, pay_label
from ryddig.reports.pay_sheet import Cell, Formula, Sheet, Sheets
from ryddig.reports.pay_summary import (
    check_lines,
    control_facts,
    other_readings_said,
    problem_said,
    untested_lines,
    what_sums_hold,
)
from ryddig.reports.pay_xlsx_findings import write_findings
from ryddig.tables.payroll.sums import Sums

ORE: Final = 100
COUNTED: Final = tuple(code.value for code in CheckOutcome)
WORKER_ROWS: Final = 2_000
COLUMN_SUMS: Final = ("wage_ore", "holiday_pay_ore", "pension_ore", "saving_ore", "in_question_ore")
LAW: Final = """SELECT name_{spoken}, value, figure, unit, since, nullif("until", DATE '9999-12-31'), status,
    act, "at", link, key
    FROM law WHERE key IN (SELECT DISTINCT unnest(rules) FROM findings) ORDER BY key"""


def write_xlsx(report: PayReport, path: Path) -> None:
    """Write the workbook. `pay_told.prepare_told` must have been called."""
    with Sheets(path) as sheets:
        _summary(sheets, report)
        _owed(sheets, report)
        for family in FAMILY:
            write_findings(sheets, report.db, family)
        _untested(sheets, report)
        _other_readings(sheets, report)
        _law(sheets, report)
        _files(sheets, report)


def owed_name() -> str:
    """What the sheet of sums per worker is called."""
    return gettext("Owed per worker")


def _summary(sheets: Sheets, report: PayReport) -> None:
    sheet = sheets.sheet(gettext("Summary"), (38, 40, 12, 12, 14, 12, 14, 16, 16))
    sheet.merged(gettext("Control of pay and working time"), "title", height=26)
    for name, value in control_facts(report):
        sheet.write((name, value), ("name", ""))
    sheet.skip()
    sheet.write((gettext("What the findings come to"),), ("section",))
    firm, name = report.sums.firm, owed_name()
    last = firm_row(report)
    for words, letter, ore in (
        (gettext("Wages owed"), "B", firm.wage_ore),
        (gettext("Holiday pay owed"), "C", firm.holiday_pay_ore),
        (gettext("Pension owed"), "D", firm.pension_ore),
        (gettext("What the employer saved"), "E", firm.saving_ore),
        (gettext("In question, not certain"), "F", firm.in_question_ore),
    ):
        sheet.write((words, Formula(f"='{name}'!{letter}{last}", ore / ORE)), ("name", "money"))
    if report.sums.withholding_ore is not None:
        sheet.write(_withholding(report, sheet.row), ("name", "money", "lead"))
    sheet.merged(what_sums_hold(), "lead", height=30)
    _each_check(sheet, report)


def _each_check(sheet: Sheet, report: PayReport) -> None:
    sheet.skip()
    sheet.write((gettext("Each check"),), ("section",))
    names = [gettext("Check"), gettext("Name of the check"), *(pay_label("outcome", code) for code in COUNTED)]
    first = sheet.write([*names, gettext("Owed, kr"), gettext("In question, kr")], ("head",)) + 1
    lines = check_lines(report)
    for line in lines:
        counts = [line.counts.get(code, 0) for code in COUNTED]
        looks = [_look(code, count) for code, count in zip(COUNTED, counts, strict=True)]
        cells: list[Cell] = [line.check, line.name, *counts, line.owed_ore / ORE, line.asked_ore / ORE]
        sheet.write(cells, ["", "", *looks, "money", "money"])
    sums = [sum(line.counts.get(code, 0) for line in lines) for code in COUNTED]
    money = [sum(line.owed_ore for line in lines) / ORE, sum(line.asked_ore for line in lines) / ORE]
    totals = [
        Formula(f"=SUM({letter}{first}:{letter}{sheet.row - 1})", value)
        for letter, value in zip("CDEFGHI", [*sums, *money], strict=True)
    ]
    sheet.write([gettext("Sum"), None, *totals], ["total_name"] * 2 + ["total_count"] * 5 + ["total"] * 2)
    sheet.skip()
    sheet.merged(
        gettext("A question is not a breach: it is what must be asked before anybody can conclude."), "lead", height=30
    )


def _withholding(report: PayReport, row: int) -> tuple[Cell, ...]:
    sums = report.sums
    sure = "" if sums.factor_status is None else label("status", sums.factor_status)
    factor = gettext("factor %(factor)s") % {"factor": sums.factor} + (f" ({sure.lower()})" if sure else "")
    value = (sums.withholding_ore or 0) / ORE
    return gettext("Proposed withholding"), Formula(f"=B{row - 2}*{sums.factor}", value), factor


def _look(code: str, count: int) -> str:
    if not count:
        return "count"
    return {"breach": "breach", "question": "question", "cannot_be_tested": "untested"}.get(code, "count")


def _owed(sheets: Sheets, report: PayReport) -> None:
    sheet = sheets.sheet(owed_name(), (30, 16, 16, 16, 18, 18))
    workers = report.sums.workers[:WORKER_ROWS]
    cut = len(report.sums.workers) - len(workers)
    lead = gettext("Most owed first. What the employer saved is the sum of wages, holiday pay and pension.")
    more = gettext("%(count)s more workers stand in report.json.") % {"count": number(cut)} if cut else ""
    sheet.merged(f"{lead} {more}".strip(), "lead", height=30)
    names = (gettext("Worker"), gettext("Wages owed"), gettext("Holiday pay owed"), gettext("Pension owed"))
    sheet.head((*names, gettext("What the employer saved"), gettext("In question, not certain")), filtered=len(workers))
    for worker, sums in workers:
        saved = Formula(f"=SUM(B{sheet.row}:D{sheet.row})", sums.saving_ore / ORE)
        parts = (sums.wage_ore / ORE, sums.holiday_pay_ore / ORE, sums.pension_ore / ORE)
        sheet.write((worker, *parts, saved, sums.in_question_ore / ORE), ("", *["money"] * 5))
    last = sheet.row - 1
    if workers:
        shown = [sums for _, sums in workers]
        kept = (_total(shown, name) / ORE for name in COLUMN_SUMS)
        totals = [
            Formula(f"=SUM({letter}3:{letter}{last})", value) for letter, value in zip("BCDEF", kept, strict=True)
        ]
        sheet.write((gettext("Sum of the rows shown"), *totals), ("total_name", *["total"] * 5))
    firm, row = report.sums.firm, sheet.row
    saved = Formula(f"=SUM(B{row}:D{row})", firm.saving_ore / ORE)
    parts = (firm.wage_ore / ORE, firm.holiday_pay_ore / ORE, firm.pension_ore / ORE)
    sheet.write(
        (gettext("The whole firm, rounded once"), *parts, saved, firm.in_question_ore / ORE),
        ("total_name", *["total"] * 5),
    )


def _total(shown: Sequence[Sums], name: str) -> int:
    return sum(int(getattr(sums, name)) for sums in shown)


def firm_row(report: PayReport) -> int:
    """The row of the firm's sums in the sheet of sums per worker: below the headings, the workers and their sum."""
    workers = len(report.sums.workers[:WORKER_ROWS])
    return 2 + workers + (1 if workers else 0) + 1


def _untested(sheets: Sheets, report: PayReport) -> None:
    sheet = sheets.sheet(gettext("Not tested"), (9, 40, 10, 80, 80))
    sheet.merged(
        gettext("What could not be tested is not kept. Ask for these documents and run the control again."),
        "lead",
        height=30,
    )
    lines = untested_lines(report)
    names = (gettext("Check"), gettext("Name of the check"), gettext("How many"), gettext("Why"), gettext("Ask for"))
    sheet.head(names, filtered=len(lines))
    for line in lines:
        sheet.write((line.check, line.name, line.count, line.why, line.ask_for), ("", "", "untested", "wrap", "wrap"))


def _other_readings(sheets: Sheets, report: PayReport) -> None:
    sheet = sheets.sheet(gettext("Other ways to count"), (60, 14, 90))
    sheet.merged(other_readings_said(), "lead", height=30)
    sheet.head((gettext("What is counted"), gettext("How many"), gettext("How it differs from ours")))
    for one in report.readings:
        figure = one.count / ORE if one.in_ore else one.count
        sheet.write((one.name, figure, one.note), ("", "money" if one.in_ore else "count", "wrap"))


def _law(sheets: Sheets, report: PayReport) -> None:
    spoken = language()
    sheet = sheets.sheet(gettext("Law"), (58, 20, 12, 12, 16, 26, 30, 64, 48))
    version = gettext("The entries of law that some finding rests on. Version of the lawbook: %(version)s.")
    sheet.merged(version % {"version": report.control.book.version}, "lead", height=30)
    names = (gettext("Rule"), gettext("Value"), gettext("From"), gettext("Until"), gettext("Status"), gettext("Act"))
    rows = report.db.execute(LAW.format(spoken=spoken)).fetchall()
    sheet.head((*names, gettext("Place in it"), gettext("Link"), gettext("Id")), filtered=len(rows))
    for name, value, figure, unit, since, until, status, act, at, link, key in rows:
        shown = value_said(figure, unit, spoken) if figure is not None or value is None else value
        sure = label("status", status)
        given: Sequence[Cell] = (name, "" if shown == "True" else shown, since, until, sure, act, at, link, key)
        sheet.write(given, ("", "", "day", "day", "", "", "", "", ""))


def _files(sheets: Sheets, report: PayReport) -> None:
    sheet = sheets.sheet(gettext("Files"), (44, 26, 12, 12, 80, 66))
    sheet.merged(gettext("The files that were given, and what could not be read in them."), "lead", height=30)
    names = (gettext("File"), gettext("What it holds"), gettext("Rows read"), gettext("Rows rejected"))
    sheet.head((*names, gettext("Problem"), gettext("Fingerprint (SHA-256)")))
    for one in report.files:
        kind = kind_said(one.kind)
        cells = (one.file, kind, one.rows, one.rejected_rows, "", one.sha256)
        sheet.write(cells, ("", "", "count", "count", "", ""))
        for problem in one.rejected:
            where, text = problem_said(problem)
            sheet.write((f"  {where}", "", None, None, text), ("name", "", "", "", "wrap"))
