"""Runs some of the checks on rows of canonical tables, without reading a file."""

from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from ryddig.domain.pay_control import Finding
from ryddig.tables.payroll import figures, law_rows, pay_tables, time_tables
from ryddig.tables.payroll.check import all_checks
from ryddig.tables.payroll.run import FINDINGS, Control, findings, judge, open_tables, tell
from tests.tables.payroll.pay_sets import Rows, put


def run_some(rows: Rows, control: Control, ids: Sequence[str]) -> DuckDBPyConnection:
    """A database with the findings of the checks `ids`."""
    db = open_tables()
    put(db, rows)
    for prepare in (figures.prepare, law_rows.prepare, time_tables.prepare, pay_tables.prepare):
        prepare(db, control)
    db.execute(f"CREATE TABLE findings ({FINDINGS})")
    for check in all_checks():
        if check.id in ids:
            tell(db, check, judge(db, check, control))
    return db


def found(rows: Rows, control: Control, ids: Sequence[str]) -> list[Finding]:
    """The findings of the checks `ids`."""
    return list(findings(run_some(rows, control, ids)))


def judged_rows(rows: Rows, control: Control, ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """Every judgement, kept ones too: check, worker, outcome, why, shortfall, den."""
    db = run_some(rows, control, ())
    told: list[tuple[Any, ...]] = []
    for check in (one for one in all_checks() if one.id in ids):
        judged = db.execute(f"SELECT worker, outcome, why, shortfall, den FROM ({check.statement(control.firm)})")
        told += [(check.id, *row) for row in judged.fetchall()]
    return told
