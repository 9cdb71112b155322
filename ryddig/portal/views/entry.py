"""In by a personal link, out again, and the pages for links that do not open."""

from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ryddig.portal import session
from ryddig.portal.frame import desk_of, open_to_all
from ryddig.records.accounts.login import address_of, count_failure, minutes_to_wait
from ryddig.records.correspondence import services
from ryddig.records.correspondence.links import Opened, open_token
from ryddig.records.correspondence.models import PortalLanguage

YEAR: Final = 365 * 24 * 60 * 60
WRONG_LINKS: Final = 20
"""How many links nobody has made may be tried from one address before it must wait."""


@open_to_all
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Start a session and lead on to an address without the token; or say why the link does not open."""
    opened = _opened(request, token)
    if isinstance(opened, HttpResponse):
        return opened
    if opened.state != "open":
        with translation.override(opened.link.contact.language):
            context = {"link": opened.link, "token": token}
            return render(request, f"portal/{opened.state}.html", context, status=410)
    response = redirect("portal:desk")
    session.keep(response, [opened.link.pk, *session.link_ids(request)])
    return response


@require_POST
@open_to_all
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link in place of one that has expired, to the address that had it, once a day."""
    opened = _opened(request, token)
    if isinstance(opened, HttpResponse):
        return opened
    if opened.state != "expired":
        return redirect("portal:enter", token)
    services.send_new_link(guest=opened.guest, on=timezone.localdate())
    with translation.override(opened.link.contact.language):
        return render(request, "portal/new_link.html", {"link": opened.link})


def _opened(request: HttpRequest, token: str) -> Opened | HttpResponse:
    """The link, or the page for one that nobody has made or for too many of those."""
    key = {sha256(f"portal {address_of(request)}".encode()).hexdigest(): WRONG_LINKS}
    wait = minutes_to_wait(key, timezone.now())
    if wait:
        return render(request, "portal/too_many.html", {"minutes": wait}, status=429)
    opened = open_token(token, on=timezone.localdate())
    if opened is not None:
        return opened
    count_failure(key, timezone.now())
    return unknown(request)


@open_to_all
def unknown(request: HttpRequest) -> HttpResponse:
    """No such link and no such page: one answer, whatever was tried."""
    desk = desk_of(request)
    return render(request, "portal/not_found.html" if desk else "portal/unknown.html", {"desk": desk}, status=404)


@require_POST
@open_to_all
def leave(request: HttpRequest) -> HttpResponse:
    """Close every desk in this browser. The link in the mail opens it again."""
    response = render(request, "portal/left.html")
    session.leave(response)
    return response


@require_POST
@open_to_all
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language for these pages, and for mail to the guest. Goes back to where one was."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else reverse("portal:desk"))
    if chosen in PortalLanguage.values:
        desk = desk_of(request)
        if desk is not None:
            services.choose_language(guest=desk.guest, language=chosen)
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(session.LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
