"""The documents that may go along to the archive, what each is called, and which of them are proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.archive import DocumentType
from ryddig.domain.document_requests import Per
from ryddig.domain.law import Book
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.archive_rows import Archivable, Belongs, archivable
from ryddig.records.evidence.models import Evidence
from ryddig.reports.labels import label
from ryddig.reports.proof_parts import library_name

WHAT: Final[Mapping[Belongs, str]] = {
    Belongs.LETTER: N_("Letter"),
    Belongs.STEP: N_("Proof about a deviation"),
    Belongs.SELF_REPORT: N_("File with a self-report"),
    Belongs.REVIEW: N_("Document from the supplier"),
    Belongs.PAY: N_("Pay and hours"),
    Belongs.PHOTO: N_("Photo from an on-site control"),
    Belongs.OTHER: N_("File"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file that may go along. `personal`: it is about workers, and goes only when it must be kept. `proposed`: it is
    ticked to begin with."""

    evidence: Evidence
    title: str
    type: DocumentType
    archival: bool
    personal: bool
    proposed: bool


def parts(viewer: Actor, contract: Contract, book: Book) -> list[Part]:
    """Every file of the contract that may go along, in the language in use."""
    return [_part(one, book) for one in archivable(viewer, contract)]


def _part(one: Archivable, book: Book) -> Part:
    personal = _is_personal(one, book)
    return Part(
        evidence=one.evidence,
        title=_title(one, book),
        type=DocumentType.LETTER if one.belongs is Belongs.LETTER else DocumentType.ATTACHMENT,
        archival=one.belongs is Belongs.LETTER,
        personal=personal,
        proposed=not personal and one.belongs is not Belongs.OTHER,
    )


def _is_personal(one: Archivable, book: Book) -> bool:
    """Papers of each worker, pay files and photos; what nobody knows counts as if it were."""
    if one.belongs is Belongs.REVIEW:
        document = book.library.documents.get(one.code)
        return document is None or document.pay or document.per is Per.WORKER
    return one.belongs in {Belongs.PAY, Belongs.PHOTO, Belongs.OTHER}


def _title(one: Archivable, book: Book) -> str:
    what = gettext(WHAT[one.belongs])
    if one.belongs is Belongs.LETTER:
        return f"{what}: {one.code}"
    if one.belongs is Belongs.REVIEW:
        return f"{what}: {library_name(book.library.documents, one.code)}"
    if one.belongs is Belongs.STEP:
        return f"{what}: {label('deviation_step', one.code)}"
    return f"{what}: {one.evidence.name}"
