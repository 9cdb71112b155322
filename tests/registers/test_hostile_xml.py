"""Files made to hurt are refused with a clear error, in bounded time and memory."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.registers.doffin import read_notice
from ryddig.registers.xml import MAX_BYTES, parse_xml, read_bytes
from tests.registers.hostile import FILES
from tests.shared import ROOT

SECONDS = 20
WHOLE = b'<?xml version="1.0" encoding="utf-8"?><DOFFIN_ESENDERS><FORM_SECTION>'


@pytest.mark.parametrize("name", sorted(FILES))
def test_refused_within_memory_and_time(name: str) -> None:
    command = [sys.executable, "-m", "tests.registers.hostile", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.stdout.strip() == FILES[name][1], done.stderr[-500:]


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"large_file"}))
def test_refusing_takes_less_than_a_second(name: str) -> None:
    data = FILES[name][0]()
    start = perf_counter()
    with pytest.raises(UserCanFix):
        parse_xml(data, name=name)
    assert perf_counter() - start < 1


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    path.chmod(0)
    with pytest.raises(UserCanFix, match=r"large\.xml: The file is 20 MB; the limit is 20 MB\."):
        read_bytes(path)


def test_an_allowed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.xml"
    path.write_bytes(b"<a/>")
    assert read_bytes(path) == b"<a/>"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "file.empty", "empty"),
        (b"%PDF-1.7", "xml.not_xml", "not XML"),
        (b"PK\x03\x04", "xml.not_xml", "not XML"),
        (b"{}", "xml.not_xml", "not XML"),
        (WHOLE, "xml.not_well_formed", "breaks off"),
        (WHOLE + b"</FORM_SECTION></DOFFIN_ESENDERS>", "notice.unknown_root", "not a notice"),
        (b"<html><body/></html>", "notice.unknown_root", "element html"),
        (b"<Invoice xmlns='urn:x'/>", "notice.unknown_root", "element Invoice"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe5</a>', "xml.encoding", "encoding"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP-NO"?><a/>', "xml.encoding", "ebcdic-cp-no"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "xml.encoding", "utf-7"),
        (b"<a/><b/>", "xml.not_well_formed", "line 1"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UserCanFix) as told:
        read_notice(data, name="fil.xml")
    assert told.value.code == code
    assert words in str(told.value)
    assert str(told.value).startswith("fil.xml: ")
    assert told.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_are_read(encoding: str) -> None:
    declared = encoding.replace("-sig", "")
    data = f'<?xml version="1.0" encoding="{declared}"?><a>Bærum</a>'.encode(encoding)
    assert parse_xml(data, name="fil.xml").text == "Bærum"


def test_entity_text_inside_an_element_is_only_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE x>]]></a>", name="fil.xml").text == "<!DOCTYPE x>"
