"""A letter as a Word file with real headings and lists, the language set, and no trace of a template's author."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

from ryddig.reports.letter import Letter, blocks

LANGUAGES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
FONT: Final = "Calibri"
A4: Final = (Cm(21), Cm(29.7))
VALUES_AT: Final = Cm(4.5)


def letter_docx(letter: Letter, *, day: str) -> bytes:
    """The letter. `day`: its day in words, in its language."""
    file = Document()
    _set_up(file, letter)
    _lines(file, (letter.sender[0],), bold=True)
    _lines(file, (*letter.sender[1:], day))
    _lines(file, letter.receiver, before=Pt(14))
    for name, value in letter.facts:
        row = file.add_paragraph(f"{name}\t{value}")
        row.paragraph_format.tab_stops.add_tab_stop(VALUES_AT)
        row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = VALUES_AT, -VALUES_AT
        row.paragraph_format.space_after = Pt(2)
    file.add_heading(letter.subject, level=1)
    for part in letter.parts:
        if part.name:
            file.add_heading(part.name, level=2)
        for block in blocks(part.text):
            for line in block.lines:
                file.add_paragraph(line, style="List Bullet" if block.kind == "points" else None)
    closing = file.add_paragraph(letter.greeting)
    closing.paragraph_format.space_before = Pt(16)
    closing.paragraph_format.keep_with_next = True
    _lines(file, letter.signed)
    file.sections[0].footer.paragraphs[0].text = letter.foot
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _lines(file: WordFile, lines: tuple[str, ...], *, bold: bool = False, before: Pt | None = None) -> None:
    if not lines:
        return
    paragraph = file.add_paragraph()
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.bold = bold or None
        if number < len(lines) - 1:
            run.add_break()
    paragraph.paragraph_format.space_after = Pt(0) if bold else Pt(10)
    if before is not None:
        paragraph.paragraph_format.space_before = before


def _set_up(file: WordFile, letter: Letter) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.4)
    sizes = {"Normal": Pt(11), "Heading 1": Pt(16), "Heading 2": Pt(12.5)}
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.name, style.font.size = FONT, size
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:hAnsi"), FONT)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), LANGUAGES[letter.language])
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(told)
    made = datetime.combine(letter.made_on, time(12), UTC)
    about = file.core_properties
    about.title, about.language = letter.subject, LANGUAGES[letter.language]
    about.author = about.last_modified_by = letter.sender[0]
    about.created = about.modified = made
    about.comments = ""
