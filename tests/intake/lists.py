"""What the intake tests read with: a small book whose glossary names columns and values, and short lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from ryddig.domain.law import Book, Library, Status
from ryddig.domain.law_library import GlossaryWord
from ryddig.domain.problems import Problem, Severity
from ryddig.domain.words import Words
from ryddig.intake.read import read_files
from ryddig.intake.reading import NamedBytes, Reading
from tests.domain.small_book import small_book

ON: Final = date(2026, 11, 20)
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("Avtalenummer", "Referanse"),
    "aliases": ("Saksnummer", "Doffin-nr"),
    "title": ("Tittel", "Avtalenavn"),
    "kind": ("Kontraktstype",),
    "buyer_kind": ("Type oppdragsgiver",),
    "cpv": ("CPV-kode", "CPV tilleggskoder"),
    "value_ore": ("Verdi", "Kontraktsverdi"),
    "ceiling_ore": ("Tak",),
    "announced_on": ("Kunngjort",),
    "signed_on": ("Signert",),
    "starts_on": ("Startdato",),
    "ends_on": ("Sluttdato",),
    "duration_months": ("Varighet",),
    "options": ("Opsjoner",),
    "options_used": ("Opsjoner brukt",),
    "option_exercise_by": ("Opsjonsfrist",),
    "framework": ("Rammeavtale",),
    "supplier_name": ("Leverandør",),
    "supplier_orgnr": ("Org.nr.",),
    "unit": ("Enhet",),
    "responsible": ("Ansvarlig",),
}
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind=services": ("Tjenester",),
    "kind=works": ("Bygg og anlegg",),
    "kind=goods": ("Varer",),
    "buyer_kind=municipal": ("Kommune",),
}


def word(field: str, headers: Sequence[str]) -> GlossaryWord:
    """One word of the glossary."""
    nothing = Words("")
    return GlossaryWord(field, "", "", "", nothing, "", Status.UNVERIFIED, headers=tuple(headers), field=field)


def book() -> Book:
    """The small book with these columns and values."""
    words = {field: word(field, headers) for field, headers in {**HEADINGS, **VALUES}.items()}
    return replace(small_book(), library=Library(glossary=words))


def csv(*lines: str) -> NamedBytes:
    """A list as semicolon-separated text."""
    return NamedBytes("avtaler.csv", "\n".join(lines).encode())


def read(*files: NamedBytes, **options: Any) -> Reading:
    """The files read under the small book."""
    return read_files(files, book=book(), on=ON, **options)


def codes(reading: Reading, severity: Severity = Severity.ERROR) -> list[str]:
    """The codes of all errors (or notes), in order."""
    return [problem.code for problem in reading.problems if problem.severity is severity]


def only_problem(reading: Reading) -> Problem:
    """The one problem of a reading."""
    assert len(reading.problems) == 1, [problem.code for problem in reading.problems]
    return reading.problems[0]
