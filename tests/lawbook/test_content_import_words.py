"""Headings of real municipal spreadsheets: each is known, and none means two things."""

from collections import defaultdict

import pytest

from ryddig.domain.law import Book
from ryddig.intake.words import words_of
from ryddig.lawbook import load
from ryddig.tables.read.header import fold_heading, read_heading

HEADINGS = {
    "Kontraktsnr": "reference",
    "Avtalenummer": "reference",
    "Doffin-nr": "aliases",
    "Avtalenavn": "title",
    "Leverandør": "supplier_name",
    "Org.nr": "supplier_orgnr",
    "Kunngjøringsdato": "announced_on",
    "Kontraktsdato": "signed_on",
    "Avtalestart": "starts_on",
    "Startdato": "starts_on",
    "Utløper": "ends_on",
    "Sluttdato": "ends_on",
    "Varighet (mnd)": "duration_months",
    "Verdi eks. mva.": "value_ore",
    "Estimert verdi (NOK)": "value_ore",
    "Kunngjort estimat": "estimate_ore",
    "Maksimal verdi": "ceiling_ore",
    "Tilbudssum": "awarded_ore",
    "Avrop hittil": "called_off_ore",
    "Opsjon": "options",
    "Opsjonsfrist": "option_exercise_by",
    "Utløp inkl. opsjon": "option_ends_on",
    "Ansvarlig": "responsible",
    "Kontraktsforvalter": "responsible",
    "Enhet": "unit",
    "Eining": "unit",
    "Innkjøpskategori": "category",
    "CPV-kode": "cpv",
    "Rammeavtale": "framework",
    "Fylke": "county",
    "Antall ledd": "tiers",
    "Contract number": "reference",
    "Supplier name": "supplier_name",
    "Expiry date": "ends_on",
}
VALUES = {
    ("kind", "works"): "Bygg- og anleggsarbeid",
    ("kind", "services"): "Tjenestekjøp",
    ("kind", "goods"): "Varekjøp",
    ("buyer_kind", "municipal"): "Kommune",
    ("sector", "utilities"): "Forsyningsforskriften",
}


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


@pytest.mark.parametrize(("heading", "field"), HEADINGS.items())
def test_heading_is_known(book: Book, heading: str, field: str) -> None:
    columns = words_of(book).columns
    assert next(columns[form] for form in read_heading((heading,)).words if form in columns) == field


@pytest.mark.parametrize(("meaning", "spelling"), VALUES.items())
def test_value_is_known(book: Book, meaning: tuple[str, str], spelling: str) -> None:
    wanted = "=".join(meaning)
    word = next(word for word in book.library.glossary.values() if word.field == wanted)
    assert spelling in (word.nb, word.nn, word.en, *word.headers)


def test_no_heading_means_two_things(book: Book) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for word in book.library.glossary.values():
        for heading in word.headers:
            kind = word.field.partition("=")[0] + "=" if "=" in word.field else ""
            meanings[kind + fold_heading(heading)].add(word.field)
    assert {heading: fields for heading, fields in meanings.items() if len(fields) > 1} == {}


def test_the_announcement_date_is_never_read_from_a_signing_date(book: Book) -> None:
    fields = {word.field: word.headers for word in book.library.glossary.values() if word.field.endswith("_on")}
    assert not {"Kontraktsdato", "Signert", "Avtaledato"} & set(fields["announced_on"])
