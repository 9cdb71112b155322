"""The archive's receipt is read, and what is none is refused in words."""

import pytest
from lxml import etree

from ryddig.domain.archive import ArchiveReceipt
from ryddig.domain.errors import UserCanFix
from ryddig.intake.archive_receipt import read_receipt
from tests.shared import shared

BASE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/"
ID = "<systemID>6f7c1e2a-0d0a-4b6e-9f4b-2f1f6a1d2c3b</systemID>"


def key(value: str) -> str:
    inner = f"<m:fagsystem>Ryddig</m:fagsystem><m:noekkel>{value}</m:noekkel>"
    return f"<referanseEksternNoekkel>{inner}</referanseEksternNoekkel>"


CASE = (
    f'<mappeKvittering xsi:type="saksmappeKvittering">{ID}{key("kontrakt-1-7")}'
    "<opprettetEllerEksisterende>Eksisterende</opprettetEllerEksisterende>"
    "<saksaar>2026</saksaar><sakssekvensnummer>123</sakssekvensnummer></mappeKvittering>"
)
RECORD = (
    f'<registreringKvittering xsi:type="journalpostKvittering">{ID}{key("kontrakt-1-7-2")}'
    "<opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende>"
    "<journalaar>2026</journalaar><journalsekvensnummer>4567</journalsekvensnummer></registreringKvittering>"
)
FAILED = (
    "<registreringFeilet><f:feilId>7</f:feilId><f:feilmelding>Ukjent\n klasse \u0085</f:feilmelding>"
    "</registreringFeilet>"
)


def receipt(*parts: str) -> bytes:
    space = f'xmlns="{BASE}arkivmelding/opprett/kvittering/v1" xmlns:m="{BASE}metadatakatalog/v1"'
    more = f'xmlns:f="{BASE}feil/feilmelding/v1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return f"<arkivmeldingKvittering {space} {more}>{''.join(parts)}</arkivmeldingKvittering>".encode()


@pytest.mark.parametrize("parts", [(CASE, RECORD), (CASE, FAILED), (RECORD,)])
def test_what_is_read_here_is_what_the_schema_allows(parts: tuple[str, ...]) -> None:
    folder = shared("reference", "samples", "archive", "fiks-arkiv-v1")
    file = folder / "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering.xsd"
    etree.XMLSchema(etree.parse(file)).assertValid(etree.fromstring(receipt(*parts)))


def test_numbers_and_keys() -> None:
    read = read_receipt(receipt(CASE, RECORD), name="kvittering.xml")
    assert read == ArchiveReceipt("kontrakt-1-7", "kontrakt-1-7-2", "2026/123", "2026/4567")


def test_a_record_that_was_there_already() -> None:
    there = RECORD.replace(">Opprettet<", ">Eksisterende<")
    assert read_receipt(receipt(CASE, there), name="kvittering.xml").existing


def test_a_refusal_is_told() -> None:
    assert read_receipt(receipt(CASE, FAILED), name="kvittering.xml").failed == "Ukjent klasse"


@pytest.mark.parametrize(
    "content",
    [
        receipt(),
        receipt(CASE),
        b"<arkivmelding/>",
        b"PK\x03\x04",
        b"",
        b'<!DOCTYPE x [<!ENTITY a "b">]><arkivmeldingKvittering>&a;</arkivmeldingKvittering>',
    ],
)
def test_what_is_no_receipt_is_refused(content: bytes) -> None:
    with pytest.raises(UserCanFix) as told:
        read_receipt(content, name="kvittering.xml")
    assert told.value.hint
