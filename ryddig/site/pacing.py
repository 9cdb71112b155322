"""Whoever asks far more often than a person can must wait: people who are logged in, and suppliers by their link.

What opens without either has brakes of its own (`accounts/login.py`), and so have the API's keys.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from ryddig.portal.frame import desk_of
from ryddig.records.accounts.login import count_requests

TOLD_AFTER: Final = 50
"""Each web process tells the database of so many requests at a time, so a page costs no query more."""

TOO_MANY: Final = 429


class Pace:
    """How often each has asked in the minute that runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute: datetime | None = None
        self._asked: Counter[str] = Counter()
        self._stopped: set[str] = set()

    def is_too_much(self, who: str, now: datetime) -> bool:
        """Count one request more."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._minute, self._asked, self._stopped = minute, Counter(), set()
            self._asked[who] += 1
            if who in self._stopped or self._asked[who] % TOLD_AFTER:
                return who in self._stopped
        if count_requests(who, TOLD_AFTER, minute) <= settings.REQUESTS_A_MINUTE:
            return False
        with self._lock:
            self._stopped.add(who)
        return True


class PaceMiddleware:
    """Stands where it is known who asks, and in which language."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer
        self._pace = Pace()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        who = _who(request)
        if not who or not self._pace.is_too_much(who, timezone.now()):
            return self._answer(request)
        page = render(request, "429.html", status=TOO_MANY)
        page.headers["Retry-After"] = "60"
        return page


def _who(request: HttpRequest) -> str:
    desk = desk_of(request)
    if desk is not None:
        return f"link {desk.link.pk}"
    return f"person {request.user.pk}" if request.user.is_authenticated else ""
