"""The message to an archive validates against KS's own schema, whatever people have written."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ryddig.domain.archive import ArchiveDocument, ArchiveParty, ArchiveRecord, DocumentType, Screening, xml_text
from ryddig.reports.archive_message import MDK, MESSAGE_TYPE, NS, archive_message
from tests.shared import shared

ODD: Final = "Oppdiktet 😀 \x00\x0b\x1f\ufffe\ud800 <b>&amp;</b> \u202e ]]> " + "lang " * 400
NAMES: Final = {"a": NS, "m": MDK}


@cache
def schema() -> etree.XMLSchema:
    file = shared("reference", "samples", "archive", "fiks-arkiv-v1", f"{MESSAGE_TYPE}.xsd")
    return etree.XMLSchema(etree.parse(file))


def document(number: int, **more: object) -> ArchiveDocument:
    plain = ArchiveDocument(
        title=f"Brev {number}",
        file_name=f"dokument-{number:03}.pdf",
        shown_name="brev.pdf",
        kind="pdf",
        size=1000,
        sha256="ab" * 32,
        dated=date(2026, 11, 20),
        archival=True,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names fields as it likes


def record(**more: object) -> ArchiveRecord:
    plain = ArchiveRecord(
        case_key="kontrakt-7",
        case_title="Kontraktsoppfølging: Renhold",
        record_key="kontrakt-7-1",
        record_title="Dokumentasjon: Renhold – Prøve Renhold AS",
        public_title="Dokumentasjon: Renhold",
        buyer="Tenkt kommune",
        unit="Eiendom",
        responsible="Kari Prøve",
        parties=(ArchiveParty("Prøve Renhold AS", "310000004"),),
        documents=(document(1, type=DocumentType.REPORT), document(2)),
        on=date(2026, 11, 20),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names fields as it likes


def faults(message: bytes) -> list[str]:
    found = schema()
    found.validate(etree.fromstring(message))
    return str(found.error_log).splitlines()


def find(message: bytes, path: str) -> list[str]:
    return [str(one.text) for one in etree.fromstring(message).findall(path, NAMES)]


SCREENED: Final = Screening("UO", "Offl. § 13 jf. fvl. § 13")


@pytest.mark.parametrize(
    "odd",
    [
        record(),
        record(screening=SCREENED, documents=(document(1), document(2, screened=True, kind="docx", archival=False))),
        record(responsible="", parties=(ArchiveParty("Utenlandsk Eksempel Ltd"),)),
        record(parties=()),
        record(case_number="2026/123"),
        record(documents=(document(1, kind="", size=3_000_000_000, archival=False),)),
        record(case_title=ODD, record_title="", public_title="\x00", unit="", buyer="", responsible=ODD),
        record(documents=(document(1, title="", shown_name="\x07"), document(2, title=ODD, shown_name=ODD))),
    ],
)
def test_it_validates(odd: ArchiveRecord) -> None:
    assert faults(archive_message(odd)) == []


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=600), orgnr=st.sampled_from(["", "310000004"]))
def test_it_validates_whatever_was_written(text: str, orgnr: str) -> None:
    made = record(
        case_title=text,
        record_title=text,
        public_title=text,
        unit=text,
        responsible=text,
        parties=(ArchiveParty(text, orgnr),),
        documents=(document(1, title=text, shown_name=text),),
        screening=Screening("UO", text),
    )
    assert faults(archive_message(made)) == []


def test_the_schema_does_refuse() -> None:
    """So that the tests above can fail."""
    assert faults(archive_message(record()).replace(b"journalposttype", b"journalslag")) != []
    assert faults(archive_message(record()).replace(b">Brev 2<", b"><")) != []


def test_one_main_document_and_keys_of_our_own() -> None:
    message = archive_message(record())
    assert find(message, ".//a:tilknyttetRegistreringSom/m:kode") == ["H", "V"]
    assert find(message, "a:antallFiler") == ["2"]
    keys = find(message, ".//m:noekkel")
    assert keys == ["kontrakt-7", "kontrakt-7", "kontrakt-7-1-1", "kontrakt-7-1-2", "kontrakt-7-1"]
    assert archive_message(record()) == message, "the same record gives the same message"


def test_a_case_the_archive_has_is_not_sent_again() -> None:
    message = archive_message(record(case_number="2026/123"))
    assert find(message, "a:mappe") == []
    assert find(message, ".//m:sakssekvensnummer") == ["123"]


def test_what_is_exempt_from_public_access_says_by_which_law() -> None:
    documents = (document(1), document(2, screened=True))
    message = archive_message(record(screening=SCREENED, documents=documents))
    assert find(message, ".//a:skjermingshjemmel") == [SCREENED.legal_base] * 2
    assert find(archive_message(record(documents=documents)), ".//a:skjermingshjemmel") == []


def test_a_text_is_cut_at_a_word() -> None:
    assert xml_text("ett to tre", limit=8) == "ett to…"
    assert xml_text("x" * 300) == "x" * 254 + "…"
    assert xml_text("\x00 ") == "–"
