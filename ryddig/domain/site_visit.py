"""An on-site control as plain values: what was looked at, what was found, and what still keeps it from being closed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ryddig.domain.controls import add_months
from ryddig.domain.law import Book
from ryddig.domain.law_library import SiteCheck
from ryddig.domain.words import N_, Message

CARD_AGE: Final = "deadlines.hms_card_valid"
CREW, CARDS = "crew", "cards"
CARD_FAULTS: Final[Mapping[str, str]] = {
    "missing": N_("no card was shown"),
    "photo": N_("the photo is of somebody else"),
    "employer": N_("the card names another employer"),
    "invalid": N_("the card is not valid"),
    "old": N_("the card is older than the rule allows"),
}


class PointAnswer(StrEnum):
    """What a person found at a point."""

    OK = "ok"
    DEVIATION = "deviation"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class SeenPoint:
    """One point of the visit. `answer` None: nobody looked."""

    code: str
    answer: PointAnswer | None
    note: str = ""
    counts: str = ""
    danger: bool = False
    tipped: str = ""


@dataclass(frozen=True, slots=True)
class CrewCount:
    """One firm's people at one hour: how many are on the crew list, and how many were seen."""

    firm: str
    hour: str
    listed: int | None
    seen: int | None

    @property
    def difference(self) -> int | None:
        """More (+) or fewer (−) than the list says; None where one of the two was not counted."""
        return None if self.listed is None or self.seen is None else self.seen - self.listed


