"""What good results give: lighter control, a bonus by the contract's term, and a written reference."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.contract_terms import TermKind
from ryddig.domain.incentives import RULES
from ryddig.office import shown_contract
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm
from ryddig.office.incentive_forms import BonusForm, LighterForm
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.deviations import incentives as services
from ryddig.records.deviations.letters import draft_reference
from ryddig.records.deviations.models import ContractTerm, Incentive, LetterDraft
from ryddig.records.deviations.proposing import main_supplier
from ryddig.records.deviations.term_queries import contract_terms
from ryddig.records.followup.queries import contract_page
from ryddig.reports.reference_text import written_reference

HERE = "followup"


@at_desk
def incentives(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """How clean the results are, what they give, and what was decided."""
    return _page(request, desk, contract_id)


def _page(request: HttpRequest, desk: Desk, contract_id: int, **bound: OfficeForm) -> HttpResponse:
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    contract: Contract = context["contract"]
    terms = _bonus_terms(desk, contract_id)
    context |= {
        "found": services.results_of(desk.actor, contract, book=desk.book, on=desk.on),
        "rules": [desk.teller.current(rule, desk.on) for rule in RULES],
        "incentives": list(services.incentives_of(desk.actor, contract_id)),
        "terms": terms,
        "forms": {"lighter": LighterForm(), "bonus": BonusForm(terms=terms)} | bound,
        "may_lighten": desk.may(Action.OVERRULE, contract.unit_id),
        "may_propose": desk.may(Action.HANDLE_DEVIATION, contract.unit_id),
        "may_decide": desk.may(Action.CONFIRM_SANCTION, contract.unit_id),
        "may_write": desk.may(Action.WRITE_SUPPLIER, contract.unit_id),
    }
    return render(request, "office/money/incentives.html", context)


def _bonus_terms(desk: Desk, contract_id: int) -> list[ContractTerm]:
    return list(contract_terms(desk.actor, contract_id).filter(kind=TermKind.BONUS.value))


def _contract(desk: Desk, contract_id: int, action: Action) -> Contract:
    contract = Contract.objects.visible_to(desk.actor).get(id=contract_id)
    desk.need(action, contract.unit_id)
    return contract


@require_POST
@at_desk
def lighter(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Ask for the self-report only."""
    _contract(desk, contract_id, Action.OVERRULE)
    who: dict[str, Any] = {**desk.who(contract_id), "reason": request.POST.get("reason", "")[:2000]}
    attempt(request, desk, lambda: services.lighten_control(**who), done=gettext("The control is lighter from now."))
    return redirect("office:incentives", contract_id)


@require_POST
@at_desk
def bonus(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Propose a bonus."""
    _contract(desk, contract_id, Action.HANDLE_DEVIATION)
    form = BonusForm(request.POST, terms=_bonus_terms(desk, contract_id))
    if form.is_valid():
        given: dict[str, Any] = {"actor": desk.actor, "contract_id": contract_id, "on": desk.on}
        given |= {"measured": form.measured(), "reason": form.cleaned_data["reason"]}
        if attempt(request, desk, lambda: services.propose_bonus(**given), done=gettext("Saved.")):
            return redirect("office:incentives", contract_id)
    return _page(request, desk, contract_id, bonus=form)


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, *, contract_id: int, incentive_id: int) -> HttpResponse:
    """A second person says yes or no."""
    row = Incentive.objects.visible_to(desk.actor).get(id=incentive_id, contract_id=contract_id)
    _contract(desk, contract_id, Action.CONFIRM_SANCTION)
    given: dict[str, Any] = {"actor": desk.actor, "incentive_id": row.pk, "on": desk.on}
    given |= {"reason": request.POST.get("reason", "")[:2000], "agreed": request.POST.get("choice") == "yes"}
    attempt(request, desk, lambda: services.decide_bonus(**given), done=gettext("Saved."))
    return redirect("office:incentives", contract_id)


@require_POST
@at_desk
def reference(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """A draft of a positive reference, to change and send."""
    contract = _contract(desk, contract_id, Action.WRITE_SUPPLIER)
    found = services.results_of(desk.actor, contract, book=desk.book, on=desk.on)
    supplier = Supplier.objects.visible_to(desk.actor).get(id=main_supplier(contract) or 0)
    asked = request.POST.get("language", "nb")
    spoken = asked if asked in ("nb", "nn", "en") else "nb"
    given: dict[str, Any] = {"actor": desk.actor, "contract_id": contract_id, "supplier_id": supplier.pk}
    given |= {"language": spoken, "book": desk.book, "on": desk.on}
    given["written"] = written_reference(contract, supplier, found, language=spoken)
    made: list[LetterDraft] = []
    attempt(request, desk, lambda: made.append(draft_reference(**given)), done="")
    if made:
        return redirect("office:letter_draft", contract_id, made[0].pk)
    return redirect("office:incentives", contract_id)
