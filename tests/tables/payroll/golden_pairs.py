"""Golden pairs of the pay control: a small set of canonical tables in one file, and what the check must say of it.

    [control]                      first, last and the firm's facts, one `name = value` a line
    [shifts]                       a canonical table: a line of column names, then rows; empty is unknown
    worker,on_day,starts,…

Numbers that a row would have in a real file are filled in: `row` counts from 2, `shift` and `slip` from 1, `file` is 1.
"""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, get_type_hints

from duckdb import DuckDBPyConnection

from ryddig.domain.pay_control import Finding, Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.lawbook import load
from ryddig.tables.payroll.run import Control, findings, open_tables, run_checks

FOLDER: Final = Path(__file__).resolve().parent / "golden"
HEAD: Final = (
    "check", "worker", "first", "last", "outcome", "found", "due", "unit", "shortfall", "in_question", "why",
    "arithmetic",
)  # fmt: skip
NUMBERED: Final = {"shifts": "shift", "slips": "slip"}
ENUMS: Final = {"trade": Trade, "agreement": Agreement, "plan": WeekPlan}


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each section, blank lines and comments left out."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            found[line.strip("[] ")] = []
        elif line.strip() and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def control_of(lines: list[str]) -> Control:
    """Period and firm."""
    given: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition("=")
        given[name.strip()] = value.strip()
    first, last = (date.fromisoformat(given.pop(name)) for name in ("first", "last"))
    facts = {name: _fact(name, value) for name, value in given.items()}
    return Control(first, last, replace(Firm(), **facts), load())


def _fact(name: str, value: str) -> Any:
    kind = get_type_hints(Firm)[name]
    if name in ENUMS:
        return ENUMS[name](value)
    if name == "chain":
        return tuple(value.split())
    if bool in (kind, *getattr(kind, "__args__", ())):
        return value == "true"
    return value if kind is str else int(value)


def put(db: DuckDBPyConnection, table: str, lines: list[str]) -> None:
    """Rows of a canonical table, with the numbers a reader would give."""
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    for number, row in enumerate(rows, start=1):
        filled: dict[str, Any] = {name: value for name, value in row.items() if value not in ("", None)}
        if table in NUMBERED:
            filled.setdefault(NUMBERED[table], number)
        if table != "files":
            filled.setdefault("file", 1)
            filled.setdefault("row", number + 1)
        names = ", ".join(f'"{name}"' for name in filled)
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(filled))})", list(filled.values()))


def run_golden(path: Path) -> tuple[Finding, ...]:
    """The findings of every check on the set in `path`."""
    given = sections(path.read_text(encoding="utf-8"))
    control = control_of(given.pop("control"))
    db = open_tables()
    for table, lines in given.items():
        put(db, table, lines)
    run_checks(db, control)
    return tuple(findings(db))


def as_lines(found: tuple[Finding, ...]) -> str:
    """Findings as the lines of an expected file."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([getattr(one, name) if getattr(one, name) is not None else "" for name in HEAD] for one in found)
    return target.getvalue()
