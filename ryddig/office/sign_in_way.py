"""How this session came about, as allauth has noted it in the session. No query."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from ryddig.records.accounts.ways_in import WayIn


def providers() -> list[dict[str, Any]]:
    """The OpenID Connect providers people may come by."""
    found: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return found


def trusted_providers() -> set[str]:
    """Those that ask for two factors themselves."""
    return {one["provider_id"] for one in providers() if one["settings"]["second_factor"]}


def provider_name(provider_id: str) -> str:
    """What people call it."""
    return next((str(one["name"]) for one in providers() if one["provider_id"] == provider_id), provider_id)


def way_of(request: HttpRequest) -> WayIn:
    """With a second factor or not, and by which provider."""
    records = get_authentication_records(request, request.user)
    provider = next((str(one["provider"]) for one in reversed(records) if one.get("provider")), "")
    second = provider in trusted_providers() or any(one["method"] == "mfa" for one in records)
    return WayIn(second_factor=second, provider=provider)


def way_said(request: HttpRequest) -> str:
    """The same as one word for the chain: `password`, `totp`, `webauthn`, `recovery_codes`, or the provider's id."""
    records = get_authentication_records(request, request.user)
    last = records[-1] if records else {}
    return str(last.get("provider") or last.get("type") or last.get("method") or "unknown")
