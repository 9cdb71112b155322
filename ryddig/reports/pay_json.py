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
from ryddig.reports.pay_told import ALIKE as ALIKE_IN
from ryddig.reports.pay_told import SAME
from ryddig.tables.read.pay_reading import FileReading

FORMAT: Final = "ryddig.pay_control/1"
# A line a finding, put together as text: the database's own writer of JSON takes twice the time. What findings share is
# written once (`told_alike`), and only the arithmetic can hold a sign that must be escaped in the rest.
JSON_OF: Final = "CREATE OR REPLACE MACRO json_of(given) AS coalesce(CAST(to_json(given) AS VARCHAR), 'null')"
NUMBER_OF: Final = "CREATE OR REPLACE MACRO number_of(given) AS coalesce(CAST(given AS VARCHAR), 'null')"
ALIKE: Final = f"""CREATE OR REPLACE TABLE told_alike AS SELECT *,
      concat(',"check":', json_of(check_id), ',"version":', version, ',"worker":') AS checked,
      concat(',"outcome":', json_of(outcome), ',"found":') AS judged,
      concat(',"unit":', json_of(unit), ',"why":', json_of(why), ',"arithmetic":') AS explained,
      concat(',"rules":', json_of(rules), ',"file":', number_of(file), ',"row":') AS ruled,
      concat(',"file_2":', number_of(file_2), ',"row_2":') AS compared
    FROM (SELECT DISTINCT {ALIKE_IN} FROM findings)"""  # noqa: S608 - our own names
LINE: Final = """concat('\t{{"finding":', finding, s.checked, json_of(w.pseudonym),
      ',"first":', json_of(f."first"), ',"last":', json_of(f."last"), s.judged, number_of(found),
      ',"due":', number_of(due), ',"shortfall":', number_of(shortfall), ',"in_question":', number_of(in_question),
      ',"den":', number_of(nullif(den, 1)), s.explained, json_of(arithmetic), s.ruled, number_of(f."row"),
      ',"row_to":', number_of(row_to), s.compared, number_of(row_2), ',"row_2_to":', number_of(row_2_to),
      CASE WHEN finding < {count} THEN '}},' ELSE '}}' END)"""
FINDINGS: Final = f"""COPY (SELECT {LINE} FROM findings AS f LEFT JOIN told_alike AS s ON {SAME}
    LEFT JOIN workers AS w ON w.worker = f.worker {{order}})
    TO '{{path}}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER e'\\x01', PRESERVE_ORDER true)"""  # noqa: S608 - our own names
SORTED_UP_TO: Final = 50_000


def write_json(report: PayReport, path: Path) -> None:
    """Write the file. The database must be allowed to write beside it."""
    (count,) = report.db.execute("SELECT count(*) FROM findings").fetchone() or (0,)
    part = path.with_suffix(".findings")
    order = "ORDER BY finding" if count <= SORTED_UP_TO else ""
    for statement in (JSON_OF, NUMBER_OF, ALIKE):
        report.db.execute(statement)
    report.db.execute(FINDINGS.format(count=count, order=order, path=str(part).replace("'", "''")))
    head = json.dumps(_head(report), ensure_ascii=False, indent=1, default=str)
    with path.open("wb") as target, part.open("rb") as findings:
        target.write(head.removesuffix("\n}").encode())
        target.write(b',\n "findings": [\n')
        shutil.copyfileobj(findings, target, 1 << 20)
        target.write(b"]\n}\n")
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
