"""Which files are opened at all, and that one bad file does not stop the rest."""

import os
from pathlib import Path

import pytest

from ryddig.intake.reading import NamedBytes, Reading
from ryddig.tables.read.limits import MAX_NOTICE_BYTES, MIB
from tests.intake.lists import ON, book, codes, csv, read
from tests.tables.workbooks import workbook

LIST = csv("Avtalenummer;Tittel", "A-1;x")
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK\x03\x04", "file.unknown_type"),
        ("uten-ending", b"a;b", "file.unknown_type"),
        ("a.xls", OLD_EXCEL, "file.unknown_type"),
        ("a.xlsx", OLD_EXCEL, "file.old_or_locked"),
        ("a.xlsx", b"Avtalenummer;Tittel\nA-1;x\n", "file.wrong_type"),
        ("a.csv", workbook([["Referanse", "Tittel"]]), "file.wrong_type"),
        ("a.csv", b"%PDF-1.7 ...", "file.wrong_type"),
        ("a.csv", b'{"releases": []}', "file.wrong_type"),
        ("a.xml", b'{"releases": []}', "file.wrong_type"),
        ("a.json", b"<x/>", "file.wrong_type"),
        ("a.csv", b"", "file.empty"),
        ("a.csv", b" \n \n", "file.empty"),
        ("a.xml", b"<html><body/></html>", "notice.unknown_root"),
        ("a.json", b'{"noe": 1}', "ocds.not_ocds"),
        ("a.json", b"[" * 100_000, ""),
        ("a.xml", LAUGHS, ""),
        ("a.xml", OUTSIDE, ""),
        ("a.xml", b"<a>" * 200_000, ""),
    ],
)
def test_what_is_refused_and_the_rest_read(name: str, content: bytes, code: str) -> None:
    reading = read(NamedBytes(name, content), LIST)
    assert len(reading.errors) == 1
    assert codes(reading) == [code or reading.errors[0].code]
    assert reading.errors[0].where.file == name
    assert reading.errors[0].hint
    assert [row.facts.reference for row in reading.rows] == ["A-1"]
    assert not reading.storable


def from_disk(path: Path) -> Reading:
    from ryddig.intake.read import read_files

    return read_files([path], book=book(), on=ON)


@pytest.mark.parametrize(("name", "size"), [("stor.xlsx", 200 * MIB), ("stor.csv", 200 * MIB), ("stor.xml", 33 * MIB)])
def test_large_files_are_refused_by_their_size_alone(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        os.truncate(stream.fileno(), size)
    assert size > MAX_NOTICE_BYTES
    assert codes(from_disk(path)) == ["file.too_large"]


def test_a_large_upload_is_refused_too() -> None:
    assert codes(read(NamedBytes("stor.xml", b"<" + b" " * (33 * MIB)))) == ["file.too_large"]


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "mappe.csv").mkdir()
    assert codes(from_disk(tmp_path / "borte.csv")) == ["file.unreadable"]
    assert codes(from_disk(tmp_path / "mappe.csv")) == ["file.unreadable"]


def test_progress_is_told_file_by_file() -> None:
    steps: list[tuple[int, int]] = []
    read(LIST, LIST, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(1, 2), (2, 2)]
