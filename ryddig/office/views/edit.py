"""Registering a contract by hand, and changing what is known of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.facts_form import FactsForm, initial_of, version_of
from ryddig.office.forms import posted
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import units_of
from ryddig.records.followup import services


def units_for(desk: Desk, action: Action) -> list[tuple[int, str]]:
    """Units in which the person may do this."""
    return [(unit.pk, unit.name) for unit in units_of(desk.actor) if desk.may(action, unit.pk)]


@at_desk
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new contract, screened at once."""
    desk.need_somewhere(Action.REGISTER)
    form = FactsForm(posted(request), units=units_for(desk, Action.REGISTER))
    made: list[Contract] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attempt(
            request,
            desk,
            lambda: made.append(
                services.register_and_screen(
                    actor=desk.actor,
                    facts=form.facts(),
                    unit_id=given["unit"],
                    screener=desk.screener,
                    on=desk.on,
                    responsible=given["responsible"],
                )
            ),
            done=gettext("The contract is registered and screened."),
        )
    if made:
        return redirect("office:contract", made[0].pk)
    return render(request, "office/edit.html", {"form": form, "heading": gettext("Register a contract")})


@at_desk
def edit(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Change facts; the contract is screened again with them."""
    contract = with_facts(Contract.objects.visible_to(desk.actor)).select_related("responsible").get(id=contract_id)
    desk.need(Action.CHANGE, contract.unit_id)
    responsible = str(contract.responsible or contract.responsible_name)
    known = initial_of(contract_facts(contract), unit_id=contract.unit_id, responsible=responsible)
    form, version = FactsForm(posted(request), units=units_for(desk, Action.CHANGE), initial=known), version_of(known)
    sendable = request.method == "POST" and form.is_valid() and _is_seen(request, version)
    if sendable and _change(request, desk, contract_id=contract_id, form=form):
        return redirect("office:contract", contract_id)
    context = {"form": form, "contract": contract, "heading": gettext("Change facts"), "version": version}
    return render(request, "office/edit.html", context)


def _is_seen(request: HttpRequest, version: str) -> bool:
    """Whether the facts are those the person saw; if not, what they typed stays on the page and nothing is stored."""
    if request.POST.get("seen", version) == version:
        return True
    said = gettext("Somebody else has changed the facts since you opened the page. Nothing is saved.")
    cure = gettext("What you typed stands below. Look at the facts in another tab; save again if yours are to stand.")
    messages.error(request, f"{said} {cure}")
    return False


def _change(request: HttpRequest, desk: Desk, *, contract_id: int, form: FactsForm) -> bool:
    if not form.has_changed():
        messages.info(request, gettext("Nothing was changed."))
        return True
    return attempt(
        request,
        desk,
        lambda: services.change_and_screen(
            actor=desk.actor,
            contract_id=contract_id,
            facts=form.facts(),
            unit_id=form.cleaned_data["unit"],
            responsible=form.cleaned_data["responsible"],
            cleared=form.cleared(),
            screener=desk.screener,
            on=desk.on,
        ),
        done=gettext("The facts are changed and the contract is screened again."),
    )
