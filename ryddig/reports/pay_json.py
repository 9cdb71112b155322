"""A finished control as `report.json`, for machines: exact figures, every finding, the law and the files behind it.

`found`, `due`, `shortfall` and `in_question` are whole numbers over `den` (left out: 1) in `unit`; øre for money. The
findings are written by the database and poured in, so that memory stays small.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ryddig import __version__
from ryddig.domain.problems import Problem
from ryddig.reports.pay_control import PayReport
from ryddig.tables.read.pay_reading import FileReading

FORMAT: Final = "ryddig.pay_control/1"
FINDINGS: Final = """COPY (SELECT
    finding, check_id AS "check", version, w.pseudonym AS worker, "first", "last", outcome, found, due, shortfall,
    in_question, nullif(den, 1) AS den, unit, why, arithmetic, rules, f.file, f."row", row_to, file_2, row_2, row_2_to
    FROM findings AS f LEFT JOIN workers AS w ON w.worker = f.worker {order}) TO '{path}' (FORMAT json, ARRAY true)"""
SORTED_UP_TO: Final = 50_000


def write_json(report: PayReport, path: Path) -> None:
    """Write the file. The database must be allowed to write beside it."""
    (count,) = report.db.execute("SELECT count(*) FROM findings").fetchone() or (0,)
    part = path.with_suffix(".findings")
    order = "ORDER BY finding" if count <= SORTED_UP_TO else ""
    report.db.execute(FINDINGS.format(order=order, path=str(part).replace("'", "''")))
    head = json.dumps(_head(report), ensure_ascii=False, indent=1, default=str)
    with path.open("wb") as target, part.open("rb") as findings:
        target.write(head.removesuffix("\n}").encode())
        target.write(b',\n "findings": ')
        shutil.copyfileobj(findings, target, 1 << 20)
        target.write(b"}\n")
    part.unlink()


def _head(report: PayReport) -> dict[str, Any]:
    control = report.control
    return {
        "format": FORMAT,
        "ryddig": __version__,
        "lawbook": control.book.version,
        "made_on": report.made_on,
        "control": {"first": control.first, "last": control.last, "firm": asdict(control.firm)},
        "notes": list(report.notes),
        "files": [_file(one) for one in report.files],
        "checks": _checks(report),
        "coverage": [asdict(one) for one in report.coverage],
        "sums": _sums(report),
        "other_readings": [asdict(one) for one in report.readings],
        "law": _law(report),
    }


def _file(one: FileReading) -> dict[str, Any]:
    return {
        "file": one.number,
        "name": one.file,
        "kind": one.kind,
        "format": one.format,
        "sha256": one.sha256,
        "rows": one.rows,
        "rejected_rows": one.rejected_rows,
        "columns": dict(one.columns),
        "missing": list(one.missing),
        "problem_counts": dict(one.counts),
        "problems": [_problem(problem) for problem in one.rejected],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    sentences = " ".join(message.plain() for message in problem.sentences())
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "where": asdict(problem.where),
        "found": problem.found,
        "text": sentences,
    }


def _sums(report: PayReport) -> dict[str, Any]:
    """Whole øre, of the firm and of each worker with something owed or in question."""
    sums = report.sums
    return {
        "firm": asdict(sums.firm) | {"saving_ore": sums.firm.saving_ore},
        "factor": sums.factor,
        "factor_status": sums.factor_status,
        "withholding_ore": sums.withholding_ore,
        "workers": [{"worker": worker, **asdict(one), "saving_ore": one.saving_ore} for worker, one in sums.workers],
    }


def _checks(report: PayReport) -> Mapping[str, Any]:
    checks = report.control.book.library.pay_checks.values()
    return {check.code: {"name": asdict(check.name), "document": asdict(check.document)} for check in checks}


def _law(report: PayReport) -> list[dict[str, Any]]:
    """The entries that some finding rests on."""
    cursor = report.db.execute(
        "SELECT * FROM law WHERE key IN (SELECT DISTINCT unnest(rules) FROM findings) ORDER BY key"
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
