"""The follow-up of one contract: every step with the supplier, and where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.office import shown_contract
from ryddig.office.desk import Desk, at_desk
from ryddig.office.steps import cards
from ryddig.records.followup.queries import contract_page

HERE = "followup"


@at_desk
def followup(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """A card for each step."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    context["cards"] = list(cards(desk, context["contract"]))
    return render(request, "office/followup.html", context)
