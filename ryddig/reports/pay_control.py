"""What the reports of a pay control are made of. They read, count and write; they never judge."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext
from duckdb import DuckDBPyConnection

from ryddig.domain.pay_control import Coverage
from ryddig.reports.formats import kroner, number
from ryddig.reports.pay_labels import READINGS
from ryddig.tables.payroll.plain_readings import pay_readings, plain_readings
from ryddig.tables.payroll.run import Control
from ryddig.tables.payroll.sums import PaySums, pay_sums
from ryddig.tables.read.pay_reading import FileReading

ORE: Final = "_ore"


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A figure counted in another usual way, such as by calendar day, beside our own: what was counted, how many (or
    how many øre). `code`: its name for programs."""

    code: str
    name: str
    count: int
    note: str = ""

    @property
    def in_ore(self) -> bool:
        """Whether the count is of øre."""
        return self.code.endswith(ORE)

    @property
    def said(self) -> str:
        """The figure in words."""
        return kroner(self.count) if self.in_ore else number(self.count)


@dataclass(frozen=True, slots=True)
class PayReport:
    """A finished control. `db` holds the canonical tables, `law` and `findings`. `asked_by`: for whom it is made, may
    be empty. `notes`: what the door has to say of the run (days taken from the files, rows outside), in words."""

    db: DuckDBPyConnection
    control: Control
    coverage: tuple[Coverage, ...]
    files: tuple[FileReading, ...]
    sums: PaySums
    made_on: date
    readings: tuple[OtherReading, ...] = ()
    asked_by: str = ""
    notes: tuple[str, ...] = field(default=())


def made_report(
    db: DuckDBPyConnection,
    control: Control,
    coverage: Sequence[Coverage],
    *,
    files: Sequence[FileReading],
    made_on: date,
) -> PayReport:
    """The report of a control that has run, with its sums and the other readings, in the language in use."""
    with ThreadPoolExecutor(1) as beside:  # the database counts while the sums are added here
        counted = beside.submit(_counted_otherwise, db)
        sums = pay_sums(db, control)
        readings = tuple(_other_readings(counted.result()))
    return PayReport(db, control, tuple(coverage), tuple(files), sums, made_on, readings=readings)


def _counted_otherwise(db: DuckDBPyConnection) -> dict[str, int]:
    """Nothing where there are no timesheets to count in."""
    with closing(db.cursor()) as lane:
        if lane.execute("SELECT 1 FROM shifts LIMIT 1").fetchone() is None:
            return {}
        return plain_readings(lane) | pay_readings(lane)


def _other_readings(found: Mapping[str, int]) -> list[OtherReading]:
    return [
        OtherReading(code, gettext(name), found[code], gettext(note))
        for code, (name, note) in READINGS.items()
        if code in found
    ]
