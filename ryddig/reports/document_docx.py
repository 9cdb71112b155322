"""A document as a Word file that a person goes on writing in: real headings and tables, the language set."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm

from ryddig.reports.document import Document, Facts, Grid, Section
from ryddig.reports.formats import day

LANGUAGES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def document_docx(document: Document) -> bytes:
    """The document. Of the blocks it draws facts and tables."""
    file = docx.Document()
    _set_up(file, document)
    file.add_heading(document.title, level=0)
    file.add_paragraph(f"{document.organisation}, {day(document.made_on)}")
    if document.lead:
        file.add_paragraph(document.lead)
    for section in document.sections:
        _section(file, section)
    file.sections[0].footer.paragraphs[0].text = document.foot
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _section(file: WordFile, section: Section) -> None:
    file.add_heading(section.name, level=1)
    if section.text:
        file.add_paragraph(section.text)
    for block in section.blocks:
        if isinstance(block, Facts):
            _table(file, ((row.name, row.value) for row in block.rows))
        elif isinstance(block, Grid):
            _table(file, (block.head, *block.rows), headed=True)


def _table(file: WordFile, lines: object, *, headed: bool = False) -> None:
    rows = [tuple(line) for line in lines]  # type: ignore[attr-defined]  # tuples of texts, given above
    if not rows:
        return
    table = file.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, values in enumerate(rows):
        cells = table.add_row().cells
        for cell, value in zip(cells, values, strict=True):
            run = cell.paragraphs[0].add_run(value)
            run.bold = (headed and number == 0) or None
    if headed:
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no other way
    file.add_paragraph()


def _set_up(file: WordFile, document: Document) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), LANGUAGES[document.language])
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(told)
    about = file.core_properties
    about.title, about.language = document.title, LANGUAGES[document.language]
    about.author = about.last_modified_by = document.organisation
    about.created = about.modified = datetime.combine(document.made_on, time(12), UTC)
    about.comments = ""
