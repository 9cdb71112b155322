"""How a person logs in, as the page shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from ryddig.office.sign_in_way import provider_name, providers, way_of
from ryddig.records.accounts.access import memberships_of
from ryddig.records.accounts.models import Organisation, Role, User
from ryddig.records.accounts.ways_in import Lack, what_lacks

BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class ShownSession:
    """One browser in which the person is logged in."""

    id: int
    browser: str
    address: str
    began: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """What one buyer asks of this person, and has not got. `provider` is empty where it is a second factor."""

    buyer: str
    provider: str
    provider_said: str


def context(request: HttpRequest, user: User) -> dict[str, Any]:
    """Everything on the page."""
    rows = list(Authenticator.objects.filter(user=user).order_by("id"))
    joined = {one.provider: one.pk for one in SocialAccount.objects.filter(user=user)}
    return {
        "passkeys": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "app": next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        "codes_left": _codes_left(rows),
        "providers": [
            {"id": one["provider_id"], "name": one["name"], "joined": joined.get(one["provider_id"])}
            for one in providers()
        ],
        "sessions": list(sessions(request, user)),
        "demands": list(demands(request, user)),
        "has_password": user.has_usable_password(),
    }


def _codes_left(rows: list[Authenticator]) -> int | None:
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return len(codes.wrap().get_unused_codes()) if codes is not None else None


def demands(request: HttpRequest, user: User) -> Iterator[Demand]:
    """What each buyer asks of the way this person comes in, and does not get."""
    came, on = way_of(request), timezone.localdate()
    seats: dict[Organisation, set[Role]] = {}
    for seat in memberships_of(user):
        seats.setdefault(seat.organisation, set()).add(Role(seat.role))
    for buyer, roles in seats.items():
        lack = what_lacks(buyer, roles, came, on=on)
        if lack in {Lack.SECOND_FACTOR, Lack.PROVIDER}:
            provider = (buyer.log_in_with or "") if lack is Lack.PROVIDER else ""
            yield Demand(str(buyer), provider, provider_name(provider))


def sessions(request: HttpRequest, user: User) -> Iterator[ShownSession]:
    """Where the person is logged in, this browser first."""
    here = request.session.session_key
    rows = UserSession.objects.purge_and_list(user)
    for row in sorted(rows, key=lambda row: (row.session_key != here, -row.last_seen_at.timestamp())):
        mine = row.session_key == here
        yield ShownSession(row.pk, browser_said(row.user_agent), row.ip, row.created_at, row.last_seen_at, mine)


def browser_said(user_agent: str) -> str:
    """“Firefox, Linux”: enough to know a computer again."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    known = ", ".join(one for one in (browser, system) if one)
    return known or re.sub(r"[^\w./ -]", "", user_agent)[:40] or gettext("unknown browser")
