"""The files of a pay control into the canonical tables: the one door to all readers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection

from ryddig.domain.errors import UserCanFix
from ryddig.domain.problems import Where, problem_of
from ryddig.tables.read.pay_fields import KINDS
from ryddig.tables.read.pay_fill import Filling, begin, canonical_columns, fill_facts, fill_plain, missing_columns
from ryddig.tables.read.pay_finish import finish
from ryddig.tables.read.pay_invoices import is_invoice, read_invoices
from ryddig.tables.read.pay_layout import Layout
from ryddig.tables.read.pay_persons import prepare
from ryddig.tables.read.pay_probe import Probe, probe
from ryddig.tables.read.pay_reading import FileReading, PayWords, Progress, Told
from ryddig.tables.read.pay_sheets import Staged, stages_of
from ryddig.tables.read.pay_shifts import fill_crew, fill_shifts
from ryddig.tables.read.pay_slips import fill_lines, fill_slips

_FILLERS = {"shifts": fill_shifts, "crew": fill_crew, "slips": fill_slips, "lines": fill_lines}


@dataclass(slots=True)
class _Result:
    """A file or sheet on its way to a FileReading."""

    file: str
    form: str = ""
    sha256: str = ""
    told: Told = field(default_factory=Told)
    filling: Filling | None = None
    invoices: Probe | None = None
    ready: FileReading | None = None

    def reading(self) -> FileReading:
        """What became of it, when all is finished."""
        if self.ready is not None:
            return self.ready
        filling = self.filling
        return FileReading(
            self.file,
            filling.file if filling else 0,
            filling.kind.name if filling else "",
            self.form,
            self.sha256,
            max(0, filling.rows) if filling else 0,
            filling.rejected if filling else 0,
            self.told.in_order(),
            dict(self.told.counts),
            canonical_columns(filling) if filling else {},
            missing_columns(filling) if filling else (),
        )


def read_pay_files(
    db: DuckDBPyConnection,
    paths: Sequence[Path],
    *,
    words: PayWords,
    key: bytes,
    layouts: Sequence[Layout] = (),
    default_kind: str | None = None,
    progress: Progress | None = None,
) -> tuple[FileReading, ...]:
    """Read the files into the canonical tables of `db` (from `payroll.run.open_tables`, which must be allowed to read
    their folders), and say what became of each. What is wrong in them becomes problems, never an exception.

    `words`: from `intake.pay_words.pay_words(book)`. `key`: for the pseudonyms. `layouts`: of payslips in PDF.
    `default_kind`: of files whose headings do not tell. `progress(file, done, of)` is called after each file.
    """
    prepare(db)
    results: list[_Result] = []
    for done, path in enumerate(paths, start=1):
        for result in _read(db, Path(path), words=words, key=key, layouts=layouts, default_kind=default_kind):
            number = len([one for one in results if one.filling is not None or one.ready is not None]) + 1
            if result.invoices is not None:
                result.ready = read_invoices(db, result.invoices, number)
            elif result.filling is not None:
                result.filling.file = number
                _fill(db, result.filling)
            results.append(result)
        if progress is not None:
            progress(Path(path).name, done, len(paths))
    finish(db, key, {one.filling.file: one.filling for one in results if one.filling is not None})
    readings = tuple(result.reading() for result in results)
    for reading in readings:
        _note_file(db, reading)
    return readings


def _read(
    db: DuckDBPyConnection,
    path: Path,
    *,
    words: PayWords,
    key: bytes,
    layouts: Sequence[Layout],
    default_kind: str | None,
) -> Iterator[_Result]:
    """Each list in the file, staged. A file that cannot be read is one result with the reason."""
    found: Probe | None = None
    try:
        found = probe(path)
        if is_invoice(found):
            yield _Result(found.name, found.format, found.sha256, invoices=found)
            return
        for staged in stages_of(db, found, words=words, layouts=layouts, default_kind=default_kind):
            yield _result(found, staged, key)
    except UserCanFix as error:
        result = _Result(path.name, found.format if found else "", found.sha256 if found else "")
        result.told.tell(problem_of(error, Where(path.name)))
        yield result


def _result(found: Probe, staged: Staged, key: bytes) -> _Result:
    name = f"{found.name} [{staged.place.sheet}]" if staged.place.sheet else found.name
    result = _Result(name, staged.form, found.sha256, staged.told)
    if staged.stage is not None:
        result.filling = Filling(staged.stage, KINDS[staged.kind], 0, key, staged.place, staged.told, staged.weak)
    return result


def _fill(db: DuckDBPyConnection, filling: Filling) -> None:
    begin(filling)
    if filling.kind.columns:
        _FILLERS.get(filling.kind.table, fill_plain)(filling)
    fill_facts(filling)
    db.execute(f"DROP TABLE {filling.stage.name}")


def _note_file(db: DuckDBPyConnection, reading: FileReading) -> None:
    if reading.number:
        db.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, map_from_entries(list_zip(?::VARCHAR[], ?::VARCHAR[])))",
            [
                reading.number,
                reading.file,
                reading.kind,
                reading.sha256,
                list(reading.columns),
                list(reading.columns.values()),
            ],
        )
