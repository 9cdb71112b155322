"""Files of a pay control, written and read by the tests."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from ryddig.intake.pay_words import pay_words
from ryddig.lawbook import load
from ryddig.tables.payroll.run import open_tables
from ryddig.tables.read.pay_files import read_pay_files
from ryddig.tables.read.pay_reading import FileReading, PayWords

KEY = b"a key of the tests, and no other"


@lru_cache(maxsize=1)
def words() -> PayWords:
    """The words of the glossary."""
    return pay_words(load())


def read(folder: Path, files: Mapping[str, str | bytes], **more: Any) -> tuple[DuckDBPyConnection, list[FileReading]]:
    """Write the files, and read them in their order."""
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        paths.append(path)
    return read_paths(paths, **more)


def read_paths(paths: list[Path], **more: Any) -> tuple[DuckDBPyConnection, list[FileReading]]:
    """Read files where they lie."""
    db = open_tables(tuple({path.resolve().parent for path in paths}))
    return db, list(read_pay_files(db, paths, words=words(), key=KEY, **more))


def rows(db: DuckDBPyConnection, statement: str) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    return [tuple(row) for row in db.execute(statement).fetchall()]


def codes(readings: list[FileReading]) -> set[str]:
    """Every code that was told."""
    return {code for reading in readings for code in reading.counts}
