"""Checked models of documents that a review asks for -> the frozen values of the domain."""

from ryddig.domain.document_requests import Document
from ryddig.domain.law import Series
from ryddig.domain.words import NO_WORDS
from ryddig.lawbook.build import IN_FORCE, Known, entries
from ryddig.lawbook.build_questionnaires import form_words
from ryddig.lawbook.shapes_documents import DocumentModel


def document(model: DocumentModel, known: Known) -> Document:
    """A document."""
    name = form_words(model.name)
    return Document(
        id=model.id,
        name=name,
        text=form_words(model.text),
        why=form_words(model.why),
        black_out=form_words(model.black_out) if model.black_out else NO_WORDS,
        per=model.per,
        period=model.period,
        duties=model.duties,
        series=Series(model.id, name, IN_FORCE, model.counts_from, entries(model.series, known, ("series",))),
        position=model.position,
        paper=model.paper.value if model.paper else "",
        pay=model.pay,
        from_level=model.from_level,
    )
