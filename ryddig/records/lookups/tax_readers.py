"""Who may read what a firm owes: the role, and no conflict of interest in what the answer decides.

What is about one contract is closed where that contract is. What is about the firm is closed where the firm is, or
where each of its contracts is: whoever has another contract with it needs the answer in their work
(forvaltningsloven § 13 b).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.contracts.models import ContractSupplier

TAX: Final = "ebevis."
"""Sources that begin so tell what a firm owes: for those who may read tax data only."""


@dataclass(frozen=True, slots=True)
class TaxReader:
    """What of it somebody may read: nothing, or all but what these contracts and suppliers are about."""

    reads: bool
    contracts: frozenset[int] = frozenset()
    suppliers: frozenset[int] = frozenset()

    def of_firm(self, supplier_id: int) -> bool:
        """Whether they may read what this firm owes."""
        return self.reads and supplier_id not in self.suppliers

    def closed(self, source: str) -> Q:
        """Rows with supplier and contract that they may not read. `source`: where the row names its source."""
        tax = Q(**{f"{source}__startswith": TAX})
        if not self.reads:
            return tax
        return tax & (Q(supplier_id__in=self.suppliers) | Q(contract_id__in=self.contracts))


def tax_reader(viewer: Actor) -> TaxReader:
    """One query for somebody who, or whose lender, has a conflict; none for everybody else."""
    if not _reads(viewer):
        return TaxReader(reads=False)
    blocks = [viewer.blocks, *(seat.blocks for seat in viewer.seats)]
    contracts = frozenset[int]().union(*(one.contracts for one in blocks))
    suppliers = frozenset[int]().union(*(one.suppliers for one in blocks))
    if not contracts | suppliers:
        return TaxReader(reads=True)
    closed = frozenset(one for one in contracts if not _reads(viewer, contract_id=one))
    firms = _contracts_of_firms(viewer, contracts) | {one: [None] for one in suppliers}
    return TaxReader(
        reads=True,
        contracts=closed,
        suppliers=frozenset(
            firm for firm, theirs in firms.items() if not any(_reads(viewer, one, firm) for one in theirs)
        ),
    )


def _contracts_of_firms(viewer: Actor, contracts: Iterable[int]) -> dict[int, list[int | None]]:
    """Every contract of each firm that has one of these."""
    links = ContractSupplier.objects.visible_to(viewer)
    rows = links.filter(supplier_id__in=links.filter(contract_id__in=contracts).values("supplier_id"))
    found: defaultdict[int, list[int | None]] = defaultdict(list)
    for supplier, contract in rows.values_list("supplier_id", "contract_id"):
        found[supplier].append(contract)
    return dict(found)


def _reads(viewer: Actor, contract_id: int | None = None, supplier_id: int | None = None) -> bool:
    """In one of their units at least."""
    places = (None, *(viewer.units or ()))
    cases = (Case(viewer.organisation_id, unit, contract_id=contract_id, supplier_id=supplier_id) for unit in places)
    return any(may(viewer, Action.READ_TAX, case) for case in cases)
