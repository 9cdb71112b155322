"""Every text of the interface stands in bokmål and nynorsk: same places, right language, none left over."""

import re
from io import BytesIO

import pytest
from babel.messages.mofile import read_mo, write_mo

from tools import translations

NOT_BOKMAL = "ikkje kva kven kvar kvifor korleis frå berre nokon noko eg vere vart dei einaste fleire verksemd eining"
NOT_NYNORSK = (
    "ikke hva hvem hvilken hvilke hvorfor hvordan fra bare noen noe jeg være ble de flere virksomhet enhet hvis"
)
NOT_OURS = "avropskontroll kontraktsleder stedkontroll egenerklæring"  # not used in the trade, or something else there
ABBREVIATED = re.compile(r"\b(mva|kv|kl|nr)\.$")
TRANSLATED = re.compile(
    r"{% blocktranslate.*?{% endblocktranslate %}|{% translate .*?%}|{% comment %}.*?{% endcomment %}", re.DOTALL
)
MAY_STAND = {"nn": {"de"}}  # nynorsk `de` is the polite and plural you


def texts_of(language: str) -> list[tuple[str, str]]:
    catalog = translations.read_catalog(language)
    return [(str(message.id), text) for message in catalog if message.id for text in translations.strings(message)]


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", translations.PLACES.sub(" ", text).casefold()))


def test_nothing_is_missing_left_over_or_broken() -> None:
    assert list(translations.faults()) == [], "run tools/translations.py update, then translate what `missing` names"


@pytest.mark.parametrize("language", [*translations.TRANSLATED, *translations.OF_PORTAL])
def test_no_text_is_left_untranslated(language: str) -> None:
    assert translations.missing(language) == []


@pytest.mark.parametrize(("language", "foreign"), [("nb", NOT_BOKMAL), ("nn", NOT_NYNORSK)])
def test_each_language_keeps_to_its_own_words(language: str, foreign: str) -> None:
    banned = set(foreign.split()) - MAY_STAND.get(language, set())
    assert [(text, words_in(text) & banned) for _id, text in texts_of(language) if words_in(text) & banned] == []


@pytest.mark.parametrize("language", translations.TRANSLATED)
def test_norwegian_quotation_marks_and_no_invented_terms(language: str) -> None:
    texts = [text for _id, text in texts_of(language)]
    assert [text for text in texts if set(text) & set("“”„")] == []
    assert [text for text in texts if words_in(text) & set(NOT_OURS.split())] == []


def test_quotation_marks_follow_the_language_and_never_stand_in_a_template() -> None:
    pages = [
        path for path in translations.CODE.rglob("*.html") if set(TRANSLATED.sub("", path.read_text())) & set("“”«»")
    ]
    assert pages == [], "let a blocktranslate hold them"


@pytest.mark.parametrize("language", [*translations.TRANSLATED, *translations.OF_PORTAL])
def test_sentences_end_as_the_text_they_translate(language: str) -> None:
    assert [(text, said) for text, said in texts_of(language) if not _ends(text) & _ends(said)] == []


def _ends(text: str) -> set[str]:
    """The stop at the end of a text; the point of an abbreviation may be one or none."""
    last = text.rstrip("'\"”»)]").rstrip()
    stop = last[-1:] if last[-1:] in ".?:!" else ""
    return {stop, ""} if ABBREVIATED.search(last) else {stop}


@pytest.mark.parametrize("language", [*translations.TRANSLATED, *translations.OF_PORTAL])
def test_the_file_compiles(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, translations.read_catalog(language))
    compiled.seek(0)
    assert len(read_mo(compiled)) == len(translations.read_catalog(language))


@pytest.mark.parametrize("language", translations.OF_PORTAL)
def test_polish_and_lithuanian_hold_what_suppliers_read_and_no_more(language: str) -> None:
    held = {(str(message.id), message.context) for message in translations.read_catalog(language) if message.id}
    of_office = {(str(message.id), message.context) for message in translations.template_catalog() if message.id} - held
    assert held
    assert ("Planner", None) in of_office
    assert ("To do", None) in held


@pytest.mark.parametrize("language", translations.OF_PORTAL)
def test_a_plural_has_every_form_of_the_language(language: str) -> None:
    catalog = translations.read_catalog(language)
    plurals = [message for message in catalog if message.id and message.pluralizable]
    assert [message.id for message in plurals if len(message.string or ()) != catalog.num_plurals] == []


@pytest.mark.parametrize(("language", "letters"), [("pl", "ąćęłńóśźż"), ("lt", "ąčęėįšųūž")])
def test_polish_is_polish_and_lithuanian_is_lithuanian(language: str, letters: str) -> None:
    long = [text for _id, text in texts_of(language) if len(text) > 60]
    assert [text for text in long if not set(text.casefold()) & set(letters)] == []


def test_texts_of_every_kind_of_file_are_found() -> None:
    names = {name for name, _text, _context in translations.texts()}
    assert any(name.endswith(".html") for name in names)
    assert {"ryddig/domain/quality.py", "ryddig/records/followup/today.py", "ryddig/reports/labels.py"} <= names


def test_plural_texts_of_templates_have_both_forms() -> None:
    plurals = [text for _name, text, _context in translations.texts() if isinstance(text, tuple)]
    assert plurals
    assert all(len(forms) == 2 and all(forms) for forms in plurals)
