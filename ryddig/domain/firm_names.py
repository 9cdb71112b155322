"""Which registered firm a bare name may be: what speaks for each, what speaks against it, and when one may be proposed.

A score orders candidates; it is no judgement of a firm. Proposed means: preselected for a person, who decides.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ryddig.domain.names import LEGAL_FORMS, FirmName, fold, take_apart
from ryddig.domain.orgnr import passes
from ryddig.domain.words import N_, Message

PROPOSED_FROM: Final = 90.0
MARGIN: Final = 3.0
MOST_SHOWN: Final = 8
_WHOLE: Final = 100.0
_FORMER: Final = 2.5
_FORM_LEFT_OUT: Final = 0.5
_FORM_DIFFERS: Final = 5.0
_FORM_OF_ANOTHER_KIND: Final = 15.0
_PLACE_AGREES: Final = 3.0
_PLACE_DIFFERS: Final = 3.5
_LISTED: Final = 80.0
_LEAST_SHARE: Final = 0.4
_MOST_EDITS: Final = 2
# edits, letters at least, score
_CLOSE: Final = ((1, 12, 93.0), (1, 9, 90.0), (1, 6, 86.0), (1, 5, 78.0), (2, 16, 88.0), (2, 9, 80.0))
_CUT_FROM: Final = 14
_NUMBER: Final = re.compile(r"(?<!\d)\d{3}[\s.]?\d{3}[\s.]?\d{3}(?!\d)")
_DEPARTMENT: Final = re.compile(r"[\s,.;(–-]+(?:avd|avdeling|avdelinga|filial)\b\.?.*$", re.IGNORECASE)
_WITH_NUMBER: Final = re.compile(
    rf"[\s,(]*(?:org\.?\s?nr\.?:?\s*)?(?:NO\s*)?{_NUMBER.pattern}(?:\s*MVA)?\)?", re.IGNORECASE
)
_FORM_INSIDE: Final = re.compile(
    rf"(.+?)[\s,]+({'|'.join(map(re.escape, sorted(LEGAL_FORMS)))})\b[\s,.;–-]*(.*)$", re.IGNORECASE
)
_ON_BEHALF: Final = re.compile(r"\s+(?:v/|ved\s).*$", re.IGNORECASE)
_SAME_FORM: Final = {"a/s": "as", "stiftelse": "sti", "limited": "ltd"}
_SHARES: Final = frozenset(("as", "asa"))
_OTHER_LETTERS: Final = 3.0
_WORD_FROM: Final = 5
_FIRST_LETTER: Final = 8.0
Edits = Callable[[str, str], int]


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
    NameReason.PLACE_IN_NAME: N_("The place %(place)s stands after the name, and the firm is registered there."),
    NameReason.CUT_SHORT: N_("“%(name)s” is the beginning of “%(known)s”, cut off inside a word."),
    NameReason.SPELLING_CLOSE: N_("“%(name)s” is spelled nearly as “%(known)s”: %(edits)s letters differ."),
    NameReason.WORDS_TURNED: N_("The same words in another order: “%(known)s”."),
    NameReason.WORDS_DIFFER: N_("Some of the words are the same: “%(known)s”."),
    NameReason.LEGAL_FORM_LEFT_OUT: N_("The name was given without a legal form; the firm is registered as %(other)s."),
    NameReason.LEGAL_FORM_DIFFERS: N_("The legal form differs: “%(form)s” here, “%(other)s” there."),
    NameReason.BRACKET: N_("In brackets stands “%(bracket)s”."),
    NameReason.PLACE_AGREES: N_("The firm is registered in %(place)s, as given."),
    NameReason.PLACE_DIFFERS: N_("The firm is registered in %(there)s, and %(place)s was given."),
}


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
    return AskedName(name, _SAME_FORM.get(form, form), parts.bracket, kept, number, " ".join(place.split()))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _with_place(words: Sequence[str]) -> Iterable[NameReading]:
    """The last one to three words may be a place; whether they are, the firm's own place tells."""
    for count in range(1, min(4, len(words))):
        yield NameReading(" ".join(words[:-count]), " ".join(words[-count:]), NameReason.PLACE_IN_NAME)


def plain(core: str) -> str:
    """A folded core without spaces, in which ø and å that were written oe and aa, in either name, count as o and a."""
    return core.replace("oe", "o").replace("aa", "a").replace(" ", "")


