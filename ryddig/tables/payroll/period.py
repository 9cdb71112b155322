"""The days of a control: which the rows cover, and which rows lie outside."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from duckdb import DuckDBPyConnection

# the days that rows of each table speak of, as (first, last)
DAYS: Final = {"shifts": ("on_day", "on_day"), "slips": ("first", "last"), "crew": ("on_day", "on_day")}
CUT: Final = DAYS | {"invoices": ("first", "last")}  # cut to the days of the control, but no reason to control a day


def days_covered(db: DuckDBPyConnection) -> tuple[date | None, date | None]:
    """The first and the last day of work or pay that any row speaks of."""
    each = (f'SELECT "{first}" AS first, "{last}" AS last FROM {name}' for name, (first, last) in DAYS.items())
    found = db.execute(f"SELECT min(first), max(last) FROM ({' UNION ALL '.join(each)})").fetchone()
    return (found[0], found[1]) if found else (None, None)


def keep_days(db: DuckDBPyConnection, first: date, last: date) -> Mapping[str, int]:
    """Take out rows that are not wholly inside the days, and say how many of each table."""
    left_out = {}
    for name, (begins, ends) in CUT.items():
        outside = f'"{begins}" < ? OR "{ends}" > ?'
        counted = db.execute(f"SELECT count(*) FROM {name} WHERE {outside}", [first, last]).fetchone()
        if counted and counted[0]:
            left_out[name] = counted[0]
            db.execute(f"DELETE FROM {name} WHERE {outside}", [first, last])
    if "slips" in left_out:
        db.execute("DELETE FROM lines WHERE slip NOT IN (SELECT slip FROM slips)")
    return left_out
