"""Row -> facts: the only translation between a stored contract and what the core sees."""

from collections.abc import Iterable
from typing import Any, Final

from ryddig.domain.errors import OurFault
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known, Option, Sector, SupplierFact
from ryddig.domain.words import N_
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractAnswer, ContractOption, ContractSupplier, Supplier

PREFETCHED: Final = ("options", "supplier_links", "answers")
SAME_NAME: Final = [
    "value_ore",
    "estimate_ore",
    "ceiling_ore",
    "awarded_ore",
    "called_off_ore",
    "last_call_off_on",
    "announced_on",
    "invited_on",
    "signed_on",
    "starts_on",
    "ends_on",
    "duration_months",
    "framework",
    "trade_certificate_relevant",
    "apprentice_need",
    "tiers",
    "max_tiers",
    "title",
]
OR_EMPTY: Final = ("kind", "county", "category")
"""Facts stored under their own name; those of OR_EMPTY are an empty text in the row when unknown."""


def with_facts(contracts: ScopedQuerySet[Contract]) -> ScopedQuerySet[Contract]:
    """Contracts with everything `contract_facts` reads, in four queries however many there are."""
    return contracts.select_related("organisation").prefetch_related("options", "supplier_links__supplier", "answers")


def contract_facts(contract: Contract) -> ContractFacts:
    """The facts of one contract loaded through `with_facts`. Raises OurFault when it was not: no query in a loop."""
    missing = [name for name in PREFETCHED if name not in getattr(contract, "_prefetched_objects_cache", {})]
    if missing:
        text = N_("The contract was loaded without %(missing)s.")
        hint = N_("Load contracts through with_facts().")
        raise OurFault("contracts.facts_not_loaded", text, hint=hint, params={"missing": missing})
    return ContractFacts(
        reference=contract.reference,
        buyer_kind=BuyerKind(contract.organisation.kind),
        sector=Sector(contract.sector),
        kind=ContractKind(contract.kind) if contract.kind else None,
        cpv=tuple(contract.cpv),
        county=contract.county or None,
        category=contract.category or None,
        options=tuple(_option(option) for option in contract.options.all()),
        suppliers=tuple(_supplier(link) for link in contract.supplier_links.all() if link.role == "supplier"),
        answers=_answers(contract.answers.all()),
        **{name: getattr(contract, name) for name in SAME_NAME},
    )


def _option(row: ContractOption) -> Option:
    return Option(months=row.months, exercise_by=row.exercise_by, ends_on=row.ends_on, used=row.used)


def _supplier(link: ContractSupplier) -> SupplierFact:
    firm = link.supplier
    confirmed = firm.match == Supplier.Match.CONFIRMED
    return SupplierFact(name=firm.name, orgnr=firm.orgnr, confirmed=confirmed, norwegian=firm.norwegian)


def _answers(rows: Iterable[ContractAnswer]) -> dict[str, Known]:
    """The newest answer of each code; an answer taken back (null) leaves the question open."""
    newest: dict[str, ContractAnswer] = {}
    for row in sorted(rows, key=lambda row: (row.on, row.pk)):
        newest[row.code] = row
    return {code: Known(row.value, row.on, row.source) for code, row in newest.items() if row.value is not None}


def row_values(facts: ContractFacts) -> dict[str, Any]:
    """Facts -> columns of the contract's own row; options, suppliers and answers have rows of their own.

    The buyer's kind is the organisation's, not the contract's.
    """
    return {
        "reference": facts.reference,
        "sector": (facts.sector or Sector.CLASSIC).value,
        "kind": facts.kind.value if facts.kind else "",
        "cpv": list(facts.cpv),
        "county": facts.county or "",
        "category": facts.category or "",
        **{name: getattr(facts, name) for name in SAME_NAME},
    }
