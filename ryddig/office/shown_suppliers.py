"""Firms and proposed matches as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.records.contracts.models import Contract, SupplierMatch
from ryddig.records.contracts.queries import SupplierPage
from ryddig.reports.formats import kroner_short, number
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
