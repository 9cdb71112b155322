"""External audits: ordered and closed on the control's page; the auditor's own pages, which show one control."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.office import shown_contract
from ryddig.office.audit_controls import control_of
from ryddig.office.audit_form import AuditForm, DeliveryForm, SeatForm
from ryddig.office.desk import Desk, at_any_desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.views.followup import HERE
from ryddig.records.accounts.access import Action
from ryddig.records.evidence.handing_out import address_of
from ryddig.records.evidence.services import fetch_file
from ryddig.records.followup.queries import contract_page
from ryddig.records.reviews import audits as services
from ryddig.records.reviews.audit_models import AuditCallOff


@at_desk
def ordered(request: HttpRequest, desk: Desk, *, contract_id: int, kind: str, control_id: int) -> HttpResponse:
    """Audits of one control, and the form for a new one."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    services.need_control(desk.actor, contract_id, (kind, control_id))
    unit = context["contract"].unit_id
    form = AuditForm(posted(request))
    if request.method == "POST":
        desk.need(Action.ORDER_AUDIT, unit)
        change = partial(services.order_audit, actor=desk.actor, contract_id=contract_id, control=(kind, control_id))
        done = gettext("The audit is ordered. Let the auditor in when you know who it is.")
        if form.is_valid() and attempt(request, desk, lambda: change(terms=form.terms(), on=desk.on), done=done):
            return redirect("office:audit_orders", contract_id, kind, control_id)
    rows = list(services.audits_of(desk.actor, contract_id, (kind, control_id)))
    context |= {"rows": rows, "form": form, "seat_form": SeatForm(prefix="seat"), "kind": kind}
    context |= {"control_id": control_id, "may_order": desk.may(Action.ORDER_AUDIT, unit)}
    return render(request, "office/audits/orders.html", context)


def to_orders(row: AuditCallOff) -> HttpResponse:
    """Back to the control's audits."""
    return redirect("office:audit_orders", row.contract_id, row.control_kind, row.control_id)


@require_POST
@at_desk
def seat(request: HttpRequest, desk: Desk, audit_id: int) -> HttpResponse:
    """Let a person in; they get a mail."""
    row = AuditCallOff.objects.visible_to(desk.actor).select_related("contract").get(id=audit_id)
    desk.need(Action.ORDER_AUDIT, row.contract.unit_id)
    form = SeatForm(request.POST, prefix="seat")
    if not form.is_valid():
        messages.error(request, gettext("Write the auditor's name and e-mail address."))
        return to_orders(row)
    change = partial(services.seat_auditor, actor=desk.actor, audit_id=audit_id, on=desk.on)
    done = gettext("The auditor is let in, and gets a mail that says how to log in.")
    attempt(request, desk, lambda: change(**form.cleaned_data), done=done)
    return to_orders(row)


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, audit_id: int) -> HttpResponse:
    """Accept or cancel."""
    row = AuditCallOff.objects.visible_to(desk.actor).get(id=audit_id)
    accepted = request.POST.get("choice") == "accept"
    done = gettext("The audit is accepted. The auditor no longer sees the control.")
    if not accepted:
        done = gettext("The audit is cancelled. The auditor no longer sees the control.")
    change = partial(services.close_audit, actor=desk.actor, audit_id=audit_id, accepted=accepted)
    attempt(request, desk, lambda: change(on=desk.on), done=done)
    return to_orders(row)


@at_any_desk
def audits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The auditor's controls. One who has none gets 403."""
    rows = list(services.audits_for(desk.actor))
    if not rows and not desk.actor.is_external:
        desk.need(Action.REPORT_AUDIT)
    return render(request, "office/audits/mine.html", {"rows": rows})


@at_any_desk
def audit(request: HttpRequest, desk: Desk, audit_id: int) -> HttpResponse:
    """One control as its auditor sees it, and what they hand in."""
    row = services.audit_for(desk.actor, audit_id)
    form = DeliveryForm(posted(request), request.FILES or None, initial={"hours": row.hours_used})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["report"]
        report = (str(sent.name), sent.chunks()) if sent else None
        change = partial(services.deliver_audit, actor=desk.actor, audit_id=audit_id, report=report, on=desk.on)
        hours = form.cleaned_data["hours"]
        if attempt(request, desk, lambda: change(hours=hours), done=gettext("It is handed in.")):
            return redirect("office:audit", audit_id)
    return render(request, "office/audits/audit.html", {"row": row, "control": control_of(row, desk), "form": form})


@require_safe
@at_any_desk
def audit_file(_request: HttpRequest, desk: Desk, *, audit_id: int, evidence_id: int) -> HttpResponse:
    """A file of the auditor's control; any other does not exist for them."""
    row = services.audit_for(desk.actor, audit_id)
    if evidence_id not in {one.pk for one in control_of(row, desk).files}:
        raise AuditCallOff.DoesNotExist
    found = fetch_file(actor=desk.actor, evidence_id=evidence_id, on=desk.on, control=row.control)
    return redirect(address_of(found))
