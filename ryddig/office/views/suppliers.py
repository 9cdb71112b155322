"""Suppliers: all contracts of one firm across units, and names that may be a firm we know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_suppliers
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.pages import page_number
from ryddig.records.contracts import services
from ryddig.records.contracts.queries import open_matches
from ryddig.records.contracts.queries import suppliers as supplier_list
from ryddig.records.lookups.supplier_filters import suppliers_that

MATCHES = 5


@at_desk
def suppliers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open proposals first, then every firm."""
    text, wanted = request.GET.get("q", "")[:100], request.GET.get("registers", "")
    waiting = list(open_matches(desk.actor)[: MATCHES + 1])
    more = open_matches(desk.actor).count() - MATCHES if len(waiting) > MATCHES else 0
    among = suppliers_that(desk.actor, wanted, now=timezone.now())
    page = supplier_list(desk.actor, text=text, page=page_number(request.GET), among=among)
    context = {
        "q": text,
        "wanted": wanted,
        "choices": shown_suppliers.filters(),
        "page": page,
        "rows": shown_suppliers.rows(page.rows, desk),
        "matches": shown_suppliers.matches(waiting[:MATCHES], desk.teller),
        "more_matches": more,
    }
    return render(request, "office/suppliers.html", context)


@require_POST
@at_desk
def match(request: HttpRequest, desk: Desk, match_id: int) -> HttpResponse:
    """A person says whether a name is the firm."""
    decide = services.confirm_supplier_match if request.POST.get("same") == "yes" else services.reject_supplier_match
    attempt(request, desk, lambda: decide(actor=desk.actor, match_id=match_id, on=desk.on), done=gettext("Saved."))
    return redirect("office:suppliers")
