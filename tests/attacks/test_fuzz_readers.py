"""Every reader of files meets bytes that no program wrote: it answers, or refuses with words, and never falls."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as some

from ryddig.domain.errors import RyddigError
from ryddig.intake.archive_receipt import read_receipt
from ryddig.intake.firm_lists import read_names
from ryddig.intake.photos import prepare_photo
from ryddig.intake.read import read_files
from ryddig.intake.reading import NamedBytes
from ryddig.intake.self_report import read_report
from ryddig.records.evidence.kinds import PAPERS, kind_of
from ryddig.registers.doffin.read import read_notice
from ryddig.registers.ocds import read_package
from ryddig.registers.xml import parse_xml
from ryddig.reports.law import law_for
from ryddig.tables.payroll.run import open_tables
from ryddig.tables.read.pay_files import read_pay_files
from ryddig.tables.read.xlsx import read_workbook
from ryddig.tables.read.xml_records import xml_records
from tests.tables.pay_world import KEY, words
from tests.tables.workbooks import workbook

ON = date(2026, 11, 20)


def _on_disk(content: bytes, name: str, read: Callable[[Path], object]) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read(path)


FOLDER: Final = TemporaryDirectory(prefix="ryddig-fuzz-")  # taken away at the end


@cache
def _tables() -> DuckDBPyConnection:
    """One database for all cases, emptied before each: opening one for each took most of the time."""
    return open_tables((Path(FOLDER.name).resolve(),))


def _pay(name: str) -> Callable[[bytes], object]:
    def read(content: bytes) -> object:
        db, path = _tables(), Path(FOLDER.name).resolve() / name
        path.write_bytes(content)
        for (table,) in db.execute("SHOW TABLES").fetchall():
            db.execute(f'DELETE FROM "{table}"')
        return read_pay_files(db, [path], words=words(), key=KEY)

    return read


def _contracts(name: str) -> Callable[[bytes], object]:
    return lambda content: read_files([NamedBytes(name, content)], book=law_for([]).book, on=ON)


READERS: dict[str, Callable[[bytes], object]] = {
    "contracts csv": _contracts("a.csv"),
    "contracts xlsx": _contracts("a.xlsx"),
    "contracts xml": _contracts("a.xml"),
    "contracts json": _contracts("a.json"),
    "workbook": lambda content: read_workbook("a.xlsx", content),
    "pay csv": _pay("timer.csv"),
    "pay xlsx": _pay("timer.xlsx"),
    "pay pdf": _pay("slipp.pdf"),
    "pay xml": _pay("a.xml"),
    "pay json": _pay("lonn.json"),
    "notice": lambda content: read_notice(content, name="a.xml"),
    "ocds": lambda content: read_package(content, name="a.json"),
    "register xml": lambda content: parse_xml(content, name="a.xml"),
    "invoices": lambda content: _on_disk(
        content, "a.xml", lambda path: list(xml_records(path, {"a"}, max_bytes=10_000_000))
    ),
    "receipt": lambda content: read_receipt(content, name="a.xml"),
    "self-report": lambda content: read_report(NamedBytes("a.xlsx", content), law_for([]).book, on=ON),
    "firm names": lambda content: _on_disk(content, "a.csv", lambda path: read_names(path, "Navn")),
    "photo": prepare_photo,
    "kind of file": lambda content: kind_of(io.BytesIO(content), PAPERS),
}


def _jpeg() -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(kept, "JPEG")
    return kept.getvalue()


SEEDS = (
    b"Referanse;Tittel;Verdi\nA-1;Renhold;100\n",
    b"Ansattnr;Dato;Timer\n1;01.07.2026;7,5\n",
    b'<?xml version="1.0" encoding="UTF-8"?><a xmlns="urn:x"><b c="d">e</b></a>',
    b'{"releases": [{"ocid": "x", "contracts": [{"id": 1}]}], "values": [1, null, "x"]}',
    b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    workbook([["Referanse", "Tittel"], ["A-1", "Renhold"]]),
    _jpeg(),
)


@some.composite
def damaged(draw: some.DrawFn) -> bytes:
    """Bytes of nothing, or a file of some kind with pieces changed, cut or doubled."""
    content = bytearray(draw(some.one_of(some.binary(max_size=200), some.sampled_from(SEEDS))))
    for _ in range(draw(some.integers(0, 4))):
        if not content:
            break
        at = draw(some.integers(0, len(content) - 1))
        match draw(some.integers(0, 3)):
            case 0:
                content[at] = draw(some.integers(0, 255))
            case 1:
                del content[at:]
            case 2:
                content[at:at] = draw(some.binary(max_size=20))
            case _:
                content.extend(content[:at])
    return bytes(content)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_no_reader_falls(reader: str) -> None:
    @seed(2026)
    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(damaged())
    def read(content: bytes) -> None:
        with suppress(RyddigError):
            READERS[reader](content)

    read()


def test_the_seeds_are_files() -> None:
    with zipfile.ZipFile(io.BytesIO(SEEDS[5])) as archive:
        assert "xl/workbook.xml" in archive.namelist()
