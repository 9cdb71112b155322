"""The gravest findings first: what a person should look at before the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext
from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import NOTHING
from ryddig.reports.pay_formulas import Figures

# breaches before questions; then most money owed, most in question, farthest from what was due
GRAVEST: Final = """CASE outcome WHEN 'breach' THEN 0 WHEN 'question' THEN 1 ELSE 2 END,
    coalesce(owed_shown, 0) DESC, coalesce(asked_shown, 0) DESC,
    abs(found_shown - due_shown) * 1000 // greatest(abs(due_shown), 1) DESC NULLS LAST, finding"""
COLUMNS: Final = (
    *("finding", "check_id", "check_name", "worker", "first", "last", "outcome", "outcome_said"),
    *("found", "due", "shortfall", "in_question", "den", "unit", "unit_said"),
    *("why_said", "arithmetic", "rule", "source"),
    *("file_name", "rows", "columns_said", "file_name_2", "rows_2", "columns_said_2"),
)


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """One finding with its exact figures and everything that is said of it."""

    number: int
    check: str
    name: str
    worker: str
    first: date
    last: date
    outcome: str
    outcome_said: str
    unit: str
    unit_said: str
    found: Fraction | None
    due: Fraction | None
    shortfall: Fraction
    in_question: Fraction
    why: str
    arithmetic: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    places: tuple[str, ...]

    def figures(self, amount: Fraction) -> Figures:
        """What the formula of an amount is made of."""
        return Figures(self.unit, self.found, self.due, amount, self.arithmetic)


def gravest(db: DuckDBPyConnection, condition: str, *, at_most: int) -> Iterator[ToldFinding]:
    """Findings that meet `condition` (SQL over `findings_told`, never from outside), gravest first."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    chosen = f"SELECT {names} FROM findings_told WHERE {condition} ORDER BY {GRAVEST} LIMIT {at_most:d}"  # noqa: S608 - our own names
    yield from map(_told, db.execute(chosen).fetchall())


def _told(row: Sequence[Any]) -> ToldFinding:
    of: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    den = int(of["den"])
    exact = {name: None if of[name] is None else Fraction(of[name], den) for name in ("found", "due")}
    amounts = [Fraction(of[name] or 0, den) for name in ("shortfall", "in_question")]
    places = (_place(of, ""), _place(of, "_2"))
    return ToldFinding(
        number=of["finding"],
        check=_text(of["check_id"]),
        name=_text(of["check_name"]),
        worker=_text(of["worker"]),
        first=of["first"],
        last=of["last"],
        outcome=_text(of["outcome"]),
        outcome_said=_text(of["outcome_said"]),
        unit=_text(of["unit"]),
        unit_said=_text(of["unit_said"]),
        found=exact["found"],
        due=exact["due"],
        shortfall=amounts[0] or NOTHING,
        in_question=amounts[1] or NOTHING,
        why=_text(of["why_said"]),
        arithmetic=_text(of["arithmetic"]),
        rules=_parts(of["rule"]),
        sources=_parts(of["source"]),
        places=tuple(place for place in places if place),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _parts(value: object) -> tuple[str, ...]:
    return tuple(_text(value).split(" | ")) if value else ()


def _place(of: dict[str, object], which: str) -> str:
    name, rows, columns = (_text(of[column + which]) for column in ("file_name", "rows", "columns_said"))
    if not name:
        return ""
    row = gettext("%(file)s, row %(rows)s") % {"file": name, "rows": rows} if rows else name
    return f"{row} ({columns})" if columns else row
