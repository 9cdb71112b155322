"""Which registers this installation may ask, and which of them tell something of a firm's trade."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from ryddig.domain.law import Book
from ryddig.office.checklists import has_prefix
from ryddig.records.contracts.models import Contract
from ryddig.registers.settings import RegisterSettings, settings_from

EVERY_FIRM: Final = ("enhetsregisteret", "enhetsregisteret.roles", "regnskapsregisteret", "ebevis")
BY_TRADE: Final[Mapping[str, str]] = {
    "renhold": "cleaning",
    "bemanning": "staffing",
    "bilpleie": "car_care",
    "sentral_godkjenning": "building",
}


def register_settings() -> RegisterSettings:
    """The settings as the environment has them. Raises UserCanFix for one that cannot be used."""
    return settings_from(os.environ)


def sources_for(contracts: Iterable[Contract], book: Book) -> tuple[str, ...]:
    """Registers that tell something of a firm with these contracts: those of its trade by the contracts' CPV codes."""
    cpv = [code for contract in contracts for code in contract.cpv]
    trades = (source for source, group in BY_TRADE.items() if has_prefix(cpv, book.cpv_groups[group]))
    return (*EVERY_FIRM, *trades)
