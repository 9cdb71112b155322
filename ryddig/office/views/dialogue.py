"""The follow-up plan of a contract, its meetings with agenda and minutes, and what was decided."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.office import shown_contract, shown_dialogue
from ryddig.office.desk import Desk, at_desk
from ryddig.office.dialogue_form import MeetingForm
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.minutes_form import minutes_from, typed_in
from ryddig.office.views.followup import HERE
from ryddig.records.accounts.access import Action
from ryddig.records.dialogue import meetings as services
from ryddig.records.dialogue import queries
from ryddig.records.dialogue.models import Meeting
from ryddig.records.followup.queries import contract_page
from ryddig.reports.formats import day
from ryddig.reports.letter_docx import letter_docx
from ryddig.reports.letter_pdf import letter_pdf
from ryddig.reports.minutes import minutes_of

SHAPES = {
    "docx": (letter_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (letter_pdf, "application/pdf"),
}
EMPTY_DECISIONS = 3


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of the dialogue hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    unit = context["contract"].unit_id
    return context | {"may_talk": desk.may(Action.HOLD_DIALOGUE, unit), "may_decide": desk.may(Action.CHANGE, unit)}


@at_desk
def dialogue(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The plan, the meetings, and the form for a new meeting."""
    context = base(desk, contract_id)
    contract, made = context["contract"], list[Meeting]()
    form = MeetingForm(
        posted(request), book=desk.book, initial={"day": desk.on, "kind": request.GET.get("kind", "status")}
    )
    if request.method == "POST":
        desk.need(Action.HOLD_DIALOGUE, contract.unit_id)
        change = partial(services.plan_meeting, actor=desk.actor, contract_id=contract_id, book=desk.book, on=desk.on)
        if form.is_valid():
            attempt(request, desk, lambda: made.append(change(**form.cleaned_data)), done="")
    if made:
        return redirect("office:meeting", contract_id, made[0].pk)
    context |= {
        "form": form,
        "plan": shown_dialogue.plan(desk, contract),
        "meetings": list(queries.meetings_of(desk.actor, contract_id)[:50]),
        "decisions": list(queries.decisions_of(desk.actor, contract_id)),
    }
    return render(request, "office/dialogue/plan.html", context)


@at_desk
def meeting(request: HttpRequest, desk: Desk, *, contract_id: int, meeting_id: int) -> HttpResponse:
    """The agenda before, the minutes after; written on the same page."""
    context = base(desk, contract_id)
    row = queries.meeting_of(desk.actor, contract_id, meeting_id)
    if request.method == "POST":
        desk.need(Action.HOLD_DIALOGUE, context["contract"].unit_id)
        held = request.POST.get("choice") == "held"
        change = partial(services.write_minutes, actor=desk.actor, meeting_id=meeting_id, **minutes_from(request.POST))
        done = gettext("The minutes stand.") if held else gettext("Saved.")
        if attempt(request, desk, lambda: change(held=held, screener=desk.screener, on=desk.on), done=done):
            return redirect("office:meeting", contract_id, meeting_id)
        context["not_stored"] = typed_in(request.POST)
    context |= {"row": row, "points": shown_dialogue.points(row, desk), "name": shown_dialogue.meeting_name(row)}
    context |= {"decisions": row.decisions.all(), "empty": range(EMPTY_DECISIONS)}
    return render(request, "office/dialogue/meeting.html", context)


@require_POST
@at_desk
def agenda(request: HttpRequest, desk: Desk, *, contract_id: int, meeting_id: int) -> HttpResponse:
    """Change the agenda: what has come up, an own point, a point taken off; or call the meeting off."""
    queries.meeting_of(desk.actor, contract_id, meeting_id)
    given, who, point = request.POST, desk.actor, request.POST.get("point", "")
    point_id = int(point) if point.isdecimal() else 0
    changes: dict[str, Callable[[], object]] = {
        "renew": partial(services.renew_agenda, actor=who, meeting_id=meeting_id, on=desk.on),
        "add": partial(services.add_point, actor=who, meeting_id=meeting_id, text=given.get("text", "")),
        "off": partial(services.take_off, actor=who, meeting_id=meeting_id, point_id=point_id),
        "cancel": partial(services.cancel_meeting, actor=who, meeting_id=meeting_id, on=desk.on),
    }
    change = changes.get(given.get("choice", ""))
    if change is None:
        raise Http404
    attempt(request, desk, change, done=gettext("Saved."))
    return redirect("office:meeting", contract_id, meeting_id)


@require_safe
@at_desk
def document(_request: HttpRequest, desk: Desk, *, contract_id: int, meeting_id: int, shape: str) -> HttpResponse:
    """Agenda or minutes as a file."""
    if shape not in SHAPES:
        raise Http404
    row = queries.meeting_of(desk.actor, contract_id, meeting_id)
    draw, kind = SHAPES[shape]
    content = draw(minutes_of(row, desk.teller), day=day(row.on))
    name = f"{row.kind}-{row.on.isoformat()}.{shape}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
@at_desk
def decision(request: HttpRequest, desk: Desk, *, contract_id: int, decision_id: int) -> HttpResponse:
    """Say that a decision is done, or dropped."""
    row = queries.decisions_of(desk.actor, contract_id).filter(id=decision_id).first()
    if row is None:
        raise Http404
    done = request.POST.get("choice") != "drop"
    change = partial(services.close_decision, actor=desk.actor, decision_id=row.pk, done=done, on=desk.on)
    attempt(request, desk, change, done=gettext("Saved."))
    return redirect("office:dialogue", contract_id)
