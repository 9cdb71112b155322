"""Pay controls of a contract: the list, a new one, how far a run has come, and its findings."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_pay_run
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.pages import page_number
from ryddig.office.pay_form import PayControlForm, first_guess, known
from ryddig.office.shown_pay import Shower
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.followup import pay_controls, pay_queries
from ryddig.records.followup.pay_models import PayControl, PayRun
from ryddig.records.followup.queries import contract_page

HERE = "pay_controls"
LISTED = 50
STOP_POLLING = 286  # htmx: swap the answer in and ask no more


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of a contract's pay controls hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    unit = context["contract"].unit_id
    return context | {"may_control": desk.may(Action.CONTROL_PAY, unit)}


@at_desk
def controls(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every control of the contract, newest first."""
    context = base(desk, contract_id)
    rows = list(pay_queries.pay_controls_of(desk.actor, contract_id)[:LISTED])
    context["controls"] = shown_pay_run.listed(rows, pay_queries.newest_runs(desk.actor, rows))
    return render(request, "office/pay_controls.html", context)


@at_desk
def new(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What to control: period, work, what documents show."""
    context = base(desk, contract_id)
    contract = context["contract"]
    desk.need(Action.CONTROL_PAY, contract.unit_id)
    guess = first_guess(contract, supplier_numbers(desk, contract), desk.book, on=desk.on)
    form = PayControlForm(posted(request), book=desk.book, initial=guess)
    made: list[PayControl] = []
    if request.method == "POST" and form.is_valid():
        asked = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"], "firm": form.firm()}
        opening = {"actor": desk.actor, "contract_id": contract_id, "on": desk.on, **asked}
        attempt(request, desk, lambda: made.append(pay_controls.open_pay_control(**opening)), done="")
    if made:
        return redirect("office:pay_files", contract_id, made[0].pk)
    return render(request, "office/pay_edit.html", context | {"form": form, "heading": gettext("New pay control")})


def supplier_numbers(desk: Desk, contract: Contract) -> list[str]:
    """Organisation numbers of the contract's suppliers."""
    links = ContractSupplier.objects.visible_to(desk.actor).filter(contract=contract, role="supplier")
    return [number for number in links.order_by("id").values_list("supplier__orgnr", flat=True) if number]


@at_desk
def edit(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """Change what is asked; runs that are done keep what they were asked."""
    context = base(desk, contract_id)
    desk.need(Action.CONTROL_PAY, context["contract"].unit_id)
    control = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    form = PayControlForm(posted(request), book=desk.book, initial=known(control))
    if request.method == "POST" and form.is_valid():
        asked = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"], "firm": form.firm()}
        change = {"actor": desk.actor, "control_id": control_id, "on": desk.on, **asked}
        if attempt(request, desk, lambda: pay_controls.change_pay_control(**change), done=gettext("Saved.")):
            return redirect("office:pay_files", contract_id, control_id)
    heading = gettext("Pay control %(period)s") % {"period": shown_pay_run.period(control)}
    return render(request, "office/pay_edit.html", context | {"form": form, "heading": heading, "control": control})


@at_desk
def control(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """Where the control stands: on its way, stopped, or its findings."""
    context = base(desk, contract_id)
    row = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    run = pay_queries.newest_run(desk.actor, row)
    if run is None and row.state == PayControl.State.DRAFT:
        return redirect("office:pay_files", contract_id, control_id)
    context |= standing(row, desk)
    if run is not None:
        context |= found(request, desk, control=row, run=run)
        context["wrong_period"] = shown_pay_run.all_outside_said(run)
    return render(request, "office/pay_control.html", context)


def standing(row: PayControl, desk: Desk) -> dict[str, Any]:
    """The control and what it does now."""
    return {
        "control": row,
        "period": shown_pay_run.period(row),
        "failure": shown_pay_run.failure(row, desk.teller),
        "progress": shown_pay_run.progress(row, desk) if row.is_busy else None,
    }


def found(request: HttpRequest, desk: Desk, *, control: PayControl, run: PayRun) -> dict[str, Any]:
    """What the newest run found, cut and filtered as asked."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("check", "outcome", "decision")}
    chosen = pay_queries.Chosen(**asked, worker=request.GET.get("worker"), page=page_number(request.GET))
    decisions = pay_queries.decisions_of(desk.actor, control)
    page = pay_queries.findings_page(desk.actor, run, chosen, decisions=decisions)
    files = pay_queries.evidence_names(desk.actor, run)
    shower = Shower(desk, decisions, files)
    sure, open_sums = shown_pay_run.sums(run)
    return {
        "confirmed": shown_pay_run.confirmed(desk, control, run, decisions=decisions),
        "run": run,
        "sums": sure,
        "open_sums": open_sums,
        "counts": shown_pay_run.counts(run, pay_queries.how_many_decided(desk.actor, run, decisions)),
        "choices": shown_pay_run.choices(run, shower),
        "asked": asked,
        "worker": chosen.worker,
        "undecided": shown_pay_run.undecided(desk.actor, run, chosen, decisions=decisions),
        "page": page,
        "workers": shower.workers(page),
        "untested": shown_pay_run.untested(run, shower),
        "notes": [said for said in (shown_pay_run.not_all_said(run), shown_pay_run.outside_said(run)) if said],
        "reports": shown_pay_run.reports(run, files),
    }


@at_desk
def progress(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """How far the run has come, for the page to swap in; the page itself is loaded anew when it is over."""
    row = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    here = reverse("office:pay_control", args=[contract_id, control_id])
    if not request.headers.get("HX-Request"):
        return redirect(here)
    if not row.is_busy:
        return HttpResponse(status=STOP_POLLING, headers={"HX-Redirect": here})
    context = {"contract": row.contract, **standing(row, desk)}
    return render(request, "office/parts/pay_progress.html", context)


@require_POST
@at_desk
def start(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """Ask for a run."""
    pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    started = attempt(
        request,
        desk,
        lambda: pay_controls.start_pay_control(actor=desk.actor, control_id=control_id, on=desk.on),
        done="",
    )
    return redirect("office:pay_control" if started else "office:pay_files", contract_id, control_id)
