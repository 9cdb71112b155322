"""`arkivmelding.xml`: one case and one record of Fiks Arkiv's message
`no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett`. The tests validate it against KS's own schema."""

from typing import Any, Final

from lxml import etree

from ryddig.domain.archive import SYSTEM, ArchiveDocument, ArchiveParty, ArchiveRecord, Screening, xml_text

MESSAGE_TYPE: Final = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
FILE_NAME: Final = "arkivmelding.xml"
_BASE: Final = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/"
NS: Final = f"{_BASE}arkivmelding/opprett/v1"
MDK: Final = f"{_BASE}metadatakatalog/v1"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SPACES: Final[Any] = {None: NS, "mdk": MDK, "xsi": XSI}
FORMATS: Final = {"xml": "RA-XML", "jpeg": "RA-JPG", "jpg": "RA-JPG", "tiff": "RA-TIFF6", "text": "RA-TEKST"}
MIME: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "xml": "application/xml",
    "text": "text/plain",
}
UNKNOWN_MIME: Final = "application/octet-stream"
LONGEST_SIZE: Final = 2**31 - 1


class _Node:
    """An element that is written in the order the schema wants."""

    def __init__(self, element: etree._Element, space: str = NS) -> None:
        self.element = element
        self._space = space

    def text(self, name: str, value: str) -> None:
        etree.SubElement(self.element, etree.QName(self._space, name)).text = value

    def node(self, name: str, *, inner: str = "", kind: str = "") -> "_Node":
        made = etree.SubElement(self.element, etree.QName(self._space, name))
        if kind:
            made.set(etree.QName(XSI, "type"), kind)
        return _Node(made, inner or self._space)

    def code(self, name: str, code: str, described: str = "") -> None:
        held = self.node(name, inner=MDK)
        held.text("kode", code)
        if described:
            held.text("beskrivelse", described)

    def named(self, name: str, value: str) -> None:
        self.node(name, inner=MDK).text("navn", xml_text(value))

    def key(self, key: str) -> None:
        held = self.node("referanseEksternNoekkel", inner=MDK)
        held.text("fagsystem", SYSTEM)
        held.text("noekkel", key)


def archive_message(record: ArchiveRecord) -> bytes:
    """The message as UTF-8. Every text is cleaned of what XML forbids; nothing that is empty is written."""
    root = _Node(etree.Element(etree.QName(NS, "arkivmelding"), nsmap=SPACES))
    root.text("system", SYSTEM)
    root.text("antallFiler", str(len(record.documents)))
    if not record.case_number:
        _case(root.node("mappe", kind="saksmappe"), record)
    _record(root.node("registrering", kind="journalpost"), record)
    made: bytes = etree.tostring(root.element, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def _case(node: _Node, record: ArchiveRecord) -> None:
    node.text("tittel", xml_text(record.case_title))
    node.text("offentligTittel", xml_text(record.case_title))
    for party in record.parties:
        _party(node.node("part"), party)
    node.key(record.case_key)
    node.text("saksdato", record.on.isoformat())
    node.named("administrativEnhet", record.unit)
    if record.responsible:
        node.named("saksansvarlig", record.responsible)
    node.code("saksstatus", "B", "Under behandling")


def _party(node: _Node, party: ArchiveParty) -> None:
    node.text("partNavn", xml_text(party.name))
    if party.orgnr:
        node.node("organisasjonID").text("identifikator", party.orgnr)


def _record(node: _Node, record: ArchiveRecord) -> None:
    _parent(node, record)
    if record.screening is not None:
        _screening(node, record.screening)
    for number, document in enumerate(record.documents, start=1):
        _document(node.node("dokumentbeskrivelse"), document, number=number, record=record)
    node.text("tittel", xml_text(record.record_title))
    node.text("offentligTittel", xml_text(record.public_title))
    _correspondents(node, record)
    node.key(record.record_key)
    node.code("journalposttype", "X", "Organinternt dokument uten oppfølging")
    node.code("journalstatus", "F", "Ferdigstilt av saksbehandler")
    node.text("dokumentetsDato", record.on.isoformat())
    node.text("antallVedlegg", str(len(record.documents) - 1))


def _parent(node: _Node, record: ArchiveRecord) -> None:
    parent = node.node("referanseForelderMappe", inner=MDK)
    if record.case_number:
        year, number = record.case_number.split("/")
        held = parent.node("saksnummer")
        held.text("saksaar", year)
        held.text("sakssekvensnummer", number)
    else:
        parent.key(record.case_key)


def _correspondents(node: _Node, record: ArchiveRecord) -> None:
    inside = node.node("korrespondansepart")
    inside.code("korrespondanseparttype", "IA", "Intern avsender")
    inside.text("korrespondansepartNavn", xml_text(f"{record.buyer}, {record.unit}"))
    inside.named("administrativEnhet", record.unit)
    if record.responsible:
        inside.named("saksbehandler", record.responsible)


def _screening(node: _Node, screening: Screening) -> None:
    held = node.node("skjerming")
    held.code("tilgangsrestriksjon", screening.code, "Unntatt offentlighet")
    held.text("skjermingshjemmel", xml_text(screening.legal_base))


def _document(node: _Node, document: ArchiveDocument, *, number: int, record: ArchiveRecord) -> None:
    node.code("dokumenttype", document.type.value)
    node.code("dokumentstatus", "F", "Dokumentet er ferdigstilt")
    node.text("tittel", xml_text(document.title))
    node.code("tilknyttetRegistreringSom", "H" if number == 1 else "V", "Hoveddokument" if number == 1 else "Vedlegg")
    node.text("dokumentnummer", str(number))
    if document.screened and record.screening is not None:
        _screening(node, record.screening)
    held = node.node("dokumentobjekt")
    held.text("versjonsnummer", "1")
    held.code("variantformat", *(("A", "Arkivformat") if document.archival else ("P", "Produksjonsformat")))
    held.code("format", _format(document))
    held.text("mimeType", MIME.get(document.kind, UNKNOWN_MIME))
    held.text("filnavn", xml_text(document.shown_name))
    held.text("referanseDokumentfil", document.file_name)
    held.text("sjekksum", document.sha256)
    held.text("sjekksumAlgoritme", "SHA-256")
    if document.size <= LONGEST_SIZE:
        held.text("filstoerrelse", str(document.size))
    node.key(f"{record.record_key}-{number}")


def _format(document: ArchiveDocument) -> str:
    if document.archival:
        return "RA-PDF"
    return FORMATS.get(document.kind, document.kind.upper() or "UKJENT")
