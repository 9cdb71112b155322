"""The reports of a run: they name the files as they were sent, in the buyer's language."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext

from ryddig.intake.pay_control import PayResult
from ryddig.intake.pay_readings import without_person
from ryddig.reports.formats import number
from ryddig.reports.pay_control import PayReport, made_report
from ryddig.reports.pay_labels import pay_label
from ryddig.tables.read.pay_reading import FileReading

RENAME: Final = "UPDATE files SET name = replace(name, ?, ?)"


def report_of(made: PayResult, *, names: Mapping[str, str], on: date, buyer: str) -> PayReport:
    """The finished control as the reports take it. `names`: what the files were called when they came, by the name they
    have in the run. After this the tables hold the names."""
    for run_name, name in names.items():
        made.db.execute(RENAME, [run_name, name])
    readings = tuple(_named(one, names) for one in made.readings)
    report = made_report(made.db, made.control, made.coverage, files=readings, made_on=on)
    return replace(report, asked_by=buyer, notes=tuple(_notes(made)))


def _named(reading: FileReading, names: Mapping[str, str]) -> FileReading:
    found = next((run_name for run_name in names if run_name in reading.file), "")
    named = reading.file.replace(found, names[found]) if found else reading.file
    return replace(reading, file=named, rejected=tuple(map(without_person, reading.rejected)))


def _notes(made: PayResult) -> Iterator[str]:
    for table, count in made.left_out.items():
        if count:
            places = {"count": number(count), "what": pay_label("table", table)}
            yield gettext("Outside the period and left out: %(count)s rows of %(what)s.") % places
