"""From a name to firms of the local register: first those whose name folds alike, then those spelled nearly so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ryddig.domain.firm_names import (
    AskedName,
    FirmCandidate,
    FirmProposal,
    NamedFirm,
    ProposalOutcome,
    plain,
    read_name,
)
from ryddig.domain.firm_names_weigh import PROPOSED_FROM, SETTLES, confirmed, decide, weigh
from ryddig.domain.names import fold, take_apart
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.texts import repair

MOST_ALIKE: Final = 40
MOST_NEAR: Final = 24
MOST_OPENED: Final = 8
_FOUND: Final = 600
_LONGER: Final = range(4, 41)
_BEGUN_FROM: Final = 3
_MOST_BEGUN: Final = 50
_COMMON: Final = 20_000
_NEAR_WORDS: Final = 40
_LONG_ENOUGH: Final = 5
_TWO_EDITS_FROM: Final = 9
_LONGEST_ASKED: Final = 300
_MOST_WORDS: Final = 12


def candidates(
    register: LocalRegister, name: str, *, place: str = "", confirmed_before: Mapping[str, str] | None = None
) -> FirmProposal:
    """Firms that `name` may be, with reasons; one is proposed, or several are equally good, or none is good enough.

    `place`: where the firm is said to be. `confirmed_before`: folded name (`names.fold`) → number a person said it is.
    """
    asked = read_name(repair(name[:_LONGEST_ASKED])[0], place)
    found: list[FirmCandidate] = []
    said = (confirmed_before or {}).get(fold(name))
    if said and (firm := _firm(register, int(said))) is not None:
        found.append(confirmed(asked, firm))
    found.extend(_weighed(asked, register, _alike(asked, register)))
    if not any(candidate.score >= PROPOSED_FROM for candidate in found):
        found.extend(_weighed(asked, register, _near(asked, register)))
    return _of_crowd(register, decide(asked, found))


def _of_crowd(register: LocalRegister, found: FirmProposal) -> FirmProposal:
    """More firms of one name than were looked at: even the one in the right place may have a namesake there."""
    best = found.proposed
    if best is None or SETTLES.intersection(best.reasons):
        return found
    namesakes = len(register.numbers_named(take_apart(best.known_as).core))
    return replace(found, outcome=ProposalOutcome.AMBIGUOUS) if namesakes > MOST_ALIKE else found


def _weighed(asked: AskedName, register: LocalRegister, numbers: Iterable[int]) -> Iterator[FirmCandidate]:
    for number in dict.fromkeys(numbers):
        firm = _firm(register, number)
        candidate = weigh(asked, firm, edits=OSA.distance) if firm is not None else None
        if candidate is not None:
            yield candidate


def _firm(register: LocalRegister, number: int) -> NamedFirm | None:
    found = register.record(f"{number:09d}")
    if found is None:
        return None
    record, sub_unit = found
    if sub_unit:
        parent = str(record.get("overordnetEnhet", ""))
        return _firm(register, int(parent)) if parent.isdigit() and int(parent) != number else None
    names = register.names([number])[number]
    return NamedFirm(f"{number:09d}", tuple(names), _text(record, "organisasjonsform", "kode"), _places(record))


def _places(record: Mapping[str, Any]) -> tuple[str, ...]:
    addresses = ("forretningsadresse", "postadresse")
    found = (_text(record, address, part) for address in addresses for part in ("poststed", "kommune"))
    return tuple(dict.fromkeys(place for place in found if place))


def _text(record: Mapping[str, Any], name: str, part: str) -> str:
    inner = record.get(name)
    return str(inner.get(part, "")) if isinstance(inner, dict) else ""


def _alike(asked: AskedName, register: LocalRegister) -> Iterator[int]:
    """Numbers of firms with a name that is the same but for writing, by any reading, and a number in the text."""
    if asked.number:
        yield int(asked.number)
    cores = dict.fromkeys(core for reading in asked.readings for core in (reading.core, plain(reading.core)))
    for core in cores:
        yield from register.numbers_named(core)[:MOST_ALIKE]


def _near(asked: AskedName, register: LocalRegister) -> list[int]:
    """Numbers of the firms whose names are nearest among those that share words, or words spelled nearly alike."""
    core = asked.readings[0].core if asked.readings else ""
    words = core.split()[:_MOST_WORDS]
    if not words:
        return []
    groups = [_Word(word, register, last=place == len(words) - 1) for place, word in enumerate(words)]
    numbers: dict[int, None] = {}
    for match in _matches(groups):
        numbers.update(dict.fromkeys(register.numbers_with(match, _FOUND)))
        if len(numbers) >= _FOUND:
            break
    names = register.names(list(numbers)[: 2 * _FOUND])
    choices = {(number, place): name.casefold() for number, each in names.items() for place, name in enumerate(each)}
    wanted = f"{core} {asked.form}".rstrip()
    best = process.extract(wanted, choices, scorer=fuzz.ratio, limit=MOST_NEAR)
    turned = process.extract(wanted, choices, scorer=fuzz.token_sort_ratio, limit=MOST_NEAR // 2)
    return _best_by_name(asked, {number: names[number] for _, _, (number, _) in (*best, *turned)})


def _best_by_name(asked: AskedName, names: Mapping[int, Sequence[str]]) -> list[int]:
    """The few that fit best by name alone: form and place stand in a packed record, which takes time to open."""
    scored = []
    for number, each in names.items():
        found = weigh(asked, NamedFirm(f"{number:09d}", tuple(each)), edits=OSA.distance)
        if found is not None:
            scored.append((-found.score, number))
    return [number for _, number in sorted(scored)[:MOST_OPENED]]


class _Word:
    """A word that was asked for and the words of the register it may be."""

    def __init__(self, word: str, register: LocalRegister, *, last: bool) -> None:
        self.word = word
        near = list(_near_words(word, register))
        begun = register.words_from(word, _LONGER)[:_MOST_BEGUN] if last and len(word) >= _BEGUN_FROM else []
        counts = register.counts_of([word, *near, *begun, *_joined(word, register)])
        self.known = counts.get(word, 0)
        self.words = list(dict.fromkeys([*([word] if self.known else []), *near, *begun]))
        self.units = sum(counts.get(each, 0) for each in self.words)
        self.split = _joined(word, register)

    @property
    def match(self) -> str:
        """In the language of FTS5."""
        either = [_quoted(each) for each in self.words]
        either.extend(f"({_quoted(one)} AND {_quoted(other)})" for one, other in self._pairs())
        return f"({' OR '.join(either)})"

    def _pairs(self) -> Iterator[tuple[str, str]]:
        pairs = iter(self.split)
        yield from zip(pairs, pairs, strict=True)

    def __bool__(self) -> bool:
        return bool(self.words or self.split)


def _quoted(word: str) -> str:
    return f'"{word}"'


def _near_words(word: str, register: LocalRegister) -> Iterator[str]:
    """Words an edit or two away. One edit leaves a half of the word as it is, or swaps two letters."""
    if len(word) < _LONG_ENOUGH:
        return
    most = 2 if len(word) >= _TWO_EDITS_FROM else 1
    half, lengths = len(word) // 2, range(len(word) - most, len(word) + most + 1)
    around = {*register.words_from(word[:half], lengths), *register.words_ending(word[half:], lengths)}
    around.update(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    found = process.extract(word, around, scorer=OSA.distance, score_cutoff=most, limit=_NEAR_WORDS)
    yield from (other for other, _, _ in found if other != word)


def _joined(word: str, register: LocalRegister) -> list[str]:
    """A word that the register does not have, taken apart into two that it has; those most used together first."""
    if len(word) < 2 * 3:
        return []
    halves = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
    counts = register.counts_of({half for pair in halves for half in pair})
    known = [pair for pair in halves if all(half in counts for half in pair)]
    known.sort(key=lambda pair: -min(counts[pair[0]], counts[pair[1]]))
    return [half for pair in known[:3] for half in pair]


def _matches(groups: Sequence[_Word]) -> Iterator[str]:
    """What to look for: all words; all but one; the rarest alone."""
    known = [group for group in groups if group]
    if len(known) == len(groups):
        yield " AND ".join(group.match for group in known)
    rare = sorted(known, key=lambda group: group.units)
    if len(rare) > 2:  # noqa: PLR2004 - of two words, all but one is one alone
        for left_out in range(len(rare)):
            yield " AND ".join(group.match for place, group in enumerate(rare) if place != left_out)
    if rare and rare[0].units <= _COMMON:
        yield rare[0].match
