"""Around everything under /api/: no cookie counts, nothing is kept by a cache, and every error has the one shape.

Django itself answers some things before an address is found or a body read (an unknown host, an unknown address, a
method that is not there); what it says is put in the same shape here.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from ryddig.api.problems import CONTENT_TYPE, problem

START = "/api/"
CODES = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ApiMiddleware:
    """Stands outermost, so that nothing answers around it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(START):
            return self.answer(request)
        request.META.pop("HTTP_COOKIE", None)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return framed(
                request, problem(403, "in_the_clear")
            )  # led on to HTTPS, its key would go in the clear for ever
        return framed(request, self.answer(request))


def framed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer as the API gives it."""
    if answer.status_code >= 400 and answer.headers.get("Content-Type") != CONTENT_TYPE:  # noqa: PLR2004 - HTTP's own
        answer = _shaped(answer)
    answer.headers["Cache-Control"] = "no-store"
    spoken = getattr(request, "spoken", "")
    if spoken:
        answer.headers["Content-Language"] = spoken
    return answer


def _shaped(answer: HttpResponseBase) -> HttpResponse:
    shaped = problem(answer.status_code, CODES.get(answer.status_code, "fault"))
    for name in ("Allow", "Retry-After"):
        if name in answer.headers:
            shaped.headers[name] = answer.headers[name]
    return shaped
