"""What goes to an archive, and what the archive answers, as plain values. The message is Fiks Arkiv's; the words are
Noark 5's, whose codes stand here."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

SYSTEM: Final = "Ryddig"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DocumentType(StrEnum):
    """Noark's document types that we use."""

    REPORT = "RAPPORT"
    LETTER = "KORR"
    DECISION = "VEDTAK"
    ATTACHMENT = "VEDLEGG"


@dataclass(frozen=True, slots=True)
class ArchiveDocument:
    """One document of a record. `file_name`: as it lies in the message; `shown_name`: as a person knows it.

    `archival`: it is PDF/A. `screened`: it holds what is exempt from public access.
    """

    title: str
    file_name: str
    shown_name: str
    kind: str
    size: int
    sha256: str
    dated: date
    type: DocumentType = DocumentType.ATTACHMENT
    archival: bool = False
    screened: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """Why something is exempt from public access: the archive's code and the legal base as text."""

    code: str
    legal_base: str


@dataclass(frozen=True, slots=True)
class ArchiveParty:
    """The supplier, with its number where it has one."""

    name: str
    orgnr: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """A case and one record in it. The keys are ours: the archive finds its own by them, so that the same message sent
    twice makes nothing new. The first document is the main one. `case_number`: a case that the archive has, as
    year/number; then none is sent along."""

    case_key: str
    case_title: str
    record_key: str
    record_title: str
    public_title: str
    buyer: str
    unit: str
    responsible: str
    parties: tuple[ArchiveParty, ...]
    documents: tuple[ArchiveDocument, ...]
    on: date
    screening: Screening | None = None
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveReceipt:
    """What the archive answered. Numbers as year/number; empty where it told none. `failed`: why it refused."""

    case_key: str = ""
    record_key: str = ""
    case_number: str = ""
    record_number: str = ""
    existing: bool = False
    failed: str = ""


def xml_text(text: str, *, limit: int = 255, empty: str = "–") -> str:
    """The text on one line, without characters that XML forbids, cut at a word; never empty."""
    words = _NOT_XML.sub("", " ".join(_NOT_XML.sub(" ", text).split()))
    if len(words) > limit:
        words = words[: limit - 1].rsplit(" ", 1)[0][: limit - 1] + "…"
    return words or empty
