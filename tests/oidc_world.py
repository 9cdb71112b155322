"""A real OpenID Connect provider in a thread, asked over loopback, and a browser that goes there and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from django.test import Client, override_settings
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread  # type: ignore[import-untyped]  # ships no types

from ryddig.site.sign_in import providers

Answer = Any  # what Django's test client answers: it has no type that can be named


@dataclass(frozen=True)
class Issuer:
    """The provider `entra`, which knows whoever is told to it."""

    url: str

    def knows(self, sub: str, **claims: object) -> None:
        """Somebody who can log in there."""
        httpx.put(f"{self.url}/users/{sub}", json=claims).raise_for_status()

    def ask(self, client: Client, **data: str) -> Answer:
        """Press the button on our log-in page."""
        return client.post(reverse("openid_connect_login", args=["entra"]), data)

    def answer(self, asked: Answer, sub: str) -> str:
        """Log in at the provider; where it sends the browser back to, with the host cut off."""
        sent = httpx.post(asked["Location"], data={"sub": sub}, follow_redirects=False)
        back = urlsplit(sent.headers["Location"])
        return f"{back.path}?{back.query}"

    def log_in(self, client: Client, sub: str, **data: str) -> Answer:
        """There and back."""
        return client.get(self.answer(self.ask(client, **data), sub))

    def asked_for(self, asked: Answer) -> dict[str, str]:
        """What the provider was asked."""
        return {name: values[0] for name, values in parse_qs(urlsplit(asked["Location"]).query).items()}


@contextmanager
def issuer(**more: str) -> Iterator[Issuer]:
    """The provider running, and Ryddig set up for it."""
    with run_server_in_thread(require_nonce=True) as server:
        url = f"http://localhost:{server.server_port}"
        with known(url, **more):
            yield Issuer(url)


@contextmanager
def known(url: str, **more: str) -> Iterator[None]:
    """Ryddig set up for the provider, with other settings besides."""
    given = {"ISSUER": url, "CLIENT": "ryddig", "SECRET": "of the tests", "DOMAINS": "example.org", **more}
    variables = {f"RYDDIG_OIDC_ENTRA_{name}": value for name, value in given.items()}
    apps = providers({"RYDDIG_OIDC": "entra", **variables})
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": apps}}):
        yield
