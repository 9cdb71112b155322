"""A crew list as a visit takes it: how many people each firm has on it that day. Names and card numbers are counted and
let go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.names import fold
from ryddig.domain.words import N_
from ryddig.intake.list_kinds import CREW_LISTS
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.reading import NamedBytes
from ryddig.intake.sheet_lists import ListRow, SheetList, list_words, read_lists

DATED: Final = "hmsreg_crew"
_HINT: Final = N_("Send a list with a row for each person: firm, and employee number, name or card number.")


@dataclass(frozen=True, slots=True)
class CrewFirm:
    """One firm on the list. `name`: as the list spells it, else its number, else empty."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class CrewList:
    """The firms in the order of the list. `left_out`: rows that could not be read. `sha256`: of the file."""

    firms: tuple[CrewFirm, ...]
    left_out: int
    sha256: str


def read_crew(given: NamedBytes, *, book: Book, on: date) -> CrewList:
    """Count the people of each firm: those of the day where the list tells of days.

    Raises UserCanFix for what is no crew list, and for one that has nobody on that day.
    """
    words = list_words(book, CREW_LISTS)
    lists = read_lists(given.name, given.content, kinds=CREW_LISTS, words=words, layouts=Layouts())
    found = [one for one in lists if one.kind and one.rows]
    if not found:
        raise UserCanFix("crew.unknown", N_("This is no crew list that can be read."), hint=_HINT)
    rows = [row for one in found for row in _of_day(one, on)]
    firms = {name: CrewFirm(name, people) for name, people in _counted(rows).items()}
    left_out = sum(one.rejected for one in found)
    return CrewList(tuple(firms.values()), left_out, sha256(given.content).hexdigest())


def _of_day(listed: SheetList, on: date) -> list[ListRow]:
    if listed.kind != DATED:
        return listed.rows
    rows = [row for row in listed.rows if row.values.get("day") == on]
    if not rows:
        days = sorted(day for row in listed.rows if isinstance(day := row.values.get("day"), date))
        text = N_("The list has nobody on %(day)s. It tells of %(first)s to %(last)s.")
        params = {"day": on, "first": days[0], "last": days[-1]}
        raise UserCanFix("crew.other_days", text, hint=N_("Fetch the list for the day of the visit."), params=params)
    return rows


def _counted(rows: Iterable[ListRow]) -> dict[str, int]:
    """Each person once: by card, else by what the list calls the worker, else a row is a person."""
    names: dict[str, str] = {}
    people: dict[str, set[str]] = {}
    for row in rows:
        key = row.text("firm_orgnr") or fold(row.text("firm_name"))
        names.setdefault(key, row.text("firm_name") or row.text("firm_orgnr"))
        people.setdefault(key, set()).add(row.text("card") or row.text("worker") or f"row {row.row}")
    return {names[key]: len(found) for key, found in people.items()}
