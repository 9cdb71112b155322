"""Which known firm a bare name may be. Proposals with reasons for a person to confirm; nothing is chosen here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from ryddig.domain.names import FirmName, take_apart
from ryddig.domain.words import N_, Message

_CLOSE = 86.0
_NEARLY = 95.0
_SHORTEST = 5
_MOST = 5


@dataclass(frozen=True, slots=True)
class KnownFirm:
    """A firm with a confirmed number and every name it is known by."""

    orgnr: str
    names: tuple[str, ...]


class MatchReason(StrEnum):
    """Why a firm is proposed."""

    SAME_NAME = "same_name"
    SAME_BUT_FOR_WRITING = "same_but_for_writing"
    LEGAL_FORM_DIFFERS = "legal_form_differs"
    BRACKET_DIFFERS = "bracket_differs"
    SPELLING_CLOSE = "spelling_close"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed firm. `score` 0 to 100 only orders the proposals; `reasons` with their sentences are what is shown."""

    firm: KnownFirm
    known_as: str
    score: float
    reasons: tuple[MatchReason, ...]
    sentences: tuple[Message, ...]


class FirmIndex:
    """Known firms, ready to be asked for many names."""

    def __init__(self, known: Iterable[KnownFirm]) -> None:
        self._by_core: dict[str, list[tuple[KnownFirm, FirmName]]] = {}
        for firm in known:
            for name in firm.names:
                parts = take_apart(name)
                self._by_core.setdefault(parts.core, []).append((firm, parts))
        self._cores = sorted(core for core in self._by_core if len(core) >= _SHORTEST)

    def propose(self, name: str) -> tuple[Candidate, ...]:
        """Firms this name may be, best first, at most five; one per number."""
        asked = take_apart(name)
        if not asked.core:
            return ()
        found = [_candidate(asked, firm, parts=parts, score=100.0) for firm, parts in self._by_core.get(asked.core, ())]
        for core, score in self._close(asked.core):
            found.extend(_candidate(asked, firm, parts=parts, score=score) for firm, parts in self._by_core[core])
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda each: (-each.score, each.firm.orgnr, each.known_as)):
            best.setdefault(candidate.firm.orgnr, candidate)
        return tuple(best.values())[:_MOST]

    def _close(self, core: str) -> list[tuple[str, float]]:
        if len(core) < _SHORTEST:
            return []
        found = process.extract(core, self._cores, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=4 * _MOST)
        turned = process.extract(core, self._cores, scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE, limit=4 * _MOST)
        best: dict[str, float] = {}
        for other, score, _ in (*found, *turned):
            if other != core:
                best[other] = min(_NEARLY, max(score, best.get(other, 0.0)))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def propose_matches(name: str, known: Iterable[KnownFirm]) -> tuple[Candidate, ...]:
    """Firms among `known` that `name` may be. For many names, build one `FirmIndex` and ask it."""
    firms = tuple(known)
    return _index(firms).propose(name)


@lru_cache(maxsize=4)
def _index(firms: tuple[KnownFirm, ...]) -> FirmIndex:
    return FirmIndex(firms)


def _candidate(asked: FirmName, firm: KnownFirm, *, parts: FirmName, score: float) -> Candidate:
    reasons: list[tuple[MatchReason, Message]] = []
    named = {"name": asked.raw, "known": parts.raw}
    if asked.raw == parts.raw:
        same = Message(N_("The names are the same."), {})
        return Candidate(firm, parts.raw, 100.0, (MatchReason.SAME_NAME,), (same,))
    if asked.core != parts.core:
        text = N_("“%(name)s” is spelled nearly as “%(known)s” (%(share)s %%).")
        reasons.append((MatchReason.SPELLING_CLOSE, Message(text, {**named, "share": round(score)})))
    else:
        score -= 1
        text = N_("“%(name)s” and “%(known)s” differ only in capitals, signs or spacing.")
        reasons.append((MatchReason.SAME_BUT_FOR_WRITING, Message(text, named)))
    if asked.legal_form != parts.legal_form:
        score -= 3 if asked.legal_form and parts.legal_form else 2
        text = N_("The legal form differs: “%(form)s” here, “%(other)s” there.")
        message = Message(text, {"form": asked.legal_form or "–", "other": parts.legal_form or "–"})
        reasons.append((MatchReason.LEGAL_FORM_DIFFERS, message))
    if asked.bracket != parts.bracket:
        score -= 1
        message = Message(N_("In brackets stands “%(bracket)s”."), {"bracket": asked.bracket or parts.bracket})
        reasons.append((MatchReason.BRACKET_DIFFERS, message))
    if len(reasons) > 1 and reasons[0][0] is MatchReason.SAME_BUT_FOR_WRITING:
        reasons[0] = (reasons[0][0], Message(N_("The names are the same apart from what is told below."), {}))
    return Candidate(firm, parts.raw, score, tuple(code for code, _ in reasons), tuple(told for _, told in reasons))
