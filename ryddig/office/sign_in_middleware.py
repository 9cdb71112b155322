"""Sessions that end by themselves, and people whom their organisation asks to come in another way.

A session ends when nobody has used it for a while, and a working day after the log-in whatever was done. When it was
last used stands in the session itself and is written at most once a minute, so that a page costs no query more.
"""

import time
from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from ryddig.office.sign_in_gate import LackingWayIn

Answer = Callable[[HttpRequest], HttpResponseBase]
BEGAN: Final = "began"
SEEN: Final = "seen"
MINUTE: Final = 60


class SignInMiddleware:
    """Stands after the portal, which has no log-in, and before the demand to be logged in."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.answer(request)
        now = int(time.time())
        if has_ended(request, now):
            logout(request)
            return _to_log_in(request)
        if now - request.session.get(SEEN, 0) >= MINUTE:
            request.session[SEEN] = now
            rows = UserSession.objects.filter(session_key=request.session.session_key)
            rows.update(last_seen_at=timezone.now())
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whoever must come another way is shown which."""
        return redirect("mfa_index") if isinstance(exception, LackingWayIn) else None


def has_ended(request: HttpRequest, now: int) -> bool:
    """Whether nobody used the session for too long, or it began too long ago."""
    seen, began = request.session.get(SEEN, now), request.session.get(BEGAN, now)
    return bool(now - seen > settings.IDLE_MINUTES * MINUTE or now - began > settings.SESSION_COOKIE_AGE)


def _to_log_in(request: HttpRequest) -> HttpResponse:
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    url = f"{reverse('office:login')}?{urlencode({'ended': '1', **back})}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(f"{reverse('office:login')}?ended=1")
    return HttpResponseRedirect(url)
