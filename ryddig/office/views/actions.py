"""Changes to one contract, each a plain form post: one service, then back to where one was."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_duties, shown_questions
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.overrule_form import OverruleForm
from ryddig.office.shown_contract import may
from ryddig.records.contracts.models import Contract
from ryddig.records.followup import services
from ryddig.reports.formats import as_day

ANSWERS = {"yes": True, "no": False, "unknown": None}


def back(request: HttpRequest, name: str, contract_id: int) -> HttpResponse:
    """To the page the form came from, or to the named one."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe else reverse(f"office:{name}", args=[contract_id]))


@require_POST
@at_desk
def screen(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Screen the contract as its facts stand today."""
    attempt(
        request,
        desk,
        lambda: services.screen_contract(actor=desk.actor, contract_id=contract_id, screener=desk.screener, on=desk.on),
        done=gettext("The contract is screened."),
    )
    return back(request, "contract", contract_id)


@require_POST
@at_desk
def answer(request: HttpRequest, desk: Desk, *, contract_id: int, code: str) -> HttpResponse:
    """Answer a yes/no question, as a fact or as an answer, and screen again with it."""
    value = ANSWERS.get(request.POST.get("value", ""))
    done = attempt(request, desk, _answering(desk, contract_id, code=code, value=value), done=gettext("Saved."))
    if not request.headers.get("HX-Request") or not done:
        return back(request, "contract", contract_id)
    list(messages.get_messages(request))
    contract = Contract.objects.visible_to(desk.actor).get(id=contract_id)
    question = shown_questions.answered(code, desk.teller, value=value, level=contract.risk_level)
    context = {"question": question, "contract": contract, "may": may(desk, contract)}
    return render(request, "office/parts/question.html", context)


def _answering(desk: Desk, contract_id: int, *, code: str, value: bool | None) -> Callable[[], object]:
    who = desk.who(contract_id)
    if code not in shown_questions.YES_NO_FACTS:
        return lambda: services.answer_and_screen(code=code, value=value, **who)
    facts = shown_questions.one_fact(desk.actor, contract_id, code=code, value=value)
    cleared = (code,) if value is None else ()
    return lambda: services.change_and_screen(facts=facts, cleared=cleared, **who)


@require_POST
@at_desk
def duty(request: HttpRequest, desk: Desk, *, contract_id: int, rule: str) -> HttpResponse:
    """Say whether the contract's text carries a requirement."""
    given = request.POST.get("in_contract", "")
    rows = []
    done = attempt(
        request,
        desk,
        lambda: rows.append(
            services.answer_duty(actor=desk.actor, contract_id=contract_id, rule=rule, in_contract=given, on=desk.on)
        ),
        done=gettext("Saved."),
    )
    if not request.headers.get("HX-Request") or not done:
        return redirect(reverse("office:duties", args=[contract_id]) + f"#duty-{shown_questions.slug_of(rule)}")
    list(messages.get_messages(request))
    shown = shown_duties.shown(rows[0], {}, desk.teller, on=desk.on)
    context: dict[str, object] = {"duty": shown, "contract": rows[0].contract, "may": may(desk, rows[0].contract)}
    context |= shown_duties.answering(contract_id)
    return render(request, "office/parts/in_contract.html", context)


@require_POST
@at_desk
def finish(request: HttpRequest, desk: Desk, *, contract_id: int, item_id: int) -> HttpResponse:
    """Mark something planned as done, with day, hours and what was found."""
    done_on = as_day(request.POST.get("done_on", "")) or desk.on
    if done_on > desk.on:
        messages.error(request, gettext("That day has not come yet. Give the day it was done."))
        return redirect("office:plan", contract_id)
    attempt(
        request,
        desk,
        lambda: services.finish_plan_item(
            actor=desk.actor,
            item_id=item_id,
            screener=desk.screener,
            on=done_on,
            hours=_hours(request.POST.get("hours", "")),
            note=request.POST.get("note", "")[:2000],
        ),
        done=gettext("Marked as done."),
    )
    return redirect("office:plan", contract_id)


def _hours(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ".").strip()) if text.strip() else None
    except InvalidOperation:
        return Decimal(-1)


@require_POST
@at_desk
def close_finding(request: HttpRequest, desk: Desk, *, contract_id: int, finding_id: int) -> HttpResponse:
    """Say that a finding is looked at and right as it is, with the reason."""
    reason = request.POST.get("reason", "")[:2000]
    attempt(
        request,
        desk,
        lambda: services.close_finding(actor=desk.actor, finding_id=finding_id, reason=reason, on=desk.on),
        done=gettext("Closed with your reason."),
    )
    return back(request, "contract", contract_id)


@require_POST
@at_desk
def overrule(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Put one's own judgement in place of the calculated level, or take it back."""
    form = OverruleForm(request.POST)
    who = desk.who(contract_id)
    if not form.is_valid():
        messages.error(request, gettext("Choose a level or a step, and write the reason."))
    elif request.POST.get("withdraw"):
        reason = form.cleaned_data["reason"]
        done = gettext("The calculated level counts again.")
        attempt(request, desk, lambda: services.withdraw_overruling(reason=reason, **who), done=done)
    else:
        attempt(
            request,
            desk,
            lambda: services.overrule_risk(**form.cleaned_data, **who),
            done=gettext("Your level counts."),
        )
    return redirect("office:risk", contract_id)
