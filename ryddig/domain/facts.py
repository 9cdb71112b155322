"""What is known of one contract, as frozen facts. Unknown is None, never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BuyerKind(StrEnum):
    """Kind of public buyer; decides scope and thresholds."""

    STATE = "state"
    COUNTY = "county"
    MUNICIPAL = "municipal"
    PUBLIC_LAW_BODY = "public_law_body"
    UTILITY = "utility"
    DEFENCE = "defence"


class ContractKind(StrEnum):
    """Goods (varer), services (tjenester) or works (bygg og anlegg)."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


class Sector(StrEnum):
    """Which act governs the procurement: the ordinary one, utilities (forsyning), concession, defence and security."""

    CLASSIC = "classic"
    UTILITIES = "utilities"
    CONCESSION = "concession"
    DEFENCE = "defence"


@dataclass(frozen=True, slots=True)
class Known:
    """An answer with its age: value, the day it was known, and where it came from (self_report, register, person,
    …)."""

    value: bool | int | str
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A right to extend: `exercise_by` is the last day to say so, `ends_on` the end if used; `used` None when
    unknown."""

    months: int | None = None
    exercise_by: date | None = None
    ends_on: date | None = None
    used: bool | None = None


@dataclass(frozen=True, slots=True)
class SupplierFact:
    """A supplier on the contract; `orgnr` is nine digits or None; `confirmed` when a person or an exact number says
    so."""

    name: str
    orgnr: str | None = None
    confirmed: bool = False
    norwegian: bool | None = None


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """Facts of one contract. Amounts in øre ex VAT; dates are calendar days; CPV codes are eight digits.

    `value_ore`: estimated total payment incl. options; for a framework agreement the maximum of all call-offs.
    `estimate_ore` and `ceiling_ore`: what the notice announced. `awarded_ore`: what was awarded.
    `called_off_ore`/`last_call_off_on`: spend so far and its latest date.
    `answers`: risk answers by factor id or fact name, each with its age.
    """

    reference: str
    title: str = ""
    buyer_kind: BuyerKind | None = None
    sector: Sector | None = Sector.CLASSIC
    kind: ContractKind | None = None
    cpv: tuple[str, ...] = ()
    value_ore: int | None = None
    estimate_ore: int | None = None
    ceiling_ore: int | None = None
    awarded_ore: int | None = None
    called_off_ore: int | None = None
    last_call_off_on: date | None = None
    announced_on: date | None = None
    invited_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    duration_months: int | None = None
    options: tuple[Option, ...] = ()
    framework: bool | None = None
    county: str | None = None
    category: str | None = None
    trade_certificate_relevant: bool | None = None
    apprentice_need: bool | None = None
    max_tiers: int | None = None
    tiers: int | None = None
    suppliers: tuple[SupplierFact, ...] = ()
    answers: Mapping[str, Known] = field(default_factory=dict)

    @property
    def procurement_started_on(self) -> date | None:
        """Announcement date, else invitation date. The signing date is never used: it says nothing of the regime."""
        return self.announced_on or self.invited_on

    @property
    def runs_from(self) -> date | None:
        """Stated start, else signing date."""
        return self.starts_on or self.signed_on

    @property
    def duration_days(self) -> int | None:
        """Length in days from stated dates, else months × 30; None when neither is known."""
        if self.runs_from is not None and self.ends_on is not None:
            return (self.ends_on - self.runs_from).days + 1
        return None if self.duration_months is None else self.duration_months * 30
