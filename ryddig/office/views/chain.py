"""The chain of subcontractors of a contract: the tree, new firms, decisions, and lists from elsewhere."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.decision import Outcome
from ryddig.office import shown_chain, shown_contract
from ryddig.office.chain_form import FirmForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.shown_chain_list import shown_list
from ryddig.office.shown_chain_list import stated as shown_stated
from ryddig.office.views.followup import HERE
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.queries import contract_page
from ryddig.records.reviews import chain as services
from ryddig.records.reviews.chain_queries import chain_list, chain_of
from ryddig.records.reviews.chain_stated import stated_list

RULES = ("chain", "approval", "hiring", "hiring_in", "tax_subs", "pay", "hms_card")
"""Themes of requirements a subcontractor may be refused under."""


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of the chain hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    unit = context["contract"].unit_id
    return context | {
        "may_register": desk.may(Action.RECORD_CONTROL, unit),
        "may_approve": desk.may(Action.APPROVE_SUBCONTRACTOR, unit),
    }


def heads(desk: Desk, contract: Contract) -> list[Supplier]:
    """The contract's own suppliers."""
    rows = Supplier.objects.visible_to(desk.actor).filter(contract_links__contract=contract)
    return list(rows.filter(contract_links__role="supplier").order_by("contract_links__id"))


def rules(desk: Desk, contract: Contract) -> list[tuple[str, str]]:
    """Requirements on the contract that a firm may be refused under, by name."""
    rows = ContractDuty.objects.visible_to(desk.actor).filter(contract=contract, theme__in=RULES)
    rows = rows.filter(outcome=Outcome.APPLIES.value).order_by("theme", "rule")
    return [(rule, desk.teller.name(rule)) for rule in rows.values_list("rule", flat=True)]


@at_desk
def chain(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The tree, and the form for a new firm."""
    context = base(desk, contract_id)
    contract = context["contract"]
    rows = list(chain_of(desk.actor, contract_id))
    live = [row for row in rows if row.is_live]
    form = FirmForm(posted(request), heads=heads(desk, contract), live=live)
    if request.method == "POST":
        desk.need(Action.RECORD_CONTROL, contract.unit_id)
        if form.is_valid() and _ask(request, desk, contract_id, form=form):
            return redirect("office:chain", contract_id)
    context |= {"chain": shown_chain.chain(rows, contract, desk), "form": form, "rules": rules(desk, contract)}
    found = stated_list(desk.actor, contract_id, book=desk.book)
    context["stated"] = shown_stated(found, rows, heads(desk, contract))
    return render(request, "office/chain/chain.html", context)


def _ask(request: HttpRequest, desk: Desk, contract_id: int, *, form: FirmForm) -> bool:
    return attempt(
        request,
        desk,
        lambda: services.ask_for_firm(
            author=desk.actor, contract_id=contract_id, asked=form.asked(), book=desk.book, on=desk.on
        ),
        done=gettext("The firm is registered and waits for approval."),
    )


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, *, contract_id: int, firm_id: int) -> HttpResponse:
    """Approve or refuse a firm that waits."""
    chain_of(desk.actor, contract_id).get(id=firm_id)
    given = request.POST
    ground = services.Ground(
        reason=given.get("reason", "")[:2000],
        rule=given.get("rule", "")[:80],
        clause=given.get("clause", "")[:300],
        unforeseen=given.get("unforeseen") == "yes",
    )
    version = int(given["version"]) if given.get("version", "").isdecimal() else 0
    who = desk.actor
    if given.get("choice") == "approve":
        change = partial(services.approve_firm, actor=who, firm_id=firm_id, version=version, screener=desk.screener)
        done = gettext("The firm is approved.")
    else:
        change = partial(services.refuse_firm, actor=who, firm_id=firm_id, version=version)
        done = gettext("The firm is refused.")
    attempt(request, desk, lambda: change(ground=ground, on=desk.on), done=done)
    return redirect("office:chain", contract_id)


@require_POST
@at_desk
def end(request: HttpRequest, desk: Desk, *, contract_id: int, firm_id: int) -> HttpResponse:
    """Take a firm out of the chain."""
    chain_of(desk.actor, contract_id).get(id=firm_id)
    why = request.POST.get("why", "")
    attempt(
        request,
        desk,
        lambda: services.end_firm(author=desk.actor, firm_id=firm_id, why=why, screener=desk.screener, on=desk.on),
        done=gettext("The firm is out of the chain."),
    )
    return redirect("office:chain", contract_id)


@at_desk
def listed(request: HttpRequest, desk: Desk, *, contract_id: int, list_id: int) -> HttpResponse:
    """What a list would change."""
    context = base(desk, contract_id)
    row = chain_list(desk.actor, contract_id, list_id)
    rows = list(chain_of(desk.actor, contract_id))
    context |= {"row": row, "listed": shown_list(row, desk, rows=rows, heads=heads(desk, context["contract"]))}
    return render(request, "office/chain/list.html", context)
