"""Around every page of the portal: who the guest is, in which language, and that nobody's log-in counts here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix
from ryddig.domain.law import Book
from ryddig.portal import session
from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.models import Organisation
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.links import guest_of_link, open_links
from ryddig.records.correspondence.models import PortalLanguage, SupplierLink
from ryddig.records.evidence import files
from ryddig.reports.law import Law, law_for
from ryddig.reports.telling import Teller

Answer = Callable[[HttpRequest], HttpResponseBase]
Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class GuestDesk:
    """One request's guest, and what they are a guest at. `others`: links to other desks this browser has come with."""

    link: SupplierLink
    others: tuple[SupplierLink, ...]
    on: date

    @property
    def guest(self) -> Guest:
        """As services and queries know them."""
        return guest_of_link(self.link)

    @property
    def organisation(self) -> Organisation:
        """The buyer."""
        return self.link.organisation

    @property
    def contract(self) -> Contract:
        """The contract this is about."""
        return self.link.contract

    @property
    def supplier(self) -> Supplier:
        """The firm the guest comes from."""
        return self.link.supplier

    @property
    def name(self) -> str:
        """The guest's own name, for their eyes only."""
        return self.link.contact.name

    @property
    def language(self) -> str:
        """nb, nn, en, pl or lt."""
        return self.link.contact.language

    @property
    def law(self) -> Law:
        """The buyer's lawbook."""
        return law_for(self.organisation.layers)

    @property
    def book(self) -> Book:
        """The buyer's book."""
        return self.law.book

    @property
    def teller(self) -> Teller:
        """Says things of the book. Its own sentences are in nb, nn and en only; law words are in all five."""
        return self.law.teller


class PortalMiddleware:
    """Stands after the office's language and before the log-in. Pages outside the portal pass by untouched."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(session.PATH):
            return self.answer(request)
        request.user = AnonymousUser()
        desk = _desk(request)
        request.guest_desk = desk  # type: ignore[attr-defined]  # a request may carry more than Django's own
        with translation.override(desk.language if desk is not None else _asked_language(request)):
            response = self.answer(request)
            response.headers["Content-Language"] = translation.get_language() or "nb"
        _private(response)
        if desk is not None and session.is_ageing(request) and session.COOKIE not in response.cookies:
            session.keep(response, session.link_ids(request))
        return response


def _desk(request: HttpRequest) -> GuestDesk | None:
    ids, on = session.link_ids(request), timezone.localdate()
    links = open_links(ids, on=on) if ids else []
    return GuestDesk(links[0], tuple(links[1:]), on) if links else None


def _asked_language(request: HttpRequest) -> str:
    """Of somebody we do not know: what they chose, else what their browser asks for, else bokmål."""
    given = request.COOKIES.get(session.LANGUAGE_COOKIE, "")
    asked = given or translation.get_language_from_request(request)
    return asked if asked in PortalLanguage.values else PortalLanguage.NB.value


def _private(response: HttpResponseBase) -> None:
    """Nothing of the portal is kept by a cache, told to other sites or found by a search engine.

    The referrer is never more than the host, so never a token. Without any, browsers call the sender of a form `null`,
    and Django refuses it.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"


def desk_of(request: HttpRequest) -> GuestDesk | None:
    """The request's desk; None for a browser without a link that opens."""
    desk: GuestDesk | None = getattr(request, "guest_desk", None)
    return desk


def guest_of(request: HttpRequest) -> Guest:
    """Who asks. Raises ObjectDoesNotExist where nobody does."""
    desk = desk_of(request)
    if desk is None:
        raise ObjectDoesNotExist
    return desk.guest


def for_guest(page: Page) -> Page:
    """Hand the page its GuestDesk as second argument. Without a link a page that says how to come in; what is not the
    guest's is 404; a refusal is told with its cure."""

    @login_not_required
    @wraps(page)
    def with_desk(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request._messages = session.PortalMessages(request)  # type: ignore[attr-defined]  # noqa: SLF001 - where Django's messages look
        desk = desk_of(request)
        if desk is None:
            return render(request, "portal/closed.html", status=403)
        try:
            return page(request, desk, *args, **kwargs)
        except (ObjectDoesNotExist, Http404):
            return render(request, "portal/not_found.html", {"desk": desk}, status=404)
        except (UserCanFix, AskAgainLater) as error:
            return _refused(request, desk, error)

    return with_desk


def open_to_all(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the portal that needs no link."""

    @login_not_required
    @wraps(page)
    def without_desk(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request._messages = session.PortalMessages(request)  # type: ignore[attr-defined]  # noqa: SLF001 - where Django's messages look
        return page(request, *args, **kwargs)

    return without_desk


def refuse_left_out(request: HttpRequest) -> None:
    """Raises UserCanFix where a file of the form was too large and left out while it came."""
    _read = request.FILES  # a form is read when somebody asks for it, and files are left out then
    files.refuse_left_out(getattr(request, "files_left_out", ()))


def left_out_told(request: HttpRequest) -> bool:
    """The same as a message, for a page that keeps the rest of the form."""
    try:
        refuse_left_out(request)
    except UserCanFix as error:
        messages.error(request, f"{said(error)} {cure(error)}")
        return True
    return False


def said(error: RyddigError) -> str:
    """What was wrong, in the guest's language."""
    return translation.gettext(error.message) % error.params if error.params else translation.gettext(error.message)


def cure(error: RyddigError) -> str:
    """What to do, in the guest's language; empty when nothing is told."""
    if not error.hint:
        return ""
    return translation.gettext(error.hint) % error.params if error.params else translation.gettext(error.hint)


def _refused(request: HttpRequest, desk: GuestDesk, error: RyddigError) -> HttpResponse:
    status = 400 if isinstance(error, UserCanFix) else 503
    context = {"desk": desk, "said": said(error), "cure": cure(error)}
    return render(request, "portal/refused.html", context, status=status)
