"""The door itself: which resources there are, and how every error is told."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from ryddig.api import contracts, imports, judgements, lists, me, proof, totals
from ryddig.api.keys import ApiKey
from ryddig.api.problems import CONTENT_TYPE, Fault, problem, problem_of
from ryddig.domain.errors import RyddigError

ABOUT = """Contracts, what applies to them, why, and what is planned and found. Reading needs an API key of one seat;
changing needs one that may change, and an `Idempotency-Key` of the caller's own. Amounts are øre without VAT, dates
YYYY-MM-DD. Every error is problem details (RFC 9457). Texts come in nb, nn or en (`Accept-Language`)."""


class Door(NinjaAPI):
    """Says of every error that it is problem details."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**asked)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _shape_errors(operation["responses"])
        return schema


def _shape_errors(responses: dict[int, dict[str, Any]]) -> None:
    for status, response in responses.items():
        if int(status) >= 400 and "application/json" in response.get("content", {}):  # noqa: PLR2004 - HTTP's own
            response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}


door = Door(
    title="Ryddig",
    version="1",
    description=ABOUT,
    auth=ApiKey(),
    urls_namespace="api",
)
door.add_router("/me", me.router)
door.add_router("/contracts", contracts.router)
door.add_router("/contracts", judgements.router)
door.add_router("/contracts", proof.router)
door.add_router("/imports", imports.router)
door.add_router("", lists.router)
door.add_router("/totals", totals.router)


def _ours(_request: HttpRequest, error: RyddigError | type[RyddigError]) -> HttpResponse:
    return problem_of(error) if isinstance(error, RyddigError) else problem(500, "fault")


def _missing(_request: HttpRequest, _error: object) -> HttpResponse:
    return problem(404, "not_found")


def _no_key(_request: HttpRequest, _error: object) -> HttpResponse:
    answer = problem(401, "no_key")
    answer.headers["WWW-Authenticate"] = 'Bearer realm="ryddig"'
    return answer


def _unread(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    return problem(error.status_code if isinstance(error, HttpError) else 400, "bad_request")


def _invalid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """What was sent is never repeated: it may be what nobody else should read."""
    found = error.errors if isinstance(error, ValidationError) else []
    faults = [Fault(place=_place(one["loc"]), message=one["msg"]) for one in found]
    return problem(422, "invalid", errors=faults)


def _place(given: tuple[str | int, ...]) -> list[str | int]:
    """Where in what was sent. A name that the caller made up is part of it, cut short."""
    return [part if isinstance(part, int) else part[:100] for part in given]


door.add_exception_handler(RyddigError, _ours)
door.add_exception_handler(ObjectDoesNotExist, _missing)
door.add_exception_handler(Http404, _missing)
door.add_exception_handler(AuthenticationError, _no_key)
door.add_exception_handler(HttpError, _unread)
door.add_exception_handler(ValidationError, _invalid)


def addresses() -> list[URLPattern]:
    """The addresses. A key is asked for here, so the log-in is not."""
    patterns = [pattern for pattern in door.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        vars(pattern.callback)["login_required"] = False  # what login_not_required sets; a partial takes it too
    return patterns
