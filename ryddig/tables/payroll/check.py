"""What a check on large tables is: one SQL statement that judges, and what it needs.

The statement gives one row a judgement, with the columns of `COLUMNS` by name; those it leaves out are NULL. Every
outcome is given, `kept` too: what was kept is counted, the rest is told. Amounts are exact: `found`, `due`, `shortfall`
and `in_question` are whole numbers over `den` (NULL: 1), in `unit`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from ryddig.domain.pay_control import Firm

HERE: Final = Path(__file__).resolve().parent
LETTERS: Final = {"p": "PAY", "t": "TIME", "o": "OTP", "h": "HMS", "r": "RF"}
# `rules`: keys of table `law`. `arithmetic`: figures and signs. (file, row, row_to) twice: the payslip or what else was
# judged, and the rows of the time list it was judged against; a NULL `row_to` is the row itself.
COLUMNS: Final[dict[str, str]] = {
    "worker": "INTEGER",
    "first": "DATE",
    "last": "DATE",
    "outcome": "VARCHAR",
    "found": "HUGEINT",
    "due": "HUGEINT",
    "shortfall": "HUGEINT",
    "in_question": "HUGEINT",
    "den": "HUGEINT",
    "unit": "VARCHAR",
    "why": "VARCHAR",
    "arithmetic": "VARCHAR",
    "rules": "VARCHAR[]",
    "file": "SMALLINT",
    "row": "INTEGER",
    "row_to": "INTEGER",
    "file_2": "SMALLINT",
    "row_2": "INTEGER",
    "row_2_to": "INTEGER",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `needs`: canonical tables that must hold rows, else it cannot be tested. `reads`: the canonical
    columns it judges by (`slips.rate`), so that a finding can name its cells. `sql`: the statement, or what makes it
    from the firm's facts. `sums_up`: it reads the findings of the checks before it.
    """

    id: str
    version: int
    needs: tuple[str, ...]
    reads: tuple[str, ...]
    sql: str | Callable[[Firm], str]
    sums_up: bool = False

    def statement(self, firm: Firm) -> str:
        """The SQL for this firm."""
        return self.sql if isinstance(self.sql, str) else self.sql(firm)


def check_files() -> tuple[Path, ...]:
    """The files that hold checks, in order of their ids: p01_… is PAY-01."""
    found = (path for path in HERE.glob("[pthor][0-9][0-9]_*.py"))
    return tuple(sorted(found, key=lambda path: ("ptohr".index(path.name[0]), path.name)))


def all_checks() -> tuple[Check, ...]:
    """Every check that comes with Ryddig."""
    return tuple(import_module(f"{__package__}.{path.stem}").CHECK for path in check_files())
