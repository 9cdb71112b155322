"""Second step, passkey and OpenID Connect: allauth's views behind our brake, with what happened in the audit chain."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from ryddig.office import sign_in_joining as joining
from ryddig.office.sign_in_adapters import FAILED
from ryddig.office.sign_in_provider import Answered, Asking
from ryddig.records.accounts.login import address_of, brake_requests

BAD_ANSWER = (OAuth2Error, RequestException, KeyError, ValueError)
"""What a provider that is down, or answers nonsense, ends in."""

second = AuthenticateView.as_view(template_name="office/security/second.html")


def _braked(request: HttpRequest, door: str) -> bool:
    try:
        brake_requests(door, address_of(request), timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return True
    return False


class LogInByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey instead of user name and password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _braked(request, "passkey"):
            return redirect("office:login")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


passkey = login_not_required(LogInByPasskey.as_view())


@login_not_required
@never_cache
@require_POST
def ask_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider: to log in, or to let it be one's own from now on."""
    if request.POST.get("process") == AuthProcess.CONNECT:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    if _braked(request, "oidc"):
        return redirect("office:login")
    return _asked(request, OAuth2LoginView.adapter_view(Asking(request, provider_id)))


@login_not_required
@never_cache
def provider_answers(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider has sent the browser back."""
    if _braked(request, "oidc"):
        return redirect("office:login")
    return _asked(request, Answered.adapter_view(Asking(request, provider_id)))


def _asked(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    try:
        return view(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except BAD_ANSWER:
        messages.error(request, FAILED)
        return redirect("office:login")


@login_not_required
@never_cache
@require_POST
def join(request: HttpRequest, uidb64: str, provider_id: str) -> HttpResponse:
    """Whoever holds an invitation chooses a provider instead of a password."""
    if _braked(request, "oidc"):
        return redirect("office:login")
    token = request.session.get("_password_reset_token", "")
    if not joining.start_joining(request, uidb64=uidb64, token=token):
        messages.error(request, gettext("This link has been used, or is more than three days old."))
        return redirect("office:login")
    return _asked(request, OAuth2LoginView.adapter_view(Asking(request, provider_id)))


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """An account that is closed: told as if there were none."""
    messages.error(request, FAILED)
    return redirect("office:login")
