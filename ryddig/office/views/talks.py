"""Trust and expectations, the log of changes with the evaluation, and time spent in two taps."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.dialogue import MINUTES, Trait
from ryddig.office import shown_talks
from ryddig.office.desk import Desk, at_desk
from ryddig.office.dialogue_form import ChangeForm, EvaluationForm
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.shown_dialogue import decided_said
from ryddig.office.views.dialogue import base
from ryddig.records.accounts.access import Action
from ryddig.records.dialogue import changes as services
from ryddig.records.dialogue import guest_talks, queries
from ryddig.records.dialogue.models import ChangeEntry, TimeEntry
from ryddig.reports.labels import label


@at_desk
def talks(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The trend of trust, one's own pulse, and what both sides expect."""
    context = base(desk, contract_id)
    meeting = queries.pulse_meeting(desk.actor, contract_id, on=desk.on)
    if request.method == "POST":
        desk.need(Action.HOLD_DIALOGUE, context["contract"].unit_id)
        about = meeting.pk if meeting is not None else None
        change = partial(guest_talks.answer_pulse, author=desk.actor, contract_id=contract_id, meeting_id=about)
        figures = {trait: int(request.POST[trait]) for trait in Trait if request.POST.get(trait, "").isdecimal()}
        attempt(request, desk, lambda: change(figures=figures, on=desk.on), done=gettext("Thank you."))
        return redirect("office:talks", contract_id)
    expectations = list(queries.expectations_of(desk.actor, contract_id))
    context |= {"months": shown_talks.months(desk, contract_id), "traits": shown_talks.traits(), "meeting": meeting}
    context |= {"figures": range(1, 6), "expectations": expectations}
    return render(request, "office/dialogue/talks.html", context)


@require_POST
@at_desk
def expect(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Write what the buyer expects."""
    change = partial(guest_talks.write_expectation, author=desk.actor, contract_id=contract_id, on=desk.on)
    attempt(request, desk, lambda: change(text=request.POST.get("text", "")), done=gettext("Saved."))
    return redirect("office:talks", contract_id)


@require_POST
@at_desk
def withdraw(request: HttpRequest, desk: Desk, *, contract_id: int, expectation_id: int) -> HttpResponse:
    """Take back what the buyer expected."""
    row = queries.expectations_of(desk.actor, contract_id).get(id=expectation_id)
    change = partial(guest_talks.withdraw_expectation, author=desk.actor, expectation_id=row.pk, on=desk.on)
    attempt(request, desk, change, done=gettext("Saved."))
    return redirect("office:talks", contract_id)


@at_desk
def changes(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The log of changes, and the evaluation before the end."""
    context = base(desk, contract_id)
    form = ChangeForm(posted(request))
    if request.method == "POST":
        desk.need(Action.HOLD_DIALOGUE, context["contract"].unit_id)
        change = partial(services.propose_change, actor=desk.actor, contract_id=contract_id, on=desk.on)
        done = gettext("The change is in the log.")
        if form.is_valid() and attempt(request, desk, lambda: change(change=form.change()), done=done):
            return redirect("office:changes", contract_id)
    rows = list(queries.changes_of(desk.actor, contract_id))
    evaluations = list(queries.evaluations_of(desk.actor, contract_id))
    context |= {"form": form, "rows": rows, "evaluations": evaluations, "evaluation": EvaluationForm(prefix="e")}
    return render(request, "office/dialogue/changes.html", context)


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, *, contract_id: int, change_id: int) -> HttpResponse:
    """Agree to a change, or reject it."""
    row = ChangeEntry.objects.visible_to(desk.actor).get(id=change_id, contract_id=contract_id)
    agreed = request.POST.get("choice") == "agree"
    decide_it = partial(services.decide_change, actor=desk.actor, change_id=row.pk, agreed=agreed, on=desk.on)
    changed: list[str] = []
    if attempt(request, desk, lambda: changed.extend(decide_it(screener=desk.screener)[1]), done=""):
        messages.success(request, decided_said(agreed=agreed, changed=changed))
    return redirect("office:changes", contract_id)


@require_POST
@at_desk
def evaluation(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Evaluate the contract."""
    context = base(desk, contract_id)
    desk.need(Action.CHANGE, context["contract"].unit_id)
    form = EvaluationForm(request.POST, prefix="e")
    change = partial(services.evaluate, actor=desk.actor, contract_id=contract_id, screener=desk.screener, on=desk.on)
    done = gettext("The contract is evaluated.")
    if form.is_valid():
        attempt(request, desk, lambda: change(judged=form.judged()), done=done)
    return redirect("office:changes", contract_id)


@at_desk
def time_spent(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """First tap: what. Second tap: how long."""
    context = base(desk, contract_id)
    if request.method == "POST":
        minutes = request.POST.get("minutes", "")
        change = partial(services.spend_time, actor=desk.actor, contract_id=contract_id, on=desk.on)
        what, long = request.POST.get("activity", ""), int(minutes) if minutes.isdecimal() else 0
        attempt(request, desk, lambda: change(activity=what, minutes=long), done=gettext("Written down."))
        return redirect("office:time_spent", contract_id)
    chosen = request.GET.get("activity", "")
    spent = queries.minutes_spent(desk.actor, contract_id)
    context |= {
        "activities": [(code, label("activity", code), spent.get(code, 0)) for code in TimeEntry.Activity.values],
        "chosen": chosen if chosen in TimeEntry.Activity.values else "",
        "minutes": MINUTES,
        "total": sum(spent.values()),
        "today": list(queries.own_today(desk.actor, contract_id, on=desk.on)),
    }
    part = "office/dialogue/time_part.html" if request.headers.get("HX-Request") else "office/dialogue/time.html"
    return render(request, part, context)


@require_POST
@at_desk
def take_back(request: HttpRequest, desk: Desk, *, contract_id: int, entry_id: int) -> HttpResponse:
    """Take back one's own minutes of today."""
    row = TimeEntry.objects.visible_to(desk.actor).get(id=entry_id, contract_id=contract_id)
    change = partial(services.take_back_time, actor=desk.actor, entry_id=row.pk, on=desk.on)
    attempt(request, desk, change, done=gettext("Taken back."))
    return redirect("office:time_spent", contract_id)
