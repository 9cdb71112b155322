"""The outermost layer: gives each request its number, counts and times it, and answers those who watch over us.

It stands before everything that looks at the host or wants TLS, since a load balancer asks by address and in the clear.
"""

import hmac
import logging
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from ryddig.site import metrics, request_id
from ryddig.site.counts import COUNTS
from ryddig.site.health import is_ready, readiness
from ryddig.site.logs import view_of

LOG: Final = logging.getLogger("ryddig.request")
UNAVAILABLE: Final = 503
BEARER: Final = "Bearer "


class ObservingMiddleware:
    """Stands first."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request_id.begin(request.headers.get("X-Request-ID", ""))
        watcher = WATCHERS.get(request.path_info)
        if watcher is not None:
            response: HttpResponseBase = watcher(request)
            response.headers["Cache-Control"] = "no-store"
        else:
            response = self._observed(request)
        response.headers["X-Request-ID"] = number
        return response

    def _observed(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = self.answer(request)
        seconds = perf_counter() - began
        static = request.path_info.startswith(settings.STATIC_URL)
        page = "static" if static else view_of(request)
        method = request.method if request.method in METHODS else "other"
        COUNTS.add((page, str(method), response.status_code), seconds)
        if not static:
            told = {"view": page, "method": method, "status": response.status_code, "ms": round(seconds * 1000, 1)}
            LOG.info("%s %s %s", method, page, response.status_code, extra={"told": told})
        return response


def health(_request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked: a database that is away is mended by no new start."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Whether to send people here."""
    told = readiness()
    return JsonResponse(told, status=200 if is_ready(told) else UNAVAILABLE)


def numbers(request: HttpRequest) -> HttpResponse:
    """For who has the token. Where there is none, the address does not exist."""
    token = settings.METRICS_TOKEN
    if not token:
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"{BEARER}{token}".encode()):
        asks = {"WWW-Authenticate": "Bearer"}
        return HttpResponse("a token is needed\n", status=401, content_type="text/plain", headers=asks)
    try:
        return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)
    except Error:
        return HttpResponse("the database does not answer\n", status=UNAVAILABLE, content_type="text/plain")


METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WATCHERS: Final = {"/healthz": health, "/readyz": ready, "/metrics": numbers}
