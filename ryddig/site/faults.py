"""The page for what went wrong on our side. A database that is away for a moment is told as just that."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ryddig.site.request_id import NUMBER

AGAIN_AFTER = "10"
"""Seconds after which a machine may ask again."""


def fault(request: HttpRequest) -> HttpResponse:
    """Called by Django while it handles the exception."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("503.html" if away else "500.html", {"number": NUMBER.get(), "request": request})
    if away:
        return HttpResponse(page, status=503, headers={"Retry-After": AGAIN_AFTER})
    return HttpResponse(page, status=500)
