"""Files that a browser would run, that carry macros, or that unpack to far more than they are."""

import io
import zipfile

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.records.evidence.kinds import PAPERS, kind_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


MACRO = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", "xl/vbaProject.bin": b"x"}
SPOKEN = {
    "[Content_Types].xml": b'<Types x="application/vnd.ms-excel.sheet.macroEnabled"/>',
    "xl/workbook.xml": b"<w/>",
}
BOMB = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>", "xl/x.xml": b"0" * 150_000_000}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HTML, id="html"),
        pytest.param(b"\n\n  <HTML><body onload=x>", id="html in capitals"),
        pytest.param(SVG, id="svg"),
        pytest.param(b'<?xml version="1.0"?>' + SVG, id="svg as xml"),
        pytest.param(zipped(MACRO), id="macro"),
        pytest.param(zipped(SPOKEN), id="macro by its type"),
        pytest.param(zipped(BOMB), id="bomb"),
        pytest.param(zipped({"a.exe": b"MZ"}), id="any archive"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, id="old office"),
        pytest.param(b"MZ\x90\x00" + b"\x00" * 600, id="program"),
        pytest.param(b"   \n", id="nothing"),
    ],
)
def test_it_is_refused_with_a_cure(content: bytes) -> None:
    with pytest.raises(UserCanFix) as refused:
        kind_of(io.BytesIO(content), PAPERS)
    assert refused.value.hint


def test_what_a_file_is_called_is_never_asked() -> None:
    assert kind_of(io.BytesIO(b"%PDF-1.7\n%%EOF"), PAPERS) == "pdf"
