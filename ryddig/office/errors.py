"""Errors as pages: what the person can mend, what belongs to somebody else, what their role does not reach."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix
from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.accounts.access import NotAllowed

Answer = Callable[[HttpRequest], HttpResponse]


class ErrorsMiddleware:
    """Another buyer's thing is 404, a role too small 403 with the reason, a refusal 400 with the cure."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django asks here for every exception of a view; None leaves it to Django (500, and an entry in the log)."""
        if isinstance(exception, ObjectDoesNotExist):
            raise Http404 from exception
        desk = getattr(request, "desk", None)
        if desk is None or not isinstance(exception, RyddigError):
            return None
        if isinstance(exception, NotAllowed):
            return _page(request, desk, exception, status=403)
        if isinstance(exception, UserCanFix):
            return _page(request, desk, exception, status=400)
        return _page(request, desk, exception, status=503) if isinstance(exception, AskAgainLater) else None


def _page(request: HttpRequest, desk: Desk, error: RyddigError, *, status: int) -> HttpResponse:
    context = {"said": said(desk, error), "cure": cure(desk, error), "status": status}
    return render(request, "office/refused.html", context, status=status)


def said(desk: Desk, error: RyddigError) -> str:
    """What was wrong, in the user's language."""
    return desk.teller.tell(Message(error.message, error.params))


def cure(desk: Desk, error: RyddigError) -> str:
    """What to do, in the user's language; empty when nothing is told."""
    return desk.teller.tell(Message(error.hint, error.params)) if error.hint else ""


def attempt(request: HttpRequest, desk: Desk, change: Callable[[], object], *, done: str) -> bool:
    """Make a change; say `done` (empty: nothing), or what was wrong and the cure.

    A role that does not reach goes on to its own page.
    """
    try:
        change()
    except NotAllowed:
        raise
    except UserCanFix as error:
        messages.error(request, f"{said(desk, error)} {cure(desk, error)}".strip())
        return False
    if done:
        messages.success(request, done)
    return True
