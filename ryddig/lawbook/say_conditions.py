"""Conditions of a rule in words: what a contract must be for the rule to apply."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.law import Book, Condition
from ryddig.domain.words import Words
from ryddig.lawbook import say
from ryddig.lawbook.predicates import ANY, SERIES_UNITS

TESTS: Mapping[str, Words] = {
    "kind": Words("slag kontrakt", "slag kontrakt", "kind of contract"),
    "buyer_kind": Words("oppdragsgiver", "oppdragsgivar", "buyer"),
    "sector": Words("sektor", "sektor", "sector"),
    "cpv_in": Words("bransje (CPV)", "bransje (CPV)", "trade (CPV)"),
    "value_at_least": Words("verdi minst", "verdi minst", "value at least"),
    "value_above": Words("verdi over", "verdi over", "value above"),
    "value_below": Words("verdi under", "verdi under", "value below"),
    "lasts_longer_than": Words("varer lenger enn", "varer lenger enn", "lasts longer than"),
    "high_risk_product": Words("på høyrisikolisten", "på høgrisikolista", "on the high-risk list"),
    "tiers_at_least": Words(
        "ledd under leverandøren minst", "ledd under leverandøren minst", "tiers below the supplier, at least"
    ),
    "county_in": Words("fylke", "fylke", "county"),
    "answer": Words("svart ja på", "svart ja på", "answered yes to"),
    "trade_certificate_relevant": Words("fagbrev er aktuelt", "fagbrev er aktuelt", "trade certificates are relevant"),
    "apprentice_need": Words(
        "særlig behov for læreplasser", "særleg behov for læreplassar", "special need for apprentice places"
    ),
    "framework": Words("rammeavtale", "rammeavtale", "framework agreement"),
    "has_subcontractors": Words(
        "leverandøren har underleverandører", "leverandøren har underleverandørar", "the supplier has subcontractors"
    ),
    "norwegian_supplier": Words("norsk leverandør", "norsk leverandør", "Norwegian supplier"),
}
TERMS: Mapping[str, Words] = {
    "goods": Words("varer", "varer", "goods"),
    "services": Words("tjenester", "tenester", "services"),
    "works": Words("bygg og anlegg", "bygg og anlegg", "works"),
    "state": Words("staten", "staten", "state"),
    "county": Words("fylkeskommune", "fylkeskommune", "county"),
    "municipal": Words("kommune", "kommune", "municipality"),
    "public_law_body": Words("offentligrettslig organ", "offentlegrettsleg organ", "body governed by public law"),
    "utility": Words("forsyningsforetak", "forsyningsføretak", "utility"),
    "defence": Words("forsvar og sikkerhet", "forsvar og tryggleik", "defence and security"),
    "classic": Words("ordinær", "ordinær", "ordinary"),
    "utilities": Words("forsyning", "forsyning", "utilities"),
    "concession": Words("konsesjon", "konsesjon", "concession"),
}
_ANY = Words("minst én av", "minst éin av", "at least one of")
_YES, _NO = Words("ja", "ja", "yes"), Words("nei", "nei", "no")


def series_in_words(name: str, book: Book, on: date, *, language: str = "nb") -> str:
    """A series with its value on a day: `Flest ledd under leverandøren: 2 ledd (limits.chain_tiers)`."""
    series = book.need(name)
    entry = series.at(on)
    value = say.value(entry.value if entry else "absent", series.unit, language)
    return f"{series.name.in_language(language)}: {value} ({name})"


def condition_in_words(condition: Condition, book: Book, on: date, *, language: str = "nb") -> str:
    """One condition as it stands on a day."""
    wanted = condition.wanted
    if condition.test == ANY and isinstance(wanted, tuple):
        groups = (" + ".join(condition_in_words(one, book, on, language=language) for one in group) for group in wanted)
        return f"{_ANY.in_language(language)}: {' | '.join(groups)}"
    test = TESTS[condition.test].in_language(language)
    if condition.test in SERIES_UNITS:
        return f"{test}: {series_in_words(str(wanted), book, on, language=language)}"
    if isinstance(wanted, bool):
        return f"{test}: {(_YES if wanted else _NO).in_language(language)}"
    terms = wanted if isinstance(wanted, tuple) else (wanted,)
    return f"{test}: {', '.join(_term(condition.test, str(term), book=book, language=language) for term in terms)}"


def _term(test: str, term: str, *, book: Book, language: str) -> str:
    if test == "cpv_in" and term in book.library.cpv_groups:
        return book.library.cpv_groups[term].name.in_language(language)
    if test == "answer":
        asked = next((factor.name for factor in book.risk_factors if factor.id == term), None)
        return f"{asked.in_language(language)} ({term})" if asked else term
    return TERMS[term].in_language(language) if term in TERMS else term
