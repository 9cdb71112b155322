"""What lists from HMSREG and StartBANK come to: the chain, days on site, cards, warnings, statuses. No worker's name is
read, and card numbers are only counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ryddig.domain.law import Book
from ryddig.intake.list_kinds import REGISTER_LISTS
from ryddig.intake.list_layouts import Layouts
from ryddig.intake.sheet_lists import ListRow, SheetList, list_words, read_lists
from ryddig.tables.read.limits import read_bounded

_ROW: Final = "\0"  # begins the mark of a row without card


@dataclass(frozen=True, slots=True)
class ExportFirm:
    """A firm by number, or by name where none stands. `said`: what the list tells of it, by field, as text."""

    orgnr: str
    name: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CrewDays:
    """A firm on site: person-days, different cards, first and last day."""

    orgnr: str
    name: str
    days: int
    cards: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """One list. `cards`: state → how many different cards; `lapsed`: cards or registrations that ended before the day
    asked for. `tiers`: how many firms in each tier; empty text where the list does not tell."""

    listed: SheetList
    firms: tuple[ExportFirm, ...] = ()
    tiers: Mapping[str, int] | None = None
    crew: tuple[CrewDays, ...] = ()
    cards: Mapping[str, int] | None = None
    lapsed: int = 0


def read_export(path: Path, *, book: Book, on: date, layouts: Layouts) -> tuple[ExportSummary, ...]:
    """Every list in the file. Raises UserCanFix when it cannot be opened."""
    words = list_words(book, REGISTER_LISTS)
    lists = read_lists(path.name, read_bounded(path), kinds=REGISTER_LISTS, words=words, layouts=layouts)
    return tuple(summary_of(one, on=on) for one in lists)


def summary_of(listed: SheetList, *, on: date) -> ExportSummary:
    """What the rows come to."""
    if listed.kind == "hmsreg_crew":
        return ExportSummary(listed, crew=tuple(_crew(listed.rows)))
    if listed.kind == "hmsreg_cards":
        states = {row.text("card"): row.text("card_state") for row in listed.rows}
        lapsed = {row.text("card") for row in listed.rows if _before(row.values.get("card_expires"), on)}
        return ExportSummary(listed, cards=Counter(states.values()), lapsed=len(lapsed))
    firms = tuple(_firm(row) for row in listed.rows)
    if listed.kind == "hmsreg_chain":
        tiers = Counter(
            row.text("tier") for row in {(_who(row), row.text("tier")): row for row in listed.rows}.values()
        )
        return ExportSummary(listed, firms, tiers)
    lapsed_firms = sum(_before(row.values.get("valid_to"), on) for row in listed.rows)
    return ExportSummary(listed, firms, lapsed=lapsed_firms)


def _before(value: object, on: date) -> bool:
    return isinstance(value, date) and value < on


def _who(row: ListRow) -> tuple[str, str]:
    return row.text("firm_orgnr"), "" if row.text("firm_orgnr") else row.text("firm_name").casefold()


def _firm(row: ListRow) -> ExportFirm:
    said = {name: row.text(name) for name in row.values if name not in ("firm_orgnr", "firm_name", "card")}
    return ExportFirm(row.text("firm_orgnr"), row.text("firm_name"), said)


def _crew(rows: Iterable[ListRow]) -> list[CrewDays]:
    """Most days first. The same card twice on a day is one person-day; rows without card count each."""
    seen: dict[tuple[str, str], set[tuple[str, date]]] = {}
    names: dict[tuple[str, str], str] = {}
    for row in rows:
        day = row.values["day"]
        if isinstance(day, date):
            names.setdefault(_who(row), row.text("firm_name"))
            seen.setdefault(_who(row), set()).add((row.text("card") or f"{_ROW}{row.row}", day))
    found = [_crew_days(who[0], names[who], present) for who, present in seen.items()]
    return sorted(found, key=lambda one: (-one.days, one.orgnr, one.name))


def _crew_days(orgnr: str, name: str, present: set[tuple[str, date]]) -> CrewDays:
    cards = {card for card, _ in present if not card.startswith(_ROW)}
    days = [day for _, day in present]
    return CrewDays(orgnr, name, len(present), len(cards), min(days), max(days))
