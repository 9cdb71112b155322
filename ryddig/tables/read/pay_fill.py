"""From a stage into its canonical table: rows that are whole go in, all others are told with why they did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ryddig.tables.payroll.canonical import TABLES
from ryddig.tables.read.pay_aliases import alias, digits_of
from ryddig.tables.read.pay_fields import FIELDS, IDENTITY, PERSON_FACTS, Kind
from ryddig.tables.read.pay_persons import intern
from ryddig.tables.read.pay_reading import Told
from ryddig.tables.read.pay_stage import Stage
from ryddig.tables.read.pay_telling import Place, problem, tell_cells, tell_rows

TOTALS: Final = """'sum', 'sum:', 'totalt', 'total', 'totalt:', 'total:', 'i alt', 'sum timer', 'grand total',
    'totalsum', 'sum totalt'"""
# fields whose fault costs the whole row, since the row would say something else without them
STOPPING: Final[Mapping[str, tuple[str, ...]]] = {
    "timesheet": ("day", "start", "end", "first", "last", "span", "hours", "break", "overtime_hours", "ordinary_hours"),
    "crew": ("day", "start", "end", "first", "last"),
    "payslips": ("period", "first", "last"),
    "wage_lines": ("period", "first", "last", "day", "amount", "hours"),
    "payments": ("paid_on", "day", "amount"),
    "members": ("period", "first", "last"),
    "employed": ("first", "last", "started_on", "ended_on"),
    "plans": ("told_on", "starts_on"),
}
MISSING: Final[Mapping[str, str]] = {
    "on_day": "date.missing",
    "first": "period.missing",
    "paid_on": "date.missing",
    "starts_on": "date.missing",
    "ore": "amount.missing",
}
_REMARKS: Final = ("orgnr.check_digit", "line.kind_unknown")


@dataclass(slots=True)
class Filling:
    """A stage on its way: its kind, the number of its file, and what is told of it. `from_fields`: canonical column ->
    field that filled it."""

    stage: Stage
    kind: Kind
    file: int
    key: bytes
    place: Place
    told: Told
    weak: bool = False
    join: str = ""
    rows: int = 0
    rejected: int = 0
    from_fields: dict[str, str] = field(default_factory=dict)

    def field_for(self, column: str) -> str:
        """The field of the file that fills a canonical column; empty when none does."""
        fields = self.kind.columns.get(column, ())
        return next((name for name in fields if self.stage.has(name)), "")


def output(column: str, name: str) -> str:
    """SQL of a field's value for a canonical column."""
    kind = FIELDS[name]
    suffix = {"moment": "_on", "month": "_last" if column == "last" else "_first"}.get(kind, "")
    if kind == "occupation":
        suffix = "_category" if column == "category" else "_trade"
    value = f"s.{name}{suffix}"
    return f"CAST(round({value} / 100.0) AS INTEGER)" if name == "share_percent" else value


def begin(filling: Filling) -> None:
    """Mend what was not read fast, note persons and accounts."""
    stage = filling.stage
    _mark_others(stage)
    for column in stage.mend():
        where = filling.place.cell(None, column)
        filling.told.tell(problem("column.too_many_texts", where, heading=column.heading))
    filling.join = intern(stage, filling.file)
    for name, kind in (("account", "account"), ("card", "card")):
        if stage.has(name):
            _aliases(filling, name, kind)
    tell_cells(stage, filling.place, filling.told)


def _mark_others(stage: Stage) -> None:
    """Rows of sums, and headings that stand once more, are about nobody."""
    for code, condition in (("row.total", _totals(stage)), ("row.heading_again", _headings(stage))):
        where = f"row_fault IS NULL AND ({condition})"
        if stage.db.execute(f"SELECT 1 FROM {stage.name} AS s WHERE {where} LIMIT 1").fetchone():
            stage.db.execute(f"UPDATE {stage.name} AS s SET row_fault = '{code}' WHERE {where}")


