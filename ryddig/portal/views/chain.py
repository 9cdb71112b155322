"""The supplier's own chain of subcontractors: what is approved, what was answered, and asking for a firm more."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.errors import UserCanFix
from ryddig.portal.chain_form import FirmForm
from ryddig.portal.forms import posted
from ryddig.portal.frame import GuestDesk, cure, for_guest, said
from ryddig.portal.shown_chain import firms
from ryddig.records.reviews.chain import ask_for_firm, end_firm
from ryddig.records.reviews.chain_queries import chain_of


@for_guest
def chain(request: HttpRequest, desk: GuestDesk) -> HttpResponse:
    """The chain, and the form for a firm more."""
    rows = list(chain_of(desk.guest, desk.contract.pk))
    form = FirmForm(posted(request), live=[row for row in rows if row.is_live], supplier=desk.supplier.name)
    if request.method == "POST" and form.is_valid() and _ask(request, desk, form):
        return redirect("portal:chain")
    context = {"desk": desk, "form": form, "firms": firms(rows, desk.teller, supplier=desk.supplier.name)}
    return render(request, "portal/chain.html", context)


def _ask(request: HttpRequest, desk: GuestDesk, form: FirmForm) -> bool:
    change = partial(ask_for_firm, author=desk.guest, contract_id=desk.contract.pk, book=desk.book, on=desk.on)
    done = gettext("The buyer is asked. You see the answer here.")
    return attempt(request, lambda: change(asked=form.asked()), done=done)


def attempt(request: HttpRequest, change: Callable[[], object], *, done: str) -> bool:
    """Make a change; say `done`, or what was wrong and the cure."""
    try:
        change()
    except UserCanFix as error:
        messages.error(request, f"{said(error)} {cure(error)}".strip())
        return False
    messages.success(request, done)
    return True


@require_POST
@for_guest
def end(request: HttpRequest, desk: GuestDesk, firm_id: int) -> HttpResponse:
    """Say that a firm is no longer used, or take back what was asked."""
    row = chain_of(desk.guest, desk.contract.pk).get(id=firm_id)
    attempt(
        request,
        lambda: end_firm(author=desk.guest, firm_id=row.pk, why="", screener=desk.law.screener, on=desk.on),
        done=gettext("The firm is out of the chain."),
    )
    return redirect("portal:chain")
