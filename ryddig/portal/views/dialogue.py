"""The supplier's side of the dialogue: minutes, what both expect, and the five figures of trust."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.dialogue import Side, Trait
from ryddig.portal.frame import GuestDesk, for_guest
from ryddig.portal.views.chain import attempt
from ryddig.records.dialogue import guest_talks, queries
from ryddig.reports.labels import label


@for_guest
def dialogue(request: HttpRequest, desk: GuestDesk) -> HttpResponse:
    """Minutes with decisions, and what both sides expect; a new expectation is posted here."""
    if request.method == "POST":
        change = partial(guest_talks.write_expectation, author=desk.guest, contract_id=desk.contract.pk, on=desk.on)
        attempt(request, lambda: change(text=request.POST.get("text", "")), done=gettext("Saved."))
        return redirect("portal:dialogue")
    expectations = list(queries.expectations_of(desk.guest, desk.contract.pk))
    context = {
        "desk": desk,
        "meetings": queries.minutes_for(desk.guest),
        "ours": [one for one in expectations if one.side == Side.SUPPLIER],
        "theirs": [one for one in expectations if one.side == Side.BUYER],
        "meeting": queries.pulse_meeting(desk.guest, desk.contract.pk, on=desk.on),
    }
    return render(request, "portal/dialogue.html", context)


@require_POST
@for_guest
def withdraw(request: HttpRequest, desk: GuestDesk, expectation_id: int) -> HttpResponse:
    """Take back what one's own firm expected."""
    change = partial(guest_talks.withdraw_expectation, author=desk.guest, expectation_id=expectation_id, on=desk.on)
    attempt(request, change, done=gettext("Saved."))
    return redirect("portal:dialogue")


@for_guest
def pulse(request: HttpRequest, desk: GuestDesk) -> HttpResponse:
    """Five figures about how the buyer works together with one's own firm."""
    meeting = queries.pulse_meeting(desk.guest, desk.contract.pk, on=desk.on)
    if request.method == "POST":
        about = meeting.pk if meeting is not None else None
        change = partial(guest_talks.answer_pulse, author=desk.guest, contract_id=desk.contract.pk, meeting_id=about)
        figures = {trait: int(request.POST[trait]) for trait in Trait if request.POST.get(trait, "").isdecimal()}
        if attempt(request, lambda: change(figures=figures, on=desk.on), done=gettext("Thank you.")):
            return redirect("portal:dialogue")
    traits = [(trait.value, label("trait", trait.value), label("trait_asks", trait.value)) for trait in Trait]
    return render(request, "portal/pulse.html", {"desk": desk, "traits": traits, "figures": range(1, 6)})
