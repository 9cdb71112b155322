"""Notices in one line for tests: only what the test is about is given."""

from datetime import date
from itertools import count

from ryddig.domain.notices import (
    Amount,
    AwardRow,
    Buyer,
    Cell,
    Firm,
    Generation,
    Notice,
    NumberKind,
    Reference,
    RefersTo,
    RowOutcome,
    Stage,
    Vat,
)

_NUMBERS = count(1)


def cell(value: str) -> Cell[str]:
    return Cell(value, value, "/x")


def kroner(amount: int, vat: Vat = Vat.EXCLUDED) -> Cell[Amount]:
    return Cell(Amount(amount * 100, "NOK", vat), f"{amount} NOK", "/x")


def firm(name: str, orgnr: str | None = None) -> Firm:
    return Firm(cell(name), cell(orgnr) if orgnr else None)


def row(name: str = "Firma AS", *, value: int | None = None, lot: str | None = None) -> AwardRow:
    paid = None if value is None else kroner(value)
    return AwardRow("/row", RowOutcome.AWARDED, cell(lot) if lot else None, winners=(firm(name),), value=paid)


def points_at(number: str, kind: NumberKind = NumberKind.TED, to: RefersTo = RefersTo.ANNOUNCEMENT) -> Reference:
    return Reference(to, kind, cell(number))


def notice(
    stage: Stage,
    *,
    on: str = "2024-01-01",
    title: str = "Renhold av skoler og barnehager",
    buyer: str = "Eksempel kommune",
    orgnr: str | None = None,
    case: str | None = None,
    number: str | None = None,
    ted: str | None = None,
    procedure: str | None = None,
    references: tuple[Reference, ...] = (),
    rows: tuple[AwardRow, ...] = (),
    total: int | None = None,
    estimate: int | None = None,
    ceiling: int | None = None,
    cancelled: str | None = None,
    name: str = "",
) -> Notice:
    serial = next(_NUMBERS)
    return Notice(
        name=name or f"{serial:05d}.xml",
        digest=f"{serial}",
        generation=Generation.EFORMS,
        form=cell("form"),
        stage=stage,
        number=cell(number) if number else None,
        ted_number=cell(ted) if ted else None,
        procedure_id=cell(procedure) if procedure else None,
        file_reference=cell(case) if case else None,
        references=references,
        dispatched_on=Cell(date.fromisoformat(on), on, "/x"),
        buyers=(Buyer(firm(buyer, orgnr)),),
        title=cell(title),
        rows=rows,
        total=kroner(total) if total is not None else None,
        estimate=kroner(estimate) if estimate is not None else None,
        ceiling=kroner(ceiling) if ceiling is not None else None,
        cancelled=cell(cancelled) if cancelled else None,
    )
