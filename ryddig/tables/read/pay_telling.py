"""What is wrong in a stage, told with row, column, what was expected and the cure, and counted without bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ryddig.domain.problems import Problem, Severity, Where, shown
from ryddig.tables.read.pay_faults import NOTES, PAY_KINDS
from ryddig.tables.read.pay_heads import place_name
from ryddig.tables.read.pay_reading import TOLD_OF_ONE_CODE, Told
from ryddig.tables.read.pay_stage import Column, Stage

SECRET: Final = frozenset(["worker_no", "national_id", "name", "first_name", "last_name", "account", "holder", "card"])


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a sheet, for messages."""

    file: str
    sheet: str = ""

    def row(self, number: int | None = None) -> Where:
        """A row, or the whole file."""
        return Where(self.file, self.sheet, number)

    def cell(self, number: int | None, column: Column) -> Where:
        """A cell."""
        return Where(self.file, self.sheet, number, column.heading, place_name(column))


def problem(code: str, where: Where, found: str = "", **params: object) -> Problem:
    """The problem of that code."""
    kind = PAY_KINDS[code]
    cut = shown(found)
    severity = Severity.NOTE if code in NOTES else Severity.ERROR
    given = {"found": cut, **params}
    return Problem(code, kind.message, where, cut, kind.expected, kind.hint, given, severity)


def tell_cells(stage: Stage, place: Place, told: Told, *, only: frozenset[str] | None = None) -> None:
    """Cells that could not be read, or were read with a remark: the first row of each text."""
    for name in stage.faults:
        column = stage.columns[name]
        statement = f"""SELECT fault_{name}, raw_{name}, min({stage.row()}) AS first, count(*)
            FROM {stage.name} WHERE fault_{name} IS NOT NULL AND row_fault IS NULL GROUP BY 1, 2 ORDER BY first"""
        cursor = stage.db.execute(statement)
        seen: dict[str, int] = {}
        for code, raw, number, times in cursor.fetchall():
            if only is not None and code not in only:
                continue
            seen[code] = seen.get(code, 0) + 1
            if seen[code] > TOLD_OF_ONE_CODE:
                told.count(code, times)
                continue
            found = "" if name in SECRET else raw
            told.tell(problem(code, place.cell(number, column), found, **_params(code)))
            told.count(code, times - 1)


def _params(code: str) -> Mapping[str, object]:
    return {"limit": 200, "allowed": ""} if code in ("text.too_long", "choice.unknown") else {}


def tell_rows(stage: Stage, statement: str, place: Place, *, told: Told) -> int:
    """Rows that were not read: `statement` gives code, row and the text the row begins with. Returns how many."""
    stage.db.execute(f"CREATE OR REPLACE TEMP TABLE pay_told AS {statement}")
    counted = stage.db.execute("SELECT code, count(*) FROM pay_told GROUP BY 1 ORDER BY 1").fetchall()
    rejected = 0
    for code, count in counted:
        if code not in ("row.total", "row.heading_again", "worked_hours.zero", "row.blank"):
            rejected += count
        if code in ("cell", "row.blank"):
            continue
        rows = stage.db.execute(
            f"SELECT row, found FROM pay_told WHERE code = ? ORDER BY row LIMIT {TOLD_OF_ONE_CODE}", [code]
        ).fetchall()
        for number, found in rows:
            told.tell(problem(code, place.row(number), found or "" if code == "row.total" else ""))
        told.count(code, count - len(rows))
    stage.db.execute("DROP TABLE pay_told")
    return rejected
