"""Lists over the whole organisation: what is planned, deviations, quality findings, and signals about suppliers."""

from datetime import date
from typing import Any, Literal

from ninja import Query, Router, Schema

from ryddig.api.judgements import PlanItemOut, item
from ryddig.api.keys import ApiRequest, law_of
from ryddig.api.shapes import READ, GivenId, IsoDate, Listed, PageAsked, ReasonOut, cut_out, reasons
from ryddig.domain.words import Message
from ryddig.records.deviations.models import Deviation
from ryddig.records.followup.models import PlanItem, QualityFinding
from ryddig.records.lookups.models import Signal
from ryddig.records.lookups.queries import signals_for

router = Router()


class PlanAsked(PageAsked):
    """Which items. `due_before`: with their day before this one."""

    state: Literal["planned", "done"] = "planned"
    unit_id: GivenId | None = None
    due_before: IsoDate | None = None


@router.get("/plan", response={200: Listed[PlanItemOut], **READ}, operation_id="list_plan", tags=["plan"])
def plan(request: ApiRequest, asked: Query[PlanAsked]) -> dict[str, Any]:
    """What is planned or done on every contract, the first day first."""
    rows = PlanItem.objects.visible_to(request.auth.actor).filter(state=asked.state)
    rows = rows.filter(unit_id=asked.unit_id) if asked.unit_id else rows
    rows = rows.filter(due_on__lt=asked.due_before) if asked.due_before else rows
    total, found = cut_out(rows.order_by("due_on", "id"), asked)
    return {"total": total, "page": asked.page, "size": asked.size, "rows": [item(row) for row in found]}


class DeviationOut(Schema):
    """A deviation a person has opened, as it stands. Amounts in øre; no worker is named."""

    id: int
    contract_id: int
    number: int
    title: str
    supplier_id: int
    firm: str
    rule: str
    grade: str
    state: str
    certain: bool
    owed_ore: int
    paid_back_ore: int
    opened_on: date
    next_due_on: date | None
    version: int
    reasons: list[ReasonOut]


class DeviationsAsked(PageAsked):
    """Which deviations."""

    state: Literal["open", "closed", "withdrawn", "all"] = "open"
    contract_id: GivenId | None = None


@router.get(
    "/deviations", response={200: Listed[DeviationOut], **READ}, operation_id="list_deviations", tags=["deviations"]
)
def deviations(request: ApiRequest, asked: Query[DeviationsAsked]) -> dict[str, Any]:
    """Deviations, the newest first, each with the law it rests on."""
    rows = Deviation.objects.visible_to(request.auth.actor).select_related("firm")
    rows = rows if asked.state == "all" else rows.filter(state=asked.state)
    rows = rows.filter(contract_id=asked.contract_id) if asked.contract_id else rows
    total, found = cut_out(rows.order_by("-id"), asked)
    shown = [_deviation(row, request) for row in found]
    return {"total": total, "page": asked.page, "size": asked.size, "rows": shown}


def _deviation(row: Deviation, request: ApiRequest) -> dict[str, Any]:
    same = (
        *("id", "contract_id", "number", "title", "supplier_id", "rule", "grade", "state", "certain", "owed_ore"),
        *("paid_back_ore", "opened_on", "next_due_on", "version"),
    )
    told = reasons(row.because, {}, law_of(request).teller)
    return {name: getattr(row, name) for name in same} | {"firm": row.firm.name, "reasons": told}


class FindingOut(Schema):
    """Something wrong with what is known of a contract."""

    id: int
    contract_id: int
    code: str
    text: str
    facts: list[str]
    state: str
    found_on: date


class FindingsAsked(PageAsked):
    """Which findings."""

    state: Literal["open", "closed", "all"] = "open"
    contract_id: GivenId | None = None


@router.get("/findings", response={200: Listed[FindingOut], **READ}, operation_id="list_findings", tags=["findings"])
def findings(request: ApiRequest, asked: Query[FindingsAsked]) -> dict[str, Any]:
    """Findings about the quality of the register itself."""
    rows = QualityFinding.objects.visible_to(request.auth.actor)
    rows = rows if asked.state == "all" else rows.filter(state=asked.state)
    rows = rows.filter(contract_id=asked.contract_id) if asked.contract_id else rows
    total, found = cut_out(rows.order_by("-id"), asked)
    shown = [_finding(row, request) for row in found]
    return {"total": total, "page": asked.page, "size": asked.size, "rows": shown}


def _finding(row: QualityFinding, request: ApiRequest) -> dict[str, Any]:
    same = ("id", "contract_id", "code", "facts", "state", "found_on")
    told = law_of(request).teller.tell(Message(row.text, row.params))
    return {name: getattr(row, name) for name in same} | {"text": told}


class SignalOut(Schema):
    """Something a register says of a firm that a person should look at: a question, never a verdict."""

    id: int
    supplier_id: int
    contract_id: int | None
    orgnr: str | None
    kind: str
    name: str
    severity: str
    text: str
    state: str
    since: date | None
    opened_on: date
    reasons: list[ReasonOut]


class SignalsAsked(PageAsked):
    """Which signals."""

    state: Literal["open", "answered", "cleared", "all"] = "open"
    supplier_id: GivenId | None = None


@router.get("/signals", response={200: Listed[SignalOut], **READ}, operation_id="list_signals", tags=["signals"])
def signals(request: ApiRequest, asked: Query[SignalsAsked]) -> dict[str, Any]:
    """Signals about suppliers, the gravest first. Those that rest on tax data are for those who may read it."""
    rows = signals_for(request.auth.actor).select_related("supplier")
    rows = rows if asked.state == "all" else rows.filter(state=asked.state)
    rows = rows.filter(supplier_id=asked.supplier_id) if asked.supplier_id else rows
    total, found = cut_out(rows.order_by("-rank", "-id"), asked)
    shown = [_signal(row, request) for row in found]
    return {"total": total, "page": asked.page, "size": asked.size, "rows": shown}


def _signal(row: Signal, request: ApiRequest) -> dict[str, Any]:
    teller = law_of(request).teller
    same = ("id", "supplier_id", "contract_id", "kind", "severity", "state", "since", "opened_on")
    return {name: getattr(row, name) for name in same} | {
        "orgnr": row.supplier.orgnr,
        "name": teller.name(row.kind),
        "text": teller.tell(Message(row.text, row.params)),
        "reasons": reasons(row.because, row.facts, teller),
    }
