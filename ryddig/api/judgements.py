"""What was decided about one contract, each with its reasons: requirements, risk, and what is planned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ninja import Query, Router, Schema

from ryddig.api.keys import ApiRequest, law_of
from ryddig.api.shapes import READ, Id, Listed, PageAsked, ReasonOut, cut_out, reasons
from ryddig.records.contracts.models import Contract, RiskLevel
from ryddig.records.followup.models import ContractDuty, PlanItem, ScreeningRecord
from ryddig.records.followup.queries import duties_of, override_of, plan_of, screening_version, versions_of
from ryddig.reports.labels import label

router = Router(tags=["judgements"])


class DutyOut(Schema):
    """One requirement. `outcome`: applies, does_not_apply or unknown. `may_sanction`: the law behind it is official.
    `in_contract`: whether the contract says it, as a person has read it."""

    rule: str
    name: str
    theme: str
    owed_by: list[str]
    outcome: str
    may_sanction: bool
    in_contract: str
    reasons: list[ReasonOut]


class Duties(Schema):
    """Requirements on one contract under one version of the lawbook; None before the first screening."""

    version: int | None
    lawbook_version: str
    on: date | None
    duties: list[DutyOut]


class FactorOut(Schema):
    """A risk question: its answer and what it weighs."""

    id: str
    name: str
    answer: str
    weight: int
    reasons: list[ReasonOut]


class OverruledOut(Schema):
    """A person's level beside the computed one."""

    level: str
    step: str
    reason: str
    on: date


class RiskOut(Schema):
    """Risk of one contract. `level` counts; `computed` is what the lawbook gives, `computed_if_all` what it would be if
    every open question were answered yes."""

    level: RiskLevel
    computed: str
    score: int
    computed_if_all: str
    reasons: list[ReasonOut]
    factors: list[FactorOut]
    overruled: OverruledOut | None


class PlanItemOut(Schema):
    """Something planned or done."""

    id: int
    contract_id: int
    kind: str
    name: str
    due_on: date
    state: str
    done_on: date | None


def _contract(request: ApiRequest, contract_id: int) -> Contract:
    return Contract.objects.visible_to(request.auth.actor).get(id=contract_id)


def _screening(request: ApiRequest, contract: Contract) -> ScreeningRecord | None:
    newest = versions_of(request.auth.actor, contract).values_list("version", flat=True).first()
    return screening_version(request.auth.actor, contract.pk, newest) if newest is not None else None


@router.get("/{contract_id}/duties", response={200: Duties, **READ}, operation_id="get_duties")
def duties(request: ApiRequest, contract_id: Id) -> dict[str, Any]:
    """Every requirement that was looked at, also those that do not apply, with reasons."""
    contract = _contract(request, contract_id)
    screening = _screening(request, contract)
    facts = screening.facts if screening is not None else {}
    return {
        "version": screening.version if screening is not None else None,
        "lawbook_version": screening.lawbook_version if screening is not None else "",
        "on": screening.on if screening is not None else None,
        "duties": [_duty(row, facts, request) for row in duties_of(request.auth.actor, contract)],
    }


def _duty(row: ContractDuty, facts: Mapping[str, Any], request: ApiRequest) -> dict[str, Any]:
    teller = law_of(request).teller
    same = ("rule", "theme", "owed_by", "outcome", "may_sanction", "in_contract")
    return {name: getattr(row, name) for name in same} | {
        "name": teller.name(row.rule),
        "reasons": reasons(row.because, facts, teller),
    }


@router.get("/{contract_id}/risk", response={200: RiskOut, **READ}, operation_id="get_risk")
def risk(request: ApiRequest, contract_id: Id) -> dict[str, Any]:
    """The level, what it rests on, and every risk question with its answer."""
    contract = _contract(request, contract_id)
    screening = _screening(request, contract)
    found: Mapping[str, Any] = screening.decision["risk"] if screening is not None else {}
    facts = screening.facts if screening is not None else {}
    override = override_of(request.auth.actor, contract)
    states = [*found.get("factors", ()), *found.get("flags", ())]
    return {
        "level": contract.risk_level,
        "computed": found.get("level", ""),
        "score": found.get("score", 0),
        "computed_if_all": found.get("level_if_all", ""),
        "reasons": reasons(found.get("because", ()), facts, law_of(request).teller),
        "factors": [_factor(state, facts, request) for state in states],
        "overruled": override,
    }


def _factor(state: Mapping[str, Any], facts: Mapping[str, Any], request: ApiRequest) -> dict[str, Any]:
    teller = law_of(request).teller
    return {
        "id": state["id"],
        "name": teller.name(state["id"]),
        "answer": state["answer"],
        "weight": state.get("weight", 0),
        "reasons": reasons((state["because"],), facts, teller),
    }


@router.get("/{contract_id}/plan", response={200: Listed[PlanItemOut], **READ}, operation_id="get_plan")
def plan(request: ApiRequest, contract_id: Id, asked: Query[PageAsked]) -> dict[str, Any]:
    """What is planned and done on one contract, by day."""
    rows = plan_of(request.auth.actor, _contract(request, contract_id)).order_by("due_on", "id")
    total, found = cut_out(rows, asked)
    return {"total": total, "page": asked.page, "size": asked.size, "rows": [item(row) for row in found]}


def item(row: PlanItem) -> dict[str, Any]:
    """A plan item as it is given out."""
    same = ("id", "contract_id", "kind", "due_on", "state", "done_on")
    return {name: getattr(row, name) for name in same} | {"name": label("plan", row.kind)}
