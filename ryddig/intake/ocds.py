"""OCDS releases become proposed contracts: one for each contract, and for each award that no contract names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from ryddig.domain.facts import BuyerKind, ContractFacts, SupplierFact
from ryddig.domain.names import kind_by_name
from ryddig.domain.notices import Amount, Cell
from ryddig.domain.problems import Where
from ryddig.intake.reading import ProposedContract, ValueScope
from ryddig.registers.ocds import Award, Contract, Package, Party, Period, Release

T = TypeVar("T")
_NOT_A_CONTRACT: Final = frozenset({"cancelled", "unsuccessful", "pending"})


def contracts_of_package(package: Package, buyer_kind: BuyerKind | None) -> Iterator[ProposedContract]:
    """The contracts a package tells of. `buyer_kind` is used where the buyer's name does not tell it."""
    for release in package.releases:
        pairs: list[tuple[Contract | None, Award | None]] = [
            (contract, contract.award) for contract in release.contracts
        ]
        named = {id(award) for _, award in pairs}
        pairs += [(None, award) for award in release.awards if id(award) not in named]
        live = [(contract, award) for contract, award in pairs if _is_contract(contract, award)]
        used: Counter[str] = Counter()
        for contract, award in live:
            part = contract.id if contract is not None else award.id if award is not None else ""
            used[part] += 1
            part = part if used[part] == 1 else f"{part}-{used[part]}"
            yield _Proposal(package.name, release).contract(
                contract, award, buyer_kind, part="" if len(live) == 1 else part
            )


def _is_contract(contract: Contract | None, award: Award | None) -> bool:
    if contract is not None:
        return contract.status is None or contract.status.raw != "cancelled"
    return award is not None and (award.status is None or award.status.raw not in _NOT_A_CONTRACT)


class _Proposal:
    """Facts of one contract, each with the cell it came from."""

    def __init__(self, file: str, release: Release) -> None:
        self._file = file
        self._release = release
        self._facts: dict[str, Any] = {}
        self._cells: dict[str, Cell[object]] = {}

    def contract(
        self, contract: Contract | None, award: Award | None, buyer_kind: BuyerKind | None, *, part: str
    ) -> ProposedContract:
        """The contract, or the award where no contract names it. `part` tells it from others of the same process."""
        only = not part
        self._describe(buyer_kind)
        if contract is not None:
            self._put("title", contract.title)
            self._put("signed_on", contract.signed_on)
            self._put_period(contract.period)
            self._put_amount("awarded_ore", contract.value)
        if award is not None:
            self._put("title", award.title)
            self._put_period(award.period)
            self._put_amount("awarded_ore", award.value)
            self._facts["suppliers"] = tuple(_supplier(party) for party in award.suppliers)
        self._put("title", self._release.title)
        self._put_period(self._release.period)
        self._put_money(only=only)
        path = contract.path if contract is not None else award.path if award is not None else ""
        return ProposedContract(
            Where(self._file, path=path),
            ContractFacts(f"{self._ocid}/{part}" if part else self._ocid, **self._facts),
            self._cells,
            aliases=_aliases(contract),
            source=(self._ocid,),
            value_scope=ValueScope.OWN if only else ValueScope.SHARED,
        )

    @property
    def _ocid(self) -> str:
        for cell in (self._release.ocid, self._release.id):
            if cell is not None and cell.value:
                return cell.value
        return self._file

    def _describe(self, buyer_kind: BuyerKind | None) -> None:
        release = self._release
        self._put("kind", release.kind)
        codes = tuple(dict.fromkeys(cell.value for cell in release.cpv if cell.value))
        if codes:
            self._put("cpv", release.cpv[0], codes)
        name = release.buyer.name if release.buyer is not None else None
        kind = kind_by_name(name.value) if name is not None and name.value else None
        if kind is not None:
            self._put("buyer_kind", name, kind)
        elif buyer_kind is not None:
            self._facts["buyer_kind"] = buyer_kind
        if "tender" in release.tags:
            self._put("announced_on", release.released_on)

    def _put(self, name: str, cell: Cell[T] | None, value: object = None) -> None:
        if cell is None or cell.value is None or name in self._facts:
            return
        self._facts[name] = cell.value if value is None else value
        self._cells[name] = Cell(self._facts[name], cell.raw, f"{self._file}#{cell.path}", cell.notes)

    def _put_amount(self, name: str, cell: Cell[Amount] | None) -> None:
        if cell is not None and cell.value is not None and cell.value.ore is not None:
            self._put(name, cell, cell.value.ore)

    def _put_money(self, *, only: bool) -> None:
        self._put_amount("value_ore", self._release.estimate)
        if only:
            self._put_amount("estimate_ore", self._release.estimate)
            if "awarded_ore" in self._cells:
                self._facts.setdefault("value_ore", self._facts["awarded_ore"])
                self._cells.setdefault("value_ore", self._cells["awarded_ore"])

    def _put_period(self, period: Period) -> None:
        if not {"starts_on", "ends_on"} & self._facts.keys():
            self._put("starts_on", period.starts_on)
            self._put("ends_on", period.ends_on)


def _supplier(party: Party) -> SupplierFact:
    number = party.orgnr.value if party.orgnr is not None else None
    country = party.country.value if party.country is not None else None
    norwegian = True if number else False if country not in (None, "NO", "NOR", "Norway", "Norge") else None
    name = party.name.value if party.name is not None and party.name.value else party.id
    return SupplierFact(name, number, confirmed=number is not None, norwegian=norwegian)


def _aliases(contract: Contract | None) -> tuple[str, ...]:
    given = contract.references if contract is not None else ()
    return tuple(dict.fromkeys(cell.value for cell in given if cell.value))
