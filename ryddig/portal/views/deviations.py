"""A deviation as the supplier meets it: the letters, what is asked, its answer, and what was decided and why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ryddig.domain.errors import UserCanFix
from ryddig.portal import shown_deviation
from ryddig.portal.deviation_answers import keep_answer
from ryddig.portal.deviation_forms import AnswerForm, forms_for
from ryddig.portal.frame import GuestDesk, cure, for_guest, refuse_left_out, said
from ryddig.records.deviations.guest_queries import deviation_for, need_sent
from ryddig.records.deviations.letters import open_letter
from ryddig.records.evidence.handing_out import address_of
from ryddig.records.evidence.services import fetch_own_file, refuse_unreadable
from ryddig.reports.letter import blocks


@for_guest
def deviation(request: HttpRequest, desk: GuestDesk, deviation_id: int) -> HttpResponse:
    """Everything about one deviation, and the answer the supplier gives."""
    row = deviation_for(desk.guest, deviation_id)
    name = request.POST.get("do", "")
    forms = forms_for(row, request)
    form = forms.get(name)
    if request.method == "POST" and form is None:
        messages.error(request, gettext("This cannot be answered any more. Look at what has happened."))
        return redirect("portal:deviation", deviation_id)
    if form is not None and form.is_valid() and _keep(request, desk, deviation_id, name=name, form=form):
        return redirect("portal:deviation", deviation_id)
    context: dict[str, Any] = {"desk": desk, "deviation": row, "forms": forms, "sent": name, "form": form}
    context |= shown_deviation.context(desk, row)
    return render(request, "portal/deviations/deviation.html", context, status=400 if form is not None else 200)


def _keep(request: HttpRequest, desk: GuestDesk, deviation_id: int, *, name: str, form: AnswerForm) -> bool:
    try:
        refuse_left_out(request)
        keep_answer(desk, deviation_id, name=name, form=form)
    except UserCanFix as error:
        form.add_error(None, f"{said(error)} {cure(error)}".strip())
        return False
    messages.success(request, shown_deviation.thanks(name))
    return True


@require_safe
@for_guest
def own_file(_request: HttpRequest, desk: GuestDesk, *, deviation_id: int, evidence_id: int) -> HttpResponse:
    """A file the firm has sent with an answer, to be saved and never shown by the browser."""
    need_sent(desk.guest, deviation_for(desk.guest, deviation_id), evidence_id)
    return redirect(address_of(fetch_own_file(guest=desk.guest, evidence_id=evidence_id, on=desk.on)))


@require_safe
@for_guest
def letter(request: HttpRequest, desk: GuestDesk, letter_id: int) -> HttpResponse:
    """A letter, as it was sent."""
    row = open_letter(guest=desk.guest, letter_id=letter_id, on=desk.on)
    parts = [{"name": part["name"], "blocks": list(blocks(part["text"]))} for part in row.parts]
    return render(request, "portal/deviations/letter.html", {"desk": desk, "letter": row, "parts": parts})


@require_safe
@for_guest
def letter_file(_request: HttpRequest, desk: GuestDesk, *, letter_id: int, ending: str) -> HttpResponse:
    """The letter as a file."""
    row = open_letter(guest=desk.guest, letter_id=letter_id, on=desk.on)
    file = row.pdf if ending == "pdf" else row.word
    refuse_unreadable(file)
    return redirect(address_of(file, called=f"{row.number}-{row.on.isoformat()}.{ending}"))
