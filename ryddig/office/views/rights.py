"""Why may I, why may I not: one contract's rights, and keeping a person out of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_rights
from ryddig.office.access_forms import ConflictForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.views.contacts import suppliers_of
from ryddig.records.accounts.access import Action
from ryddig.records.accounts.models import User
from ryddig.records.contracts import conflicts
from ryddig.records.correspondence.delegations import possible_deputies
from ryddig.records.followup.queries import contract_page


@at_desk
def rights(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What the person may do here, and why; and the form that says that they may not take part."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), "")
    contract, may_set = context["contract"], desk.may(Action.SET_CONFLICT)
    people = possible_deputies(desk.actor) if may_set else User.objects.filter(id=desk.actor.user_id)
    firms = suppliers_of(desk, contract)
    mine = {"person": desk.actor.user_id}
    form = ConflictForm(posted(request), people=people, contract=contract, suppliers=firms, initial=mine)
    if request.method == "POST" and form.is_valid() and _declare(request, desk, form):
        return redirect("office:rights", contract_id)
    asked = shown_rights.actor_asked_about(desk, request.GET.get("person", ""))
    context |= {
        "form": form,
        "rights": shown_rights.rights(desk, asked, contract),
        "asked": asked.user_id,
        "people": shown_rights.people_to_ask_about(desk),
        "conflicts": conflicts.conflicts_about(desk.actor, contract_id, [firm.pk for firm in firms]),
        "may_set": may_set,
    }
    return render(request, "office/access/rights.html", context)


def _declare(request: HttpRequest, desk: Desk, form: ConflictForm) -> bool:
    person, ground = form.cleaned_data["person"], form.cleaned_data["ground"]
    return attempt(
        request,
        desk,
        lambda: conflicts.declare_conflict(
            actor=desk.actor, user_id=person, ground=ground, on=desk.on, **form.thing_of()
        ),
        done=gettext("It is noted, and counts from now on."),
    )


@require_POST
@at_desk
def lift(request: HttpRequest, desk: Desk, contract_id: int, *, conflict_id: int) -> HttpResponse:
    """There is no conflict any more."""
    attempt(
        request,
        desk,
        lambda: conflicts.lift_conflict(actor=desk.actor, conflict_id=conflict_id, on=desk.on),
        done=gettext("The conflict of interest is lifted."),
    )
    return redirect("office:rights", contract_id)
