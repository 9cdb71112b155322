"""A sheet on its way into the canonical tables: each mapped column read fast while the file is scanned, and each text
that was not read, read with care, once for all rows that hold it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.read.pay_fields import FIELDS, IDENTITY
from ryddig.tables.read.pay_types import TYPES, CellType, Options, read_cell

CHUNK: Final = 20_000
MOST_TEXTS: Final = 400_000
UNNUMBERED: Final = ("CAST(NULL AS INTEGER)", "CAST(NULL AS VARCHAR)")
Row = tuple[int, Sequence[object], str]
_JSON_ROWS: Final = "(SELECT unnest(from_json(?, '[\"JSON\"]')) AS x)"


@dataclass(frozen=True, slots=True)
class Column:
    """A mapped column: the field it fills, its place in the file from 0, its heading, and what the heading says."""

    field: str
    place: int
    heading: str
    options: Options


@dataclass(slots=True)
class Stage:
    """A table of values under `name`. `segments`: (rowid from, row number less rowid) in order; rows that carry their
    own number in `line` need none. `faults`: fields with a column of fault codes."""

    db: DuckDBPyConnection
    name: str
    columns: Mapping[str, Column]
    segments: list[tuple[int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    padded: bool = False

    def has(self, name: str) -> bool:
        """True when a column fills the field."""
        return name in self.columns

    def select(self, texts: Mapping[int, str], relation: str, numbered: tuple[str, str] = UNNUMBERED) -> str:
        """The statement that reads `relation`. `texts`: place of a column in the file -> its SQL. `numbered`: SQL of
        the row's number and of what is wrong with the row as a whole."""
        columns = tuple(self.columns.values())
        line, row_fault = numbered
        inner = ["line", "row_fault", *(f"{self._text(texts.get(c.place))} AS t_{c.field}" for c in columns)]
        before = ["*", *(f"{made(f't_{c.field}')} AS b_{c.field}" for c in columns if (made := _type(c).before))]
        known = [f"t_{name}" for name in IDENTITY if name in self.columns]
        others = [f"t_{name}" for name in self.columns if name not in IDENTITY]
        nobody = " AND ".join(f"{name} IS NULL" for name in known) or "true"
        lead = f"coalesce({', '.join(others)})" if others else "CAST(NULL AS VARCHAR)"
        values = [f"CASE WHEN {nobody} THEN {lead}[:80] END AS lead"]
        values += [value for column in columns for value in _values(column, spare=self._spare(column))]
        outer = ["line", "row_fault", "lead", *(name for c in columns for name in _kept(c, spare=self._spare(c)))]
        relation = f"(SELECT {line} AS line, {row_fault} AS row_fault, * FROM {relation})"
        for wanted in (inner, before, ["*", *values]):
            relation = f"(SELECT {', '.join(wanted)} FROM {relation})"
        return f"SELECT {', '.join(outer)} FROM {relation}"

    def _spare(self, column: Column) -> str:
        """SQL: the cell need not be read. A day beside a start that has its own day says nothing more."""
        return "(b_start IS NOT NULL AND year(b_start) > 1900)" if column.field == "day" and self.has("start") else ""

    def _text(self, source: str | None) -> str:
        """A text, NULL when blank. Spaces around it are cut off here only where the file is padded: it costs."""
        if source is None:
            return "CAST(NULL AS VARCHAR)"
        return f"nullif(trim({source}), '')" if self.padded else f"nullif({source}, '')"

    def create(self, texts: Mapping[int, str], relation: str, parameters: Sequence[object] = ()) -> None:
        """The table from a relation whose rows come in the order of the file."""
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS {self.select(texts, relation)}", parameters)

    def append(self, texts: Mapping[int, str], relation: str) -> None:
        """More rows from a relation."""
        self.db.execute(f"INSERT INTO {self.name} {self.select(texts, relation)}")

    def empty(self) -> None:
        """The table without rows."""
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS {self.select({}, '(SELECT 1)')} LIMIT 0")

    def put(self, rows: Iterable[Row]) -> None:
        """Rows from Python: number in the file, cells in the places of the columns, what is wrong with the row."""
        places = sorted({column.place for column in self.columns.values()})
        texts = {place: f"(x->>{at + 2})" for at, place in enumerate(places)}
        numbered = ("CAST(x->>0 AS INTEGER)", "nullif(x->>1, '')")
        statement = f"INSERT INTO {self.name} {self.select(texts, _JSON_ROWS, numbered)}"
        for chunk in _chunks(rows):
            lines = [[number, fault, *(_cell(cells, place) for place in places)] for number, cells, fault in chunk]
            self.db.execute(statement, [json.dumps(lines, ensure_ascii=False)])

    def row(self) -> str:
        """SQL for the row's number in the file, from 1."""
        if not self.segments:
            return "line"
        cases = " ".join(f"WHEN rowid >= {start} THEN {shift}" for start, shift in reversed(self.segments))
        shift = f"(CASE {cases} END)" if len(self.segments) > 1 else str(self.segments[0][1])
        return f"coalesce(line, CAST(rowid + {shift} AS INTEGER))"

    def count(self) -> int:
        """Rows in the table."""
        return int(self.db.execute(f"SELECT count(*) FROM {self.name}").fetchall()[0][0])

    def mend(self) -> list[Column]:
        """Read with care what was not read fast. Returns the columns with more texts than are read so."""
        unread = []
        for column in self.columns.values():
            texts = self._texts(column)
            if texts:
                self._mend(column, texts)
            if len(texts) == MOST_TEXTS:
                unread.append(column)
        return unread

    def _texts(self, column: Column) -> list[str]:
        raw = f"raw_{column.field}"
        statement = (
            f"SELECT DISTINCT {raw} FROM {self.name} WHERE {raw} IS NOT NULL AND row_fault IS NULL LIMIT {MOST_TEXTS}"
        )
        return [row[0] for row in self.db.execute(statement).fetchall()]

    def _mend(self, column: Column, texts: Sequence[str]) -> None:
        cell_type = _type(column)
        read = [(text, read_cell(cell_type, text, column.options)) for text in texts]
        lines = [[text, one.code or None, *map(_plain, one.values)] for text, one in read]
        kinds = [kind for _, kind in cell_type.outputs]
        values = ", ".join(f"CAST(x->>{at + 2} AS {kind}) AS v{at}" for at, kind in enumerate(kinds))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE pay_mend (text VARCHAR, code VARCHAR, {_typed(kinds)})")
        statement = f"INSERT INTO pay_mend SELECT x->>0, x->>1, {values} FROM {_JSON_ROWS}"
        for start in range(0, len(lines), CHUNK):
            self.db.execute(statement, [json.dumps(lines[start : start + CHUNK], ensure_ascii=False)])
        sets = [f"{column.field}{suffix} = m.v{at}" for at, (suffix, _) in enumerate(cell_type.outputs)]
        if any(one.code for _, one in read):
            self.db.execute(f"ALTER TABLE {self.name} ADD COLUMN fault_{column.field} VARCHAR")
            self.faults.append(column.field)
            sets.append(f"fault_{column.field} = m.code")
        raw = f"raw_{column.field}"
        self.db.execute(f"UPDATE {self.name} SET {', '.join(sets)} FROM pay_mend AS m WHERE {raw} = m.text")
        self.db.execute("DROP TABLE pay_mend")


