"""Self-reports of a contract: asked for, followed, read with what each answer means, and closed with an outcome."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.self_report_choice import FormProposed, forms_proposed
from ryddig.office import shown_contract, shown_report_points, shown_reports
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.report_form import AskForm
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.queries import contacts_of
from ryddig.records.followup.queries import contract_page
from ryddig.records.selfreports import asking, closing
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.selfreports.queries import ReportPage, report_page, requests_of
from ryddig.reports.formats import as_day

HERE = "followup"


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of a contract's self-reports hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    unit = context["contract"].unit_id
    context |= {"may_ask": desk.may(Action.WRITE_SUPPLIER, unit), "may_close": desk.may(Action.RECORD_CONTROL, unit)}
    return context | {"may_open": desk.may(Action.HANDLE_DEVIATION, unit)}


@at_desk
def reports(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every self-report that is asked for, newest first."""
    context = base(desk, contract_id)
    context["reports"] = shown_reports.listed(requests_of(desk.actor, contract_id), desk)
    return render(request, "office/selfreports/list.html", context)


@at_desk
def new(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Ask for one: which form, whom, when."""
    context = base(desk, contract_id)
    desk.need(Action.WRITE_SUPPLIER, context["contract"].unit_id)
    contacts, proposed = list(contacts_of(desk.actor, contract_id)), proposed_for(desk, contract_id)
    form = AskForm(posted(request), desk=desk, contacts=contacts, proposed=proposed)
    made: list[SelfReportRequest] = []
    if request.method == "POST" and form.is_valid():
        asked = partial(asking.ask_report, actor=desk.actor, contract_id=contract_id, book=desk.book, on=desk.on)
        attempt(request, desk, lambda: made.append(asked(asking=form.asking())), done=gettext("Saved."))
    if made:
        return redirect("office:self_report", contract_id, made[0].pk)
    context |= {"form": form, "contacts": contacts, "proposed": reasons(desk, proposed)}
    return render(request, "office/selfreports/new.html", context)


def proposed_for(desk: Desk, contract_id: int) -> tuple[FormProposed, ...]:
    """The forms that fit the contract as it stands."""
    contract = with_facts(Contract.objects.visible_to(desk.actor)).get(id=contract_id)
    return forms_proposed(desk.screener.screen(contract_facts(contract), on=desk.on), desk.book)


def reasons(desk: Desk, proposed: tuple[FormProposed, ...]) -> list[tuple[str, Any]]:
    """Each form that fits, and why."""
    names = desk.book.library.questionnaires
    return [
        (desk.teller.words(names[one.questionnaire].name), desk.teller.reasons(one.because, {})) for one in proposed
    ]


@at_desk
def report(request: HttpRequest, desk: Desk, *, contract_id: int, request_id: int) -> HttpResponse:
    """One report: where it stands, what it did, what needs an outcome, and every answer with what it means."""
    page = report_page(desk.actor, contract_id, request_id)
    if page.report is not None:
        closing.note_reading(actor=desk.actor, report=page.report, on=desk.on)
    return shown(request, desk, page)


def shown(request: HttpRequest, desk: Desk, page: ReportPage) -> HttpResponse:
    """The page of one report; with what was just chosen, where that could not be stored."""
    context = base(desk, page.request.contract_id) | {
        "page": page,
        "row": page.request,
        "name": shown_reports.form_name(page.request, desk),
        "state": shown_reports.state_said(page.request, desk),
        "colour": shown_reports.colour_of(page.request, desk),
        "why_day": desk.teller.reasons(page.request.because, {}),
        "note": request.POST.get("note", ""),
    }
    return render(request, "office/selfreports/report.html", context | weighed(page, desk, request.POST))


def weighed(page: ReportPage, desk: Desk, posted: QueryDict) -> dict[str, Any]:
    """What a report that is weighed led to; of one that is late, what followed from that."""
    weighing = page.weighing or page.late
    if weighing is None:
        return {}
    told = shown_reports.told_of(page, weighing, desk)
    points = closing.points_of(weighing)
    return {
        "risk": shown_reports.risk(weighing, desk),
        "sections": shown_reports.answers(page, told, desk),
        "look_ups": shown_reports.look_ups(told, page.request.supplier, desk),
        "points": shown_report_points.points(points, told, posted, contract_id=page.request.contract_id),
        "missing": shown_report_points.missing(points, told) if page.report is not None else [],
        "missing_choices": shown_report_points.missing_choices(),
        "missing_given": shown_report_points.given_for(posted, shown_report_points.ALL_MISSING),
        "outcomes": shown_report_points.outcomes(page, told),
        "is_delivered": page.request.state == SelfReportRequest.State.DELIVERED,
    }


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, *, contract_id: int, request_id: int) -> HttpResponse:
    """Close a report with an outcome for everything in it."""
    page = report_page(desk.actor, contract_id, request_id)
    found = closing.points_of(page.weighing) if page.weighing is not None else ()
    decided = shown_report_points.decided_in(request.POST, found)
    note = request.POST.get("note", "")
    done = attempt(
        request,
        desk,
        lambda: closing.close_report(actor=desk.actor, request_id=request_id, decided=decided, note=note, on=desk.on),
        done=gettext("The report is closed, and the supplier gets a receipt."),
    )
    return redirect("office:self_report", contract_id, request_id) if done else shown(request, desk, page)


def _do(request: HttpRequest, desk: Desk, page: ReportPage, *, change: Callable[[], object], done: str) -> HttpResponse:
    attempt(request, desk, change, done=done)
    return redirect("office:self_report", page.request.contract_id, page.request.pk)


@require_POST
@at_desk
def remind(request: HttpRequest, desk: Desk, *, contract_id: int, request_id: int) -> HttpResponse:
    """Remind the supplier now."""
    page = report_page(desk.actor, contract_id, request_id)
    return _do(
        request,
        desk,
        page,
        change=lambda: asking.remind_now(actor=desk.actor, request_id=request_id, on=desk.on),
        done=gettext("A reminder is on its way."),
    )


@require_POST
@at_desk
def move(request: HttpRequest, desk: Desk, *, contract_id: int, request_id: int) -> HttpResponse:
    """Give the supplier another last day."""
    page = report_page(desk.actor, contract_id, request_id)
    due_on = as_day(request.POST.get("due_on", "")) or page.request.due_on
    return _do(
        request,
        desk,
        page,
        change=lambda: asking.move_due(
            actor=desk.actor, request_id=request_id, due_on=due_on, book=desk.book, on=desk.on
        ),
        done=gettext("The last day is moved."),
    )


@require_POST
@at_desk
def withdraw(request: HttpRequest, desk: Desk, *, contract_id: int, request_id: int) -> HttpResponse:
    """Ask for it no longer."""
    page = report_page(desk.actor, contract_id, request_id)
    return _do(
        request,
        desk,
        page,
        change=lambda: asking.withdraw(actor=desk.actor, request_id=request_id, on=desk.on),
        done=gettext("The report is withdrawn."),
    )
