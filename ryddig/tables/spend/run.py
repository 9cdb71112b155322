"""Runs the checks of spend over the tables, and gives sums and findings as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.names import take_apart
from ryddig.domain.spend import SpendFacts
from ryddig.tables.spend import bills
from ryddig.tables.spend.canonical import put
from ryddig.tables.spend.check import COLUMNS, SpendCheck, all_checks

FINDINGS: Final = "finding INTEGER, check_id VARCHAR, version INTEGER, " + ", ".join(
    f'"{name}" {kind}' for name, kind in COLUMNS.items()
)
IN_ORDER: Final = "on_day, bill, why, supplier"


@dataclass(frozen=True, slots=True)
class SpendFinding:
    """One question, or one thing that could not be tested. `place`: file, first and last row; `held_against`: file and
    row."""

    number: int
    check: str
    outcome: str
    why: str
    supplier: str
    name: str
    on_day: date | None
    ore: int | None
    found: int | None
    due: int | None
    other: str
    place: tuple[str, int, int] | None
    held_against: tuple[str, int] | None


def run_checks(db: DuckDBPyConnection, facts: SpendFacts) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """Fill `findings`; for each check how often it gave each outcome and why."""
    _put_facts(db, facts)
    bills.prepare(db)
    db.execute(f"CREATE TABLE findings ({FINDINGS})")
    return {check.id: _judge(db, check, facts) for check in all_checks()}


def _put_facts(db: DuckDBPyConnection, facts: SpendFacts) -> None:
    numbered = list(enumerate(facts.contracts, start=1))
    rows = ((n, c.reference, c.title, c.first, c.last, c.may_last, c.limit_ore) for n, c in numbered)
    put(db, "contracts", rows)
    keys = ((n, "".join(key.split()).lower()) for n, c in numbered for key in dict.fromkeys((c.reference, *c.keys)))
    put(db, "contract_keys", keys)
    suppliers = ((n, orgnr, take_apart(name).core) for n, c in numbered for orgnr, name in c.suppliers)
    put(db, "contract_suppliers", suppliers)
    put(db, "vat_answers", ((v.orgnr, v.registered, v.registered_on, v.asked_on) for v in facts.vat))
    put(db, "vague", ((text,) for text in facts.limits.vague))


def _judge(db: DuckDBPyConnection, check: SpendCheck, facts: SpendFacts) -> dict[tuple[str, str], int]:
    db.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {check.statement(facts.limits)}")
    given = {row[0] for row in db.execute("DESCRIBE judged").fetchall()}
    values = {name: f'"{name}"' if name in given else "NULL" for name in COLUMNS}
    columns = ", ".join(f'CAST({values[name]} AS {kind}) AS "{name}"' for name, kind in COLUMNS.items())
    db.execute(
        f"""INSERT INTO findings
        SELECT (SELECT count(*) FROM findings) + row_number() OVER (ORDER BY {IN_ORDER}), ?, ?, *
        FROM (SELECT {columns} FROM judged WHERE outcome = 'question') ORDER BY {IN_ORDER}""",  # noqa: S608 - our own names
        [check.id, check.version],
    )
    counted = db.execute("SELECT outcome, why, count(*) FROM judged GROUP BY ALL ORDER BY ALL").fetchall()
    return {(outcome, why): count for outcome, why, count in counted}


def findings(db: DuckDBPyConnection) -> Iterator[SpendFinding]:
    """Findings in the order of the checks."""
    cursor = db.cursor().execute(
        """SELECT f.*, n.name AS supplier_name, a.name, b.name FROM findings AS f
        LEFT JOIN (SELECT supplier, any_value(name) AS name FROM bills GROUP BY supplier) AS n USING (supplier)
        LEFT JOIN files AS a ON a.file = f.file LEFT JOIN files AS b ON b.file = f.file_2 ORDER BY finding"""
    )
    names = ["finding", "check_id", "version", *COLUMNS, "name", "file_name", "file_name_2"]
    while rows := cursor.fetchmany(1_000):
        for row in rows:
            yield _finding(dict(zip(names, row, strict=True)))


def _finding(of: Mapping[str, Any]) -> SpendFinding:
    place = (of["file_name"], of["row"], of["row_to"] or of["row"]) if of["row"] is not None else None
    against = (of["file_name_2"], of["row_2"]) if of["row_2"] is not None else None
    return SpendFinding(
        number=of["finding"],
        check=of["check_id"],
        outcome=of["outcome"],
        why=of["why"],
        supplier=of["supplier"] or "",
        name=of["name"] or "",
        on_day=of["on_day"],
        ore=of["ore"],
        found=of["found"],
        due=of["due"],
        other=of["other"] or "",
        place=place,
        held_against=against,
    )
