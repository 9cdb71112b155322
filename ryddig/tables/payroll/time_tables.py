"""Tables made from the canonical ones: days and windows of the time lists, and the limits of working time."""

from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables."""
