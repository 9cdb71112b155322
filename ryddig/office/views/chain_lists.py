"""Lists of firms from HMSREG and StartBANK: read, taken in, put away."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office.chain_reading import read_list
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.reviews.chain_lists import Choice, discard_list, preview_list, store_list
from ryddig.records.reviews.chain_models import ChainList
from ryddig.records.reviews.chain_queries import chain_list
from ryddig.records.reviews.chain_stated import stated_list


@require_POST
@at_desk
def read(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Read a file and show what it would change."""
    contract = Contract.objects.visible_to(desk.actor).get(id=contract_id)
    desk.need(Action.RECORD_CONTROL, contract.unit_id)
    sent, made = request.FILES.get("file"), list[ChainList]()
    if sent is None:
        messages.error(request, gettext("Choose a file."))
        return redirect("office:chain", contract_id)
    attempt(
        request,
        desk,
        lambda: made.append(
            preview_list(actor=desk.actor, contract_id=contract_id, read=read_list(desk, sent), on=desk.on)
        ),
        done="",
    )
    return redirect("office:chain_list", contract_id, made[0].pk) if made else redirect("office:chain", contract_id)


@require_POST
@at_desk
def stated(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Compare the chain with what the supplier states in its newest self-report."""
    contract = Contract.objects.visible_to(desk.actor).get(id=contract_id)
    desk.need(Action.RECORD_CONTROL, contract.unit_id)
    found, made = stated_list(desk.actor, contract_id, book=desk.book), list[ChainList]()
    if found is None:
        messages.error(request, gettext("No self-report names a subcontractor."))
        return redirect("office:chain", contract_id)
    compare = partial(preview_list, actor=desk.actor, contract_id=contract_id, read=found, on=desk.on)
    attempt(request, desk, lambda: made.append(compare()), done="")
    return redirect("office:chain_list", contract_id, made[0].pk) if made else redirect("office:chain", contract_id)


@require_POST
@at_desk
def store(request: HttpRequest, desk: Desk, *, contract_id: int, list_id: int) -> HttpResponse:
    """Take in what was chosen."""
    row = chain_list(desk.actor, contract_id, list_id)
    approved = request.POST.get("where", "")[:2000] if request.POST.get("approved") == "yes" else ""
    done = attempt(
        request,
        desk,
        lambda: store_list(
            actor=desk.actor,
            list_id=list_id,
            choices=choices(row, request.POST),
            screener=desk.screener,
            on=desk.on,
            approved=approved,
        ),
        done=gettext("The list is taken in."),
    )
    return redirect("office:chain", contract_id) if done else redirect("office:chain_list", contract_id, list_id)


def choices(row: ChainList, given: QueryDict) -> dict[str, Choice]:
    """What was ticked: the differences are named by their place in the report, since a firm's name is no field name."""
    found = enumerate(row.report.get("differences", ()))
    return {
        one["key"]: Choice(take=given.get(f"take-{at}") == "yes", above=given.get(f"above-{at}", "")[:300])
        for at, one in found
    }


@require_POST
@at_desk
def discard(request: HttpRequest, desk: Desk, *, contract_id: int, list_id: int) -> HttpResponse:
    """Put the list away."""
    chain_list(desk.actor, contract_id, list_id)
    done = gettext("The list is put away; nothing is changed.")
    attempt(request, desk, lambda: discard_list(actor=desk.actor, list_id=list_id), done=done)
    return redirect("office:chain", contract_id)
