"""The archive's answer to a message: `no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering`."""

from typing import Final

from lxml import etree

from ryddig.domain.archive import ArchiveReceipt, xml_text
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.registers.xml import parse_xml

ROOT: Final = "arkivmeldingKvittering"
LARGEST: Final = 1_000_000
REASON: Final = 500


def read_receipt(content: bytes, *, name: str) -> ArchiveReceipt:
    """What the archive says, from the receipt's XML; namespaces of version 1 and 2 are read alike.

    Raises UserCanFix when the file is no receipt, or says neither yes nor no.
    """
    root = parse_xml(content, name=name, max_bytes=LARGEST)
    if etree.QName(root).localname != ROOT:
        raise _no_receipt(name)
    failed = [one for part in ("mappeFeilet", "registreringFeilet") if (one := _text(root, f"{part}/feilmelding"))]
    case, record = _child(root, "mappeKvittering"), _child(root, "registreringKvittering")
    if record is None and not failed:
        raise _no_receipt(name)
    return ArchiveReceipt(
        case_key=_text(case, "referanseEksternNoekkel/noekkel"),
        record_key=_text(record, "referanseEksternNoekkel/noekkel"),
        case_number=_pair(case, "saksaar", "sakssekvensnummer"),
        record_number=_pair(record, "journalaar", "journalsekvensnummer") or _text(record, "registreringsID"),
        existing=_text(record, "opprettetEllerEksisterende") == "Eksisterende",
        failed=xml_text(" / ".join(failed), limit=REASON) if failed else "",
    )


def _no_receipt(name: str) -> UserCanFix:
    hint = N_("Send the XML file that the archive answered with.")
    return UserCanFix("archive.no_receipt", N_("The file is no receipt from an archive."), hint=hint, where=name)


def _child(node: etree._Element | None, name: str) -> etree._Element | None:
    if node is None:
        return None
    return next((one for one in node.iterchildren("{*}" + name)), None)


def _text(node: etree._Element | None, path: str) -> str:
    for name in path.split("/"):
        node = _child(node, name)
    return (node.text or "").strip() if node is not None else ""


def _pair(node: etree._Element | None, year: str, number: str) -> str:
    """As year/number; empty unless both are there."""
    both = _text(node, year), _text(node, number)
    return "/".join(both) if all(both) else ""
