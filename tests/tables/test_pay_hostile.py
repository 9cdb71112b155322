"""Files made to hurt a pay control, or only badly made: told in words, in bounded time and memory."""

import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ryddig.tables.read.limits import MIB
from ryddig.tables.read.pay_reading import FileReading
from tests.tables.pay_world import read, read_paths, rows
from tests.tables.workbooks import SHEET, rezipped, with_sheet_xml, workbook

HEAD = (
    '<row r="1"><c r="A1" t="str"><v>Ansattnr</v></c><c r="B1" t="str"><v>Dato</v></c>'
    '<c r="C1" t="str"><v>Timer</v></c></row>'
)
ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}" t="str"><v>01.07.2026</v></c><c r="C{0}"><v>7.5</v></c></row>'


def told(tmp_path: Path, name: str, content: bytes) -> FileReading:
    """The reading of a file that gives no row, within ten seconds of work."""
    begun = time.process_time()
    _, (reading,) = read(tmp_path, {name: content})
    assert time.process_time() - begun < 10
    assert reading.rows == 0
    assert all(problem.hint for problem in reading.rejected)
    return reading


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("timer.xlsx", b"Ansattnr;Dato;Timer\n1;01.07.2026;7,5\n", "file.wrong_type"),
        ("timer.csv", workbook([["Ansattnr", "Dato", "Timer"]]), "file.wrong_type"),
        ("timer.csv", b"%PDF-1.7 ...", "file.wrong_type"),
        ("timer.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "file.wrong_type"),
        ("timer.csv", b"Ansattnr\x00;Dato", "file.wrong_type"),
        ("timer.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "file.old_or_locked"),
        ("timer.docx", b"PK\x03\x04", "file.unknown_type"),
        ("timer.csv", b"", "file.empty"),
        ("timer.csv", b"bare tekst uten skilletegn\nlinje to\n", "file.no_separator"),
        ("timer.csv", b"Farge;Form\nrod;rund\n", "file.kind_unknown"),
        ("timer.csv", b"Dato;Start;Slutt\n01.07.2026;08:00;16:00\n", "file.no_worker"),
        ("lonn.json", b'{"values": [', "file.broken_json"),
        ("lonn.json", b"[" * 200_000, "file.broken_json"),
        ("lonn.json", b'{"values": [{"a": 1}]}', "file.other_json"),
        ("a.xml", b"<melding>", "file.broken_xml"),
        ("a.xml", b"<html/>", "file.other_xml"),
        ("slipp.pdf", b"%PDF-1.7 cut off", "file.broken_pdf"),
    ],
)
def test_a_file_that_is_not_what_it_says(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert list(told(tmp_path, name, content).counts) == [code]


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><melding>&e;</melding>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><melding>&b;</melding>',
    ],
)
def test_entities_in_an_amelding_are_refused(tmp_path: Path, body: str) -> None:
    assert list(told(tmp_path, "a.xml", body.encode()).counts) == ["file.broken_xml"]


def test_a_good_file_is_read_beside_a_bad_one(tmp_path: Path) -> None:
    files = {"a.csv": b"", "b.csv": b"Ansattnr;Dato;Timer\n1;01.07.2026;7,5\n"}
    db, readings = read(tmp_path, files)
    assert [reading.rows for reading in readings] == [0, 1]
    assert rows(db, "SELECT file, name FROM files") == [(1, "b.csv")]


def test_more_than_200_mb_of_workbook_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        os.truncate(stream.fileno(), 201 * MIB)
    _, (reading,) = read_paths([path])
    assert list(reading.counts) == ["file.too_large"]


def test_a_million_blank_rows_cost_next_to_nothing(tmp_path: Path) -> None:
    blank = "".join(
        f'<row r="{at}" spans="1:3"><c r="A{at}" s="1"/><c r="C{at}" s="1"/></row>' for at in range(3, 300_000)
    )
    lone = ROW.format(1_048_000)
    begun = time.process_time()
    db, (reading,) = read(tmp_path, {"timer.xlsx": with_sheet_xml(HEAD + ROW.format(2) + blank + lone)})
    assert time.process_time() - begun < 10
    assert rows(db, "SELECT row FROM shifts ORDER BY row") == [(2,)]
    assert reading.counts == {"row.twice": 1}


