"""The law entries that a pay control may use, as a table: what stands behind each finding, by key `rule@from`."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Book, Entry, Series

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

SPACES: Final = frozenset({"rates", "working_time", "holiday_pay", "occupational_pension", "wages", "fines"})
CARDS: Final = ("deadlines.hms_card_valid", "deadlines.hms_card_check")
LAW: Final = """key VARCHAR, rule VARCHAR, since DATE, until DATE, value VARCHAR, figure BIGINT, unit VARCHAR,
    status VARCHAR, act VARCHAR, "at" VARCHAR, link VARCHAR, name_nb VARCHAR, name_nn VARCHAR, name_en VARCHAR"""
FOREVER: Final = date(9999, 12, 31)


def key_of(rule: str, since: object) -> str:
    """How a finding names an entry."""
    return f"{rule}@{since}"


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Table `law`: every entry in force on some day of the control, and the one before it."""
    db.execute(f"CREATE TABLE law ({LAW})")
    columns = [list(column) for column in zip(*_rows(control.book), strict=True)]
    db.execute(f"INSERT INTO law SELECT {', '.join('unnest(?)' for _ in columns)}", columns)


def _rows(book: Book) -> Iterator[tuple[object, ...]]:
    chosen = [series for name, series in book.series.items() if name.partition(".")[0] in SPACES or name in CARDS]
    for series in (*chosen, *(check.series for check in book.library.pay_checks.values())):
        until: object = FOREVER
        for entry in series.entries:
            yield _row(series, entry, until)
            until = entry.since


def _row(series: Series, entry: Entry, until: object) -> tuple[object, ...]:
    value, source, name = entry.value, entry.source, series.name
    of_law = (None if value is None else str(value), value if type(value) is int else None, series.unit)
    of_source = (str(entry.status), source.act, source.at, source.link)
    names = (name.nb, name.nn, name.en)
    return (key_of(series.id, entry.since), series.id, entry.since, until, *of_law, *of_source, *names)
