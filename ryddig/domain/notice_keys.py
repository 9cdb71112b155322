"""What ties notices together: numbers, the buyer, the buyer's case number, and likeness of titles."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ryddig.domain.names import fold, take_apart
from ryddig.domain.notices import Notice, NumberKind, Reference, RefersTo, Stage

Key = tuple[str, str]
OPENS = frozenset({Stage.COMPETITION, Stage.QUALIFICATION_SYSTEM})
_TIES = frozenset({RefersTo.ANNOUNCEMENT, RefersTo.CHANGED_NOTICE, RefersTo.MODIFIED_AWARD})
_CASE_YEAR = re.compile(r"^\d{2,4}/\d+$")
_ODD = re.compile(r"[^0-9a-zæøå]+")
_NOTICE_VERSION = re.compile(r"^([0-9a-f-]{36})-\d{2}$")
_HEADINGS = frozenset(
    ["tildeling", "kontraktstildeling", "kunngjoring", "intensjonskunngjoring", "resultat", "konkurranse"]
)
_WITHOUT_CALL = frozenset(
    {
        "neg-wo-call",
        "pt_award_contract_without_call",
        "pt_award_contract_without_publication",
        "pt_award_contract_without_prior_publication",
        "pt_negotiated_without_competition",
        "pt_negotiated_without_publication",
    }
)
_TELLING = 5
_SHORT = 12
_PART = 0.9
_OTHER_NUMBERS = 0.7
_NUMBERS = re.compile(r"\d+")


def own_keys(notice: Notice) -> Iterator[Key]:
    """The numbers this notice has itself."""
    for kind, cell in (
        (NumberKind.DOFFIN, notice.number),
        (NumberKind.NOTICE_ID, notice.notice_id),
        (NumberKind.TED, notice.ted_number),
    ):
        if cell is not None and cell.value:
            yield kind.value, cell.value


def ties(notice: Notice) -> Iterator[Key]:
    """Its own numbers, those it points at within the same procurement, and the procedure's id."""
    yield from own_keys(notice)
    for reference in notice.references:
        if reference.to in _TIES and (key := reference_key(reference)) is not None:
            yield key
    if notice.procedure_id is not None and notice.procedure_id.value:
        yield "procedure", notice.procedure_id.value


def planning_keys(notice: Notice) -> Iterator[Key]:
    """The planning notices it points at. One of those may lead to several procurements, so it does not tie them."""
    for reference in notice.references:
        if reference.to is RefersTo.PLANNING and (key := reference_key(reference)) is not None:
            yield key


def reference_key(reference: Reference) -> Key | None:
    """The key of a reference; an eForms notice id without its version."""
    value = reference.number.value
    if not value:
        return None
    versioned = _NOTICE_VERSION.match(value)
    return reference.kind.value, versioned.group(1) if versioned else value


def buyer_keys(notice: Notice) -> tuple[str, ...]:
    """The buyers by number and by folded name; two notices of one buyer share at least one."""
    keys: dict[str, None] = {}
    for buyer in notice.buyers:
        if buyer.firm.orgnr is not None and buyer.firm.orgnr.value:
            keys[buyer.firm.orgnr.value] = None
        keys["name " + take_apart(buyer.firm.name.value or buyer.firm.name.raw).core] = None
    return tuple(keys)


def case_number(notice: Notice) -> str | None:
    """The buyer's case number folded: `17-2726` and `17 / 2726` are `17/2726`. None when it tells too little."""
    raw = notice.file_reference.value if notice.file_reference else None
    folded = _ODD.sub("/", (raw or "").casefold()).strip("/")
    digits = sum(mark.isdigit() for mark in folded)
    long_enough = len(folded.replace("/", "")) >= _TELLING and digits > 0
    return folded if long_enough or _CASE_YEAR.match(folded) else None


def without_call(notice: Notice) -> bool:
    """True for a procedure that has no announcement to look for."""
    return notice.procedure is not None and notice.procedure.value in _WITHOUT_CALL


def title_words(title: str) -> tuple[str, ...]:
    """What to search a title by: the whole, its words, and each two beside each other. Words are cut to six letters so
    that a typing error at the end does not count; short words only count when they hold a number.
    """
    plain = _plain_title(title)
    words = [word[:6] for word in plain.split() if len(word) > 3 or word.isdigit()]  # noqa: PLR2004 - not og, av, til
    return tuple(dict.fromkeys([plain, *words, *map(" ".join, pairwise(words))]))


def likeness(one: str, other: str) -> float:
    """0 to 1: how alike two titles are, by groups of three letters; a title that holds the other is nearly as good.
    Titles that hold numbers, and none in common, are hardly alike: another year, another building.
    """
    first, second = _plain_title(one), _plain_title(other)
    here, there = _trigrams(first), _trigrams(second)
    if not here or not there:
        return 0.0
    common = len(here & there)
    smaller = min(len(here), len(there))
    alike = 2 * common / (len(here) + len(there))
    if smaller >= _SHORT:
        alike = max(alike, _PART * common / smaller)
    numbers = set(_NUMBERS.findall(first)), set(_NUMBERS.findall(second))
    return alike * _OTHER_NUMBERS if all(numbers) and not numbers[0] & numbers[1] else alike


@lru_cache(maxsize=32768)
def _plain_title(title: str) -> str:
    words = fold(title).split()
    while len(words) > 1 and words[0] in _HEADINGS:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=32768)
def _trigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))
