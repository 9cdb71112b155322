"""Deciding about the findings of a pay control: one, or those of one check or worker together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.shown_pay import Shower
from ryddig.records.followup import pay_deciding, pay_queries
from ryddig.records.followup.pay_models import PayControl, PayFinding


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int, finding_id: int) -> HttpResponse:
    """Confirm a finding, ask about it, dismiss it with a reason, or take the decision back."""
    row = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    done = attempt(
        request,
        desk,
        lambda: pay_deciding.decide_finding(
            actor=desk.actor, control_id=control_id, finding_id=finding_id, on=desk.on, **_told(request)
        ),
        done="" if request.headers.get("HX-Request") else gettext("Saved."),
    )
    if request.headers.get("HX-Request") and done:
        return _one(request, desk, control=row, finding_id=finding_id)
    return _back(request, row, f"#finding-{finding_id}")


@require_POST
@at_desk
def decide_all(request: HttpRequest, desk: Desk, *, contract_id: int, control_id: int) -> HttpResponse:
    """The same decision about all that was chosen and that nobody has decided about."""
    row = pay_queries.pay_control_of(desk.actor, contract_id, control_id)
    check, outcome = (request.POST.get(name, "")[:80] for name in ("check", "outcome"))
    chosen = pay_queries.Chosen(check=check, outcome=outcome, worker=request.POST.get("worker"))
    seen = request.POST.get("seen", "")
    attempt(
        request,
        desk,
        lambda: pay_deciding.decide_findings(
            actor=desk.actor,
            control_id=control_id,
            chosen=chosen,
            seen=int(seen) if seen.isdecimal() else 0,
            on=desk.on,
            **_told(request),
        ),
        done=gettext("Saved."),
    )
    return _back(request, row, "#findings")


def _told(request: HttpRequest) -> dict[str, str]:
    return {"choice": request.POST.get("choice", ""), "reason": request.POST.get("reason", "")[:2000]}


def _back(request: HttpRequest, row: PayControl, anchor: str) -> HttpResponse:
    """To the findings, cut as they were; also where htmx asked for a part of the page."""
    here = reverse("office:pay_control", args=[row.contract_id, row.pk])
    url = f"{here}?{request.POST.get('query', '').lstrip('?')}{anchor}"
    return HttpResponse(headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else redirect(url)


def _one(request: HttpRequest, desk: Desk, *, control: PayControl, finding_id: int) -> HttpResponse:
    finding = PayFinding.objects.visible_to(desk.actor).select_related("run").get(id=finding_id)
    files = pay_queries.evidence_names(desk.actor, finding.run)
    shower = Shower(desk, pay_queries.decisions_of(desk.actor, control), files)
    context = {"finding": shower.finding(finding), "contract": control.contract, "control": control}
    context |= {"may_control": True, "query": request.POST.get("query", "")}
    return render(request, "office/parts/pay_finding.html", context)
