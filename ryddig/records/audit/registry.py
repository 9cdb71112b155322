"""The event types the system may write. A type is declared once, in the `events.py` of the app that writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event.

    `sentence`: English msgid, its `%(x)s` places are names in the event's details. `personal`: details that hold
    personal data.
    `shredded`: what happens to those when the person's data must go; the chain holds what remains.
    """

    code: str
    sentence: str
    personal: tuple[str, ...]
    shredded: str


_DECLARED: dict[str, EventType] = {}
DECLARED: Mapping[str, EventType] = MappingProxyType(_DECLARED)

NO_PERSONAL_DATA = "holds none"


def declare(code: str, sentence: str, *, personal: tuple[str, ...] = (), shredded: str = NO_PERSONAL_DATA) -> EventType:
    """A new event type. Raises OurFault when the code is taken, or personal data is named without saying how it is
    shredded.

    A service names its type as a constant, so an undeclared event is an error when the program starts.
    """
    if code in _DECLARED:
        raise OurFault("audit.event_declared_twice", N_("The event %(code)s is declared twice."), params={"code": code})
    if bool(personal) == (shredded == NO_PERSONAL_DATA):
        text = N_("The event %(code)s must say which details are personal and how they are shredded, or neither.")
        raise OurFault("audit.event_without_shredding", text, params={"code": code})
    _DECLARED[code] = EventType(code, sentence, personal, shredded)
    return _DECLARED[code]
