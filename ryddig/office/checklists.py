"""Warning signs of the trade, checklists for the kind of purchase, and requirements a buyer may choose for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.law import Book
from ryddig.domain.law_library import Checklist, ChecklistItem, Requirement, WarningSign
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Contract

LEVELS = {"basis": N_("Basis"), "avansert": N_("Advanced")}
PHASES = {
    "prepare": N_("Before the contract"),
    "start": N_("At the start"),
    "run": N_("While it runs"),
    "change": N_("When it changes"),
    "end": N_("At the end"),
}
REQUIREMENTS = 12


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Warning signs of one trade."""

    name: str
    signs: tuple[WarningSign, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """Points of one phase."""

    name: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class LevelLink:
    """The other level of the same checklist."""

    name: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class ShownChecklist:
    """One checklist by phase."""

    name: str
    phases: tuple[Phase, ...]


def checklist_context(contract: Contract, desk: Desk, *, level: str) -> dict[str, Any]:
    """Everything the page of checklists shows."""
    chosen = level if level in LEVELS else "basis"
    purchase = "framework" if contract.framework else "single"
    library = desk.book.library
    lists = [one for one in library.checklists.values() if one.level == chosen]
    main = next((one for one in lists if one.purchase == purchase), None)
    return {
        "signs": list(sign_groups(contract, desk)),
        "main": _shown(main, desk) if main else None,
        "levels": [LevelLink(gettext(name), f"?level={code}", code == chosen) for code, name in LEVELS.items()],
        "others": [_shown(one, desk) for one in lists if one.purchase == "any"],
        "requirements": requirements(contract, desk.book)[:REQUIREMENTS],
    }


def sign_groups(contract: Contract, desk: Desk) -> Iterator[SignGroup]:
    """Signs of the trades that the contract's CPV codes belong to; then those of every trade."""
    groups = desk.book.library.warning_signs.values()
    fitting = [one for one in groups if one.cpv_group and has_prefix(contract.cpv, desk.book.cpv_groups[one.cpv_group])]
    for one in (*fitting, *(one for one in groups if not one.cpv_group)):
        yield SignGroup(desk.teller.words(one.name), one.signs)


def has_prefix(codes: Iterable[str], prefixes: Iterable[str]) -> bool:
    """Whether a code lies under one of the prefixes."""
    heads = tuple(prefixes)
    return any(code.startswith(heads) for code in codes)


def requirements(contract: Contract, book: Book) -> list[Requirement]:
    """Requirements made for what the contract buys, by its CPV codes."""
    return [one for one in book.library.requirements.values() if one.cpv and has_prefix(contract.cpv, one.cpv)]


def _shown(one: Checklist, desk: Desk) -> ShownChecklist:
    phases = (
        Phase(gettext(name), tuple(item for item in one.items if item.phase == phase)) for phase, name in PHASES.items()
    )
    return ShownChecklist(desk.teller.words(one.name), tuple(phase for phase in phases if phase.items))
