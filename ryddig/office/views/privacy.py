"""What is kept of persons: why, how long, what is due, and the papers that data protection asks for."""

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.domain.errors import UserCanFix
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import cure, said
from ryddig.records.accounts.access import Action
from ryddig.records.accounts.personal_kinds import kind_of_code
from ryddig.records.audit.forgetting import receipts, standing
from ryddig.records.audit.subject_copy import copy_for
from ryddig.reports.document import Document
from ryddig.reports.document_docx import document_docx
from ryddig.reports.personal_documents import copy_document, dpia_document, record_document, retention_said

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: Final[Mapping[str, Callable[..., Document]]] = {"record": record_document, "assessment": dpia_document}


@require_safe
@at_desk
def privacy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every kind, what is due, and the newest receipts."""
    desk.need(Action.MIND_PRIVACY)
    gone = [(row, gettext(kind_of_code(row.kind).name)) for row in receipts(desk.actor)]
    rows = [(one, retention_said(one.kind)) for one in standing(desk.actor, desk.on)]
    return render(request, "office/privacy/privacy.html", {"standing": rows, "gone": gone})


@require_safe
@at_desk
def paper(_request: HttpRequest, desk: Desk, which: str) -> HttpResponse:
    """The record of processing, or the impact assessment to be filled in, as a Word file."""
    desk.need(Action.MIND_PRIVACY)
    if which not in PAPERS:
        raise Http404
    return _word(PAPERS[which](buyer=desk.organisation.name, on=desk.on), name=f"{which}-{desk.on.isoformat()}.docx")


@require_POST
@at_desk
def copy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is kept of one person, as a Word file; that it was fetched stands in the chain."""
    desk.need(Action.MIND_PRIVACY)
    try:
        found = copy_for(desk.actor, request.POST.get("words", ""), on=desk.on)
    except UserCanFix as error:
        messages.error(request, f"{said(desk, error)} {cure(desk, error)}".strip())
        return redirect("office:privacy")
    made = copy_document(found, buyer=desk.organisation.name, on=desk.on)
    return _word(made, name=f"copy-{desk.on.isoformat()}.docx")


def _word(made: Document, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(document_docx(made), content_type=WORD, headers=headers)
