"""One contract: overview, requirements, risk, plan, checklist, facts, history. Changes are in `actions`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.office import (
    shown_contract,
    shown_duties,
    shown_plan,
    shown_questions,
    shown_risk,
    shown_signals,
    shown_suppliers,
)
from ryddig.office.checklists import checklist_context
from ryddig.office.desk import Desk, at_desk
from ryddig.office.overrule_form import OverruleForm
from ryddig.office.shown_pay_run import ShownControl, listed
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.pay_queries import newest_runs, pay_controls_of
from ryddig.records.followup.queries import ContractPage, contract_page
from ryddig.records.followup.register_risk import effects_of
from ryddig.records.lookups.models import Signal
from ryddig.records.lookups.queries import signals_of_contract

FIRST_ITEMS, FIRST_QUESTIONS, EFFECTS = 3, 4, 10


def facts_of(page: ContractPage) -> dict[str, object]:
    """The facts the newest decision rests on."""
    return dict(page.screening.facts) if page.screening is not None else {}


def planned_of(page: ContractPage) -> list[PlanItem]:
    """What is still to be done."""
    return [item for item in page.plan if item.state == PlanItem.State.PLANNED]


@at_desk
def contract(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What to do next, what is not known, what looks wrong."""
    page = contract_page(desk.actor, contract_id)
    facts, items, counts = facts_of(page), planned_of(page)[:FIRST_ITEMS], shown_contract.counts(page.duties)
    context = shown_contract.context(desk, page, "contract")
    may = context["may"]
    questions = shown_questions.questions(page, desk.teller)
    context |= {
        "next_items": shown_plan.planned(items, facts, desk.teller, on=desk.on, may_finish=may.record_control),
        "questions": questions[:FIRST_QUESTIONS],
        "more_questions": max(len(questions) - FIRST_QUESTIONS, 0),
        "findings": shown_questions.findings(page.findings, desk.teller),
        "counts": counts,
        "pay": newest_pay_control(desk, contract_id),
        "signals": shown_signals.signals(open_signals(desk, contract_id), desk),
        "suppliers": shown_suppliers.standing((link.supplier for link in page.suppliers), desk),
    }
    return render(request, "office/contract.html", context)


def newest_pay_control(desk: Desk, contract_id: int) -> ShownControl | None:
    """The newest pay control of the contract, or None when there is none."""
    rows = list(pay_controls_of(desk.actor, contract_id)[:1])
    return listed(rows, newest_runs(desk.actor, rows))[0] if rows else None


def open_signals(desk: Desk, contract_id: int) -> ScopedQuerySet[Signal]:
    """What the registers give reason to ask about the contract's firms, and nobody has answered."""
    return signals_of_contract(desk.actor, contract_id).filter(state=Signal.State.OPEN)


@at_desk
def duties(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Requirements: those that apply, those that are open, and why the others do not."""
    page = contract_page(desk.actor, contract_id)
    facts = facts_of(page)
    groups = shown_duties.groups(page.duties, facts, desk.teller, on=desk.on)
    context = shown_contract.context(desk, page, "duties") | shown_duties.answering(contract_id)
    context["groups"] = groups
    if page.screening is not None:
        decision = page.screening.decision
        context["regime"] = desk.teller.reason(decision["regime_because"], facts)
        context["not_applying"] = shown_duties.not_applying(decision["duties"], facts, desk.teller)
    return render(request, "office/duties.html", context)


@at_desk
def risk(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The level, the factors known and unknown, the steps."""
    page = contract_page(desk.actor, contract_id)
    context = shown_contract.context(desk, page, "risk")
    if page.screening is not None:
        facts, decision = facts_of(page), page.screening.decision
        known = shown_risk.known(decision["risk"], facts, desk.teller, on=desk.on)
        context |= {
            "risk": shown_risk.level_shown(decision["risk"], facts, desk.teller, on=page.screening.on),
            "override": shown_risk.override(page.override),
            "steps": shown_risk.standing(page, desk.teller),
            "known_yes": [factor for factor in known if factor.answer == "yes"],
            "known_no": [factor for factor in known if factor.answer == "no"],
            "products": shown_risk.products(decision["risk"], facts, desk.teller),
            "questions": shown_questions.questions(page, desk.teller),
            "effects": shown_signals.effects(effects_of(desk.actor, contract_id)[:EFFECTS], desk),
            "form": OverruleForm(),
        }
    return render(request, "office/risk.html", context)


@at_desk
def plan(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What is planned, what is done."""
    page = contract_page(desk.actor, contract_id)
    done = [item for item in reversed(page.plan) if item.state == PlanItem.State.DONE]
    planned = planned_of(page)
    context = shown_contract.context(desk, page, "plan")
    may, facts = context["may"], facts_of(page)
    context["planned"] = shown_plan.planned(planned, facts, desk.teller, on=desk.on, may_finish=may.record_control)
    context["finished"] = shown_plan.finished(done)
    return render(request, "office/plan.html", context)


@at_desk
def checklist(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Warning signs of the trade, and the checklist for such a purchase."""
    page = contract_page(desk.actor, contract_id)
    context = shown_contract.context(desk, page, "checklist")
    context |= checklist_context(page.contract, desk, level=request.GET.get("level", ""))
    return render(request, "office/checklist.html", context)


@at_desk
def facts(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What is known, and where it comes from."""
    page = contract_page(desk.actor, contract_id)
    context = shown_contract.context(desk, page, "facts")
    context["facts"] = shown_contract.facts(page.contract, desk)
    context["suppliers"] = [link.supplier for link in page.suppliers]
    context["options"] = shown_contract.option_lines(page.contract)
    return render(request, "office/facts.html", context)


@at_desk
def history(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What was done, by whom and when."""
    page = contract_page(desk.actor, contract_id)
    context = shown_contract.context(desk, page, "history")
    differences = {version.pk: version.difference for version in page.versions}
    context["events"] = shown_contract.events(page.history, differences, desk)
    return render(request, "office/history.html", context)
