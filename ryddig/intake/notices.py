"""Notices of one procurement become proposed contracts: one for each award that gave a contract, never from sums."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from ryddig.domain.facts import BuyerKind, ContractFacts, Option, Sector, SupplierFact
from ryddig.domain.notice_chain import Chain, Role, RowsRelation, rows_and_total, stated_total
from ryddig.domain.notice_findings import NoticeFinding, chain_findings
from ryddig.domain.notice_join import join_notices
from ryddig.domain.notices import Amount, AwardRow, Cell, Firm, Lot, Notice, Options, RowOutcome, Term
from ryddig.domain.problems import Where
from ryddig.intake.reading import ChainRead, ProposedContract, ValueScope

T = TypeVar("T")
_CONTRACTS_IN = (Role.AWARD, Role.MODIFICATION)
_ROW_VALUE_IS_ITS_OWN = frozenset(
    {RowsRelation.EQUAL, RowsRelation.BELOW, RowsRelation.NO_TOTAL, RowsRelation.ROW_WITHOUT_VALUE}
)


def join(notices: Sequence[Notice]) -> tuple[ChainRead, ...]:
    """The procurements these notices tell of, with findings."""
    return tuple(ChainRead(chain, chain_findings(chain)) for chain in join_notices(notices))


def contracts_of(read: ChainRead, buyer_kind: BuyerKind | None) -> Iterator[ProposedContract]:
    """A contract for every award row of a procurement that was not cancelled and named a supplier.

    `buyer_kind` is used where no notice tells it, or name and statement disagree.
    """
    chain = read.chain
    if chain.cancelled is not None:
        return
    awards = [notice for role in _CONTRACTS_IN for notice in chain.with_role(role)]
    rows = [(notice, number, row) for notice in awards for number, row in enumerate(notice.rows, start=1)]
    awarded = [(notice, number, row) for notice, number, row in rows if row.outcome is RowOutcome.AWARDED]
    for notice, number, row in awarded:
        proposal = _Proposal(chain, notice, row, only=len(awarded) == 1)
        yield proposal.contract(number, read.findings, buyer_kind)


class _Proposal:
    """Facts of one award row, each kept with the cell it came from."""

    def __init__(self, chain: Chain, award: Notice, row: AwardRow, *, only: bool) -> None:
        self._told = tuple(notice for notice in (chain.announcement, award) if notice is not None)
        self._chain = chain
        self._award = award
        self._row = row
        self._only = only
        self._lots = _lots_of(row, self._told)
        self.facts: dict[str, Any] = {}
        self.cells: dict[str, Cell[object]] = {}

    def contract(
        self, number: int, findings: tuple[NoticeFinding, ...], buyer_kind: BuyerKind | None
    ) -> ProposedContract:
        """The contract of row `number` (from 1) of the award."""
        self._describe()
        self.facts.setdefault("buyer_kind", buyer_kind)
        self._put_values()
        self._put_dates()
        self.facts["suppliers"] = tuple(_supplier(firm) for firm in self._row.winners)
        reference = self._award.reference if self._only else f"{self._award.reference}/{number:02d}"
        return ProposedContract(
            Where(self._award.name, path=self._row.path),
            ContractFacts(reference, **self.facts),
            self.cells,
            aliases=self._aliases(),
            findings=findings,
            source=tuple(dict.fromkeys(link.notice.reference for link in self._chain.links)),
            value_scope=ValueScope.OWN if self._only else ValueScope.SHARED,
        )

    def _put(self, name: str, notice: Notice, cell: Cell[T] | None, *, value: object = None) -> None:
        """Keep the cell's value (or `value`, made from it) as a fact, unless the fact is already known."""
        if cell is None or cell.value is None or name in self.facts:
            return
        self.facts[name] = cell.value if value is None else value
        self.cells[name] = Cell(self.facts[name], cell.raw, f"{notice.name}#{cell.path}", cell.notes)

    def _describe(self) -> None:
        self._put("title", self._award, self._row.title)
        for notice, part in self._parts():
            self._put("title", notice, part.title)
            self._put("kind", notice, part.kind)
            self._put("framework", notice, part.framework)
            codes = tuple(dict.fromkeys(cell.value for cell in part.cpv if cell.value))
            if codes:
                self._put("cpv", notice, part.cpv[0], value=codes)
        for notice in self._told:
            self._put_buyer(notice)
            if notice.sector is not None:
                self.facts.setdefault("sector", notice.sector)
        self.facts.setdefault("sector", Sector.CLASSIC)

    def _parts(self) -> Iterator[tuple[Notice, Notice | Lot]]:
        """Where to look for what describes the contract: its lot first, then the notices, the announcement first."""
        yield from self._lots
        yield from ((notice, notice) for notice in self._told)

    def _put_buyer(self, notice: Notice) -> None:
        for buyer in notice.buyers[:1]:
            said, by_name = buyer.kind.value if buyer.kind else None, buyer.kind_by_name
            if said is not None and by_name is not None and said is not by_name:
                continue
            self._put("buyer_kind", notice, buyer.kind)
            if by_name is not None:
                self._put("buyer_kind", notice, buyer.firm.name, value=by_name)

    def _put_values(self) -> None:
        announcement = self._chain.announcement
        if announcement is not None:
            for cell in (announcement.estimate, announcement.ceiling, announcement.high):
                self._put_amount("value_ore", announcement, cell)
            if self._only:
                self._put_amount("estimate_ore", announcement, announcement.estimate)
                self._put_amount("ceiling_ore", announcement, announcement.ceiling or announcement.high)
        for cell in (self._award.total_ceiling, self._award.total):
            self._put_amount("value_ore", self._award, cell)
        if self._only:
            self._put_amount("awarded_ore", self._award, stated_total(self._award))
            self._put_amount("value_ore", self._award, self._row.value)
        elif rows_and_total(self._award).relation in _ROW_VALUE_IS_ITS_OWN:
            self._put_amount("awarded_ore", self._award, self._row.value)

    def _put_amount(self, name: str, notice: Notice, cell: Cell[Amount] | None) -> None:
        ore = _ore_without_vat(cell.value) if cell is not None and cell.value is not None else None
        if ore is not None:
            self._put(name, notice, cell, value=ore)

    def _put_dates(self) -> None:
        announcement = self._chain.announcement
        if announcement is not None:
            self._put("announced_on", announcement, announcement.published_on or announcement.dispatched_on)
        self._put("signed_on", self._award, self._row.concluded_on)
        for notice, part in self._parts():
            self._put_term(notice, part.term)
            self._put_options(notice, part.options)

    def _put_term(self, notice: Notice, term: Term) -> None:
        self._put("starts_on", notice, term.starts_on)
        self._put("ends_on", notice, term.ends_on)
        self._put("duration_months", notice, term.months or term.framework_months)

    def _put_options(self, notice: Notice, options: Options) -> None:
        stated = options.renewable or options.stated
        count, months = options.renewals, options.renewal_months
        if count is not None and count.value:
            length = months.value if months is not None else None
            self._put("options", notice, count, value=(Option(length),) * count.value)
        elif stated is not None and stated.value:
            self._put("options", notice, stated, value=(Option(months.value if months is not None else None),))

    def _aliases(self) -> tuple[str, ...]:
        cells = [self._row.contract, *(notice.file_reference for notice in self._told)]
        named = [cell.value for cell in cells if cell is not None and cell.value]
        return tuple(dict.fromkeys([*named, *(notice.reference for notice in self._told)]))


def _lots_of(row: AwardRow, notices: Sequence[Notice]) -> tuple[tuple[Notice, Lot], ...]:
    if row.lot is None:
        return ()
    wanted = row.lot.value or row.lot.raw
    return tuple((notice, lot) for notice in notices for lot in notice.lots if lot.number.value == wanted)


def _ore_without_vat(amount: Amount) -> int | None:
    """Øre without VAT; as stated when the notice does not say. None in another currency, or when VAT has no rate."""
    if amount.vat == "included":
        net = amount.without_vat
        return net.ore if net is not None else None
    return amount.ore


def _supplier(firm: Firm) -> SupplierFact:
    number = firm.orgnr.value if firm.orgnr is not None else None
    abroad = firm.foreign_id is not None or (firm.country is not None and firm.country.value not in (None, "NO", "NOR"))
    norwegian = False if abroad else True if number else None
    return SupplierFact(firm.name.value or firm.name.raw, number, confirmed=number is not None, norwegian=norwegian)
