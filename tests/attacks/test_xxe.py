"""XML that names a file of ours, or that grows: refused by every reader of XML, and nothing of the file is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.intake.archive_receipt import read_receipt
from ryddig.registers.doffin.read import read_notice
from ryddig.registers.xml import iter_xml, parse_xml
from ryddig.tables.read.xml_records import xml_records

MARK = "the content of a file of ours"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">' + b"".join(
        f'<!ENTITY x{n} "&x{n - 1};&x{n - 1};&x{n - 1};&x{n - 1};">'.encode() for n in range(1, 2)
    ).replace(b"&x0;", b"&x;") + b"]><a><b>&x1;</b></a>"
)  # fmt: skip


def _records(content: bytes, folder: Path) -> object:
    path = folder / "file.xml"
    path.write_bytes(content)
    return list(xml_records(path, {"b"}, max_bytes=10_000_000))


READERS: dict[str, Callable[[bytes, Path], object]] = {
    "notices": lambda content, _: read_notice(content, name="file.xml"),
    "archive receipts": lambda content, _: read_receipt(content, name="file.xml"),
    "registers": lambda content, _: parse_xml(content, name="file.xml"),
    "large registers": lambda content, _: list(iter_xml(content, ["b"], name="file.xml", max_bytes=10_000_000)),
    "invoices and ledgers": _records,
}


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("kind", ["outside", "parameter", "laughs"])
def test_it_is_refused(reader: str, kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(MARK, encoding="utf-8")
    where = secret.as_uri()
    content = {
        "outside": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{where}">]><a><b>&x;</b></a>'.encode(),
        "parameter": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "{where}"> %x;]><a><b/></a>'.encode(),
        "laughs": LAUGHS,
    }[kind]
    with pytest.raises(UserCanFix) as refused:
        READERS[reader](content, tmp_path)
    assert MARK not in str(refused.value)
