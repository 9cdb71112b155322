"""What the attacks have in common."""

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ryddig.records.accounts.access import Actor
from tests.cast import Cast


def logged_in(cast: Cast, actor: Actor, **more: bool) -> Client:
    """A browser in which this person is logged in."""
    client = Client(**more)  # type: ignore[arg-type]  # only switches are handed on
    client.force_login(cast.user(actor))
    return client


SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def office_addresses() -> list[str]:
    """Every address of the office, each with something in its places."""
    found: list[str] = []
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and one.namespace == "office":
            found.extend(_filled(pattern) for pattern in one.url_patterns if isinstance(pattern, URLPattern))
    return found


def _filled(pattern: URLPattern) -> str:
    address = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        sample = SAMPLES.get({"string": "str"}.get(kind, kind), "x")
        address = address.replace(f"<{'' if kind == 'string' else kind + ':'}{name}>", sample)
        address = address.replace(f"<str:{name}>", sample)
    return f"/{address}"
