"""Files of a pay control: sent, looked at, taken out; opened by those who may, kept for longer, shredded."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.domain.errors import UserCanFix
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt, cure, said
from ryddig.office.pay_files import take_in
from ryddig.office.shown_pay_files import lacking, readings_of, shown_files
from ryddig.office.views.actions import back
from ryddig.office.views.pay import base, standing
from ryddig.records.accounts.access import Action, NotAllowed
from ryddig.records.evidence import services
from ryddig.records.evidence.handing_out import address_of
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup import pay_controls, pay_queries
from ryddig.records.followup.pay_models import PayControl
from ryddig.reports.formats import as_day, day, number

MOST_AT_ONCE = 50


@at_desk
def files(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """The files, what each was understood as, what cannot be tested yet."""
    context = base(desk, contract_id)
    control = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    rows = list(pay_queries.files_of(desk.actor, control))
    read = readings_of(rows, pay_queries.newest_run(desk.actor, control))
    unit = context["contract"].unit_id
    context |= standing(control, desk) | {
        "files": shown_files(rows, read, desk.teller),
        "lacking": lacking(rows, read, desk),
        "may_open": desk.may(Action.READ_EVIDENCE, unit),
        "may_shred": desk.may(Action.SHRED_EVIDENCE, unit),
    }
    return render(request, "office/pay_files.html", context)


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """Take in what was sent, one by one: a file that cannot be read stops none of the others."""
    control = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    desk.need(Action.CONTROL_PAY, control.contract.unit_id)
    sent = request.FILES.getlist("files")
    if not sent:
        messages.error(request, gettext("Choose at least one file."))
    taken = sum(_take_in(request, desk, control=control, file=file) for file in sent[:MOST_AT_ONCE])
    if taken:
        text = ngettext("%(count)s file is added.", "%(count)s files are added.", taken)
        messages.success(request, text % {"count": number(taken)})
    if len(sent) > MOST_AT_ONCE:
        text = gettext("Send at most %(most)s files at a time. The first ones are added; send the rest.")
        messages.error(request, text % {"most": number(MOST_AT_ONCE)})
    return redirect("office:pay_files", contract_id, control_id)


def _take_in(request: HttpRequest, desk: Desk, *, control: PayControl, file: "UploadedFile[bytes]") -> bool:
    try:
        take_in(desk, control, file)
    except NotAllowed:
        raise
    except UserCanFix as error:
        messages.error(request, f"{file.name}: {said(desk, error)} {cure(desk, error)}".strip())
        return False
    return True


@require_POST
@at_desk
def remove(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int, file_id: int) -> HttpResponse:
    """Take a file out of the control."""
    pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    attempt(
        request,
        desk,
        lambda: pay_controls.remove_file(actor=desk.actor, control_id=control_id, file_id=file_id, on=desk.on),
        done=gettext("The file is taken out."),
    )
    return redirect("office:pay_files", contract_id, control_id)


@require_safe
@at_desk
def evidence(_request: HttpRequest, desk: Desk, evidence_id: int) -> HttpResponse:
    """On to the file as it came, to be saved and never shown. That it was fetched stands in the chain."""
    return redirect(address_of(services.fetch_file(actor=desk.actor, evidence_id=evidence_id, on=desk.on)))


@require_POST
@at_desk
def keep(request: HttpRequest, desk: Desk, evidence_id: int) -> HttpResponse:
    """Keep a file for longer or shorter."""
    row = Evidence.objects.visible_to(desk.actor).select_related("contract").get(id=evidence_id)
    desk.need(Action.SHRED_EVIDENCE, row.contract.unit_id)
    until = as_day(request.POST.get("keep_until", "")) or row.keep_until
    attempt(
        request,
        desk,
        lambda: services.change_retention(actor=desk.actor, evidence_id=evidence_id, keep_until=until, on=desk.on),
        done=gettext("Kept until %(day)s.") % {"day": day(until)},
    )
    return back(request, "pay_controls", row.contract_id)


@require_POST
@at_desk
def shred(request: HttpRequest, desk: Desk, evidence_id: int) -> HttpResponse:
    """Shred a file now; what was found in it stays."""
    row = Evidence.objects.visible_to(desk.actor).get(id=evidence_id)
    done = gettext("The file is shredded. What was found in it stays.")
    attempt(
        request,
        desk,
        lambda: services.shred_file(actor=desk.actor, evidence_id=evidence_id, on=desk.on),
        done=done,
    )
    return back(request, "pay_controls", row.contract_id)
