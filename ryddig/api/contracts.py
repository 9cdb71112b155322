"""Contracts: the list, one with its facts, and a new one."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from ryddig.api.contract_shapes import ContractIn
from ryddig.api.keys import ApiRequest, law_of, today
from ryddig.api.shapes import READ, WRITE, GivenId, Id, Line, Listed, PageAsked, cut_out
from ryddig.api.writing import IdempotencyKey, once
from ryddig.records.contracts.models import Contract, ContractSupplier, RiskLevel
from ryddig.records.contracts.queries import Filters, contracts_matching
from ryddig.records.followup.services import register_and_screen

router = Router(tags=["contracts"])
STATES = Literal["running", "ended", "cancelled", "all"]


class ContractRow(Schema):
    """A contract in a list. Amounts are øre without VAT. `risk_level` not_assessed and unassessed are never low."""

    id: int
    reference: str
    title: str
    unit_id: int
    unit: str
    suppliers: str
    kind: str
    value_ore: int | None
    starts_on: date | None
    last_day: date | None
    regime: str
    risk_level: RiskLevel
    risk_score: int
    overruled: bool
    next_due_on: date | None
    next_due_kind: str
    screened_on: date | None
    open_questions: int


class SupplierOnContract(Schema):
    """A firm on the contract. `orgnr` None: only the name is known."""

    id: int
    name: str
    orgnr: str | None
    role: str


class ContractOut(ContractRow):
    """One contract with its facts."""

    cpv: list[str]
    category: str
    estimate_ore: int | None
    ceiling_ore: int | None
    awarded_ore: int | None
    called_off_ore: int | None
    announced_on: date | None
    invited_on: date | None
    signed_on: date | None
    ends_on: date | None
    duration_months: int | None
    framework: bool | None
    tiers: int | None
    max_tiers: int | None
    responsible: str
    firms: list[SupplierOnContract]


class ContractsAsked(PageAsked):
    """Which contracts."""

    state: STATES = "running"
    unit_id: GivenId | None = None
    risk_level: RiskLevel | None = None
    supplier_id: GivenId | None = None
    text: Annotated[Line, Field(max_length=100)] = ""


class Registered(Schema):
    """The contract as it was registered and screened."""

    id: int
    reference: str
    risk_level: RiskLevel
    regime: str


@router.get("", response={200: Listed[ContractRow], **READ}, operation_id="list_contracts")
def contracts(request: ApiRequest, asked: Query[ContractsAsked]) -> dict[str, Any]:
    """Contracts of the whole organisation, those at the highest risk first."""
    filters = Filters(
        unit=asked.unit_id,
        level=asked.risk_level or "",
        supplier_id=asked.supplier_id,
        state=asked.state,
        text=asked.text,
    )
    rows = contracts_matching(request.auth.actor, filters, on=today()).select_related("unit")
    total, found = cut_out(rows.order_by("-risk_rank", "id"), asked)
    return {"total": total, "page": asked.page, "size": asked.size, "rows": [_row(row) for row in found]}


@router.get("/{contract_id}", response={200: ContractOut, **READ}, operation_id="get_contract")
def contract(request: ApiRequest, contract_id: Id) -> dict[str, Any]:
    """One contract with its facts and firms."""
    rows = Contract.objects.visible_to(request.auth.actor).select_related("unit", "responsible")
    row = rows.get(id=contract_id)
    links = ContractSupplier.objects.visible_to(request.auth.actor).filter(contract=row).select_related("supplier")
    firms = [
        {"id": one.supplier_id, "name": one.supplier.name, "orgnr": one.supplier.orgnr, "role": one.role}
        for one in links
    ]
    return {**_row(row), **_facts(row), "firms": firms}


@router.post("", response={201: Registered, **WRITE}, operation_id="register_contract")
def register(request: ApiRequest, given: ContractIn, idempotency_key: IdempotencyKey) -> Status[dict[str, Any]]:
    """Register one new contract and screen it. A reference that is taken is refused: import what may be known."""

    def change() -> dict[str, Any]:
        row = register_and_screen(
            actor=request.auth.actor,
            facts=given.facts(),
            unit_id=given.unit_id,
            responsible=given.responsible,
            screener=law_of(request).screener,
            on=today(),
        )
        row.refresh_from_db()
        return {"id": row.pk, "reference": row.reference, "risk_level": row.risk_level, "regime": row.regime}

    return Status(201, once(request, idempotency_key, change))


def _row(row: Contract) -> dict[str, Any]:
    same = (
        *("id", "reference", "title", "unit_id", "kind", "value_ore", "starts_on", "last_day", "regime", "risk_level"),
        *("risk_score", "overruled", "next_due_on", "next_due_kind", "screened_on", "open_questions"),
    )
    return {name: getattr(row, name) for name in same} | {"unit": row.unit.name, "suppliers": row.supplier_names}


def _facts(row: Contract) -> dict[str, Any]:
    same = (
        *("cpv", "category", "estimate_ore", "ceiling_ore", "awarded_ore", "called_off_ore", "announced_on"),
        *("invited_on", "signed_on", "ends_on", "duration_months", "framework", "tiers", "max_tiers"),
    )
    return {name: getattr(row, name) for name in same} | {"responsible": str(row.responsible or row.responsible_name)}
