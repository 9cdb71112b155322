"""One supplier: who it is, what the registers say, what must be looked into, and what was done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_signals, shown_snapshot, shown_sources, shown_suppliers
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.registers import register_settings, sources_for
from ryddig.office.shown_firm import ShownFirm, firm
from ryddig.records.accounts.access import Action
from ryddig.records.audit.queries import history_of
from ryddig.records.contracts.models import Supplier
from ryddig.records.contracts.queries import SupplierPage, supplier_page
from ryddig.records.evidence.paper_queries import papers_of
from ryddig.records.lookups import queries, services

HISTORY = 20
STOP_POLLING = 286  # htmx: swap the answer in and ask no more


@at_desk
def supplier(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """One firm."""
    page = supplier_page(desk.actor, supplier_id)
    found = queries.supplier_registers(desk.actor, page.supplier)
    shown = shown_signals.signals(found.signals, desk, supplier=page.supplier.name)
    context = base(desk, page) | {
        "firm": who_it_is(page.supplier, found),
        "waiting": [signal for signal in shown if signal.state == "open"],
        "closed": [signal for signal in shown if signal.state != "open"],
        "choices": shown_signals.choices(),
        "may_answer": shown_signals.may_answer(desk, (row.unit_id for row in page.contracts)),
        "sources": source_lines(desk, page, found),
        "can_ask": any(source.on for source in register_settings().sources.values()),
        "progress": shown_sources.progress(found.ask, desk),
        "units": shown_suppliers.by_unit(page),
        "matches": shown_suppliers.matches(page.matches, desk.teller),
        "history": shown_contract.events(tuple(history_of(desk.actor, "supplier", supplier_id)[:HISTORY]), {}, desk),
    }
    return render(request, "office/supplier.html", context)


def who_it_is(supplier: Supplier, found: queries.SupplierRegisters) -> ShownFirm | None:
    """The firm as Enhetsregisteret and Regnskapsregisteret last said."""
    unit, accounts = found.lookup("enhetsregisteret"), found.lookup("regnskapsregisteret")
    return firm(unit, accounts, known_as=supplier.name)


def base(desk: Desk, page: SupplierPage) -> dict[str, Any]:
    """What every page of one supplier hands its template."""
    return {
        "supplier": page.supplier,
        "totals": shown_suppliers.totals(page),
        "other_names": page.other_names,
        "may_ask": desk.may(Action.ASK_REGISTERS),
    }


def source_lines(desk: Desk, page: SupplierPage, found: queries.SupplierRegisters) -> list[shown_sources.SourceLine]:
    """How things stand with each register that tells something of the firm; none where there is no number to ask by."""
    if page.supplier.orgnr is None:
        return []
    lines = shown_sources.SourceLines(desk, register_settings(), papers_of(desk.actor, page.supplier.pk))
    cases = list(queries.cases_of(desk.actor, page.supplier)[:1])
    return lines.lines(sources_for(page.contracts, desk.book), found.lookups, cases)


@require_POST
@at_desk
def ask(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """Let the worker ask the registers now."""
    attempt(
        request,
        desk,
        lambda: services.ask_now(actor=desk.actor, supplier_id=supplier_id, on=desk.on),
        done="",
    )
    return redirect("office:supplier", supplier_id)


@at_desk
def asked(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """How far asking has come, for the page to swap in; the page itself is loaded anew when it is over."""
    firm_asked = Supplier.objects.visible_to(desk.actor).get(id=supplier_id)
    here = reverse("office:supplier", args=[supplier_id])
    if not request.headers.get("HX-Request"):
        return redirect(here)
    found = queries.supplier_registers(desk.actor, firm_asked)
    progress = shown_sources.progress(found.ask, desk)
    if progress is None or not progress.busy:
        return HttpResponse(status=STOP_POLLING, headers={"HX-Redirect": here})
    return render(request, "office/parts/ask_progress.html", {"supplier": firm_asked, "progress": progress})


@require_POST
@at_desk
def answer(request: HttpRequest, desk: Desk, *, supplier_id: int, signal_id: int) -> HttpResponse:
    """Say what is done about a signal, and why."""
    signal = queries.signals_of(desk.actor, Supplier.objects.visible_to(desk.actor).get(id=supplier_id)).get(
        id=signal_id
    )
    said = {"done": request.POST.get("done", ""), "reason": request.POST.get("reason", "")[:2000]}
    attempt(
        request,
        desk,
        lambda: services.answer_signal(actor=desk.actor, signal_id=signal.pk, on=desk.on, **said),
        done=gettext("Saved."),
    )
    return redirect(f"{reverse('office:supplier', args=[supplier_id])}#signal-{signal_id}")


@at_desk
def snapshot(request: HttpRequest, desk: Desk, snapshot_id: int) -> HttpResponse:
    """What a register answered, as it came."""
    row = queries.snapshot_page(desk.actor, snapshot_id)
    firm_asked = Supplier.objects.visible_to(desk.actor).filter(orgnr=row.subject).first()
    context = {"snapshot": row, "supplier": firm_asked, "lines": shown_snapshot.lines(row.content)}
    return render(request, "office/snapshot.html", context)