def _typed(kinds: Sequence[str]) -> str:
    return ", ".join(f"v{at} {kind}" for at, kind in enumerate(kinds))


def _type(column: Column) -> CellType:
    return TYPES[FIELDS[column.field]]


def _values(column: Column, *, spare: str) -> Iterator[str]:
    """The expressions of a column's values. `spare`: when none is needed."""
    cell_type, name = _type(column), column.field
    if cell_type.sql is None:
        yield from (f"CAST(NULL AS {kind}) AS {name}{suffix}" for suffix, kind in cell_type.outputs)
        return
    expressions = cell_type.sql(f"t_{name}", f"b_{name}", column.options)
    for (suffix, _), expression in zip(cell_type.outputs, expressions, strict=True):
        yield (
            f"CASE WHEN {spare} THEN NULL ELSE {expression} END AS {name}{suffix}"
            if spare
            else f"{expression} AS {name}{suffix}"
        )


def _kept(column: Column, *, spare: str) -> Iterator[str]:
    """The values of a column, and its text where there is one and no value."""
    names = [f"{column.field}{suffix}" for suffix, _ in _type(column).outputs]
    yield from names
    unread = " AND ".join(
        [*(f"{name} IS NULL" for name in names), *([f"NOT coalesce({spare}, false)"] if spare else [])]
    )
    yield f"CASE WHEN {unread} THEN t_{column.field} END AS raw_{column.field}"


def _cell(cells: Sequence[object], place: int) -> object:
    value = cells[place] if place < len(cells) else None
    return None if value is None else str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
