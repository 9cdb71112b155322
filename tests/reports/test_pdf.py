"""What is archived can be read for decades, and by a screen reader: PDF/A-2a and PDF/UA-1, read from the file.

veraPDF is not to be had from Debian, PyPI or npm; pikepdf's own validator knows level b of PDF/A-2 and is asked too.
"""

import io
from collections.abc import Iterator
from datetime import date
from typing import Final

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Name
from pikepdf.pdfa import validate_written

from ryddig.reports.document import Document, Entries, FactRow, Facts, Grid, Ground, Reasoned, Section
from ryddig.reports.pdf import pdf
from ryddig.reports.printable import COVERED, drawable, printable
from ryddig.reports.typeset import HERE

ODD: Final = "Oppdiktet 😀 中文 \x00\x0b\ue000 Łódź Дмитро"
# what pikepdf's validator says of every file of typst's, and why it is none of the file's faults
EXPLAINED: Final = {
    "ISO_19005_2:6.6.4-3": "it knows level b only, and the file claims the stricter level a",
    "ISO_19005_2:6.6.2.3.1-1": "it does not read extension schemas, by which the file describes its own XMP names",
    "ISO_19005_2:6.6.2.3.1-2": "it does not look into xmpMM:History",
    "ISO_19005_2:6.2.11.4.2-2": "it does not read a CIDSet; the test below does",
    "pikepdf:schema-OutlineItem": "it wants the outline's goal in place, and the standard allows a reference to it",
}


def document(*, title: str = "Dokumentasjon: Renhold av skoler", cell: str = "42") -> Document:
    facts = Facts((FactRow("Enhet", "Eiendom", "skrevet inn"), FactRow("Ansvarlig", "")))
    ground = Ground("Anskaffelsen er kunngjort.", "forskriften", "§ 5", "https://lovdata.no/eksempel")
    entries = Entries((Reasoned("Krav om lønn", "gjelder", "Lønnen skal følge avtalen.", (ground,)),))
    rows = tuple((f"rad {number}", cell) for number in range(80))
    return Document(
        title=title,
        lead="Hva som gjelder.",
        organisation="Tenkt kommune",
        language="nn",
        made_on=date(2026, 11, 20),
        foot="Ryddig",
        sections=(
            Section("Kontrakten", blocks=(facts,)),
            Section("Krav", "Noen krav.", (entries,)),
            Section("Timer", "", (Grid(("Hva", "Timer"), rows, (3, 1)),)),
        ),
    )


@pytest.fixture(scope="module")
def made() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf(document()))) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary) and Name.S in node:
        yield node
        if Name.K in node:
            yield from elements(node.K)


def structure(made: pikepdf.Pdf) -> list[str]:
    return [str(one.S) for one in elements(made.Root.StructTreeRoot.K)]


def fonts(made: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in made.pages for font in page.Resources.get("/Font", {}).values()]


def test_it_says_what_it_is_and_says_it_twice_the_same(made: pikepdf.Pdf) -> None:
    with made.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")
        assert told["dc:title"] == str(made.docinfo[Name.Title]) == document().title
        assert told["dc:creator"] == [str(made.docinfo[Name.Author])] == ["Tenkt kommune"]
        assert told["dc:description"] == str(made.docinfo[Name.Subject]) == document().lead
        assert told["xmp:CreatorTool"] == str(made.docinfo[Name.Creator])
        assert told["xmp:CreateDate"] == told["xmp:ModifyDate"] == "2026-11-20T00:00:00Z"
    for name in (Name.CreationDate, Name.ModDate):
        assert str(made.docinfo[name]).startswith("D:20261120000000")


def test_fonts_are_embedded_and_their_text_can_be_read(made: pikepdf.Pdf) -> None:
    assert fonts(made)
    for font in fonts(made):
        (inner,) = font.DescendantFonts
        assert Name.ToUnicode in font
        assert Name.FontFile2 in inner.FontDescriptor or Name.FontFile3 in inner.FontDescriptor
        assert inner.FontDescriptor.FontName == font.BaseFont or str(font.BaseFont).startswith(str(inner.BaseFont))


