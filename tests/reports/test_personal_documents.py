"""The papers of data protection are made from the declarations, in three languages."""

import io
import json
import zipfile
from datetime import date

import docx
import pytest
from django.utils.translation import override

from ryddig.records.accounts.personal_kinds import kind_of_code, personal_kinds
from ryddig.records.audit.subject_copy import Found
from ryddig.reports.document_docx import document_docx
from ryddig.reports.personal_documents import copy_document, copy_json, dpia_document, record_document

ON = date(2026, 11, 20)
TITLES = {
    "nb": ("Protokoll over behandlingsaktiviteter", "Vurdering av personvernkonsekvenser"),
    "nn": ("Protokoll over behandlingsaktivitetar", "Vurdering av personvernkonsekvensar"),
    "en": ("Record of processing activities", "Data protection impact assessment"),
}


def words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/document.xml").decode()


@pytest.mark.parametrize("language", TITLES)
def test_every_kind_stands_in_the_record_and_the_assessment(language: str) -> None:
    with override(language):
        record, dpia = record_document(buyer="Prøve kommune", on=ON), dpia_document(buyer="Prøve kommune", on=ON)
        names = [section.name for section in record.sections]
        (what, *_rest) = dpia.sections
        (grid,) = what.blocks
    assert (record.title, dpia.title) == TITLES[language]
    assert len(set(names)) == len(personal_kinds()) + 1
    assert len(grid.rows) == len(personal_kinds())  # type: ignore[union-attr]  # a table
    for made in (record, dpia):
        file = docx.Document(io.BytesIO(document_docx(made)))
        assert file.core_properties.title == made.title
        headings = [one for one in file.paragraphs if one.style and one.style.name == "Heading 1"]
        assert len(headings) == len(made.sections)
    assert {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[language] in _styles(document_docx(record))


def test_the_record_asks_for_what_article_30_wants_and_the_code_does_not_know() -> None:
    with override("en"):
        record = record_document(buyer="Prøve kommune", on=ON)
        said = words(document_docx(record))
    for asked in (
        "Recipients",
        "article 6(3)",
        "How long a contract is kept",
        "Processors",
        "Transfers out of the EEA",
    ):
        assert asked in said
    special = [kind for kind in personal_kinds() if kind.special]
    assert special
    assert said.count("article 9(2)") == len(special)


def _styles(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/styles.xml").decode()


def test_a_persons_copy_says_what_and_why() -> None:
    kind = kind_of_code("supplier_contacts")
    found = [Found(kind, "correspondence.SupplierContact", 7, {"name": "Ola Prøve", "email": "", "at": ON})]
    with override("en"):
        made = copy_document(found, buyer="Prøve kommune", on=ON)
        said = words(document_docx(made))
    assert "Ola Prøve" in said
    assert "Ask for papers and answers" in said
    assert json.loads(copy_json(found))[0]["fields"] == {"name": "Ola Prøve", "email": "", "at": "2026-11-20"}
    with override("en"):
        assert "Nothing is kept" in words(document_docx(copy_document([], buyer="x", on=ON)))
