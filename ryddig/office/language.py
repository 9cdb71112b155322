"""Which language a page speaks: the person's own choice, else the cookie, else bokmål. The browser is not asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ryddig.records.accounts.models import Language

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Stands after the authentication middleware, since the choice lies on the user."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """nb, nn or en."""
    given = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        given = request.user.language
    return given if given in Language.values else Language.NB.value
