"""Files made to hurt: refused with a clear error before they can take time or memory."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.tables.read.archive import MAX_MEMBERS, MAX_UNPACKED_BYTES, scan_workbook
from ryddig.tables.read.limits import MAX_FILE_BYTES, MIB, read_bounded
from ryddig.tables.read.xlsx import read_workbook
from tests.tables.workbooks import SHEET, rezipped, with_sheet_xml, workbook


def refused_with(content: bytes) -> str:
    with pytest.raises(UserCanFix) as refused:
        read_workbook("ond.xlsx", content)
    assert refused.value.hint
    assert "ond.xlsx" in str(refused.value)
    return refused.value.code


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as stream:
        os.truncate(stream.fileno(), 200 * MIB)
    assert path.stat().st_size > MAX_FILE_BYTES
    with pytest.raises(UserCanFix) as refused:
        read_bounded(path)
    assert refused.value.code == "file.too_large"
    assert refused.value.params["size"] == 200


def test_a_stream_without_end_is_cut_at_the_limit() -> None:
    with pytest.raises(UserCanFix) as refused:
        read_bounded(Path("/dev/zero"), MIB)
    assert refused.value.code == "file.too_large"


def test_a_missing_file_is_told_in_words() -> None:
    with pytest.raises(UserCanFix) as refused:
        read_bounded(Path("finnes-ikke.xlsx"))
    assert refused.value.code == "file.unreadable"


def test_a_zip_bomb_is_refused_while_it_unpacks() -> None:
    assert refused_with(with_sheet_xml(" " * (40 * MIB))) == "workbook.not_trusted"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(with_sheet_xml(" " * (40 * MIB)))
    entry = content.rindex(SHEET.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refused_with(bytes(content)) == "workbook.not_trusted"


def test_many_small_bombs_are_refused_together() -> None:
    many = {f"xl/media/{number}.bin": b"\0" * (15 * MIB) for number in range(MAX_UNPACKED_BYTES // (15 * MIB) + 1)}
    assert refused_with(rezipped(workbook([["a"]]), many)) == "workbook.not_trusted"


def test_too_many_members_are_refused() -> None:
    many = {f"xl/media/{number}": b"x" for number in range(MAX_MEMBERS + 1)}
    assert refused_with(rezipped(workbook([["a"]]), many)) == "workbook.not_trusted"


def test_other_ways_of_packing_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", b"x" * MIB)
    assert refused_with(stream.getvalue()) == "workbook.not_trusted"


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("cell", ["XFD1048576", "A9999999", "XFD400"])
def test_one_cell_far_away_does_not_fill_the_memory(cell: str, quote: str) -> None:
    far = f"<row><c r={quote}{cell}{quote}><v>1</v></c></row>"
    assert refused_with(with_sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')) == "workbook.too_wide"


@pytest.mark.parametrize("cell", ["A16777216", "AAAAAAA1", "A99999999999999999999", "1", "&#65;1", ""])
def test_an_address_that_no_sheet_has_is_refused(cell: str) -> None:
    assert refused_with(with_sheet_xml(f'<row r="1"><c s="1" r="{cell}"><v>1</v></c></row>')) == "workbook.not_trusted"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" r="XFD1048576">',
        '<c x:r="A1" r="XFD1048576">',
        '<c r="XFD1048576" x:r="A1">',
        '<c t=">" r="XFD1048576">',
        "<c t='>' r='XFD1048576'>",
        '<c s="1" t="n" r="A1" x="y" r="XFD1048576">',
    ],
)
def test_an_address_that_hides_behind_another_is_refused(cell: str) -> None:
    assert refused_with(with_sheet_xml(f'<row r="1">{cell}<v>1</v></c></row>')) == "workbook.not_trusted"


@pytest.mark.parametrize("cell", ['<c\nr="XFD1048576"\n>', '<x:c r="XFD1048576">', "<c  s='1'  r = 'XFD1048576' >"])
def test_an_address_in_unusual_dress_is_seen(cell: str) -> None:
    close = "</x:c>" if "x:" in cell else "</c>"
    assert refused_with(with_sheet_xml(f'<row r="1"><c r="A1"/>{cell}<v>1</v>{close}</row>')) == "workbook.too_wide"


def test_cells_without_an_address_are_counted() -> None:
    wide = f'<row r="1">{"<c><v>1</v></c>" * 5000}</row><row r="1048576"><c><v>1</v></c></row>'
    assert refused_with(with_sheet_xml(wide)) == "workbook.too_wide"


@pytest.mark.parametrize("member", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_refused_wherever_they_stand(member: str) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert refused_with(rezipped(workbook([["a"]]), {member: laughs})) == "workbook.not_trusted"


def test_blank_formatted_rows_to_the_bottom_cost_nothing() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="Z{row}" s="1"/></row>' for row in range(2, 250_000))
    sheets, _ = read_workbook("a.xlsx", with_sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{blank}'))
    assert [list(row) for row in sheets[0].rows] == [[1.0]]


def test_markup_that_never_closes_takes_linear_time() -> None:
    kinds: set[str] = set()
    for piece in ("<c ", '<c r="A1" t="e">', "<c r=", "<row r=", "<c><f"):
        content = with_sheet_xml(piece * 200_000)
        try:
            scan_workbook("a.xlsx", content)
        except UserCanFix as refused:
            kinds.add(refused.code)
    assert kinds <= {"workbook.too_wide", "workbook.not_trusted"}


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"PK\x05\x06" + b"\x00" * 18])
def test_damaged_archives_are_told_in_words(content: bytes) -> None:
    assert refused_with(content) in ("workbook.damaged", "file.wrong_type")


def test_a_zip_that_is_no_workbook() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused_with(stream.getvalue()) == "file.wrong_type"


def test_a_broken_sheet_is_damage_not_a_crash() -> None:
    assert refused_with(with_sheet_xml('<row r="1"><c r="A1"><v>1</v>')) == "workbook.damaged"
