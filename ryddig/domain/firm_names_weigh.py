"""How well a registered firm fits a name that was given, and whether one of those that fit may be proposed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from ryddig.domain.firm_names import (
    APART_FROM_BELOW,
    SAME_FORM,
    SENTENCES,
    AskedName,
    FirmCandidate,
    FirmProposal,
    NamedFirm,
    NameReading,
    NameReason,
    ProposalOutcome,
    plain,
)
from ryddig.domain.names import FirmName, fold, take_apart
from ryddig.domain.words import Message

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
_SHARES: Final = frozenset(("as", "asa"))
_OTHER_LETTERS: Final = 3.0
_WORD_FROM: Final = 5
_FIRST_LETTER: Final = 8.0
_TOLD_BELOW: Final = frozenset(
    (NameReason.DEPARTMENT, NameReason.PLACE_IN_NAME, NameReason.BRACKET, NameReason.LEGAL_FORM_LEFT_OUT)
) | {NameReason.LEGAL_FORM_DIFFERS}
Edits = Callable[[str, str], int]


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


SETTLES: Final = frozenset((NameReason.CONFIRMED_BEFORE, NameReason.NUMBER_IN_NAME))


def decide(asked: AskedName, found: Iterable[FirmCandidate]) -> FirmProposal:
    """The outcome. Several firms equally good is an answer of its own: none of them is put before the others."""
    best: dict[str, FirmCandidate] = {}
    for candidate in sorted(found, key=lambda each: (not SETTLES.intersection(each.reasons), -each.score, each.orgnr)):
        best.setdefault(candidate.orgnr, candidate)
    shown = tuple(best.values())[:MOST_SHOWN]
    if not shown or shown[0].score < PROPOSED_FROM:
        return FirmProposal(asked.raw, ProposalOutcome.NONE, shown)
    if SETTLES.intersection(shown[0].reasons):
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
    score -= _form_counts(asked, parts, known.firm, told=told)
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


def _form_counts(asked: AskedName, parts: FirmName, firm: NamedFirm, *, told: list[tuple[NameReason, object]]) -> float:
    """What the legal form takes off, and its reason."""
    written = SAME_FORM.get(parts.legal_form, parts.legal_form)
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
    reasons = tuple(dict.fromkeys(reason for reason, _ in told))
    said = tuple(_sentence(asked, firm, fit.known_as, told=each) for each in told)
    if NameReason.SAME_BUT_FOR_WRITING in reasons and not _TOLD_BELOW.isdisjoint(reasons):
        apart = Message(APART_FROM_BELOW, {})
        writing = SENTENCES[NameReason.SAME_BUT_FOR_WRITING]
        said = tuple(apart if sentence.text == writing else sentence for sentence in said)
    return FirmCandidate(firm.orgnr, firm.names[0], firm.form, place, fit.known_as, round(fit.score, 1), reasons, said)


def _sentence(asked: AskedName, firm: NamedFirm, known_as: str, *, told: tuple[NameReason, object]) -> Message:
    reason, about = told
    params = {
        "name": " ".join(asked.raw.split()),
        "known": known_as,
        "number": firm.orgnr,
        "place": asked.place,
        "there": ", ".join(dict.fromkeys(firm.places)),
        "edits": about,
        "form": asked.form.upper(),
        "other": str(about).upper(),
        "bracket": asked.bracket,
    }
    text = SENTENCES[reason]
    return Message(text, {name: value for name, value in params.items() if f"%({name})s" in text})
