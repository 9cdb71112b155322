"""OpenID Connect providers from the environment: RYDDIG_OIDC names them, RYDDIG_OIDC_<ID>_… says how to reach each."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ID: Final = re.compile(r"[a-z][a-z0-9]{0,19}")
LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}
MULTI_TENANT: Final = re.compile(r"login\.microsoftonline\.com/(common|organizations|consumers)(/|$)")
ALSO: Final = {
    "idporten.no": "https://*.idporten.no",
    "ansattporten.no": "https://*.ansattporten.no",
    "login.microsoftonline.com": "https://login.microsoftonline.com",
}
"""Where a log-in at a well-known provider goes on to, which the browser must be allowed to follow."""


def providers(given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The providers, as allauth's settings name them. Raises ImproperlyConfigured with what is wrong."""
    ids = [name.strip() for name in given.get("RYDDIG_OIDC", "").split(",") if name.strip()]
    wrong = next((name for name in ids if not ID.fullmatch(name)), None)
    if wrong is not None:
        raise ImproperlyConfigured(f"RYDDIG_OIDC names “{wrong}”. Expected small letters and digits, such as entra.")
    return [_provider(name, given) for name in ids]


def form_targets(found: list[dict[str, Any]]) -> list[str]:
    """Where the log-in form may lead to: the policy for content names nobody else."""
    return sorted({target for one in found for target in one["settings"]["origins"]})


def _provider(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    prefix = f"RYDDIG_OIDC_{name.upper()}_"
    issuer = _needed(prefix + "ISSUER", given).rstrip("/")
    scope = given.get(prefix + "SCOPE", "openid profile email").split()
    acr = _list(given, prefix + "ACR")
    params = {"ui_locales": "nb", **({"acr_values": " ".join(acr)} if acr else {})}
    return {
        "provider_id": name,
        "name": given.get(prefix + "NAME", name.capitalize()),
        "client_id": _needed(prefix + "CLIENT", given),
        "secret": _needed(prefix + "SECRET", given),
        "settings": {
            "server_url": issuer,
            "issuer": issuer,
            "scope": scope,
            "auth_params": params,
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "acr": acr,
            "domains": [domain.lower().lstrip("@") for domain in _list(given, prefix + "DOMAINS")],
            "second_factor": given.get(prefix + "SECOND_FACTOR", "") == "1",
            "origins": [*_origins(issuer), *_list(given, prefix + "ORIGINS")],
        },
    }


def _needed(name: str, given: Mapping[str, str]) -> str:
    value = given.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is missing; docs/how-to/log-in.md says where to find it.")
    if name.endswith("_ISSUER"):
        _check_issuer(name, value)
    return value


def _check_issuer(name: str, value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{name} is “{value}”. Expected an address that begins with https://.")
    if MULTI_TENANT.search(value):
        text = f"{name} is “{value}”, which lets every organisation's people in. Expected the address of one tenant."
        raise ImproperlyConfigured(text)


def _origins(issuer: str) -> list[str]:
    parts = urlsplit(issuer)
    host = parts.hostname or ""
    more = [target for known, target in ALSO.items() if host == known or host.endswith(f".{known}")]
    return [f"{parts.scheme}://{parts.netloc}", *more]


def _list(given: Mapping[str, str], name: str) -> list[str]:
    return [one for one in given.get(name, "").replace(",", " ").split() if one]
