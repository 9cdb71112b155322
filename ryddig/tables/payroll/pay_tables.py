"""Tables made from the canonical ones: what is due and what was paid, by payslip and day."""

from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables."""
