"""The canonical tables of spend: what every reader fills and every check reads. One place for names and units.

`ore` are whole øre without VAT, a credit below zero. Unknown is NULL, never a guess. `row` counts from 1: the row of a
spreadsheet, the line of an XML file. Bank accounts are keyed pseudonyms; a supplier number that is a person's national
identity number is one, too, and then the name stays in the file.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from json import dumps
from typing import Final

import duckdb
from duckdb import DuckDBPyConnection

TABLES: Final[dict[str, str]] = {
    "files": "file SMALLINT, name VARCHAR, kind VARCHAR, sha256 VARCHAR",
    # what a supplier number of a ledger stands for; `source`: the list or ledger that says so
    "supplier_numbers": "number VARCHAR, orgnr VARCHAR, name VARCHAR, file SMALLINT",
    # one row a bill: an invoice, a credit note, or the rows of a ledger with one supplier and one number
    "raw_bills": """bill INTEGER, file SMALLINT, row INTEGER, source VARCHAR, supplier_no VARCHAR, orgnr VARCHAR,
        name VARCHAR, core VARCHAR, number VARCHAR, voucher VARCHAR, on_day DATE, vat_ore BIGINT, contract_ref VARCHAR,
        account VARCHAR, account_country VARCHAR""",
    # one row a line of a bill
    "postings": """bill INTEGER, file SMALLINT, row INTEGER, ore BIGINT, account VARCHAR, account_name VARCHAR,
        "function" VARCHAR, responsible VARCHAR, project VARCHAR, category VARCHAR, category_name VARCHAR,
        text VARCHAR""",
    "contracts": """contract INTEGER, reference VARCHAR, title VARCHAR, "first" DATE, "last" DATE, may_last DATE,
        limit_ore BIGINT""",
    "contract_keys": "contract INTEGER, key VARCHAR",
    "contract_suppliers": "contract INTEGER, orgnr VARCHAR, core VARCHAR",
    "vat_answers": "orgnr VARCHAR, registered BOOLEAN, registered_on DATE, asked_on DATE",
    "vague": "text VARCHAR",
}
MEMORY: Final = "800MB"
THREADS: Final = 2
CHUNK: Final = 5_000
Cells = Sequence[object]


def open_tables(*, memory: str = MEMORY) -> DuckDBPyConnection:
    """A database in memory with empty tables; it reads no file and opens no network."""
    db = duckdb.connect(":memory:", config={"threads": THREADS, "memory_limit": memory})
    db.execute("SET preserve_insertion_order = true")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({columns})")
    return db


def put(db: DuckDBPyConnection, table: str, rows: Iterable[Cells]) -> int:
    """Insert rows, cells in the order of the table's columns; how many."""
    described = db.execute(f"DESCRIBE {table}").fetchall()
    casts = ", ".join(f"CAST(x->>{at} AS {kind})" for at, (_, kind, *_rest) in enumerate(described))
    statement = f"INSERT INTO {table} SELECT {casts} FROM (SELECT unnest(from_json(?, '[\"JSON\"]')) AS x)"  # noqa: S608 - our own names
    iterator, count = iter(rows), 0
    while chunk := [[_plain(cell) for cell in row] for row in islice(iterator, CHUNK)]:
        db.execute(statement, [dumps(chunk, ensure_ascii=False)])
        count += len(chunk)
    return count


def _plain(cell: object) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return None if cell == "" else cell
