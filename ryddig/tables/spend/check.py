"""What a check of spend is: one SQL statement that judges bills; every outcome is given, what was kept is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from ryddig.domain.spend import SpendLimits

HERE: Final = Path(__file__).resolve().parent
# `found`, `due`: figures of the sentence; `other`: a text of it. `bill`: the bill that is asked about. `file_2`: the
# bill it is held against.
COLUMNS: Final[dict[str, str]] = {
    "bill": "INTEGER",
    "supplier": "VARCHAR",
    "on_day": "DATE",
    "outcome": "VARCHAR",
    "why": "VARCHAR",
    "ore": "BIGINT",
    "found": "BIGINT",
    "due": "BIGINT",
    "other": "VARCHAR",
    "file": "SMALLINT",
    "row": "INTEGER",
    "row_to": "INTEGER",
    "file_2": "SMALLINT",
    "row_2": "INTEGER",
}


@dataclass(frozen=True, slots=True)
class SpendCheck:
    """One check. `sql`: the statement, or what makes it from the limits."""

    id: str
    version: int
    sql: str | Callable[[SpendLimits], str]

    def statement(self, limits: SpendLimits) -> str:
        """The SQL with these limits."""
        return self.sql if isinstance(self.sql, str) else self.sql(limits)


def all_checks() -> tuple[SpendCheck, ...]:
    """Every check, in order: comparisons with contracts first, then the red flags."""
    names = [path.stem for letter in "sr" for path in sorted(HERE.glob(f"{letter}[0-9][0-9]_*.py"))]
    return tuple(import_module(f"{__package__}.{name}").CHECK for name in names)
