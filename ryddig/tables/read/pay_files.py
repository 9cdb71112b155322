"""The files of a pay control into the canonical tables: the one door to all readers."""

from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from ryddig.tables.read.pay_layout import Layout
from ryddig.tables.read.pay_reading import FileReading, PayWords, Progress


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
    raise NotImplementedError
