"""Shapes that several resources share. What comes in is taken as it is or refused: nothing is turned into anything."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model
from ninja import P, PathEx, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from ryddig.api.problems import Problem
from ryddig.domain.decision import Because
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.reports.telling import Reason, Teller

LARGEST_ID = 2**53 - 1
LARGEST_ORE = 10**15
MOST_ROWS = 100
LAST_PAGE = 10_000
Shape = TypeVar("Shape")
Row = TypeVar("Row", bound=Model)

Id = PathEx[int, P(ge=1, le=LARGEST_ID)]
GivenId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Ore = Annotated[int, Field(ge=0, le=LARGEST_ORE)]


def _day(given: object) -> object:
    """A date is a text of ten characters and nothing else: pydantic would take 0 for 1 January 1970."""
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or len(given) != len("2026-01-01"):
        raise ValueError("expected a date as YYYY-MM-DD")
    return date.fromisoformat(given)


def _near(given: date) -> date:
    if not date(1990, 1, 1) <= given <= date(2100, 12, 31):
        raise ValueError("expected a date between 1990 and 2100")
    return given


def _storable(given: str) -> str:
    """A lone surrogate can be written in JSON and stored nowhere."""
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise ValueError("expected text that can be stored") from error
    return given


IsoDate = Annotated[date, BeforeValidator(_day), AfterValidator(_near)]
LINE = r"^[^\x00-\x1f\x7f]*$"


Line = Annotated[str, StringConstraints(max_length=1000, pattern=LINE), AfterValidator(_storable)]
"""One line of text, without control characters."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=LINE), AfterValidator(_storable)]


class Given(Schema):
    """What comes in: no field that is not named, no value of another kind."""

    model_config = ConfigDict(strict=True, extra="forbid")


class PageAsked(Schema):
    """Which rows of a list."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
    size: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 25


class Listed(Schema, Generic[Shape]):
    """Some rows of a list. `total`: how many there are in all; a page past the last is empty."""

    total: int
    page: int
    size: int
    rows: list[Shape]


def cut_out(rows: ScopedQuerySet[Row], asked: PageAsked) -> tuple[int, list[Row]]:
    """How many in all, and the page asked for, in two queries. `rows` must be in an order of their own."""
    first = (asked.page - 1) * asked.size
    return rows.count(), list(rows[first : first + asked.size])


class SourceOut(Schema):
    """Where in the law it stands."""

    act: str
    at: str
    link: str


class ReasonOut(Schema):
    """One reason, the same that a page shows under *Why?*.

    `status`: official, proposed, lapsed, disputed or unverified; only what is official carries a sanction.
    """

    text: str
    answer: str
    rule: str = ""
    rule_name: str = ""
    since: date | None = None
    value: str = ""
    status: str = ""
    source: SourceOut | None = None
    other_reading: bool = False


def reasons(stored: Iterable[Because | Mapping[str, Any]], facts: Mapping[str, Any], teller: Teller) -> list[ReasonOut]:
    """Stored reasons told."""
    return [_reason(one) for one in teller.reasons(stored, facts)]


def _reason(one: Reason) -> ReasonOut:
    source = SourceOut(act=one.source.act, at=one.source.at, link=one.source.link) if one.source else None
    return ReasonOut(
        text=one.text,
        answer=one.answer,
        rule=one.rule,
        rule_name=one.rule_name,
        since=one.since,
        value=one.value,
        status=one.status,
        source=source,
        other_reading=one.other_reading,
    )


READ = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
"""Answers of every reading resource but the good one."""
WRITE = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
