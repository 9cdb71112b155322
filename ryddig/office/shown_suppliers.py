"""Firms and proposed matches as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Contract, Supplier, SupplierMatch
from ryddig.records.contracts.queries import SupplierPage, SupplierRow
from ryddig.records.lookups.queries import last_answers, open_signal_counts
from ryddig.records.lookups.supplier_filters import FILTERS
from ryddig.reports.formats import day, kroner_short, number
from ryddig.reports.labels import label
from ryddig.reports.telling import Teller


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A name that may be a firm we know."""

    id: int
    name: str
    candidate: str
    orgnr: str
    contracts: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitContracts:
    """One unit's contracts with the firm."""

    name: str
    contracts: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class ListedSupplier:
    """One firm in the list. `signals`: open ones; `asked`: the day Enhetsregisteret last answered, empty for never."""

    row: SupplierRow
    signals: int
    asked: str


def rows(found: Iterable[SupplierRow], desk: Desk) -> list[ListedSupplier]:
    """A page of the list with how each firm stands with the registers."""
    listed = list(found)
    ids = [row.supplier.pk for row in listed]
    counts, asked = open_signal_counts(desk.actor, ids), last_answers(desk.actor, ids)
    return [
        ListedSupplier(row, counts.get(row.supplier.pk, 0), day(asked.get(row.supplier.pk), "short")) for row in listed
    ]


@dataclass(frozen=True, slots=True)
class SupplierStanding:
    """A firm of a contract and whether Enhetsregisteret has answered about it. `asked`: the day, empty for never."""

    supplier: Supplier
    asked: str


def standing(found: Iterable[Supplier], desk: Desk) -> list[SupplierStanding]:
    """The firms of a contract, each with how old its answer is."""
    firms = list(found)
    asked = last_answers(desk.actor, [firm.pk for firm in firms])
    return [SupplierStanding(firm, day(asked.get(firm.pk), "short")) for firm in firms]


def filters() -> list[tuple[str, str]]:
    """What the list may be narrowed to."""
    return [("", gettext("All")), *((code, label("supplier_filter", code)) for code in FILTERS)]


def matches(rows: Iterable[SupplierMatch], teller: Teller) -> list[ShownMatch]:
    """Proposals with their reasons in words."""
    return [
        ShownMatch(
            id=row.pk,
            name=row.supplier.name,
            candidate=row.candidate.name,
            orgnr=row.candidate.orgnr or "",
            contracts=getattr(row, "contract_count", 0) or 0,
            reasons=tuple(teller.tell(reason) for reason in row.reasons),
        )
        for row in rows
    ]


def totals(page: SupplierPage) -> list[tuple[str, str]]:
    """The firm in four figures."""
    return [
        (gettext("Contracts"), number(len(page.contracts))),
        (gettext("Units"), number(len({row.unit_id for row in page.contracts}))),
        (gettext("Value"), kroner_short(sum(row.value_ore or 0 for row in page.contracts if not row.value_is_shared))),
        (gettext("At high risk"), number(sum(row.risk_level == "high" for row in page.contracts))),
    ]


def by_unit(page: SupplierPage) -> list[UnitContracts]:
    """The contracts under their units, by name."""
    names = sorted({row.unit.name for row in page.contracts})
    return [UnitContracts(name, tuple(row for row in page.contracts if row.unit.name == name)) for name in names]
