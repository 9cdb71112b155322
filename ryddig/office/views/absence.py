"""Who stands in for whom, and from when to when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office.access_forms import AbsenceForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.records.accounts.access import Action
from ryddig.records.correspondence import delegations


@at_desk
def absence(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every loan that runs or is to come, and the form for a new one."""
    people = delegations.possible_deputies(desk.actor)
    own = [user for user in people if user.pk == desk.actor.user_id]
    lenders = people if desk.may(Action.SEAT_PEOPLE) else own
    mine = {"lender": desk.actor.user_id, "starts_on": desk.on}
    form = AbsenceForm(posted(request), lenders=lenders, deputies=people, initial=mine)
    if request.method == "POST" and form.is_valid():
        done = gettext("The deputy has the rights from the first day to the last, and they end by themselves.")
        loan = form.loan()
        if attempt(request, desk, lambda: delegations.lend_seats(actor=desk.actor, loan=loan, on=desk.on), done=done):
            return redirect("office:absence")
    loans = delegations.delegations_of(desk.actor, on=desk.on)
    shown = [(row, delegations.may_take_back(desk.actor, row), row.starts_on <= desk.on) for row in loans]
    return render(request, "office/access/absence.html", {"form": form, "loans": shown})


@require_POST
@at_desk
def take_back(request: HttpRequest, desk: Desk, delegation_id: int) -> HttpResponse:
    """Back before the last day."""
    attempt(
        request,
        desk,
        lambda: delegations.take_back(actor=desk.actor, delegation_id=delegation_id, on=desk.on),
        done=gettext("The deputy’s rights are taken back."),
    )
    return redirect("office:absence")
