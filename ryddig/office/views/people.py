"""Who works here and with which role; letting people in, and letting them go."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from ryddig.office import shown_people
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.people_form import ChoosePasswordForm, InviteForm, RecoveryForm, SeatForm
from ryddig.office.sign_in_way import providers
from ryddig.records.accounts.access import Action
from ryddig.records.accounts.login import address_of, brake_requests
from ryddig.records.accounts.models import Unit, User
from ryddig.records.correspondence import events
from ryddig.records.correspondence import people as services
from ryddig.records.correspondence.sign_ins import end_sessions, record_about, tell_of_change


@at_desk
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody who works here, and the form for somebody new."""
    may_seat = desk.may(Action.SEAT_PEOPLE)
    units = list(Unit.objects.visible_to(desk.actor).order_by("name"))
    form = InviteForm(posted(request), units=units, initial={"language": desk.organisation.language})
    if request.method == "POST":
        desk.need(Action.SEAT_PEOPLE)
        if form.is_valid() and _invite(request, desk, form):
            return redirect("office:people")
    context = {
        "people": shown_people.people(desk),
        "form": form,
        "seat_form": SeatForm(units=units, auto_id=False),
        "may_seat": may_seat,
        "mail_goes": shown_people.mail_goes(),
    }
    return render(request, "office/people/people.html", context)


def _invite(request: HttpRequest, desk: Desk, form: InviteForm) -> bool:
    return attempt(
        request,
        desk,
        lambda: services.invite_person(actor=desk.actor, person=form.person(), seat=form.seat(), on=desk.on),
        done=gettext("%(name)s is let in and gets a mail.") % {"name": form.cleaned_data["name"]},
    )


def _change(request: HttpRequest, desk: Desk, change: Callable[[], object], *, done: str) -> HttpResponse:
    desk.need(Action.SEAT_PEOPLE)
    attempt(request, desk, change, done=done)
    return redirect("office:people")


@require_POST
@at_desk
def give(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """One role more."""
    form = SeatForm(request.POST, units=Unit.objects.visible_to(desk.actor))
    if not form.is_valid():
        messages.error(request, gettext("Choose a role."))
        return redirect("office:people")
    seat = form.seat()
    return _change(
        request,
        desk,
        lambda: services.give_seat(actor=desk.actor, user_id=user_id, seat=seat, on=desk.on),
        done=gettext("The role is given."),
    )


@require_POST
@at_desk
def end(request: HttpRequest, desk: Desk, seat_id: int) -> HttpResponse:
    """One role less."""
    return _change(
        request,
        desk,
        lambda: services.end_seat(actor=desk.actor, membership_id=seat_id, on=desk.on),
        done=gettext("The role is taken away."),
    )


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """The invitation once more."""
    return _change(
        request,
        desk,
        lambda: services.invite_again(actor=desk.actor, user_id=user_id, on=desk.on),
        done=gettext("The invitation is sent again."),
    )


@login_not_required
def recover(request: HttpRequest) -> HttpResponse:
    """Forgot the password: the answer is the same whoever asks for whom, and takes as long."""
    form, began = RecoveryForm(posted(request)), time.monotonic()
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            brake_requests("recovery", address_of(request), now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            services.ask_recovery(given=form.cleaned_data["given"], now=now, on=timezone.localdate(now))
            time.sleep(max(0.0, began + settings.RECOVERY_SECONDS - time.monotonic()))
            return render(request, "office/people/recover.html", {"asked": True})
    return render(request, "office/people/recover.html", {"form": form})


class ChoosePassword(PasswordResetConfirmView):
    """Django's page behind the mailed link: the token is taken out of the address before the form is shown."""

    form_class = ChoosePasswordForm
    template_name = "office/people/choose_password.html"
    success_url = reverse_lazy("office:login")

    def get_context_data(self, **more: object) -> dict[str, object]:
        return super().get_context_data(**more, providers=providers(), uidb64=self.kwargs["uidb64"])

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            record_about(form.user, events.PASSWORD_CHOSEN, on=timezone.localdate())
            tell_of_change(form.user)
        end_sessions(form.user, keep=None, on=timezone.localdate())
        messages.success(self.request, gettext_lazy("The password is chosen. Log in with it."))
        return answer