def weigh(asked: AskedName, firm: NamedFirm, *, edits: Edits) -> FirmCandidate | None:
    """The firm as a candidate, by the reading and the name of it that fit best; None when nothing fits.

    `edits`: how many letters must be put in, taken out, changed or swapped to make one text the other.
    """
    fits = [
        fit
        for place, name in enumerate(firm.names)
        for reading in asked.readings
        if (fit := _fit(asked, reading, _Known(firm, name, former=place > 0), edits=edits)) is not None
    ]
    if not fits:
        return None
    best = max(fits, key=lambda fit: fit.score)
    if asked.number == firm.orgnr:
        fits_well = best.score >= PROPOSED_FROM
        best = _Fit(_WHOLE if fits_well else best.score, best.known_as, ((NameReason.NUMBER_IN_NAME, ""), *best.told))
    return _candidate(asked, firm, best)


def confirmed(asked: AskedName, firm: NamedFirm) -> FirmCandidate:
    """The firm that a person has said this name is."""
    return _candidate(asked, firm, _Fit(_WHOLE, firm.names[0], ((NameReason.CONFIRMED_BEFORE, ""),)))


def decide(asked: AskedName, found: Iterable[FirmCandidate]) -> FirmProposal:
    """The outcome. Several firms equally good is an answer of its own: none of them is put before the others."""
    best: dict[str, FirmCandidate] = {}
    for candidate in sorted(found, key=lambda each: (-each.score, each.orgnr)):
        best.setdefault(candidate.orgnr, candidate)
    shown = tuple(best.values())[:MOST_SHOWN]
    if not shown or shown[0].score < PROPOSED_FROM:
        return FirmProposal(asked.raw, ProposalOutcome.NONE, shown)
    if NameReason.CONFIRMED_BEFORE in shown[0].reasons or NameReason.NUMBER_IN_NAME in shown[0].reasons:
        return FirmProposal(asked.raw, ProposalOutcome.PROPOSED, shown)
    alone = len(shown) == 1 or shown[0].score - shown[1].score >= MARGIN
    return FirmProposal(asked.raw, ProposalOutcome.PROPOSED if alone else ProposalOutcome.AMBIGUOUS, shown)


@dataclass(frozen=True, slots=True)
class _Known:
    firm: NamedFirm
    name: str
    former: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    """`told`: reasons with what each is about: the text aside, or the number of edits."""

    score: float
    known_as: str
    told: tuple[tuple[NameReason, object], ...]


def _fit(asked: AskedName, reading: NameReading, known: _Known, *, edits: Edits) -> _Fit | None:
    parts = take_apart(known.name)
    spelled = _spelling(asked, reading, parts, edits=edits)
    if spelled is None:
        return None
    score, told = spelled[0], [(spelled[1], spelled[2])]
    if reading.how is NameReason.DEPARTMENT:
        score -= 2
        told.append((reading.how, reading.aside))
    elif reading.how is NameReason.PLACE_IN_NAME and reading.aside:
        there = _is_there(reading.aside, known.firm.places)
        score = score - 1 if there else min(score, _LISTED)
        told.append((NameReason.PLACE_IN_NAME if there else NameReason.WORDS_DIFFER, reading.aside))
    elif reading.how is NameReason.WORDS_DIFFER:
        score = min(score, _LISTED)
    if known.former:
        score -= _FORMER
        told.append((NameReason.FORMER_NAME, ""))
    score -= _form_counts(asked, parts, known.firm, told)
    if asked.bracket and asked.bracket != parts.bracket:
        told.append((NameReason.BRACKET, asked.bracket))
    score += _place_counts(asked, known.firm, told)
    return _Fit(max(0.0, min(_WHOLE, score)), known.name, tuple(told))


def _spelling(
    asked: AskedName, reading: NameReading, parts: FirmName, *, edits: Edits
) -> tuple[float, NameReason, object] | None:
    """How alike the cores are: score, reason, edits."""
    core, other = reading.core, parts.core
    if core.replace(" ", "") == other.replace(" ", ""):
        if asked.raw == parts.raw:
            return _WHOLE, NameReason.SAME_NAME, 0
        alike = _has_norwegian(asked.raw) == _has_norwegian(parts.raw)
        return _WHOLE - (0 if alike else _OTHER_LETTERS), NameReason.SAME_BUT_FOR_WRITING, 0
    if plain(core) == plain(other):
        return _WHOLE - 1, NameReason.SAME_BUT_FOR_WRITING, 0
    if reading.how is None and _is_cut(core, f"{other} {parts.legal_form}".rstrip()):
        return 93.0, NameReason.CUT_SHORT, 0
    if abs(len(core) - len(other)) <= _MOST_EDITS:
        apart = edits(core, other)
        score = _close(core, other, apart) if apart <= _MOST_EDITS else 0.0
        if score:
            return score, NameReason.SPELLING_CLOSE, apart
    if sorted(core.split()) == sorted(other.split()):
        return 88.0, NameReason.WORDS_TURNED, 0
    ours, theirs = set(core.split()), set(other.split())
    share = len(ours & theirs) / len(ours | theirs)
    return (60.0 + 20.0 * share, NameReason.WORDS_DIFFER, 0) if share >= _LEAST_SHARE else None


