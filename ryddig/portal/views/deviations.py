"""A deviation as the supplier meets it: the letters, what is asked, its answer, and what was decided and why."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ryddig.domain.errors import UserCanFix
from ryddig.portal import shown_deviation
from ryddig.portal.deviation_answers import keep_answer
from ryddig.portal.deviation_forms import AnswerForm, forms_for
from ryddig.portal.frame import GuestDesk, cure, for_guest, said
from ryddig.records.deviations.guest_queries import deviation_for
from ryddig.records.deviations.letters import open_letter
from ryddig.records.evidence.files import path_of
from ryddig.reports.letter import blocks

ENDINGS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


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
        keep_answer(desk, deviation_id, name=name, form=form)
    except UserCanFix as error:
        form.add_error(None, f"{said(error)} {cure(error)}".strip())
        return False
    messages.success(request, shown_deviation.thanks(name))
    return True


@require_safe
@for_guest
def letter(request: HttpRequest, desk: GuestDesk, letter_id: int) -> HttpResponse:
    """A letter, as it was sent."""
    row = open_letter(guest=desk.guest, letter_id=letter_id, on=desk.on)
    parts = [{"name": part["name"], "blocks": list(blocks(part["text"]))} for part in row.parts]
    return render(request, "portal/deviations/letter.html", {"desk": desk, "letter": row, "parts": parts})


@require_safe
@for_guest
def letter_file(_request: HttpRequest, desk: GuestDesk, *, letter_id: int, ending: str) -> HttpResponseBase:
    """The letter as a file."""
    row = open_letter(guest=desk.guest, letter_id=letter_id, on=desk.on)
    file = row.pdf if ending == "pdf" else row.word
    path = path_of(file.place)
    if file.shredded_on is not None or not path.is_file():
        raise UserCanFix("evidence.gone", gettext("The file is no longer kept."))
    name = f"{row.number}-{row.on.isoformat()}.{ending}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=ENDINGS[ending])
