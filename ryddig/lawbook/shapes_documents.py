"""What a law file may hold: documents that a review asks for."""

from typing import Annotated, Literal

from pydantic import Field

from ryddig.domain.document_requests import Per, Span
from ryddig.domain.law import CountsFrom
from ryddig.domain.papers import PaperKind
from ryddig.lawbook.shapes import CountsFromName, Entries, Identifier, Model
from ryddig.lawbook.shapes_questionnaires import FormWordsModel


class DocumentModel(Model):
    """`what: document`. Suppliers read it, so every text has five languages."""

    what: Literal["document"]
    id: Identifier
    name: FormWordsModel
    text: FormWordsModel
    why: FormWordsModel
    black_out: FormWordsModel | None = None
    per: Annotated[Per, Field(strict=False)]
    period: Annotated[Span, Field(strict=False)]
    duties: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    position: int
    paper: Annotated[PaperKind, Field(strict=False)] | None = None
    pay: bool = False
    from_level: Literal["medium", "high"] = "medium"
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries
