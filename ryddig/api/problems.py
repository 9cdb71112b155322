"""The one shape of an error: problem details (RFC 9457), told in the caller's language."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel, Field

from ryddig.domain.errors import AskAgainLater, OurFault, RyddigError
from ryddig.domain.words import Message
from ryddig.records.accounts.access import NotAllowed
from ryddig.reports.law import law_for

CONTENT_TYPE = "application/problem+json"
KIND = "urn:ryddig:problem:"


class Fault(BaseModel):
    """What was wrong with one field. `place`: its path from `body`, `query`, `path` or `header` on."""

    place: list[str | int]
    message: str


class Problem(BaseModel):
    """An error (RFC 9457). `type` ends in the error's code; `hint` says what to do about it."""

    type: str
    title: str
    status: int
    detail: str = ""
    hint: str = ""
    errors: list[Fault] = Field(default_factory=list)


def problem(status: int, code: str, detail: str = "", *, hint: str = "", errors: Iterable[Fault] = ()) -> HttpResponse:
    """An error as an answer."""
    said = Problem(
        type=KIND + code,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        hint=hint,
        errors=list(errors),
    )
    body = json.dumps(said.model_dump(exclude_defaults=True), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)


def problem_of(error: RyddigError) -> HttpResponse:
    """One of ours: what was wrong and what to do, never more."""
    status = 422
    if isinstance(error, NotAllowed):
        status = 403
    elif isinstance(error, AskAgainLater):
        status = 429 if error.code == "api.too_often" else 503
    elif isinstance(error, OurFault):
        return problem(500, "fault")
    answer = problem(status, error.code, _told(error.message, error.params), hint=_told(error.hint, error.params))
    if status in {429, 503}:
        answer.headers["Retry-After"] = "60"
    return answer


def _told(text: str, params: Mapping[str, object]) -> str:
    return law_for([]).teller.tell(Message(text, params)) if text else ""
