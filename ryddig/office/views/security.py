"""Log-in and security: what a person has to log in with, and where they are logged in."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as AgainByCodeView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ryddig.office import shown_security
from ryddig.office.desk import desk_of
from ryddig.office.sign_in_gate import LackingWayIn
from ryddig.office.sign_in_way import providers
from ryddig.records.accounts.models import User
from ryddig.records.accounts.second_factor import second_factors
from ryddig.records.audit.registry import EventType
from ryddig.records.correspondence import events
from ryddig.records.correspondence.sign_ins import end_sessions, record_by, tell_of_change


def _person(request: HttpRequest) -> User:
    """Who is logged in; log-in itself is Django's middleware."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """Everything on one page. Whoever must come in another way first sees no menu: nothing else opens."""
    try:
        desk_of(request)
        frame = "office/office.html"
    except (LackingWayIn, PermissionDenied):
        frame = "office/security/frame.html"
    context = {**shown_security.context(request, _person(request)), "frame": frame}
    return render(request, "office/security/security.html", context)


class _Recorded:
    """One change by one of allauth's forms: change, event and mail stand or fall together."""

    request: HttpRequest
    event: EventType
    way = ""
    done: Any = ""
    proves = False

    def form_valid(self, form: forms.Form) -> HttpResponse:
        user, details = _person(self.request), {"way": self.way} if self.way else {}
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of allauth's view, mixed in below
            record_by(user, self.event, on=timezone.localdate(), **details)
            tell_of_change(user)
        if self.proves:
            record_authentication(self.request, user, "mfa", type=self.way)
        messages.success(self.request, self.done)
        return answer


class AddApp(_Recorded, ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """An authenticator app."""

    template_name = "office/security/add_app.html"
    event, way, proves = events.FACTOR_ADDED, "totp", True
    done = gettext_lazy("The authenticator app is added.")


class RemoveApp(_Recorded, DeactivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """No authenticator app any more."""

    template_name = "office/security/remove.html"
    extra_context = {"app": True}
    event, way = events.FACTOR_REMOVED, "totp"
    done = gettext_lazy("The authenticator app is removed.")


class AddPasskey(_Recorded, AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey."""

    template_name = "office/security/add_passkey.html"
    event, way, proves = events.FACTOR_ADDED, "webauthn", True
    done = gettext_lazy("The passkey is added.")


class RemovePasskey(_Recorded, RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """One passkey less."""

    template_name = "office/security/remove.html"
    event, way = events.FACTOR_REMOVED, "webauthn"
    done = gettext_lazy("The passkey is removed.")


class NewCodes(_Recorded, GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """New recovery codes; the old ones count no more."""

    template_name = "office/security/new_codes.html"
    event = events.CODES_RENEWED
    done = gettext_lazy("Here are your new recovery codes. The old ones do not work any more.")


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """The recovery codes that are left."""

    template_name = "office/security/codes.html"


class CodesFile(DownloadRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """The same as a file."""

    template_name = "office/security/codes.txt"


class AgainByPassword(ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """Is it still you? With the password."""

    template_name = "office/security/again.html"


class AgainByCode(AgainByCodeView):  # type: ignore[misc]  # allauth ships no types
    """The same with a code."""

    template_name = "office/security/again.html"


class AgainByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """The same with a passkey."""

    template_name = "office/security/again.html"


@never_cache
def again_by_provider(request: HttpRequest) -> HttpResponse:
    """The same for one who has no password: log in again with the provider."""
    mine = set(SocialAccount.objects.filter(user=_person(request)).values_list("provider", flat=True))
    context = {
        "providers": [one for one in providers() if one["provider_id"] in mine],
        "next": request.GET.get("next", ""),
    }
    return render(request, "office/security/again_by_provider.html", context)


def _end(request: HttpRequest, only: int | None, said: Callable[[int], str]) -> HttpResponse:
    here = request.session.session_key
    ended = end_sessions(_person(request), keep=here, only=only, on=timezone.localdate())
    messages.success(request, said(ended))
    return redirect("mfa_index")


@require_POST
def end_one(request: HttpRequest, session_id: int) -> HttpResponse:
    """Log out in one other browser."""
    get_object_or_404(UserSession, user=_person(request), id=session_id)
    return _end(request, session_id, lambda _: gettext("You are logged out there."))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    return _end(request, None, _ended_said)


def _ended_said(number: int) -> str:
    said = ngettext(
        "You are logged out in %(number)s other browser.", "You are logged out in %(number)s other browsers.", number
    )
    return said % {"number": number}


@require_POST
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]  # allauth ships no types
def leave_provider(request: HttpRequest, account_id: int) -> HttpResponse:
    """No longer log in with a provider; never the last way in."""
    user = _person(request)
    row = get_object_or_404(SocialAccount, user=user, id=account_id)
    others = SocialAccount.objects.filter(user=user).exclude(id=row.pk).exists()
    if not (others or user.has_usable_password() or "webauthn" in second_factors(user)):
        messages.error(
            request, gettext("This is the only way you can log in. Choose a password or add a passkey first.")
        )
        return redirect("mfa_index")
    with transaction.atomic():
        row.delete()
        record_by(user, events.PROVIDER_LEFT, on=timezone.localdate(), provider=row.provider)
        tell_of_change(user)
    messages.success(request, gettext("You no longer log in with it."))
    return redirect("mfa_index")
