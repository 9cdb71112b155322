"""What a list of contracts may tell: one entry per column we understand, by the name of the fact it fills."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ryddig.domain.facts import BuyerKind, ContractKind, Sector
from ryddig.domain.words import N_
from ryddig.tables.read.cells import ColumnKind


@dataclass(frozen=True, slots=True)
class Field:
    """A column we understand. `label` is a msgid. `choices` are the values of a CHOICE column."""

    name: str
    kind: ColumnKind
    label: str
    choices: tuple[StrEnum, ...] = ()


REFERENCE: Final = "reference"
ALIASES: Final = "aliases"
ADDED_UP: Final = frozenset({ALIASES, "cpv"})
ANSWER_PREFIX: Final = "answer."

_ALL: Final = (
    Field(REFERENCE, ColumnKind.REFERENCE, N_("Reference")),
    Field("title", ColumnKind.TEXT, N_("Title")),
    Field("buyer_kind", ColumnKind.CHOICE, N_("Kind of buyer"), tuple(BuyerKind)),
    Field("sector", ColumnKind.CHOICE, N_("Governing act"), tuple(Sector)),
    Field("kind", ColumnKind.CHOICE, N_("Kind of contract"), tuple(ContractKind)),
    Field("cpv", ColumnKind.CPV, N_("CPV codes")),
    Field("category", ColumnKind.TEXT, N_("Category")),
    Field("value_ore", ColumnKind.AMOUNT, N_("Value")),
    Field("estimate_ore", ColumnKind.AMOUNT, N_("Announced estimate")),
    Field("ceiling_ore", ColumnKind.AMOUNT, N_("Announced ceiling")),
    Field("awarded_ore", ColumnKind.AMOUNT, N_("Awarded amount")),
    Field("called_off_ore", ColumnKind.AMOUNT, N_("Called off so far")),
    Field("last_call_off_on", ColumnKind.DATE, N_("Last call-off")),
    Field("announced_on", ColumnKind.DATE, N_("Notice published")),
    Field("invited_on", ColumnKind.DATE, N_("Invitation sent")),
    Field("signed_on", ColumnKind.DATE, N_("Signed")),
    Field("starts_on", ColumnKind.DATE, N_("Starts")),
    Field("ends_on", ColumnKind.DATE, N_("Ends")),
    Field("duration_months", ColumnKind.MONTHS, N_("Duration")),
    Field("options", ColumnKind.OPTIONS, N_("Options")),
    Field("options_used", ColumnKind.WHOLE, N_("Options used")),
    Field("option_exercise_by", ColumnKind.DATE, N_("Use the option by")),
    Field("option_ends_on", ColumnKind.DATE, N_("Ends with the option")),
    Field("framework", ColumnKind.YES_NO, N_("Framework agreement")),
    Field("county", ColumnKind.TEXT, N_("County")),
    Field("trade_certificate_relevant", ColumnKind.YES_NO, N_("Trade certificate relevant")),
    Field("apprentice_need", ColumnKind.YES_NO, N_("Need for apprentice places")),
    Field("max_tiers", ColumnKind.WHOLE, N_("Tiers allowed")),
    Field("tiers", ColumnKind.WHOLE, N_("Tiers of subcontractors")),
    Field("supplier_name", ColumnKind.NAMES, N_("Supplier")),
    Field("supplier_orgnr", ColumnKind.ORGNRS, N_("Organisation number of the supplier")),
    Field("unit", ColumnKind.TEXT, N_("Unit")),
    Field("responsible", ColumnKind.TEXT, N_("Responsible")),
    Field(ALIASES, ColumnKind.NAMES, N_("Other references")),
)

FIELDS: Final[Mapping[str, Field]] = {field.name: field for field in _ALL}


def field_of(name: str) -> Field | None:
    """The field of that name; `answer.RM-05` is a yes/no answer to that question. None when unknown."""
    if name.startswith(ANSWER_PREFIX):
        code = name.removeprefix(ANSWER_PREFIX)
        return Field(name, ColumnKind.YES_NO, code)
    return FIELDS.get(name)
