"""Which firm a name may be: candidates with what speaks for and against each."""

from collections.abc import Collection
from dataclasses import dataclass

from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.lookups.models import Ask


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A registered firm. `first`: it may be preselected; a person decides all the same."""

    orgnr: str
    name: str
    about: str
    reasons: tuple[str, ...]
    first: bool


def candidates(ask: Ask | None, rejected: Collection[str], desk: Desk) -> list[ShownCandidate]:
    """Firms found for the name, best first, without those a person has said no to."""
    if ask is None or ask.state != Ask.State.DONE:
        return []
    found = [one for one in ask.result.get("candidates", ()) if one["orgnr"] not in rejected]
    proposed = ask.result.get("outcome") == "proposed"
    return [
        ShownCandidate(
            orgnr=one["orgnr"],
            name=one["name"],
            about=", ".join(part for part in (one.get("form", ""), one.get("place", "")) if part),
            reasons=tuple(desk.teller.tell(Message(said["text"], said["params"])) for said in one.get("sentences", ())),
            first=proposed and place == 0,
        )
        for place, one in enumerate(found)
    ]
