"""The money of a deviation, and the terms with amounts of a contract."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_money
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm, posted
from ryddig.office.money_forms import AmountForm, ClaimForm, DeductForm, RepaymentForm, StopForm
from ryddig.office.term_form import TermForm
from ryddig.records.accounts.access import Action
from ryddig.records.deviations import ledger
from ryddig.records.deviations.ledger_models import MoneyClaim
from ryddig.records.deviations.ledger_queries import claims_of, repayments_of, totals_of
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.queries import deviation_of
from ryddig.records.deviations.term_queries import SANCTION_OF, contract_terms, terms_seen
from ryddig.records.deviations.terms import register_term, withdraw_term
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.queries import contract_page

HERE = "followup"
ENTRIES: dict[str, type[OfficeForm]] = {
    "deduct": DeductForm,
    "release": AmountForm,
    "waive": AmountForm,
    "stop": StopForm,
}


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page about money hands its template."""
    return shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)


@at_desk
def money(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int) -> HttpResponse:
    """Claims with their ledgers, what was paid back, and the forms for more."""
    row = deviation_of(desk.actor, contract_id, deviation_id)
    return render(request, "office/money/money.html", _page(desk, row, {}))


def _page(desk: Desk, row: Deviation, bound: dict[str, OfficeForm]) -> dict[str, Any]:
    terms = [term for term in contract_terms(desk.actor, row.contract_id) if term.kind in SANCTION_OF]
    files = Evidence.objects.visible_to(desk.actor).filter(contract_id=row.contract_id, supplier_id=row.supplier_id)
    made: dict[str, OfficeForm] = {
        "claim": ClaimForm(terms=terms),
        "repayment": RepaymentForm(files=files.exclude(name="")),
        "deduct": DeductForm(initial={"until": desk.on}),
        "amount": AmountForm(),
        "stop": StopForm(initial={"last": desk.on}),
    }
    return base(desk, row.contract_id) | {
        "deviation": row,
        "claims": shown_money.claims(claims_of(desk.actor, row), desk),
        "repayments": list(repayments_of(desk.actor, row)),
        "terms": [shown_money.term(term) for term in terms],
        "forms": made | bound,
        "may": desk.may(Action.HANDLE_DEVIATION, row.contract.unit_id),
    }


@require_POST
@at_desk
def claim(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int) -> HttpResponse:
    """Put a term to use."""
    row = deviation_of(desk.actor, contract_id, deviation_id)
    desk.need(Action.HANDLE_DEVIATION, row.contract.unit_id)
    form = ClaimForm(request.POST, terms=contract_terms(desk.actor, contract_id))
    if form.is_valid():
        given: dict[str, Any] = {"actor": desk.actor, "deviation_id": row.pk, "on": desk.on}
        given |= {"term_id": int(form.cleaned_data["term"]), "reason": form.cleaned_data["reason"]}
        start = form.counted()
        if attempt(request, desk, lambda: ledger.start_claim(counted=start, **given), done=gettext("Saved.")):
            return redirect("office:money", contract_id, deviation_id)
    return render(request, "office/money/money.html", _page(desk, row, {"claim": form}))


@require_POST
@at_desk
def repayment(request: HttpRequest, desk: Desk, *, contract_id: int, deviation_id: int) -> HttpResponse:
    """Document what was paid back."""
    row = deviation_of(desk.actor, contract_id, deviation_id)
    desk.need(Action.HANDLE_DEVIATION, row.contract.unit_id)
    files = Evidence.objects.visible_to(desk.actor).filter(contract_id=contract_id, supplier_id=row.supplier_id)
    form = RepaymentForm(request.POST, files=files.exclude(name=""))
    if form.is_valid():
        given: dict[str, Any] = {"actor": desk.actor, "deviation_id": row.pk, "paid": form.paid(), "on": desk.on}
        if attempt(request, desk, lambda: ledger.record_repayment(**given), done=gettext("Saved.")):
            return redirect("office:money", contract_id, deviation_id)
    return render(request, "office/money/money.html", _page(desk, row, {"repayment": form}))


@require_POST
@at_desk
def entry(request: HttpRequest, desk: Desk, *, contract_id: int, claim_id: int, kind: str) -> HttpResponse:
    """Write a line in the ledger."""
    rows = MoneyClaim.objects.visible_to(desk.actor).select_related("deviation__contract")
    row = rows.get(id=claim_id, deviation__contract_id=contract_id)
    desk.need(Action.HANDLE_DEVIATION, row.deviation.contract.unit_id)
    if kind not in ENTRIES:
        raise Http404
    form = ENTRIES[kind](request.POST)
    if form.is_valid():
        attempt(request, desk, _writing(desk, row, kind, form=form), done=gettext("Saved."))
        return redirect("office:money", contract_id, row.deviation_id)
    name = "amount" if kind in ("release", "waive") else kind
    return render(request, "office/money/money.html", _page(desk, row.deviation, {name: form}))


def _writing(desk: Desk, row: MoneyClaim, kind: str, *, form: OfficeForm) -> Callable[[], object]:
    given = form.cleaned_data
    who: dict[str, Any] = {"actor": desk.actor, "claim_id": row.pk, "reason": given["reason"], "on": desk.on}
    return {
        "deduct": lambda: ledger.deduct(until=given["until"], **who),
        "release": lambda: ledger.release(ore=given["amount"], **who),
        "waive": lambda: ledger.waive(ore=given["amount"], **who),
        "stop": lambda: ledger.stop_claim(last=given["last"], **who),
    }[kind]


@at_desk
def terms(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What the contract says about money, and the form for one more term."""
    context = base(desk, contract_id)
    may = desk.may(Action.CHANGE, context["contract"].unit_id)
    form = TermForm(posted(request))
    if request.method == "POST":
        desk.need(Action.CHANGE, context["contract"].unit_id)
        given: dict[str, Any] = {"actor": desk.actor, "contract_id": contract_id, "on": desk.on}
        if form.is_valid() and attempt(
            request, desk, lambda: register_term(facts=form.facts(), **given), done=gettext("Saved.")
        ):
            return redirect("office:terms", contract_id)
    rows = terms_seen(desk.actor, contract_id)
    sanctions = desk.book.library.sanctions
    hints = [sanctions[rule].series.at(desk.on) for rule in ("sanctions.withholding", "sanctions.daily_penalty")]
    context |= {"terms": [shown_money.term(row) for row in rows], "form": form, "may": may}
    context |= {
        "hints": [entry.note for entry in hints if entry],
        "totals": totals_of(desk.actor, contract_id=contract_id),
    }
    return render(request, "office/money/terms.html", context)


@require_POST
@at_desk
def term_withdraw(request: HttpRequest, desk: Desk, *, contract_id: int, term_id: int) -> HttpResponse:
    """A term was read wrongly, or is changed."""
    row = contract_terms(desk.actor, contract_id).get(id=term_id)
    why = request.POST.get("why", "")[:500]
    attempt(
        request,
        desk,
        lambda: withdraw_term(actor=desk.actor, term_id=row.pk, why=why, on=desk.on),
        done=gettext("The term is withdrawn."),
    )
    return redirect("office:terms", contract_id)