def test_a_cidset_names_every_glyph_of_its_font(made: pikepdf.Pdf) -> None:
    checked = 0
    for font in fonts(made):
        (inner,) = font.DescendantFonts
        if Name.CIDSet in inner.FontDescriptor and Name.FontFile2 in inner.FontDescriptor:
            glyphs = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))["maxp"].numGlyphs
            bits = inner.FontDescriptor.CIDSet.read_bytes()
            assert all(bits[number // 8] & (0x80 >> number % 8) for number in range(glyphs))
            checked += 1
    assert checked


def test_colours_have_a_profile_and_nothing_is_hidden_or_runs(made: pikepdf.Pdf) -> None:
    (intent,) = made.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert not made.is_encrypted
    for forbidden in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties"):
        assert forbidden not in made.Root
    kinds = {str(one.get("/S")) for one in made.objects if isinstance(one, pikepdf.Dictionary)}
    assert kinds.isdisjoint({"/JavaScript", "/Launch", "/Movie", "/Sound", "/ImportData"})
    for one in made.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.ExtGState:
            assert one.get("/SMask", Name("/None")) == Name("/None")


def test_it_is_tagged_in_reading_order(made: pikepdf.Pdf) -> None:
    assert bool(made.Root.MarkInfo.Marked)
    assert str(made.Root.Lang) == "nn"
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    tags = structure(made)
    assert [tag for tag in tags if tag in {"/H1", "/H2", "/H3"}] == ["/H1", "/H2", "/H2", "/H3", "/H2"]
    assert tags.index("/H1") < tags.index("/L") < tags.index("/Table")
    assert (tags.count("/Lbl"), tags.count("/LBody")) == (3, 3)


def test_tables_have_headings_and_links_have_words(made: pikepdf.Pdf) -> None:
    heads = [one for one in elements(made.Root.StructTreeRoot.K) if one.S == Name.TH]
    assert len(heads) == 2
    for head in heads:
        scopes = [str(one.Scope) for one in head.A if Name.Scope in one]
        assert scopes == ["/Column"]
    assert structure(made).count("/TR") == 81
    links = [note for page in made.pages for note in page.get("/Annots", []) if note.Subtype == Name.Link]
    assert links
    assert all(str(note.Contents) for note in links)
    assert all(page.get("/Tabs") == Name.S for page in made.pages if "/Annots" in page)


@pytest.mark.parametrize("title", ["Renhold", ODD, "Lang " * 90])
def test_a_validator_finds_nothing_that_is_not_explained(title: str) -> None:
    report = validate_written(io.BytesIO(pdf(document(title=title, cell=title))), "2b")
    assert {one.rule for one in report.findings} <= set(EXPLAINED)


def test_the_validator_does_find_faults(made: pikepdf.Pdf) -> None:
    """Broken on purpose, so that the test above can fail."""
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(document()))) as opened:
        del opened.Root.OutputIntents
        opened.save(broken)
    broken.seek(0)
    assert {one.rule for one in validate_written(broken, "2b").findings} - set(EXPLAINED)


def test_what_the_font_cannot_draw_is_told_by_its_number() -> None:
    assert printable(ODD) == "Oppdiktet [U+1F600] [U+4E2D][U+6587] [U+E000] Łódź Дмитро"
    assert printable("A\u030a") == "Å"


def test_the_list_of_what_the_fonts_cover_is_right() -> None:
    covered = set.intersection(*(set(TTFont(file).getBestCmap()) for file in (HERE / "fonts").glob("*.ttf")))
    told = [line.split("-") for line in COVERED.read_text(encoding="ascii").splitlines()]
    listed = {code for first, last in told for code in range(int(first, 16), int(last, 16) + 1)}
    assert listed <= covered
    assert {chr(code) for code in covered - listed if chr(code).isalpha()} == set()
    assert drawable("å")
    assert not drawable("中")
