"""Which registered firm a bare name may be: what speaks for each, what speaks against it, and when one may be proposed.

A score orders candidates; it is no judgement of a firm. Proposed means: preselected for a person, who decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ryddig.domain.names import LEGAL_FORMS, take_apart
from ryddig.domain.orgnr import passes
from ryddig.domain.words import N_, Message

_NUMBER: Final = re.compile(r"(?<!\d)\d{3}[\s.]?\d{3}[\s.]?\d{3}(?!\d)")
_DEPARTMENT: Final = re.compile(r"[\s,.;(–-]+(?:avd|avdeling|avdelinga|filial)\b\.?.*$", re.IGNORECASE)
_WITH_NUMBER: Final = re.compile(
    rf"[\s,(]*(?:org\.?\s?nr\.?:?\s*)?(?:NO\s*)?{_NUMBER.pattern}(?:\s*MVA)?\)?", re.IGNORECASE
)
_FORM_INSIDE: Final = re.compile(
    rf"(.+?)[\s,]+({'|'.join(map(re.escape, sorted(LEGAL_FORMS)))})\b[\s,.;–-]*(.*)$", re.IGNORECASE
)
_ON_BEHALF: Final = re.compile(r"\s+(?:v/|ved\s).*$", re.IGNORECASE)
SAME_FORM: Final = {"a/s": "as", "stiftelse": "sti", "limited": "ltd"}


class NameReason(StrEnum):
    """Why a firm is a candidate, and what speaks against it."""

    NUMBER_IN_NAME = "number_in_name"
    CONFIRMED_BEFORE = "confirmed_before"
    SAME_NAME = "same_name"
    SAME_BUT_FOR_WRITING = "same_but_for_writing"
    FORMER_NAME = "former_name"
    DEPARTMENT = "department"
    PLACE_IN_NAME = "place_in_name"
    CUT_SHORT = "cut_short"
    SPELLING_CLOSE = "spelling_close"
    WORDS_TURNED = "words_turned"
    WORDS_DIFFER = "words_differ"
    LEGAL_FORM_LEFT_OUT = "legal_form_left_out"
    LEGAL_FORM_DIFFERS = "legal_form_differs"
    BRACKET = "bracket"
    PLACE_AGREES = "place_agrees"
    PLACE_DIFFERS = "place_differs"


SENTENCES: Final = {
    NameReason.NUMBER_IN_NAME: N_("The number %(number)s stands in the name that was given."),
    NameReason.CONFIRMED_BEFORE: N_("A person has confirmed before that this name is this firm."),
    NameReason.SAME_NAME: N_("The names are the same."),
    NameReason.SAME_BUT_FOR_WRITING: N_("“%(name)s” and “%(known)s” differ only in capitals, signs or spacing."),
    NameReason.FORMER_NAME: N_("“%(known)s” is a name the firm had before."),
    NameReason.DEPARTMENT: N_("“%(name)s” names a department; this is the firm it belongs to."),
    NameReason.PLACE_IN_NAME: N_("A place stands after the name, and the firm is registered there: %(there)s."),
    NameReason.CUT_SHORT: N_("“%(name)s” is the beginning of “%(known)s”, cut off inside a word."),
    NameReason.SPELLING_CLOSE: N_("“%(name)s” is spelled nearly as “%(known)s”. Letters that differ: %(edits)s."),
    NameReason.WORDS_TURNED: N_("The same words in another order: “%(known)s”."),
    NameReason.WORDS_DIFFER: N_("Some of the words are the same: “%(known)s”."),
    NameReason.LEGAL_FORM_LEFT_OUT: N_("The name was given without a legal form; the firm is registered as %(other)s."),
    NameReason.LEGAL_FORM_DIFFERS: N_("The legal form differs: “%(form)s” here, “%(other)s” there."),
    NameReason.BRACKET: N_("In brackets stands “%(bracket)s”."),
    NameReason.PLACE_AGREES: N_("The firm is registered in %(place)s, as given."),
    NameReason.PLACE_DIFFERS: N_("The firm is registered in %(there)s, and %(place)s was given."),
}


APART_FROM_BELOW: Final = N_("The names are the same apart from what is told below.")


class ProposalOutcome(StrEnum):
    """`proposed`: one may be preselected. `ambiguous`: several are equally good. `none`: none is good enough."""

    PROPOSED = "proposed"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NamedFirm:
    """A registered firm: its names with the present one first, its form's code, the places it is registered in."""

    orgnr: str
    names: tuple[str, ...]
    form: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameReading:
    """One way to read a name that was given: folded core, and what was left aside at its end."""

    core: str
    aside: str = ""
    how: NameReason | None = None


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name to find, taken apart. `readings`: as it stands first. `number`: one that stands in the text and passes."""

    raw: str
    form: str
    bracket: str
    readings: tuple[NameReading, ...]
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FirmCandidate:
    """A firm the name may be. `known_as`: the name of it that fitted. `score` 0 to 100 only orders the candidates."""

    orgnr: str
    name: str
    form: str
    place: str
    known_as: str
    score: float
    reasons: tuple[NameReason, ...]
    sentences: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class FirmProposal:
    """What was found for one name: the outcome and the candidates, best first, one for each number."""

    asked: str
    outcome: ProposalOutcome
    candidates: tuple[FirmCandidate, ...]

    @property
    def proposed(self) -> FirmCandidate | None:
        """The one that may be preselected."""
        return self.candidates[0] if self.outcome is ProposalOutcome.PROPOSED else None


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name in a list. `row` as the spreadsheet program counts. `confirmed`: the number a person wrote beside it."""

    row: int
    name: str
    place: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of a list with what was found. `also`: other spellings of it in the same list, for a person to see."""

    given: GivenName
    proposal: FirmProposal
    also: tuple[str, ...]


def read_name(name: str, place: str = "") -> AskedName:
    """Take apart a name as it was given. What stands in it beside the name is left aside and told, never dropped."""
    text = " ".join(name.split())
    number = next((found for found in map(_digits, _NUMBER.findall(text)) if passes(found)), "")
    text = _WITH_NUMBER.sub(" ", text) if number else text
    parts = take_apart(text)
    form, readings = parts.legal_form, [NameReading(parts.core)]
    head = _DEPARTMENT.sub("", text)
    inside = _FORM_INSIDE.match(text)
    if head != text:
        before = take_apart(head)
        form = form or before.legal_form
        readings.append(NameReading(before.core, text[len(head) :].strip(" ,"), NameReason.DEPARTMENT))
    elif inside is not None and inside[3]:
        form = form or inside[2].casefold()
        readings.insert(0, NameReading(take_apart(inside[1]).core, inside[3], NameReason.PLACE_IN_NAME))
    if head == text:
        readings.extend(_with_place(parts.core.split()))
    behalf = _ON_BEHALF.sub("", text)
    if behalf != text:
        readings.append(NameReading(take_apart(behalf).core, text[len(behalf) :].strip(), NameReason.WORDS_DIFFER))
    kept = tuple(dict.fromkeys(reading for reading in readings if reading.core))
    return AskedName(name, SAME_FORM.get(form, form), parts.bracket, kept, number, " ".join(place.split()))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _with_place(words: Sequence[str]) -> Iterable[NameReading]:
    """The last one to three words may be a place; whether they are, the firm's own place tells."""
    for count in range(1, min(4, len(words))):
        yield NameReading(" ".join(words[:-count]), " ".join(words[-count:]), NameReason.PLACE_IN_NAME)


def plain(core: str) -> str:
    """A folded core without spaces, in which ø and å that were written oe and aa, in either name, count as o and a."""
    return core.replace("oe", "o").replace("aa", "a").replace(" ", "")
