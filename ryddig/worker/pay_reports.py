"""The reports of a run as files: findings.csv, report.xlsx, report.pdf, report.json."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ryddig.intake.pay_control import PayResult
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_csv import write_csv
from ryddig.reports.pay_json import write_json
from ryddig.reports.pay_pdf import pay_pdf
from ryddig.reports.pay_told import prepare_told
from ryddig.reports.pay_xlsx import write_xlsx
from ryddig.tables.read.pay_reading import FileReading
from ryddig.worker.stopping import go_on


def write_reports(made: PayResult, *, names: Mapping[str, str], folder: Path, on: date, buyer: str) -> Iterator[Path]:
    """Write them one by one. `names`: what the files were called when they came, by the name they have in the run."""
    for number, name in names.items():
        made.db.execute("UPDATE files SET name = replace(name, ?, ?)", [number, name])
    readings = tuple(_named(one, names) for one in made.readings)
    report = PayReport(made.db, made.control, made.coverage, readings, made.sums, on, asked_by=buyer)
    prepare_told(report)
    for name, write in (("findings.csv", write_csv), ("report.xlsx", write_xlsx), ("report.json", write_json)):
        go_on()
        write(report, folder / name)
        yield folder / name
    go_on()
    (folder / "report.pdf").write_bytes(pay_pdf(report))
    yield folder / "report.pdf"


def _named(reading: FileReading, names: Mapping[str, str]) -> FileReading:
    own = next((name for number, name in names.items() if reading.file.startswith(number)), reading.file)
    return replace(reading, file=own)
