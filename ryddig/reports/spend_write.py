"""The files of a finished check of spend: findings.csv, report.xlsx, report.json."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.reports.cells import safe_text
from ryddig.reports.formats import day
from ryddig.reports.spend import (
    BY_CATEGORY,
    BY_CONTRACT,
    BY_HOW,
    BY_SUPPLIER,
    SpendReport,
    asked,
    check_name,
    coverage_lines,
    finding_said,
    lines,
    place_said,
    problem_said,
    status_said,
    supplier_said,
    total,
)
from ryddig.reports.spend_xlsx import write_xlsx
from ryddig.tables.spend.reading import SpendReading
from ryddig.tables.spend.run import SpendFinding

ORE: Final = 100


def finding_heads() -> list[str]:
    """The headings of a list of findings."""
    return [
        gettext("No."),
        gettext("Check"),
        gettext("Name of the check"),
        gettext("Supplier"),
        gettext("Day"),
        gettext("Amount, kr"),
        gettext("Question"),
        gettext("How sure the rule is"),
        gettext("Where"),
        gettext("Compared with"),
    ]


def write_csv(report: SpendReport, path: Path) -> None:
    """Every question as a line, in the way that Excel in Norway opens rightly."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(finding_heads())
        for one in asked(report):
            amount = "" if one.ore is None else f"{one.ore / ORE:.2f}".replace(".", ",")
            cells = [
                str(one.number),
                one.check,
                check_name(one.check),
                supplier_said(one),
                day(one.on_day, "figures"),
                "",
                finding_said(one),
                status_said(report.rules[one.check]),
                place_said(one.place),
                place_said(one.held_against),
            ]
            written = [safe_text(cell) for cell in cells]
            written[5] = amount
            writer.writerow(written)


def write_json(report: SpendReport, path: Path) -> None:
    """Sums, questions and files for programs; codes and øre, no translated words but the questions."""
    path.write_text(json.dumps(spend_json(report), ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def spend_json(report: SpendReport) -> dict[str, Any]:
    """The same as a tree."""
    bills, ore = total(report)
    return {
        "made_on": report.made_on.isoformat(),
        "notes": list(report.notes),
        "bills": bills,
        "ore": ore,
        "belongs": lines(report, BY_HOW),
        "suppliers": lines(report, BY_SUPPLIER),
        "categories": lines(report, BY_CATEGORY),
        "contracts": lines(report, BY_CONTRACT),
        "checks": [
            {"check": check, "outcome": outcome, "why": why, "count": count}
            for check, outcome, why, count in coverage_lines(report)
        ],
        "findings": [_finding(report, one) for one in asked(report)],
        "files": [_file(reading) for reading in report.readings],
    }


def _finding(report: SpendReport, one: SpendFinding) -> dict[str, Any]:
    return {
        "finding": one.number,
        "check": one.check,
        "outcome": one.outcome,
        "why": one.why,
        "question": finding_said(one),
        "rule_status": report.rules[one.check].status or "comparison",
        "rule_source": report.rules[one.check].source,
        "supplier": one.supplier,
        "name": one.name,
        "on_day": one.on_day,
        "ore": one.ore,
        "place": one.place,
        "held_against": one.held_against,
    }


def _file(reading: SpendReading) -> dict[str, Any]:
    return {
        "file": reading.file,
        "kind": reading.kind,
        "sha256": reading.sha256,
        "rows": reading.rows,
        "rejected": reading.rejected,
        "proven": reading.proven,
        "unread": list(reading.unread),
        "attachments": reading.attachments,
        "problems": [" ".join(problem_said(problem)) for problem in reading.problems],
    }


WRITERS: Final[dict[str, tuple[str, Callable[[SpendReport, Path], None]]]] = {
    "csv": ("findings.csv", write_csv),
    "json": ("report.json", write_json),
    "xlsx": ("report.xlsx", write_xlsx),
}
FORMATS: Final = tuple(WRITERS)


def write_reports(report: SpendReport, folder: Path, formats: Sequence[str] = FORMATS) -> tuple[Path, ...]:
    """Write the files, in the language in use; each is moved to its place when it is whole."""
    written = []
    for code in formats:
        name, write = WRITERS[code]
        half = folder / f".{name}.part"
        write(report, half)
        written.append(half.replace(folder / name))
    return tuple(written)
