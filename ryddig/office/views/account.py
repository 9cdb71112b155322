"""My account, and what the coordinator sets for the whole organisation."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from ryddig.lawbook import available_layers
from ryddig.office import shown_settings
from ryddig.office.desk import ORGANISATION_KEY, Desk, at_any_desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import dressed
from ryddig.records.accounts.access import Action, memberships_of
from ryddig.records.accounts.models import User
from ryddig.records.correspondence import events
from ryddig.records.correspondence.sign_ins import end_sessions, record_by, tell_of_change
from ryddig.records.correspondence.subscriptions import subscription_of
from ryddig.records.followup import services
from ryddig.reports.labels import label
from ryddig.reports.law import own_layers


class PasswordForm(PasswordChangeForm):
    """Django's form in our dress."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as Django defines them
        dressed(self)


class ChangePassword(PasswordChangeView):
    """Django's view; every other browser is logged out by it, and the person gets a mail."""

    template_name = "office/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            record_by(form.user, events.PASSWORD_CHOSEN, on=timezone.localdate())
            tell_of_change(form.user)
        end_sessions(form.user, keep=self.request.session.session_key, on=timezone.localdate())
        UserSession.objects.create_from_request(self.request)
        messages.success(self.request, gettext("The password is changed. You are logged out everywhere else."))
        return answer


password = ChangePassword.as_view()


@at_any_desk
def account(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who one is, which roles one has, and for which buyer one works now."""
    seats = memberships_of(request.user) if isinstance(request.user, User) else []
    here = [seat for seat in seats if seat.organisation_id == desk.actor.organisation_id]
    whole, one = gettext("the whole organisation"), gettext("one control")
    context = {
        "roles": [
            f"{label('role', seat.role)}: {seat.unit or (whole if seat.control_id is None else one)}" for seat in here
        ],
        "organisations": sorted({(seat.organisation_id, seat.organisation.name) for seat in seats}),
        "subscription": None if desk.actor.is_external else subscription_of(desk.actor),
    }
    return render(request, "office/account.html", context)


@require_POST
def organisation(request: HttpRequest) -> HttpResponse:
    """Work for another buyer that one is a member of."""
    wanted = request.POST.get("organisation", "")
    seats = memberships_of(request.user) if isinstance(request.user, User) else []
    if wanted in {str(seat.organisation_id) for seat in seats}:
        request.session[ORGANISATION_KEY] = int(wanted)
    return redirect("office:today")


@at_desk
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which local rules the organisation follows."""
    available = [*available_layers(), *own_layers()]
    if request.method == "POST":
        desk.need(Action.CHOOSE_LAYERS)
        attempt(
            request,
            desk,
            lambda: services.choose_layers(
                actor=desk.actor, layers=request.POST.getlist("layers"), available=available, on=desk.on
            ),
            done=gettext("Saved. Contracts follow the new rules when they are screened again."),
        )
        return redirect("office:settings")
    return render(request, "office/settings.html", shown_settings.context(desk, available))


@require_POST
@at_desk
def number(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The buyer's own organisation number."""
    desk.need(Action.CHOOSE_LAYERS)
    given = request.POST.get("number", "")
    attempt(
        request,
        desk,
        lambda: services.number_organisation(actor=desk.actor, number=given, on=desk.on),
        done=gettext("Saved."),
    )
    return redirect("office:settings")


@require_POST
@at_desk
def screen_again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Screen running contracts that were screened under another version of the lawbook, some hundred at a time."""
    desk.need(Action.CHOOSE_LAYERS)
    waiting = shown_settings.waiting(desk)
    ids = list(waiting.values_list("id", flat=True)[: shown_settings.AT_A_TIME])
    if services.screen_many(actor=desk.actor, contract_ids=ids, screener=desk.screener, on=desk.on) or ids:
        number = len(ids)
        said = ngettext("%(number)s contract is screened.", "%(number)s contracts are screened.", number)
        messages.success(request, said % {"number": number})
    return redirect("office:settings")
