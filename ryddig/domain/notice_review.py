"""What a notice should have said by the duties of its day, and what it says: M22's yearly review, one notice at a time.

That words stand in a notice does not say that the requirement is well set; that they do not stand there does not say
that it is missing, for the law lets most of it stand in the tender documents. Each line is a question with its place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ryddig.domain.decision import Decision, Outcome
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book, Duty
from ryddig.domain.notice_findings import NoticeFinding
from ryddig.domain.notice_text import AwardCriterion, NoticeText
from ryddig.domain.notices import Cell, Notice
from ryddig.domain.screening import Screener

CLIMATE = "climate"
WEIGHT = "limits.climate_weight"
MOST_QUOTES = 2
_AROUND = 70
_SHORT = 4
PARTS: Mapping[str, tuple[str, ...]] = {
    "notice": ("pay", "documentation", "sanctions"),
    "human_rights": ("human_rights", "qualification"),
    "tax_subs": ("tax",),
}
_COUNTS = "quality-nor-env-criteria"
_INSTEAD = "quality-nor-env-"


class Told(StrEnum):
    """What the notice says of a requirement: all its parts, some, none; or less weight than the law asks for."""

    SAID = "said"
    PARTLY = "partly"
    LESS = "less"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the notice around what was looked for, and where they stand."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a requirement consists of (`pay`, `sanctions`, `qualification`), with the first quotes."""

    name: str
    quotes: tuple[Quote, ...] = ()

    @property
    def said(self) -> bool:
        """Whether the notice has words on it."""
        return bool(self.quotes)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One duty that applies, or may apply, to what the notice announces."""

    duty: Duty
    decision: Decision
    told: Told
    parts: tuple[Part, ...]

    @property
    def certain(self) -> bool:
        """The duty applies; else a fact is missing to tell."""
        return self.decision.outcome is Outcome.APPLIES


@dataclass(frozen=True, slots=True)
class NoticeReview:
    """One notice. `documents`: where the tender documents are said to lie, to look for what is not seen here."""

    notice: Notice
    facts: ContractFacts
    day: date
    regime: str
    lines: tuple[ReviewLine, ...]
    documents: tuple[str, ...]

    @property
    def missing(self) -> tuple[ReviewLine, ...]:
        """Requirements that apply and are not wholly said in the notice."""
        return tuple(line for line in self.lines if line.certain and line.told is not Told.SAID)


class LeftOut(StrEnum):
    """Why a notice is not reviewed: another buyer's, another year, no day, not an announcement, or replaced by a newer
    version of itself."""

    OTHER_BUYER = "other_buyer"
    OTHER_YEAR = "other_year"
    NO_DAY = "no_day"
    NOT_ANNOUNCEMENT = "not_announcement"
    REPLACED = "replaced"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LeftOutNotice:
    """One notice that is not reviewed. `problem`: what was wrong with a file that could not be read."""

    reference: str
    why: LeftOut
    title: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class YearReview:
    """The review of one year. `findings`: what the notices of the year say between them (an award without an
    announcement, a missing value), each with the notice it belongs to."""

    buyer: str
    year: int
    lawbook_version: str
    reviews: tuple[NoticeReview, ...]
    left_out: tuple[LeftOutNotice, ...]
    findings: tuple[tuple[str, NoticeFinding], ...] = ()


def review_notice(
    notice: Notice, text: NoticeText, facts: ContractFacts, *, words: Mapping[str, tuple[str, ...]], screener: Screener
) -> NoticeReview | None:
    """The review of one announcement; None when it tells no day, for then no law can be chosen.

    `words`: part -> phrases that show it is spoken of, from the lawbook's glossary (`notice=…`).
    """
    day = notice.announced_on
    if day is None:
        return None
    screening = screener.screen(facts, on=day)
    duties = {duty.id: duty for duty in screener.book.duties}
    lines = tuple(
        _line(duties[decision.rule], decision, text, words=words, limit=_limit(screener.book, day))
        for decision in screening.duties
        if decision.outcome is not Outcome.DOES_NOT_APPLY and _parts(duties[decision.rule].theme, words)
    )
    documents = tuple(cell.raw for cell in text.documents)
    return NoticeReview(notice, facts, day, screening.regime, lines, documents)


def _parts(theme: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return PARTS.get(theme, (theme,) if theme in words else ())


def _limit(book: Book, day: date) -> int | None:
    entry = book.entry(WEIGHT, day)
    return entry.value if entry is not None and type(entry.value) is int else None


def _line(
    duty: Duty, decision: Decision, text: NoticeText, *, words: Mapping[str, tuple[str, ...]], limit: int | None
) -> ReviewLine:
    if duty.theme == CLIMATE:
        told, quotes = _climate(text, words.get(CLIMATE, ()), limit)
        return ReviewLine(duty, decision, told, (Part(CLIMATE, quotes),))
    parts = tuple(Part(name, _quotes(text.passages, words.get(name, ()))) for name in _parts(duty.theme, words))
    said = sum(part.said for part in parts)
    told = Told.SAID if said == len(parts) else Told.PARTLY if said else Told.NOT_SEEN
    return ReviewLine(duty, decision, told, parts)


def _climate(text: NoticeText, words: tuple[str, ...], limit: int | None) -> tuple[Told, tuple[Quote, ...]]:
    """Award criteria first: code and weight say more than words. A code that stands for a reason counts as said."""
    named = [each for each in text.criteria if each.code is not None and each.code.raw.startswith(_INSTEAD)]
    quotes = tuple(_criterion_said(each) for each in named)
    weighed = [each.percent for each in named if each.code is not None and each.code.raw == _COUNTS]
    instead = len(weighed) < len(named)
    if named:
        known = [percent for percent in weighed if percent is not None]
        less = limit is not None and len(known) == len(weighed) and not instead and sum(known, Decimal()) < limit
        return (Told.LESS if less else Told.SAID), quotes
    found = _quotes(text.passages, words)
    return (Told.SAID if found else Told.NOT_SEEN), found


def _criterion_said(criterion: AwardCriterion) -> Quote:
    parts = [cell.raw for cell in (criterion.code, criterion.name, criterion.text) if cell is not None]
    if criterion.weight is not None:
        parts.append(f"{criterion.weight.raw} %" if criterion.percent is not None else criterion.weight.raw)
    place = criterion.code or criterion.name
    return Quote(" · ".join(parts)[: 2 * _AROUND], place.path if place is not None else "")


def _quotes(passages: Iterable[Cell[str]], phrases: tuple[str, ...]) -> tuple[Quote, ...]:
    if not phrases:
        return ()
    return tuple(quote for quote, _ in zip(_found(passages, _pattern(phrases)), range(MOST_QUOTES), strict=False))


def _found(passages: Iterable[Cell[str]], pattern: re.Pattern[str]) -> Iterator[Quote]:
    for cell in passages:
        text = " ".join((cell.value or cell.raw).split())
        match = pattern.search(text)
        if match is not None:
            first, last = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
            dots = ("…" if first else "", "…" if last < len(text) else "")
            yield Quote(f"{dots[0]}{text[first:last].strip()}{dots[1]}", cell.path)


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One of the phrases at the start of a word; a short one must be the whole word."""
    made = (re.escape(each) + (r"\b" if len(each) <= _SHORT else "") for each in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(made)})", re.IGNORECASE)
