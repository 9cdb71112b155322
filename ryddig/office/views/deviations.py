"""Deviations of one contract: what waits, what is open, opening one; what the contract holds; all of the buyer's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_deviations
from ryddig.office.desk import Desk, at_desk
from ryddig.office.deviation_forms import AgreedForm, NoteForm
from ryddig.office.deviation_opening import note_seen, opened, opening_form
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.pages import Page, last_page, page_number
from ryddig.records.accounts.access import Action
from ryddig.records.deviations import queries, services
from ryddig.records.deviations.models import Deviation, DeviationProposal
from ryddig.records.followup.pay_queries import pay_control_of
from ryddig.records.followup.queries import contract_page

HERE = "followup"
ROWS = 50


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page about deviations of one contract hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    unit = context["contract"].unit_id
    return context | {
        "may_handle": desk.may(Action.HANDLE_DEVIATION, unit),
        "may_note": desk.may(Action.NOTE_DEVIATION, unit),
    }


@at_desk
def deviations(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What waits for a decision, and every deviation of the contract."""
    context = base(desk, contract_id)
    rows = list(queries.deviations_of(desk.actor, contract_id))
    terms = shown_deviations.terms(queries.agreed_terms_of(desk.actor, contract_id), desk)
    handled = {row.rule for row in rows if row.state == Deviation.State.OPEN}
    context |= {
        "proposals": shown_deviations.proposals(queries.proposals_of(desk.actor, contract_id), desk),
        "aside": shown_deviations.proposals(queries.decided_proposals_of(desk.actor, contract_id), desk),
        "deviations": shown_deviations.listed(rows, desk, contract=context["contract"]),
        "late_terms": [one for one in terms if one.is_late and one.rule not in handled],
    }
    return render(request, "office/deviations/list.html", context)


@at_desk
def open_one(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Open a deviation, on proposals or on what the person knows."""
    context = base(desk, contract_id)
    desk.need(Action.HANDLE_DEVIATION, context["contract"].unit_id)
    chosen = request.GET.getlist("proposal") or request.POST.getlist("proposal")
    numbers = [int(one) for one in chosen if one.isascii() and one.isdigit()]
    rows = list(queries.proposals_of(desk.actor, contract_id).filter(id__in=numbers))
    form = opening_form(desk, contract_id, rows, sent=posted(request), rule=request.GET.get("rule", ""))
    if request.method == "POST" and form.is_valid():
        made = opened(desk, contract_id, form=form, proposals=rows)
        if made is not None:
            return redirect("office:deviation", contract_id, made.pk)
    context |= {"form": form, "proposals": shown_deviations.proposals(rows, desk)}
    return render(request, "office/deviations/open.html", context)


@at_desk
def noted(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Write down something seen, for the one who handles deviations to decide about."""
    context = base(desk, contract_id)
    desk.need(Action.NOTE_DEVIATION, context["contract"].unit_id)
    form = NoteForm(posted(request), rules=shown_deviations.rules_of(desk, contract_id))
    if request.method == "POST" and form.is_valid() and note_seen(request, desk, contract_id, form=form):
        return redirect("office:deviations", contract_id)
    return render(request, "office/deviations/note.html", context | {"form": form})


@require_POST
@at_desk
def aside(request: HttpRequest, desk: Desk, *, contract_id: int, proposal_id: int) -> HttpResponse:
    """Say that something proposed is no deviation."""
    row = queries.proposals_of(desk.actor, contract_id).get(id=proposal_id)
    reason = request.POST.get("reason", "")
    attempt(
        request,
        desk,
        lambda: services.set_aside(actor=desk.actor, proposal_id=row.pk, reason=reason, on=desk.on),
        done=gettext("Set aside."),
    )
    return redirect("office:deviations", contract_id)


@require_POST
@at_desk
def from_pay(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """What a pay control found and a person has confirmed, on to a deviation."""
    row = pay_control_of(desk.actor, contract_id, control_id)
    made: list[DeviationProposal] = []
    told: dict[str, Any] = {"actor": desk.actor, "control_id": row.pk, "book": desk.book, "on": desk.on}
    attempt(request, desk, lambda: made.extend(services.propose_from_pay_control(**told)), done="")
    if not made:
        return redirect("office:pay_control", contract_id, control_id)
    waits = [one.pk for one in made if one.state == DeviationProposal.State.PROPOSED]
    if len(waits) == 1 and desk.may(Action.HANDLE_DEVIATION, row.contract.unit_id):
        return redirect(f"{reverse('office:deviation_open', args=[contract_id])}?proposal={waits[0]}")
    return redirect("office:deviations", contract_id)


@at_desk
def terms(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What the contract holds, as somebody has read it."""
    context = base(desk, contract_id)
    may_answer = desk.may(Action.ANSWER, context["contract"].unit_id)
    form = AgreedForm(posted(request), rules=shown_deviations.choosable(desk))
    if request.method == "POST":
        desk.need(Action.ANSWER, context["contract"].unit_id)
        if form.is_valid() and attempt(
            request,
            desk,
            lambda: services.agree_term(
                actor=desk.actor, contract_id=contract_id, book=desk.book, on=desk.on, **form.cleaned_data
            ),
            done=gettext("Saved."),
        ):
            return redirect("office:agreed_terms", contract_id)
    shown = shown_deviations.terms(queries.agreed_terms_of(desk.actor, contract_id), desk)
    context |= {"terms": shown, "form": form, "may_answer": may_answer}
    return render(request, "office/deviations/terms.html", context)


@require_POST
@at_desk
def term(request: HttpRequest, desk: Desk, *, contract_id: int, term_id: int) -> HttpResponse:
    """Say that the supplier has begun, or that it does not stand in the contract after all."""
    row = queries.agreed_terms_of(desk.actor, contract_id).get(id=term_id)
    told: dict[str, Any] = {"actor": desk.actor, "term_id": row.pk, "on": desk.on}
    begun = request.POST.get("choice") == "begun"
    attempt(
        request,
        desk,
        lambda: services.begin_term(**told, begun_on=desk.on) if begun else services.withdraw_term(**told),
        done=gettext("Saved."),
    )
    return redirect("office:agreed_terms", contract_id)


@at_desk
def all_of_them(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Deviations on all of the buyer's contracts."""
    query = request.GET
    chosen = shown_deviations.chosen(query)
    rows = queries.all_deviations(desk.actor, chosen, on=desk.on)
    total = rows.count()
    last = last_page(total, ROWS)
    number = min(page_number(query), last)
    shown = shown_deviations.listed(rows[(number - 1) * ROWS : number * ROWS], desk)
    page = Page(shown, number, last, total)
    context = {"page": page, "chosen": chosen, "figures": queries.figures(desk.actor, on=desk.on)}
    context |= {"grades": shown_deviations.grades()}
    return render(request, "office/deviations/all.html", context)
