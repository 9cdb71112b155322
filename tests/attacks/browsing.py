"""What the attacks have in common."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLResolver, get_resolver

from ryddig.records.accounts.access import Actor
from tests.cast import Cast


def logged_in(cast: Cast, actor: Actor, **more: bool) -> Client:
    """A browser in which this person is logged in."""
    client = Client(**more)  # type: ignore[arg-type]  # only switches are handed on
    client.force_login(cast.user(actor))
    return client


SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?\w+>")
GIVEN = re.compile(r"\(\?P<\w+>[^)]+\)")
OFFICE = "office"
PORTAL = "portal"
ALLAUTH = None
"""What of allauth's we let through has no namespace."""


def addresses(*namespaces: str | None) -> list[str]:
    """Every address of these, each with something in its places."""
    found: list[str] = []
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and one.namespace in namespaces:
            found.extend(_below(one, "/"))
    return found


def office_addresses() -> list[str]:
    """Those of the office."""
    return addresses(OFFICE)


def _below(resolver: URLResolver, start: str) -> Iterator[str]:
    start += str(resolver.pattern)
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _below(one, start)
        else:
            plain = GIVEN.sub("x" * 43, str(one.pattern)).strip("^$").replace("\\.", ".")
            yield start + CONVERTER.sub(lambda found: SAMPLES[found["kind"] or "str"], plain)
