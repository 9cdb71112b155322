"""Which links a browser has come with: a signed cookie of the portal's own, beside and apart from the office's session.

Only the portal reads it, so a buyer's person who opens a supplier's link stays who they are in the office, and the
portal never knows them. The links are looked up anew for each page: a withdrawn one opens nothing. A cookie that no
other host can plant lies on every address (`__Host-`), so this one does too.
"""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SALT: Final = "ryddig_portal"
COOKIE: Final = f"{settings.COOKIE_PREFIX}ryddig_portal"
LANGUAGE_COOKIE: Final = f"{settings.COOKIE_PREFIX}ryddig_portal_language"
PATH: Final = "/s/"
AGE: Final = 12 * 60 * 60
RENEWED_AFTER: Final = 60 * 60
MOST: Final = 10


def link_ids(request: HttpRequest) -> list[int]:
    """Links that this browser has come with, the one in use first; empty when the cookie is old or not ours."""
    return _read(request, AGE)


def is_ageing(request: HttpRequest) -> bool:
    """Whether the cookie is due to be renewed, so that nobody loses a form for having thought long."""
    return bool(link_ids(request)) and not _read(request, RENEWED_AFTER)


def _read(request: HttpRequest, age: int) -> list[int]:
    given = request.COOKIES.get(COOKIE, "")
    try:
        ids: list[int] = signing.loads(given, salt=SALT, max_age=age)
    except signing.BadSignature:
        return []
    return ids


def keep(response: HttpResponseBase, ids: Sequence[int]) -> None:
    """Let the browser come with these links, the first in use."""
    value = signing.dumps(list(dict.fromkeys(ids))[:MOST], salt=SALT)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, value, max_age=AGE, httponly=True, samesite="Lax", secure=secure)


def leave(response: HttpResponseBase) -> None:
    """Let the browser come with none."""
    response.delete_cookie(COOKIE, samesite="Lax")


class PortalMessages(CookieStorage):
    """What a page says once, apart from what the office says to the same browser."""

    cookie_name = f"{settings.COOKIE_PREFIX}ryddig_portal_messages"
