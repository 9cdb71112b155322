"""Suppliers: all contracts of one firm across units, and names that may be a firm we know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_suppliers
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.pages import page_number
from ryddig.records.contracts import services
from ryddig.records.contracts.queries import open_matches, supplier_page
from ryddig.records.contracts.queries import suppliers as supplier_list

MATCHES = 5


@at_desk
def suppliers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open proposals first, then every firm."""
    text = request.GET.get("q", "")[:100]
    waiting = list(open_matches(desk.actor)[: MATCHES + 1])
    more = open_matches(desk.actor).count() - MATCHES if len(waiting) > MATCHES else 0
    context = {
        "q": text,
        "page": supplier_list(desk.actor, text=text, page=page_number(request.GET)),
        "matches": shown_suppliers.matches(waiting[:MATCHES], desk.teller),
        "more_matches": more,
    }
    return render(request, "office/suppliers.html", context)


@at_desk
def supplier(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """One firm."""
    page = supplier_page(desk.actor, supplier_id)
    context = {
        "supplier": page.supplier,
        "totals": shown_suppliers.totals(page),
        "units": shown_suppliers.by_unit(page),
        "other_names": page.other_names,
        "matches": shown_suppliers.matches(page.matches, desk.teller),
    }
    return render(request, "office/supplier.html", context)


@require_POST
@at_desk
def match(request: HttpRequest, desk: Desk, match_id: int) -> HttpResponse:
    """A person says whether a name is the firm."""
    decide = services.confirm_supplier_match if request.POST.get("same") == "yes" else services.reject_supplier_match
    attempt(request, desk, lambda: decide(actor=desk.actor, match_id=match_id, on=desk.on), done=gettext("Saved."))
    return redirect("office:suppliers")
