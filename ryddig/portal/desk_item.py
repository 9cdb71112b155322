"""One thing on a supplier's desk, and whose turn it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Turn(StrEnum):
    """Whose turn it is."""

    GUEST = "guest"
    BUYER = "buyer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing on the desk. `title`: what it is; `said`: where it stands, in one sentence; `action`: the words on the
    button, in the guest's turn. `day`: when it is due, or when it was done."""

    title: str
    said: str
    url: str
    turn: Turn
    day: date | None = None
    action: str = ""