@dataclass(frozen=True, slots=True)
class SeenCard:
    """One HMS card. None is not looked at. The number is no part of it."""

    firm: str
    shown: bool | None
    photo: bool | None
    employer: bool | None
    valid: bool | None
    issued: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """A visit as it stands on its day. `signed`: slot -> when it was signed, `changed`: when something that is signed
    was last written, both in milliseconds of the writers' clocks."""

    on: date
    points: tuple[SeenPoint, ...]
    crew: tuple[CrewCount, ...]
    cards: tuple[SeenCard, ...]
    talks: int
    photos: int
    signed: Mapping[str, int]
    changed: int
    note: str = ""
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend or to know before the visit is closed. `stops`: it must be mended. `point`: the point's code,
    or empty."""

    text: Message
    stops: bool
    point: str = ""


def points_for(book: Book, *, kind: str, cpv: Iterable[str], on: date) -> tuple[SiteCheck, ...]:
    """The points of a visit on such a contract, as the book stands `on`."""
    codes = tuple(cpv)
    points = (point for point in book.library.site_checks.values() if _in_force(point, on))
    return tuple(point for point in points if _is_for(point, book, kind=kind, cpv=codes))


def _in_force(point: SiteCheck, on: date) -> bool:
    entry = point.series.at(on)
    return entry is not None and entry.value is not None


def _is_for(point: SiteCheck, book: Book, *, kind: str, cpv: tuple[str, ...]) -> bool:
    if not point.trades and not point.kinds:
        return True
    prefixes = tuple(prefix for trade in point.trades for prefix in book.cpv_groups[trade])
    return kind in point.kinds or any(code.startswith(prefixes) for code in cpv if prefixes)


def card_faults(card: SeenCard, book: Book, on: date) -> tuple[str, ...]:
    """What is wrong with a card, as codes of CARD_FAULTS. What nobody looked at is no fault."""
    if card.shown is False:
        return ("missing",)
    seen = (("photo", card.photo), ("employer", card.employer), ("invalid", card.valid))
    return tuple(code for code, answer in seen if answer is False) + (("old",) if _is_old(card, book, on) else ())


def _is_old(card: SeenCard, book: Book, on: date) -> bool:
    entry = book.strictest(CARD_AGE, on).at(on)
    months = entry.value if entry is not None and isinstance(entry.value, int) else None
    return card.issued is not None and months is not None and add_months(card.issued, months) < on


def remarks(visit: SiteVisit, book: Book, *, signers: Iterable[str]) -> tuple[Remark, ...]:
    """What keeps the visit from being closed, and what to know. `signers`: the slots that must sign."""
    found = [remark for point in visit.points for remark in _point(point, visit, book)]
    return (*found, *_unanswered(visit), *_signatures(visit, signers))


def _unanswered(visit: SiteVisit) -> Iterator[Remark]:
    codes = ", ".join(point.code for point in visit.points if point.answer is None)
    if codes:
        yield Remark(
            Message(N_("Not answered: %(codes)s. The report says that nobody looked."), {"codes": codes}), stops=False
        )


def _point(point: SeenPoint, visit: SiteVisit, book: Book) -> Iterator[Remark]:
    place = {"code": point.code}
    if point.answer is PointAnswer.DEVIATION and not point.note.strip():
        yield Remark(Message(N_("%(code)s is a deviation. Write what you saw."), place), stops=True, point=point.code)
    if point.answer is PointAnswer.OK and not point.note.strip():
        yield from _against_count(point, visit, book)
    if point.danger and point.answer is PointAnswer.DEVIATION and not point.tipped:
        text = N_("%(code)s is a sign of danger or force. Tip the authorities, and write here whom you told.")
        yield Remark(Message(text, place), stops=False, point=point.code)


def _against_count(point: SeenPoint, visit: SiteVisit, book: Book) -> Iterator[Remark]:
    if point.counts == CREW and any(count.difference for count in visit.crew):
        text = N_("%(code)s is in order, but the count and the crew list differ. Say why, or make it a deviation.")
        yield Remark(Message(text, {"code": point.code}), stops=True, point=point.code)
    if point.counts == CARDS and any(card_faults(card, book, visit.on) for card in visit.cards):
        text = N_("%(code)s is in order, but a card is not. Say why, or make it a deviation.")
        yield Remark(Message(text, {"code": point.code}), stops=True, point=point.code)


def _signatures(visit: SiteVisit, signers: Iterable[str]) -> Iterator[Remark]:
    for slot in signers:
        if slot not in visit.signed:
            yield Remark(Message(_UNSIGNED[slot], {}), stops=True)
    for slot, at in visit.signed.items():
        if at < visit.changed:
            yield Remark(Message(_SIGNED_BEFORE[slot], {}), stops=True)


_UNSIGNED: Final[Mapping[str, str]] = {
    "first": N_("The first controller has not signed."),
    "second": N_("The second controller has not signed."),
}
_SIGNED_BEFORE: Final[Mapping[str, str]] = {
    "first": N_("Something was changed after the first controller signed. Sign again."),
    "second": N_("Something was changed after the second controller signed. Sign again."),
    "site": N_("Something was changed after the site’s person signed. Let the person sign again, or take it out."),
}


def visit_from_plain(stored: Mapping[str, Any]) -> SiteVisit:
    """A visit read back from `plain(visit)`."""
    return SiteVisit(
        **{
            "note": "",
            "arrived": "",
            "left": "",
            "signed": {},
            **stored,
            "on": date.fromisoformat(stored["on"]),
            "points": tuple(_point_from(point) for point in stored.get("points", ())),
            "crew": tuple(CrewCount(**{**_NO_COUNT, **count}) for count in stored.get("crew", ())),
            "cards": tuple(_card_from(card) for card in stored.get("cards", ())),
        }
    )


_NO_COUNT: Final[Mapping[str, Any]] = {"firm": "", "hour": "", "listed": None, "seen": None}
_NO_CARD: Final[Mapping[str, Any]] = {"firm": "", **dict.fromkeys(("shown", "photo", "employer", "valid"))}


def _point_from(stored: Mapping[str, Any]) -> SeenPoint:
    answer = stored.get("answer")
    return SeenPoint(**{**stored, "answer": PointAnswer(answer) if answer else None})


def _card_from(stored: Mapping[str, Any]) -> SeenCard:
    issued = stored.get("issued")
    return SeenCard(**{**_NO_CARD, **stored, "issued": date.fromisoformat(issued) if issued else None})
