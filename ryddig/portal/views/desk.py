"""The desk: what is asked, when it is due, what was answered and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ryddig.portal import session
from ryddig.portal.desk import items_of
from ryddig.portal.desk_item import Turn
from ryddig.portal.frame import GuestDesk, for_guest
from ryddig.records.correspondence.queries import contacts_of


@for_guest
def desk(request: HttpRequest, desk: GuestDesk) -> HttpResponse:
    """Everything on the guest's desk."""
    items = items_of(desk.guest, on=desk.on)
    colleagues = contacts_of(desk.guest, desk.contract.pk, desk.supplier.pk)
    context = {
        "desk": desk,
        "todo": items[Turn.GUEST],
        "waiting": items[Turn.BUYER],
        "done": [item for item in items[Turn.NOBODY] if item.day is not None],
        "standing": [item for item in items[Turn.NOBODY] if item.day is None],
        "colleagues": [contact.name for contact in colleagues if contact.pk != desk.link.contact_id],
    }
    return render(request, "portal/desk.html", context)


@require_POST
@for_guest
def other(request: HttpRequest, _desk: GuestDesk, link_id: int) -> HttpResponse:
    """Go over to another desk that this browser has come with a link to."""
    response = redirect("portal:desk")
    ids = session.link_ids(request)
    session.keep(response, [link_id, *ids] if link_id in ids else ids)
    return response
