"""Papers about a supplier, and requests for evidence that it consents to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.papers import PaperKind
from ryddig.domain.risk_cpv import risk_cpv
from ryddig.office import shown_cases, shown_papers
from ryddig.office.case_form import CaseForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.paper_form import PaperForm
from ryddig.office.registers import register_settings
from ryddig.office.views.supplier import base
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import SupplierPage, supplier_page
from ryddig.records.evidence.paper_queries import papers_of
from ryddig.records.followup.papers import PaperGiven, SentFile, action_for, register_paper, withdraw_paper
from ryddig.records.lookups import cases as case_services
from ryddig.records.lookups.models import RegisterCase
from ryddig.records.lookups.queries import cases_of


def reachable(desk: Desk, page: SupplierPage, *actions: Action) -> list[Contract]:
    """The firm's contracts on which the person may do one of these."""
    return [row for row in page.contracts if any(desk.may(action, row.unit_id) for action in actions)]


@at_desk
def papers(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """Every paper about the firm, and the form for a new one."""
    page = supplier_page(desk.actor, supplier_id)
    mine = reachable(desk, page, *{action_for(kind) for kind in PaperKind})
    if request.method == "POST" and not mine:
        desk.need_somewhere(Action.RECORD_CONTROL)
    form = PaperForm(posted(request), request.FILES or None, contracts=mine, initial=asked_for(request))
    if request.method == "POST" and form.is_valid() and _register(request, desk, form=form, supplier_id=supplier_id):
        return redirect("office:supplier_papers", supplier_id)
    rows = list(papers_of(desk.actor, supplier_id))
    context = base(desk, page) | {"papers": shown_papers.papers(rows, desk), "form": form, "may_register": bool(mine)}
    return render(request, "office/supplier_papers.html", context)


def asked_for(request: HttpRequest) -> dict[str, str]:
    """What the page that led here already knows: the kind, the contract, the file that came."""
    return {name: request.GET[name] for name in ("kind", "contract", "evidence") if name in request.GET}


def _register(request: HttpRequest, desk: Desk, *, form: PaperForm, supplier_id: int) -> bool:
    sent = form.cleaned_data["file"]
    evidence_id = None if sent else form.cleaned_data["evidence"]
    file = SentFile(str(sent.name), sent.chunks()) if sent else None
    given = PaperGiven(supplier_id, form.contract_id, form.facts(), form.cleaned_data["kept_at"], file, evidence_id)
    return attempt(
        request,
        desk,
        lambda: register_paper(actor=desk.actor, given=given, screener=desk.screener, on=desk.on),
        done=gettext("The paper is registered."),
    )


@require_POST
@at_desk
def withdraw(request: HttpRequest, desk: Desk, *, supplier_id: int, paper_id: int) -> HttpResponse:
    """Say that a paper was registered by mistake."""
    row = papers_of(desk.actor, supplier_id).get(id=paper_id)
    why = request.POST.get("why", "")[:500]
    attempt(
        request,
        desk,
        lambda: withdraw_paper(actor=desk.actor, paper_id=row.pk, why=why, screener=desk.screener, on=desk.on),
        done=gettext("The paper is withdrawn."),
    )
    return redirect("office:supplier_papers", supplier_id)


@at_desk
def cases(request: HttpRequest, desk: Desk, supplier_id: int) -> HttpResponse:
    """Every request about the firm, and the form for a new one."""
    page = supplier_page(desk.actor, supplier_id)
    mine = reachable(desk, page, Action.ASK_TAX)
    if request.method == "POST" and not mine:
        desk.need_somewhere(Action.ASK_TAX)
    form = CaseForm(posted(request), contracts=mine)
    if request.method == "POST" and form.is_valid() and _start(request, desk, form=form, page=page):
        return redirect("office:supplier_cases", supplier_id)
    rows = list(cases_of(desk.actor, page.supplier))
    context: dict[str, Any] = base(desk, page) | {
        "cases": shown_cases.cases(rows, desk),
        "form": form,
        "is_on": register_settings().is_on("ebevis"),
        "may_start": bool(mine) and page.supplier.orgnr is not None and not shown_cases.is_open(rows),
    }
    return render(request, "office/supplier_cases.html", context)


def _start(request: HttpRequest, desk: Desk, *, form: CaseForm, page: SupplierPage) -> bool:
    given = form.cleaned_data
    contract = next(row for row in page.contracts if str(row.pk) == given["contract"])
    asked = {"supplier_id": page.supplier.pk, "contract_id": contract.pk, "codes": given["codes"], "why": given["why"]}
    cpv = risk_cpv(contract.cpv, book=desk.book, on=desk.on)
    return attempt(
        request,
        desk,
        lambda: case_services.start_case(actor=desk.actor, cpv=cpv, on=desk.on, **asked),
        done=gettext("The request will be sent soon. The supplier gets it in Altinn."),
    )


@require_POST
@at_desk
def remind(request: HttpRequest, desk: Desk, *, supplier_id: int, case_id: int) -> HttpResponse:
    """Have the supplier reminded."""
    row = _case(desk, supplier_id, case_id)
    attempt(
        request,
        desk,
        lambda: case_services.remind_supplier(actor=desk.actor, case_id=row.pk, on=desk.on),
        done=gettext("A reminder will be sent soon."),
    )
    return redirect("office:supplier_cases", supplier_id)


@require_POST
@at_desk
def end(request: HttpRequest, desk: Desk, *, supplier_id: int, case_id: int) -> HttpResponse:
    """End the request and ask for the paper instead."""
    row = _case(desk, supplier_id, case_id)
    attempt(
        request,
        desk,
        lambda: case_services.end_case(actor=desk.actor, case_id=row.pk, on=desk.on),
        done=gettext("The request is ended. Ask the supplier for the paper, and register it here."),
    )
    return redirect("office:supplier_papers", supplier_id)


def _case(desk: Desk, supplier_id: int, case_id: int) -> RegisterCase:
    return cases_of(desk.actor, supplier_page(desk.actor, supplier_id).supplier).get(id=case_id)
