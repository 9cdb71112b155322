"""On-site controls of a contract: planned, changed, called off, closed, and their reports."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.domain.words import N_
from ryddig.intake.crew_list import read_crew
from ryddig.intake.reading import NamedBytes
from ryddig.office import shown_contract, shown_visits
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.shown_phone import GUIDE, SPOKEN
from ryddig.office.visit_form import VisitForm, first_guess, known
from ryddig.records.accounts.access import Action, NotAllowed
from ryddig.records.followup.queries import contract_page
from ryddig.records.visits import closing, crew_lists, queries, services
from ryddig.records.visits.models import Visit
from ryddig.reports.pdf import pdf
from ryddig.tables.read.limits import refuse_large

HERE = "followup"
LISTED = 50


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of a contract's visits hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    return context | {"may_control": desk.may(Action.CONTROL_ON_SITE, context["contract"].unit_id)}


def base_of(desk: Desk, contract_id: int, visit_id: int) -> dict[str, Any]:
    """The same for one visit."""
    visit = queries.visit_of(desk.actor, contract_id, visit_id)
    context = base(desk, contract_id)
    mine = context["may_control"] and desk.actor.user_id in visit.controllers
    talks = queries.may_read_talks(desk.actor, visit)
    return context | {"visit": visit, "is_mine": mine, "may_read_talks": talks}


@require_safe
@at_desk
def visits(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every visit of the contract, newest day first."""
    context = base(desk, contract_id)
    rows = list(queries.visits_of(desk.actor, contract_id)[:LISTED])
    context["visits"] = shown_visits.shown(rows, queries.reports_of(desk.actor, rows))
    return render(request, "office/visits/visits.html", context)


@at_desk
def new(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Plan a visit."""
    context = base(desk, contract_id)
    contract = context["contract"]
    desk.need(Action.CONTROL_ON_SITE, contract.unit_id)
    people = queries.controllers_for(desk.actor, contract)
    guess = first_guess(desk.actor.user_id, people, on=desk.on)
    form = VisitForm(posted(request), people=people, initial=guess)
    made: list[Visit] = []
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = {"actor": desk.actor, "contract_id": contract_id, "book": desk.book, "on": desk.on}
        attempt(request, desk, lambda: made.append(services.plan_visit(**asked, plan=form.plan())), done="")
    if made:
        return redirect("office:visit", contract_id, made[0].pk)
    heading = gettext("Plan an on-site control")
    return render(request, "office/visits/edit.html", context | {"form": form, "heading": heading})


@at_desk
def edit(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """Change the plan, as long as the visit has not begun."""
    context = base_of(desk, contract_id, visit_id)
    desk.need(Action.CONTROL_ON_SITE, context["contract"].unit_id)
    people = queries.controllers_for(desk.actor, context["contract"])
    form = VisitForm(posted(request), people=people, initial=known(context["visit"]))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        asked: dict[str, Any] = {"actor": desk.actor, "visit_id": visit_id, "seen": seen, "on": desk.on}
        change = lambda: services.change_visit(**asked, plan=form.plan())  # noqa: E731 - attempt takes a call
        if attempt(request, desk, change, done=gettext("Saved.")):
            return redirect("office:visit", contract_id, visit_id)
    heading = gettext("Change the plan of the visit")
    return render(request, "office/visits/edit.html", context | {"form": form, "heading": heading})


@require_safe
@at_desk
def visit(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """One visit: its plan, or its report."""
    context = base_of(desk, contract_id, visit_id)
    source = shown_visits.source_of(desk, context["visit"])
    context["photos"] = source.photos
    context["listed"] = crew_lists.listed_firms(desk.actor, context["visit"])
    context["may_open"] = desk.may(Action.READ_EVIDENCE, context["contract"].unit_id)
    context["document"] = shown_visits.document_of(desk, source)
    return render(request, "office/visits/visit.html", context)


@require_POST
@at_desk
def cancel(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """Call the visit off."""
    queries.visit_of(desk.actor, contract_id, visit_id)
    why = request.POST.get("why", "")
    call_off: dict[str, Any] = {"actor": desk.actor, "visit_id": visit_id, "why": why, "on": desk.on}
    attempt(request, desk, lambda: services.cancel_visit(**call_off), done=gettext("The visit is called off."))
    return redirect("office:visit", contract_id, visit_id)


@at_desk
def close(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """Look through the draft and what is to be mended, and close the visit."""
    context = base_of(desk, contract_id, visit_id)
    desk.need(Action.CONTROL_ON_SITE, context["contract"].unit_id)
    if request.method == "POST":
        asked: dict[str, Any] = {"actor": desk.actor, "visit_id": visit_id, "screener": desk.screener, "on": desk.on}
        done = gettext("The visit is closed. The report is ready.")
        if attempt(request, desk, lambda: closing.close_visit(**asked), done=done):
            return redirect("office:visit", contract_id, visit_id)
    elif context["visit"].is_over:
        return redirect("office:visit", contract_id, visit_id)
    source = shown_visits.source_of(desk, context["visit"])
    context["remarks"] = shown_visits.shown_remarks(desk, source)
    context["document"] = shown_visits.document_of(desk, source)
    return render(request, "office/visits/close.html", context)


@require_POST
@at_desk
def crew_list(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """Count a crew list out of a file. The file is not kept."""
    row, sent = queries.visit_of(desk.actor, contract_id, visit_id), request.FILES.get("file")
    if sent is None:
        messages.error(request, gettext("Choose a file."))
        return redirect("office:visit", contract_id, visit_id)

    def count() -> None:
        refuse_large(str(sent.name), sent.size or 0)
        given_file = NamedBytes(str(sent.name), sent.read())
        found = read_crew(given_file, book=desk.book, on=row.opened_on or row.planned_on)
        firms = {firm.name: firm.people for firm in found.firms}
        given: dict[str, Any] = {"actor": desk.actor, "visit_id": visit_id, "digest": found.sha256, "on": desk.on}
        crew_lists.receive_crew_list(**given, firms=firms, at=int(timezone.now().timestamp() * 1000))
        messages.success(request, shown_visits.crew_said(found))

    attempt(request, desk, count, done="")
    return redirect("office:visit", contract_id, visit_id)


@require_safe
@at_desk
def talks(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """What workers told, for the few who read it. Each time stands in the log."""
    context = base_of(desk, contract_id, visit_id)
    if not context["may_read_talks"]:
        text = N_("Only the controllers of the visit and the coordinator read what workers told.")
        raise NotAllowed("visit.talks", text)
    questions = {item.id: desk.teller.words(item.text) for item in desk.book.library.checklists[GUIDE].items}
    told = queries.talks_of(desk.actor, context["visit"], on=desk.on)
    context["talks"] = [shown_visits.shown_talk(one, questions, SPOKEN) for one in told]
    return render(request, "office/visits/talks.html", context)


@require_safe
@at_desk
def report(request: HttpRequest, desk: Desk, *, contract_id: int, visit_id: int) -> HttpResponse:
    """The report as PDF/A; a draft says that it is one."""
    row = queries.visit_of(desk.actor, contract_id, visit_id)
    document = shown_visits.document_of(desk, shown_visits.source_of(desk, row))
    name = f"ryddig-visit-{visit_id}-{desk.on.isoformat()}.pdf"
    way = "attachment" if request.GET.get("fetch") else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{name}"'}
    return HttpResponse(pdf(document), content_type="application/pdf", headers=headers)
