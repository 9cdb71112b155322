"""What may be written during an on-site control: each field by its key, what it may hold, and whom it concerns.

A field is sent alone and kept alone, so that two people can write at the same time and nothing is lost. Keys are made
of a group, an id where the group is a list, and a name: `point.SITE-01.answer`, `crew.k3f9a2b1.seen`.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ryddig.domain.words import N_

LINE: Final = 200
NOTE: Final = 4_000
STROKES: Final = 20_000
DIGITS: Final = 5
LAST_DIGITS: Final = 4
LANGUAGES: Final = ("nb", "nn", "en", "pl", "lt")
SLOTS: Final = ("first", "second", "site")
"""Who may sign: the two controllers, and somebody for the site."""
ROW_ID: Final = re.compile(r"[a-z0-9]{8,24}")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_STROKES: Final = re.compile(r"(\d{1,3},\d{1,3})([ ;]\d{1,3},\d{1,3})*")
_YES_NO: Final = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of field. `fits`: whether a text that is not empty may stand there; `want`: what to do instead."""

    fits: Callable[[str], bool]
    want: str


def _text(most: int) -> Field:
    return Field(lambda value: len(value) <= most, N_("Write a shorter text."))


def _choice(*choices: str) -> Field:
    return Field(lambda value: value in choices, N_("Choose one of the choices on the page."))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= DIGITS


def _is_end_of_number(value: str) -> bool:
    return value.isascii() and value.isalnum() and len(value) <= LAST_DIGITS


_YES: Final = _choice(*_YES_NO)
_CLOCK_TIME: Final = Field(lambda value: _CLOCK.fullmatch(value) is not None, N_("Write a time such as 10:15."))
_COUNT: Final = Field(_is_count, N_("Write a whole number."))
_SIGNED: Final = Field(
    lambda value: len(value) <= STROKES and _STROKES.fullmatch(value) is not None, N_("Draw the signature again.")
)
_LISTS: Final[Mapping[str, Mapping[str, Field]]] = {
    "crew": {"firm": _text(LINE), "hour": _CLOCK_TIME, "listed": _COUNT, "seen": _COUNT, "gone": _YES},
    "card": {
        "shown": _YES,
        "photo": _YES,
        "employer": _YES,
        "valid": _YES,
        "firm": _text(LINE),
        "issued": Field(_is_day, N_("Choose a day.")),
        "last": Field(_is_end_of_number, N_("Write at most the last four signs of the number.")),
        "note": _text(NOTE),
        "gone": _YES,
    },
    "talk": {"language": _choice(*LANGUAGES), "voluntary": _YES, "alone": _YES, "note": _text(NOTE), "gone": _YES},
}
_NAMED: Final[Mapping[str, Mapping[str, Field]]] = {
    "point": {"answer": _choice("ok", "deviation", "not_applicable"), "note": _text(NOTE)},
    "tip": {"to": _text(LINE)},
    "sign": {"name": _text(LINE), "drawn": _SIGNED},
}
_WHOLE: Final[Mapping[str, Field]] = {"arrived": _CLOCK_TIME, "left": _CLOCK_TIME, "note": _text(NOTE)}


def field_of(key: str, *, points: Collection[str], questions: Collection[str]) -> Field | None:
    """What the field may hold; None for a key that is no field of this visit.

    `points`: codes that are looked at in the visit; `questions`: ids of the talk's questions.
    """
    match key.split("."):
        case ["visit", name]:
            return _WHOLE.get(name)
        case [("crew" | "card" | "talk") as group, row, name] if ROW_ID.fullmatch(row):
            return _LISTS[group].get(name)
        case ["talk", row, "q", question] if ROW_ID.fullmatch(row) and question in questions:
            return _text(NOTE)
        case [("point" | "tip") as group, code, name] if code in points:
            return _NAMED[group].get(name)
        case ["sign", slot, name] if slot in SLOTS:
            return _NAMED["sign"].get(name)
        case _:
            return None


def is_personal(key: str) -> bool:
    """What is shredded on the visit's last day: talks, ends of card numbers, and the signature of the site's person."""
    return key.startswith(("talk.", "sign.site.")) or (key.startswith("card.") and key.endswith(".last"))


def is_write_only(key: str) -> bool:
    """What never goes back to a telephone once it has been taken in. That a talk was taken out again does."""
    if key.startswith("talk."):
        return not key.endswith(".gone")
    return key.startswith("card.") and key.endswith(".last")


def is_signature(key: str) -> bool:
    """A signature is not part of what is signed."""
    return key.startswith("sign.")
