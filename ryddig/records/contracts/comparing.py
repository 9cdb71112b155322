"""Which stored contract a proposal is about, and what it would change.

Reads only; the same answer in preview and in storing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts, Sector
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.models import Membership, Unit
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.facts import contract_facts, row_values, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.proposals import Proposal
from ryddig.records.contracts.suppliers import SupplierBook

_EMPTY: tuple[Any, ...] = (None, "", (), {}, [])
CHUNK = 400
REFERENCE_MAX = 200
ORE_MAX = 10**15
AMOUNTS = ("value_ore", "estimate_ore", "ceiling_ore", "awarded_ore", "called_off_ore")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change; plain values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Planned:
    """What storing one proposal would do: `contract` None means a new one. No changes means nothing to do."""

    proposal: Proposal
    contract: Contract | None
    unit_id: int
    responsible_id: int | None
    changes: tuple[Change, ...]
    unit_unknown: bool = False

    @property
    def kind(self) -> str:
        """new, changed or unchanged."""
        if self.contract is None:
            return "new"
        return "changed" if self.changes else "unchanged"


class Register:
    """One buyer's contracts, units and people, looked up by what a file calls them.

    `only`: read just what concerns this one proposal, so that saving one contract does not grow with the portfolio.
    """

    def __init__(self, organisation_id: int, only: Proposal | None = None) -> None:
        self.organisation_id = organisation_id
        self.suppliers = SupplierBook(organisation_id, None if only is None else only.facts.suppliers)
        self._references: dict[str, int] = {}
        self._aliases: dict[str, set[int]] = {}
        self._unnamed: set[int] = set()
        rows = self._contracts()
        if only is not None:
            rows = rows.filter(Q(reference=only.facts.reference) | (~Q(aliases=[]) if only.aliases else Q(pk__in=[])))
        for number, reference, aliases in rows.values_list("id", "reference", "aliases").iterator(chunk_size=5000):
            self._remember(number, reference, aliases)
        units = Unit.objects.unscoped("the importing organisation").filter(organisation_id=organisation_id)
        self._units = {name.casefold(): number for number, name in units.values_list("id", "name")}
        self._people = _people(organisation_id)

    @property
    def size(self) -> int:
        """How many contracts are stored."""
        return len(self._references) + len(self._unnamed)

    def plan(self, proposals: Sequence[Proposal], *, unit_id: int) -> list[Planned]:
        """What each proposal would do, in their order. `unit_id` is where a contract of an unknown unit goes."""
        found = [self.match(proposal) for proposal in proposals]
        rows = self._load({number for number in found if number is not None})
        return [
            self._plan_one(proposal, None if number is None else rows[number], default_unit=unit_id)
            for proposal, number in zip(proposals, found, strict=True)
        ]

    def plan_for(self, contract_id: int, proposal: Proposal, *, unit_id: int | None) -> Planned:
        """What the proposal would change on this contract. `unit_id` None leaves it where it is."""
        contract = self._load({contract_id})[contract_id]
        return self._plan_one(proposal, contract, default_unit=contract.unit_id, move_to=unit_id)

    def match(self, proposal: Proposal) -> int | None:
        """The stored contract with the same reference;
        else, where one side has none, the only one that shares an alias.
        """
        reference = proposal.facts.reference
        if reference and reference in self._references:
            return self._references[reference]
        sharing = set[int]().union(*(self._aliases.get(alias, ()) for alias in proposal.aliases))
        if reference:
            sharing &= self._unnamed
        return sharing.pop() if len(sharing) == 1 else None

    def _plan_one(
        self, proposal: Proposal, contract: Contract | None, *, default_unit: int, move_to: int | None = None
    ) -> Planned:
        need_room(proposal.facts)
        unit = self._units.get(proposal.unit.casefold()) if proposal.unit else move_to
        responsible = self._people.get(proposal.responsible.casefold())
        placed = unit or (contract.unit_id if contract is not None else default_unit)
        changes = (
            ()
            if contract is None
            else tuple(self._changes(contract, proposal, unit_id=placed, responsible=responsible))
        )
        unknown = bool(proposal.unit) and unit is None
        return Planned(proposal, contract, placed, responsible, changes, unit_unknown=unknown)

    def _changes(
        self, contract: Contract, proposal: Proposal, *, unit_id: int, responsible: int | None
    ) -> Iterator[Change]:
        before = contract_facts(contract)
        yield from _changed_facts(before, proposal)
        yield from self._changed_suppliers(before, proposal.facts)
        if unit_id != contract.unit_id:
            yield Change("unit", contract.unit_id, unit_id)
        if responsible is not None and responsible != contract.responsible_id:
            yield Change("responsible", contract.responsible_id, responsible)
        if responsible is None and proposal.responsible and proposal.responsible != contract.responsible_name:
            yield Change("responsible_name", contract.responsible_name, proposal.responsible)
        if not set(proposal.aliases) <= set(contract.aliases):
            yield Change("aliases", contract.aliases, sorted({*contract.aliases, *proposal.aliases}))

    def _changed_suppliers(self, before: ContractFacts, after: ContractFacts) -> Iterator[Change]:
        if not after.suppliers:
            return
        old, new = ([self.suppliers.key(fact) for fact in facts.suppliers] for facts in (before, after))
        if sorted(old) != sorted(new):
            yield Change("suppliers", plain(before.suppliers), plain(after.suppliers))

    def _remember(self, number: int, reference: str, aliases: Iterable[str]) -> None:
        if reference:
            self._references[reference] = number
        else:
            self._unnamed.add(number)
        for alias in aliases:
            self._aliases.setdefault(alias, set()).add(number)

    def _load(self, numbers: set[int]) -> dict[int, Contract]:
        ordered, rows = sorted(numbers), dict[int, Contract]()
        for start in range(0, len(ordered), CHUNK):
            chunk = with_facts(self._contracts().filter(id__in=ordered[start : start + CHUNK]))
            rows.update((row.pk, row) for row in chunk)
        return rows

    def _contracts(self) -> ScopedQuerySet[Contract]:
        return Contract.objects.unscoped("the importing organisation").filter(organisation_id=self.organisation_id)


def _people(organisation_id: int) -> dict[str, int]:
    """Users by full name, user name and e-mail; a name that two people share stands for neither."""
    seats = Membership.objects.unscoped("the importing organisation").filter(organisation_id=organisation_id)
    found: dict[str, set[int]] = {}
    for seat in seats.select_related("user"):
        user = seat.user
        for word in (user.get_full_name(), user.username, user.email):
            found.setdefault(word.casefold(), set()).add(user.pk)
    return {word: next(iter(ids)) for word, ids in found.items() if word and len(ids) == 1}


def need_room(facts: ContractFacts) -> None:
    """Raises UserCanFix for what cannot be: a reference over 200 characters, an amount over NOK 10 000 billion."""
    if len(facts.reference) > REFERENCE_MAX:
        text = N_("The reference %(reference)s… is longer than %(limit)s characters.")
        params = {"reference": facts.reference[:40], "limit": REFERENCE_MAX}
        raise UserCanFix("contracts.reference_too_long", text, params=params)
    for name in AMOUNTS:
        amount: int | None = getattr(facts, name)
        if amount is not None and abs(amount) > ORE_MAX:
            text = N_("The amount %(amount)s kroner of %(reference)s cannot be right.")
            params = {"amount": amount // 100, "reference": facts.reference}
            raise UserCanFix("contracts.amount_too_large", text, hint=N_("Look for digits too many."), params=params)


def given(proposal: Proposal) -> Mapping[str, Any]:
    """Columns the proposal says something about. What a file does not say is never a change to nothing."""
    values = row_values(proposal.facts)
    if values["sector"] == Sector.CLASSIC.value and "sector" not in proposal.sources:
        del values["sector"]
    return {name: value for name, value in values.items() if value not in _EMPTY}


def _changed_facts(before: ContractFacts, proposal: Proposal) -> Iterator[Change]:
    stored, after = row_values(before), proposal.facts
    for name, value in given(proposal).items():
        if stored[name] != value:
            yield Change(name, plain(stored[name]), plain(value))
    for name in proposal.cleared:
        if stored[name] not in _EMPTY:
            yield Change(name, plain(stored[name]), None)
    if after.options and after.options != before.options:
        yield Change("options", plain(before.options), plain(after.options))
    for code, known in after.answers.items():
        was = before.answers.get(code)
        if was is None or was.value != known.value:
            yield Change(f"answers.{code}", None if was is None else was.value, known.value)
