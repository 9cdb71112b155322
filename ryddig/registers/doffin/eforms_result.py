"""The result of an eForms procurement: lot results, tenders, tendering parties and settled contracts put together.

A row is one settled contract and one of its tenders. Tenders that no contract names are not winners.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ryddig.domain.names import is_remark, says_cancelled
from ryddig.domain.notices import AwardRow, Cell, Firm, Note, RowOutcome
from ryddig.registers.doffin.cells import Cells, Element
from ryddig.registers.doffin.ubl import CAC, CBC, EFAC, EFBC, amount, translated

_NO_LOT = frozenset({"", "MISSING"})
_OUTCOMES = {"clos-nw": RowOutcome.CANCELLED, "open-nw": RowOutcome.OPEN}
_ID = f"{CBC}ID"


@dataclass(frozen=True, slots=True)
class _Result:
    """The parts of one NoticeResult by their ids."""

    cells: Cells
    firms: Mapping[str, Firm]
    tenders: Mapping[str, Element]
    parties: Mapping[str, Element]
    lots: tuple[Element, ...]
    lot_of_contract: Mapping[str, Element]
    lot_of_tender: Mapping[str, Element]
    offers: Mapping[Element, Cell[int]]


def fields(cells: Cells, result: Element, firms: Mapping[str, Firm]) -> dict[str, Any]:
    """Stated totals and rows, apart from each other."""
    parts = _result(cells, result, firms)
    contracts = list(result.iterfind(f"{EFAC}SettledContract"))
    rows = [row for contract in contracts for row in _contract_rows(parts, contract)]
    settled = {_text(contract.find(_ID)) for contract in contracts}
    rows.extend(row for lot in parts.lots for row in _lot_rows(parts, lot, settled))
    return {
        "total": amount(cells, result.find(f"{CBC}TotalAmount")),
        "total_ceiling": amount(cells, result.find(f"{EFBC}OverallMaximumFrameworkContractsAmount")),
        "rows": tuple(rows),
    }


def _result(cells: Cells, result: Element, firms: Mapping[str, Firm]) -> _Result:
    lots = tuple(result.iterfind(f"{EFAC}LotResult"))
    return _Result(
        cells,
        firms,
        _by_id(result, f"{EFAC}LotTender"),
        _by_id(result, f"{EFAC}TenderingParty"),
        lots,
        {number: lot for lot in reversed(lots) for number in _ids(lot, "SettledContract")},
        {number: lot for lot in reversed(lots) for number in _ids(lot, "LotTender")},
        {lot: offers for lot in lots if (offers := _offers(cells, lot)) is not None},
    )


def _contract_rows(parts: _Result, contract: Element) -> Iterator[AwardRow]:
    lot = parts.lot_of_contract.get(_text(contract.find(_ID)))
    tenders = [parts.tenders[each] for each in _ids(contract, "LotTender") if each in parts.tenders]
    if not tenders:
        yield _row(parts, None, lot=lot, contract=contract)
    for tender in tenders:
        yield _row(parts, tender, lot=parts.lot_of_tender.get(_text(tender.find(_ID)), lot), contract=contract)


def _lot_rows(parts: _Result, lot: Element, settled: set[str]) -> Iterator[AwardRow]:
    """Rows for a lot that has no settled contract: closed, still open, or won without a contract in the file."""
    code = lot.find(f"{CBC}TenderResultCode")
    outcome = _OUTCOMES.get(_text(code))
    if outcome is not None:
        reason = lot.find(f"{EFAC}DecisionReason/{EFBC}DecisionReasonCode")
        why = parts.cells.text(reason if reason is not None else code)
        number, offers = _lot_number(parts, lot), parts.offers.get(lot)
        yield AwardRow(parts.cells.path(lot), outcome, lot=number, offers=offers, why=why)
        return
    if any(number in settled for number in _ids(lot, "SettledContract")):
        return
    for each in _ids(lot, "LotTender"):
        if each in parts.tenders:
            yield _row(parts, parts.tenders[each], lot=lot, contract=None)


def _row(parts: _Result, tender: Element | None, *, lot: Element | None, contract: Element | None) -> AwardRow:
    cells = parts.cells
    main = next(each for each in (contract, tender, lot) if each is not None)
    party = parts.parties.get(_text(tender.find(f"{EFAC}TenderingParty/{_ID}"))) if tender is not None else None
    winners, why = _winners(parts, party)
    row = AwardRow(
        cells.path(main),
        RowOutcome.AWARDED if winners else _unnamed(why),
        lot=_lot_number(parts, tender) or _lot_number(parts, lot),
        winners=winners,
        group=cells.keep(len(winners) > 1, str(len(winners)), party) if party is not None and winners else None,
        subcontractors=_firms(parts, party, "SubContractor"),
        offers=parts.offers.get(lot) if lot is not None else None,
        why=why,
    )
    if tender is not None:
        row = _with_tender(cells, row, tender)
    return _with_contract(cells, row, contract) if contract is not None else row


def _with_tender(cells: Cells, row: AwardRow, tender: Element) -> AwardRow:
    shared = tender.find(f"{EFAC}SubcontractingTerm")
    value = amount(cells, tender.find(f"{CAC}LegalMonetaryTotal/{CBC}PayableAmount"))
    if shared is None:
        return replace(row, value=value)
    return replace(
        row,
        value=value,
        subcontracted=cells.boolean(shared.find(f"{EFBC}TermCode")),
        subcontracted_percent=cells.percent(shared.find(f"{EFBC}TermPercent")),
        subcontracted_value=amount(cells, shared.find(f"{EFBC}TermAmount")),
    )


def _with_contract(cells: Cells, row: AwardRow, contract: Element) -> AwardRow:
    return replace(
        row,
        title=translated(cells, contract.iterfind(f"{CBC}Title")),
        contract=cells.text(contract.find(f"{EFAC}ContractReference/{_ID}")),
        decided_on=cells.day(contract.find(f"{CBC}AwardDate")),
        concluded_on=cells.day(contract.find(f"{CBC}IssueDate")),
    )


def _winners(parts: _Result, party: Element | None) -> tuple[tuple[Firm, ...], Cell[str] | None]:
    firms = _firms(parts, party, "Tenderer")
    for firm in firms:
        if says_cancelled(firm.name.raw):
            notes = (*firm.name.notes, Note.CANCELLATION_TEXT)
            return (), Cell(firm.name.raw, firm.name.raw, firm.name.path, notes)
    named = tuple(firm for firm in firms if firm.name.value and not is_remark(firm.name.value))
    if named or not firms:
        return named, None
    return (), replace(firms[0].name, notes=(*firms[0].name.notes, Note.NOT_A_FIRM))


def _unnamed(why: Cell[str] | None) -> RowOutcome:
    cancelled = why is not None and Note.CANCELLATION_TEXT in why.notes
    return RowOutcome.CANCELLED if cancelled else RowOutcome.UNNAMED


def _firms(parts: _Result, party: Element | None, role: str) -> tuple[Firm, ...]:
    if party is None:
        return ()
    found = []
    for element in party.iterfind(f"{EFAC}{role}"):
        firm = parts.firms.get(_text(element.find(_ID)))
        if firm is not None:
            leads = parts.cells.boolean(element.find(f"{EFBC}GroupLeadIndicator"))
            found.append(replace(firm, leads_group=leads) if leads is not None else firm)
    return tuple(found)


def _offers(cells: Cells, lot: Element) -> Cell[int] | None:
    for element in lot.iterfind(f"{EFAC}ReceivedSubmissionsStatistics"):
        if _text(element.find(f"{EFBC}StatisticsCode")) == "tenders":
            return cells.count(element.find(f"{EFBC}StatisticsNumeric"))
    return None


def _lot_number(parts: _Result, element: Element | None) -> Cell[str] | None:
    number = element.find(f"{EFAC}TenderLot/{_ID}") if element is not None else None
    raw = _text(number)
    if number is None or raw in _NO_LOT:
        return None
    return parts.cells.keep(raw, raw, number)


def _by_id(result: Element, path: str) -> dict[str, Element]:
    return {_text(element.find(_ID)): element for element in result.iterfind(path)}


def _ids(element: Element, name: str) -> tuple[str, ...]:
    return tuple(_text(found) for found in element.iterfind(f"{EFAC}{name}/{_ID}"))


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