def _has_norwegian(name: str) -> bool:
    """Whether æ, ø or å is in it: a name written without them may be another firm's that has none."""
    return not set("æøå").isdisjoint(name.casefold())


def _is_cut(core: str, whole: str) -> bool:
    """Whether a name was cut off inside a word. A cut between words cannot be told from another firm's shorter name."""
    return len(core) >= _CUT_FROM and whole.startswith(core) and whole[len(core) : len(core) + 1] not in ("", " ")


def _close(core: str, other: str, apart: int) -> float:
    """The score of a name one or two letters off: the longer it is, the less likely is another firm. 0: too short.

    A short word, initials or a number with a letter changed is another word, and people seldom err in a first letter.
    """
    length = min(len(core), len(other))
    score = next((score for edits, least, score in _CLOSE if apart == edits and length >= least), 0.0)
    ours, theirs = core.split(), other.split()
    if len(ours) != len(theirs):
        return min(score, _LISTED)
    changed = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    if any(min(map(len, pair)) < _WORD_FROM or not "".join(pair).isalpha() for pair in changed):
        return min(score, _LISTED)
    return score - _FIRST_LETTER if any(one[0] != another[0] for one, another in changed) else score


def _form_counts(asked: AskedName, parts: FirmName, firm: NamedFirm, told: list[tuple[NameReason, object]]) -> float:
    """What the legal form takes off, and its reason."""
    written = _SAME_FORM.get(parts.legal_form, parts.legal_form)
    other = written or firm.form.casefold()
    if not asked.form:
        if written:
            told.append((NameReason.LEGAL_FORM_LEFT_OUT, other))
        return _FORM_LEFT_OUT if written else 0.0
    if asked.form in (written, firm.form.casefold()) or not other:
        return 0.0
    told.append((NameReason.LEGAL_FORM_DIFFERS, other))
    return _FORM_DIFFERS if {asked.form, other} == _SHARES else _FORM_OF_ANOTHER_KIND


def _place_counts(asked: AskedName, firm: NamedFirm, told: list[tuple[NameReason, object]]) -> float:
    if not asked.place or not firm.places:
        return 0.0
    there = _is_there(asked.place, firm.places)
    told.append((NameReason.PLACE_AGREES if there else NameReason.PLACE_DIFFERS, ""))
    return _PLACE_AGREES if there else -_PLACE_DIFFERS


def _is_there(place: str, places: Iterable[str]) -> bool:
    """Whether a place is one of the firm's: `Kristiansand` is `KRISTIANSAND S` too."""
    asked = fold(place)
    return bool(asked) and any(
        asked == there or there.startswith(f"{asked} ") or asked.startswith(f"{there} ") for there in map(fold, places)
    )


def _candidate(asked: AskedName, firm: NamedFirm, fit: _Fit) -> FirmCandidate:
    place = firm.places[0] if firm.places else ""
    told = tuple(dict.fromkeys(fit.told))
    sentences = tuple(_sentence(asked, firm, fit.known_as, reason, about) for reason, about in told)
    reasons = tuple(dict.fromkeys(reason for reason, _ in told))
    return FirmCandidate(
        firm.orgnr, firm.names[0], firm.form, place, fit.known_as, round(fit.score, 1), reasons, sentences
    )


def _sentence(asked: AskedName, firm: NamedFirm, known_as: str, reason: NameReason, about: object) -> Message:
    place = about if reason is NameReason.PLACE_IN_NAME else asked.place
    params = {
        "name": " ".join(asked.raw.split()),
        "known": known_as,
        "number": firm.orgnr,
        "place": place,
        "there": ", ".join(dict.fromkeys(firm.places)),
        "edits": about,
        "form": asked.form.upper(),
        "other": str(about).upper(),
        "bracket": asked.bracket,
    }
    text = SENTENCES[reason]
    return Message(text, {name: value for name, value in params.items() if f"%({name})s" in text})
