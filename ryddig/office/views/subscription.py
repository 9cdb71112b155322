"""My calendar feed and my digest. The feed itself is fetched by a calendar, which cannot log in."""

from hashlib import sha256
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST, require_safe

from ryddig.office.desk import Desk, at_desk
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.login import address_of, count_failure, minutes_to_wait
from ryddig.records.correspondence import subscriptions
from ryddig.reports.calendar import KEPT_BACK, feed
from ryddig.reports.due_days import DueDay, due_days

WRONG_SECRETS: Final = 20
"""How many addresses that are nobody's may be tried from one place before it must wait."""
TOO_MANY: Final = 429


@require_POST
@at_desk
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new address, shown this once; the one before it shows nothing any more."""
    secret = subscriptions.make_calendar(actor=desk.actor, on=desk.on)
    address = settings.PUBLIC_URL + reverse("office:calendar", args=[secret])
    response = render(request, "office/calendar.html", {"address": address})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show nobody my days."""
    subscriptions.close_calendar(actor=desk.actor)
    messages.success(request, gettext("The address shows nothing any more."))
    return redirect("office:account")


@require_POST
@at_desk
def digest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Want the daily mail or not."""
    wanted = request.POST.get("digest") == "yes"
    subscriptions.choose_digest(actor=desk.actor, wanted=wanted)
    messages.success(request, gettext("You get the mail.") if wanted else gettext("You no longer get the mail."))
    return redirect("office:account")


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed. One answer for an address that is nobody's, and a wait for who tries many."""
    key = {sha256(f"calendar {address_of(request)}".encode()).hexdigest(): WRONG_SECRETS}
    if minutes_to_wait(key, timezone.now()):
        return HttpResponse(status=TOO_MANY)
    row = subscriptions.calendar_with(secret)
    actor = actor_of(row.user, organisation_id=row.organisation_id) if row is not None else None
    if actor is None or actor.is_external:
        count_failure(key, timezone.now())
        raise Http404
    response = HttpResponse(_feed(actor), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    return response


def _feed(actor: Actor) -> bytes:
    now = timezone.now()
    on = timezone.localdate(now)
    with override(actor.language):
        days = due_days(actor, since=on - KEPT_BACK, on=on)
        return feed(days, url_of=_url, host=settings.PUBLIC_URL.partition("//")[2], now=now)


def _url(one: DueDay) -> str:
    return settings.PUBLIC_URL + reverse(one.path, args=[one.contract.pk])
