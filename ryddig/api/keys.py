"""Who comes: an API key in the `Authorization` header. Whoever tries keys is braked as whoever tries passwords is."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from ryddig.domain.errors import AskAgainLater
from ryddig.domain.words import N_
from ryddig.records.accounts.login import address_of, count_failure, minutes_to_wait
from ryddig.records.accounts.models import Language
from ryddig.records.correspondence.tokens import Caller, caller_with
from ryddig.reports.law import Law, law_for


class ApiRequest(HttpRequest):
    """A request whose key has been looked at."""

    auth: Caller
    spoken: str


class ApiKey(HttpBearer):
    """Makes the request's Caller, or nobody: an unknown, ended or revoked key looks the same."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        now, tries = timezone.now(), _tries(address_of(request))
        if minutes_to_wait(dict(tries), now):
            text = N_("Too many wrong keys from this address.")
            raise AskAgainLater("api.too_often", text, hint=N_("Wait a quarter of an hour."))
        caller = caller_with(token, now=now, on=today())
        if caller is None:
            count_failure(dict(tries), now)
            return None
        request.spoken = spoken(request, caller)  # type: ignore[attr-defined]  # as ApiRequest says
        translation.activate(request.spoken)  # type: ignore[attr-defined]  # the same; LanguageMiddleware sets it back
        return caller


def _tries(address: str) -> Mapping[str, int]:
    return {sha256(f"api {address}".encode()).hexdigest(): settings.LOGIN_TRIES_PER_ADDRESS}


def spoken(request: HttpRequest, caller: Caller) -> str:
    """The language asked for in Accept-Language where we speak it, else the person's."""
    for asked in request.headers.get("Accept-Language", "").split(","):
        code = asked.partition(";")[0].strip().lower().partition("-")[0]
        if code in Language.values:
            return code
    return caller.actor.language


def today() -> date:
    """The day the answer counts from."""
    return timezone.localdate()


def law_of(request: ApiRequest) -> Law:
    """The lawbook that the buyer has chosen."""
    return law_for(request.auth.organisation.layers)
