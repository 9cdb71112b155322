"""Where allauth asks the house: who may come in, what is said, how secrets are locked. Named in the settings."""

import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office import sign_in_joining as joining
from ryddig.office.sign_in_provider import Provider
from ryddig.office.sign_in_way import trusted_providers
from ryddig.records.accounts.keyring import seal, unseal
from ryddig.records.accounts.login import address_of
from ryddig.records.accounts.models import User
from ryddig.records.correspondence import events
from ryddig.records.correspondence.sign_ins import invited_by_address, record_by, tell_of_change

FRESH: Final = 5 * 60
NOBODY: Final = _("You are logged in there, but nobody has let you in to Ryddig with it.")
NOBODY_CURE: Final = _("Log in with user name and password, or ask your coordinator for an invitation.")
FAILED: Final = _("The log-in did not work. Try again.")
ALREADY: Final = _("You log in with this already.")
TAKEN: Final = _("Somebody else logs in with this already.")
ADDED: Final = _("You can log in with this from now on.")
INCORRECT: Final = _("The code is not right, or has been used already.")


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """allauth's second step, left out where the provider has asked for two factors already."""

    def handle(self) -> tuple[Any, bool]:
        came = get_authentication_records(self.request, self.login.user)
        if came and came[-1].get("provider") in trusted_providers():
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts: nobody signs up, our own sentences, our own brake."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": FAILED,
        "rate_limited": FAILED,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["ryddig.office.sign_in_adapters.SecondFactorStage"]

    def add_message(self, request: HttpRequest, *_args: object, **_more: object) -> None:
        """Our views say what was done; allauth's own sentences are not in our three languages."""

    def is_safe_url(self, url: str) -> bool:
        """Only an address on the host that was asked."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "0.0.0.0"  # noqa: S104 - an address nobody has, where the caller has none

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Whoever has neither password nor second factor logs in again as they do."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        again = {"id": "provider", "description": "", "url": reverse("office:again_by_provider")}
        return methods or [again]

    def is_reauthentication_required(self, *, app: str, **_more: object) -> bool:
        """Whoever logged in a moment ago is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < FRESH for record in records)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors: secrets are locked with the key ring."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": INCORRECT}

    def encrypt(self, text: str) -> str:
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Ryddig"

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return "Ryddig"


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """OpenID Connect: whom an answer of a provider is. Nobody gets an account by it."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time: the one whose invitation this browser holds, else the one whose address it is. Later times:
        allauth has found the account by issuer and subject. Somebody closed, or unknown, is told the same."""
        if sociallogin.state.get("process") == "connect":
            self._add_to_own_account(request, sociallogin)
        if not sociallogin.is_existing:
            user = _whose(request, sociallogin)
            if user is not None:
                _join(request, sociallogin, user)
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            messages.error(request, f"{NOBODY} {NOBODY_CURE}")
            raise ImmediateHttpResponse(redirect("office:login"))

    def _add_to_own_account(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody who is in already says: this is me too."""
        user = request.user
        if not isinstance(user, User) or is_reauthentication_required(request, app="allauth.socialaccount"):
            messages.error(request, FAILED)
        elif sociallogin.is_existing:
            same = sociallogin.user == user
            messages.info(request, ALREADY) if same else messages.error(request, TAKEN)
        else:
            _join(request, sociallogin, user)
            messages.success(request, ADDED)
        raise ImmediateHttpResponse(redirect("mfa_index"))

    def on_authentication_error(self, request: HttpRequest, provider: Provider, **more: Any) -> None:
        """Back to the log-in with a sentence, whatever it was; the log says what."""
        if more.get("error") != AuthError.CANCELLED:
            messages.error(request, FAILED)
        raise ImmediateHttpResponse(redirect("mfa_index" if request.user.is_authenticated else settings.LOGIN_URL))


def _whose(request: HttpRequest, sociallogin: SocialLogin) -> User | None:
    holder = joining.joining_user(request)
    if holder is not None:
        return holder
    addresses = [one.email for one in sociallogin.email_addresses if one.verified]
    return invited_by_address(addresses[0], provider=sociallogin.account.provider) if addresses else None


@transaction.atomic
def _join(request: HttpRequest, sociallogin: SocialLogin, user: User) -> None:
    sociallogin.connect(request, user)
    record_by(user, events.PROVIDER_JOINED, on=timezone.localdate(), provider=sociallogin.account.provider)
    tell_of_change(user)