def test_two_million_blank_lines(tmp_path: Path) -> None:
    text = b"Ansattnr;Dato;Timer\n1;01.07.2026;7,5\n" + b";;\n" * 1_000_000 + b"\n" * 1_000_000 + b"2;01.07.2026;7,5\n"
    begun = time.process_time()
    db, (reading,) = read(tmp_path, {"timer.csv": text})
    assert time.process_time() - begun < 30
    assert rows(db, "SELECT row FROM shifts ORDER BY row") == [(2,), (2_000_003,)]
    assert reading.rejected_rows == 0


@pytest.mark.parametrize("size", [40, 200])
def test_a_zip_bomb_is_refused_while_it_unpacks(tmp_path: Path, size: int) -> None:
    assert set(told(tmp_path, "ond.xlsx", with_sheet_xml(HEAD + " " * (size * MIB))).counts) == {"workbook.not_trusted"}


@pytest.mark.parametrize("member", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_in_a_workbook_are_refused(tmp_path: Path, member: str) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    assert list(told(tmp_path, "ond.xlsx", rezipped(workbook([["a"]]), {member: laughs})).counts) == [
        "workbook.not_trusted"
    ]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="XFD2"><v>1</v></c></row>', '<row r="2"><c r="A900000"><v>1</v></c></row>',
        "<row r=\"2\"><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_cells_that_reach_far_do_not_fill_the_memory(tmp_path: Path, row: str) -> None:
    told_of = set(told(tmp_path, "ond.xlsx", with_sheet_xml(HEAD + row)).counts)
    assert told_of
    assert told_of <= {"workbook.too_wide", "workbook.not_trusted"}


@pytest.mark.parametrize("place", ["", " r='{}2'"])
def test_a_workbook_written_in_an_unusual_way_is_read_the_careful_way(tmp_path: Path, place: str) -> None:
    cells = ("<v>1</v>", " t='inlineStr'><is><t>01.07.2026</t></is>", "<v>7.5</v>")
    row = "".join(
        f"<c{place.format(at)}{'' if cell[0] == ' ' else '>'}{cell}</c>" for at, cell in zip("ABC", cells, strict=True)
    )
    db, (reading,) = read(tmp_path, {"timer.xlsx": with_sheet_xml(f"{HEAD}<row r='2'>{row}</row>")})
    assert reading.counts == {}
    assert rows(db, "SELECT minutes, row FROM shifts") == [(450, 2)]


def test_a_broken_workbook_is_damage_not_a_crash(tmp_path: Path) -> None:
    assert list(told(tmp_path, "ond.xlsx", b"PK\x03\x04 cut off").counts) == ["workbook.damaged"]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert list(told(tmp_path, "ond.xlsx", stream.getvalue()).counts) == ["file.wrong_type"]


def test_a_scan_and_a_payslip_without_layout(tmp_path: Path) -> None:
    document, stream = pdfium.PdfDocument.new(), BytesIO()
    document.new_page(200, 200)
    document.save(stream)
    assert list(told(tmp_path, "skann.pdf", stream.getvalue()).counts) == ["payslip.only_pictures"]


def test_a_quotation_mark_never_closed_costs_one_row(tmp_path: Path) -> None:
    good = "".join(f"1;0{at % 9 + 1}.0{at // 9 % 9 + 1}.2026;7,5;\n" for at in range(81))
    text = "Ansattnr;Dato;Timer;Byggeplass\n" + '1;31.01.2026;7,5;"Skolen\n' + good
    db, (reading,) = read(tmp_path, {"timer.csv": text})
    assert reading.counts == {"row.open_quote": 1}
    assert rows(db, "SELECT count(*), min(row), max(row) FROM shifts") == [(81, 3, 83)]


def test_a_formula_as_text_is_never_a_value(tmp_path: Path) -> None:
    text = 'Ansattnr;Dato;Timer;Byggeplass\n1;01.07.2026;7,5;"=HYPERLINK(""http://eksempel.no"")"\n'
    db, (reading,) = read(tmp_path, {"timer.csv": text})
    assert reading.counts == {"cell.formula": 1}
    assert rows(db, "SELECT site FROM shifts") == [(None,)]