def _aliases(filling: Filling, name: str, kind: str) -> None:
    """Replace the texts of a column by pseudonyms."""
    db, table = filling.stage.db, filling.stage.name
    texts = [row[0] for row in db.execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL").fetchall()]
    db.execute("CREATE OR REPLACE TEMP TABLE pay_alias (text VARCHAR, alias VARCHAR)")
    aliases = [alias(filling.key, kind, digits_of(text) or text.casefold().strip()) for text in texts]
    db.execute("INSERT INTO pay_alias SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [texts, aliases])
    db.execute(f"UPDATE {table} SET {name} = a.alias FROM pay_alias AS a WHERE {table}.{name} = a.text")


def nobody(stage: Stage) -> str:
    """SQL: no identity stands in the row."""
    known = [f"s.{name} IS NULL" for name in IDENTITY if stage.has(name)]
    return " AND ".join(known) or "true"


def _totals(stage: Stage) -> str:
    """SQL: the row begins with a word for a sum. Most rows begin with a figure, and are done with by that."""
    texts = ["s.lead", *(f"s.{name}" for name in IDENTITY if stage.has(name))]
    return " OR ".join(
        f"(ascii({text}) > 57 AND (lower(trim({text})) IN ({TOTALS}) OR lower({text}) LIKE 'sum %'))" for text in texts
    )


def _headings(stage: Stage) -> str:
    known = [(name, stage.columns[name].heading.replace("'", "''")) for name in IDENTITY if stage.has(name)]
    return " OR ".join(f"s.{name} = '{heading}'" for name, heading in known) or "false"


def base_rejects(filling: Filling, *, needs_worker: bool = True) -> str:
    """SQL cases, in order: why a row is not read, whatever its kind."""
    stage = filling.stage
    stopping = [name for name in stage.faults if name in STOPPING.get(filling.kind.name, ())]
    remarks = ", ".join(f"'{code}'" for code in _REMARKS)
    broken = " OR ".join(f"s.fault_{name} NOT IN ({remarks})" for name in stopping) or "false"
    blank = f"s.lead IS NULL AND {nobody(stage)}"
    worker = f"WHEN {nobody(stage)} THEN 'worker.missing'" if needs_worker else ""
    return f"""WHEN s.row_fault IS NULL AND {blank} THEN 'row.blank' WHEN s.row_fault IS NOT NULL THEN s.row_fault
        {worker} WHEN {broken} THEN 'cell'"""


def insert(filling: Filling, values: Mapping[str, str], *, needs_worker: bool = True) -> None:
    """Rows of a kind whose columns stand in the file as they are."""
    stage, table = filling.stage, filling.kind.table
    needed = " ".join(
        f"WHEN {values.get(name, 'NULL')} IS NULL THEN '{MISSING[name]}'" for name in filling.kind.required
    )
    if "first" in values and "last" in values:
        needed += f" WHEN {values['last']} < {values['first']} THEN 'period.backwards'"
    reject = f"CASE {base_rejects(filling, needs_worker=needs_worker)} {needed} END"
    source = f"FROM {stage.name} AS s LEFT JOIN pay_people AS p ON {filling.join}"
    names = ", ".join(values)
    stage.db.execute(f"""INSERT INTO {table} (worker, {names}, file, row)
        SELECT p.person, {", ".join(values.values())}, {filling.file}, {row_of(stage)} {source}
        WHERE {reject} IS NULL""")
    count_rows(filling)
    if filling.rows < stage.count():
        tell_left_out(filling, f"SELECT {reject} AS code, {row_of(stage)} AS row, {lead(stage)} AS found {source}")


def row_of(stage: Stage) -> str:
    """The row's number, where the stage is `s`."""
    return stage.row().replace("rowid", "s.rowid").replace("line", "s.line")


def lead(stage: Stage) -> str:
    """What the row begins with, for totals."""
    first = next((f"s.{name}" for name in IDENTITY if stage.has(name)), "NULL")
    return f"coalesce({first}, s.lead)"


def count_rows(filling: Filling, table: str = "") -> None:
    """How many rows of the file went in."""
    counted = filling.stage.db.execute(
        f"SELECT count(*) FROM {table or filling.kind.table} WHERE file = ?", [filling.file]
    ).fetchone()
    filling.rows = int(counted[0]) if counted else 0


def tell_left_out(filling: Filling, statement: str) -> None:
    """Tell the rows that did not go in."""
    only = f"SELECT * FROM ({statement}) WHERE code IS NOT NULL"
    filling.rejected = tell_rows(filling.stage, only, filling.place, told=filling.told)


def plain_values(filling: Filling, columns: Sequence[str]) -> dict[str, str]:
    """Canonical columns that a field of the file fills."""
    found = {}
    for column in columns:
        name = filling.field_for(column)
        if name:
            found[column] = output(column, name)
            filling.from_fields[column] = name
    return found


def fill_plain(filling: Filling) -> None:
    """Cards, members, payments, plans, employments, contracts: one row of the file is one row of the table."""
    values = plain_values(filling, tuple(filling.kind.columns))
    values.pop("holder", None)
    if filling.kind.table == "plans":
        insert(filling, values, needs_worker=False)
        return
    insert(filling, values)
    if filling.stage.has("holder"):
        note_holders(filling)


def note_holders(filling: Filling) -> None:
    """Who owns the account of each payment; compared with the worker when all files are read."""
    stage = filling.stage
    stage.db.execute(f"""INSERT INTO pay_holders SELECT x.rowid, x.worker, s.holder
        FROM payments AS x JOIN {stage.name} AS s ON x.row = {row_of(stage)} WHERE x.file = {filling.file}
        AND s.holder IS NOT NULL""")


def fill_facts(filling: Filling) -> None:
    """What the file says of the person: birth date, start, apprentice and so on."""
    stage = filling.stage
    own = set(filling.kind.columns) if filling.kind.table in ("shifts", "slips", "lines", "cards", "crew") else set()
    values = {name: output(name, name) for name in PERSON_FACTS if stage.has(name) and name not in own}
    if stage.has("occupation") and filling.kind.name == "people":
        values.update({name: output(name, "occupation") for name in ("trade", "category")})
    if not values or (set(values) == {"employer"} and filling.kind.table == "members"):
        return
    filling.from_fields.update({f"workers.{name}": name for name in values})
    given = " OR ".join(f"{value} IS NOT NULL" for value in values.values())
    stage.db.execute(f"""INSERT INTO pay_person_facts (person, file, row, {", ".join(values)})
        SELECT p.person, {filling.file}, min({row_of(stage)}), {", ".join(values.values())}
        FROM {stage.name} AS s JOIN pay_people AS p ON {filling.join} WHERE {given} GROUP BY ALL""")
    if filling.kind.name == "people":
        filling.rows = filling.stage.count()


def canonical_columns(filling: Filling) -> dict[str, str]:
    """Canonical column -> heading, for table `files`."""
    found = {}
    for column, name in filling.from_fields.items():
        table = "slips" if filling.kind.table == "lines" and column in ("first", "last") else filling.kind.table
        full = column if "." in column else f"{table}.{column}"
        found[full] = filling.stage.columns[name].heading if filling.stage.has(name) else name
    return found


def missing_columns(filling: Filling) -> tuple[str, ...]:
    """Canonical columns of the kind that nothing in the file fills."""
    given = canonical_columns(filling)
    columns = TABLES[filling.kind.table].replace("\n", " ").split(", ")
    names = [column.split()[0] for column in columns]
    unasked = {"worker", "file", "row", "shift", "slip", "pseudonym", "clocked", "start_min", "end_min"}
    full = [f"{filling.kind.table}.{name}" for name in names if name not in unasked]
    return tuple(name for name in full if name not in given)
