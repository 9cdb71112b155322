"""Which firm a name is: look for it, confirm one, say none of these, or say that it is not Norwegian."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.orgnr import read_orgnr
from ryddig.office import shown_names, shown_sources
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.registers import register_settings
from ryddig.office.views.supplier import base
from ryddig.records.contracts.models import Supplier
from ryddig.records.contracts.numbers import confirm_number, say_not_norwegian
from ryddig.records.contracts.queries import supplier_page
from ryddig.records.lookups import names, services
from ryddig.records.lookups.queries import supplier_registers


@at_desk
def number(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """Candidates for the name, and what a person said of them."""
    page = supplier_page(desk.actor, supplier_id)
    if page.supplier.same_as_id is not None:
        return redirect("office:supplier", page.supplier.same_as_id)
    ask = supplier_registers(desk.actor, page.supplier).name_ask
    found = shown_names.candidates(ask, names.rejected_numbers(desk.actor, supplier_id), desk)
    if request.method == "POST":
        return _decide(request, desk, supplier=page.supplier, found=found)
    context = base(desk, page) | {
        "ask": ask,
        "candidates": found,
        "progress": shown_sources.progress(ask, desk),
        "can_look": register_settings().local_register is not None,
    }
    return render(request, "office/supplier_name.html", context)


def _decide(
    request: HttpRequest, desk: Desk, *, supplier: Supplier, found: list[shown_names.ShownCandidate]
) -> HttpResponse:
    given = request.POST
    actor, supplier_id, on = desk.actor, supplier.pk, desk.on
    firms: list[Supplier] = []

    def confirm() -> None:
        digits = read_orgnr(given.get("orgnr", "")).digits or given.get("orgnr", "")[:20]
        name = next((one.name for one in found if one.orgnr == digits), "")
        firms.append(confirm_number(actor=actor, supplier_id=supplier_id, orgnr=digits, name=name, on=on))

    changes: dict[str, Callable[[], object]] = {
        "foreign": lambda: say_not_norwegian(actor=actor, supplier_id=supplier_id, on=on),
        "none": lambda: names.reject_candidates(actor=actor, supplier_id=supplier_id, on=on),
    }
    change = changes.get(given.get("say", ""), confirm)
    if attempt(request, desk, change, done=gettext("Saved.")) and firms:
        return redirect("office:supplier", firms[0].pk)
    return redirect("office:supplier_name", supplier_id)


@require_POST
@at_desk
def look(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """Let the worker look for the firm."""
    supplier = Supplier.objects.visible_to(desk.actor).get(id=supplier_id)
    words = {"name": supplier.name}
    attempt(
        request,
        desk,
        lambda: services.ask_name(actor=desk.actor, supplier_id=supplier_id, words=words, on=desk.on),
        done="",
    )
    return redirect("office:supplier_name", supplier_id)
