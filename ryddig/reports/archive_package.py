"""A message to the archive as one file: `arkivmelding.xml` and the documents it names, in a zip. The same content on
the same day gives the same bytes."""

import json
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext, override

from ryddig.domain.archive import ArchiveDocument, ArchiveParty, ArchiveRecord, DocumentType, Screening
from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Organisation
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.dialogue.proof_rows import proof_rows
from ryddig.records.evidence.archiving import Keys, MadeMessage
from ryddig.records.evidence.files import opened
from ryddig.records.followup.queries import contract_page
from ryddig.reports.archive_message import FILE_NAME, archive_message
from ryddig.reports.archive_parts import Part, parts
from ryddig.reports.document import Document
from ryddig.reports.pdf import pdf
from ryddig.reports.proof import proof_of
from ryddig.reports.telling import Teller

MAIN: Final = "dokument-001.pdf"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose: the proof, the files that go along, and why it is exempt from public access (None: it is
    not)."""

    contract: Contract
    suppliers: Sequence[ContractSupplier]
    case_title: str
    proof: Document
    parts: Sequence[Part]
    screening: Screening | None


def wanted_now(
    actor: Actor,
    contract_id: int,
    *,
    teller: Teller,
    organisation: Organisation,
    chosen: Collection[int] | None,
    screening: Screening | None,
    on: date,
) -> Wanted:
    """The record as things stand, in the buyer's own language whoever asks. `chosen`: ids of files; None: those that
    are proposed."""
    with override(organisation.language):
        page = contract_page(actor, contract_id)
        proof = proof_of(page, proof_rows(actor, page.contract), teller, organisation=organisation.name, on=on)
        offered = parts(actor, page.contract, teller.book)
        title = gettext("Contract follow-up: %(title)s") % {"title": page.contract.title}
    mine = [one for one in offered if (one.proposed if chosen is None else one.evidence.pk in chosen)]
    return Wanted(page.contract, page.suppliers, title, proof, mine, screening)


def content_of(wanted: Wanted) -> str:
    """SHA-256 of what the record says. Chapters that tell of archiving itself do not count, nor does the day."""
    said = {
        "title": wanted.proof.title,
        "sections": [asdict(one) for one in wanted.proof.sections if not one.log],
        "parts": [one.evidence.sha256 for one in wanted.parts],
        "screening": asdict(wanted.screening) if wanted.screening else None,
    }
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def make_package(wanted: Wanted, keys: Keys, *, folder: Path, on: date) -> MadeMessage:
    """Write the message into `folder`. Raises OurFault when a file is not what it was when it came."""
    main = pdf(wanted.proof)
    record = _record(wanted, keys, main=main, on=on)
    path = folder / f"{keys.record}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry(FILE_NAME, on), archive_message(record))
        packed.writestr(_entry(MAIN, on), main)
        for part, document in zip(wanted.parts, record.documents[1:], strict=True):
            _add(packed, part, name=document.file_name, on=on)
    until = [on + timedelta(days=settings.EVIDENCE_DAYS), *(one.evidence.keep_until for one in wanted.parts)]
    return MadeMessage(
        keys=keys,
        content=content_of(wanted),
        title=record.record_title,
        documents=[{"title": one.title, "sha256": one.sha256} for one in record.documents],
        path=path,
        keep_until=min(until),
        screening=wanted.screening,
    )


def _entry(name: str, on: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _add(packed: zipfile.ZipFile, part: Part, *, name: str, on: date) -> None:
    with opened(part.evidence) as source:
        if file_digest(source, "sha256").hexdigest() != part.evidence.sha256:  # type: ignore[arg-type]  # reads into a buffer, as every binary file
            text = N_("File %(name)s is not what it was when it came.")
            hint = N_("Tell those who run Ryddig, and leave the file out meanwhile.")
            raise OurFault("archive.file_changed", text, hint=hint, params={"name": part.title})
        source.seek(0)
        with packed.open(_entry(name, on), "w", force_zip64=True) as goal:
            while block := source.read(1 << 20):
                goal.write(block)


def _record(wanted: Wanted, keys: Keys, *, main: bytes, on: date) -> ArchiveRecord:
    contract = wanted.contract
    names = ", ".join(link.supplier.name for link in wanted.suppliers)
    title = wanted.proof.title
    return ArchiveRecord(
        case_key=keys.case,
        case_title=wanted.case_title,
        record_key=keys.record,
        record_title=f"{title} – {names}" if names else title,
        public_title=title,
        buyer=wanted.proof.organisation,
        unit=contract.unit.name,
        responsible=str(contract.responsible or contract.responsible_name),
        parties=tuple(ArchiveParty(link.supplier.name, link.supplier.orgnr or "") for link in wanted.suppliers),
        documents=(_main(title, main, on), *_others(wanted)),
        on=on,
        screening=wanted.screening,
        case_number=keys.case_number,
    )


def _main(title: str, content: bytes, on: date) -> ArchiveDocument:
    return ArchiveDocument(
        title=title,
        file_name=MAIN,
        shown_name=f"{title}.pdf",
        kind="pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        dated=on,
        type=DocumentType.REPORT,
        archival=True,
    )


def _others(wanted: Wanted) -> Iterator[ArchiveDocument]:
    for number, part in enumerate(wanted.parts, start=2):
        row = part.evidence
        ending = "txt" if row.kind == "text" else row.kind
        yield ArchiveDocument(
            title=part.title,
            file_name=f"dokument-{number:03}.{ending}",
            shown_name=row.name or f"dokument-{number:03}.{ending}",
            kind=row.kind,
            size=row.size,
            sha256=row.sha256,
            dated=row.received_on,
            type=part.type,
            archival=part.archival,
            screened=part.personal,
        )
