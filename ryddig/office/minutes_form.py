"""Minutes as they are posted: one note for each point, and the decisions."""

from typing import Any

from django.http import QueryDict

from ryddig.domain.dialogue import Side
from ryddig.records.dialogue.meetings import Minutes, NewDecision
from ryddig.reports.formats import as_day

NOTE, LONGEST = "note-", 8000


def minutes_from(given: QueryDict) -> dict[str, Any]:
    """`version` and `minutes` of `write_minutes`."""
    notes = {
        int(name.removeprefix(NOTE)): str(value)[:LONGEST]
        for name, value in given.items()
        if name.startswith(NOTE) and name.removeprefix(NOTE).isdecimal()
    }
    version = given.get("version", "")
    return {
        "version": int(version) if version.isdecimal() else 0,
        "minutes": Minutes(given.get("present", "")[:1000], notes, tuple(_decisions(given))),
    }


def typed_in(given: QueryDict) -> list[str]:
    """Every text of minutes that were refused, so that none is lost."""
    minutes: Minutes = minutes_from(given)["minutes"]
    texts = (*minutes.notes.values(), *(one.text for one in minutes.decisions), minutes.present)
    return [text for text in texts if text.strip()]


def _decisions(given: QueryDict) -> list[NewDecision]:
    columns = (given.getlist(name) for name in ("decision", "side", "owner", "due_on"))
    return [
        NewDecision(text, Side(side) if side in tuple(Side) else Side.BUYER, owner, as_day(due))
        for text, side, owner, due in zip(*columns, strict=False)
        if text.strip()
    ]
