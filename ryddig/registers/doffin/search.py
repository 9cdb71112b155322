"""An answer of Doffin's search -> hits. Control characters stand unescaped in its texts; they become spaces."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.registers.strict_json import parse_json

_CONTROL: Final = bytes(range(0x20))
_SPACES: Final = bytes.maketrans(_CONTROL, b" " * len(_CONTROL))
_NUMBER: Final = r"^\d{4}-\d{1,9}$"


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="allow", frozen=True)


class _Party(_Model):
    organization_id: str | None = None
    name: str | None = None


class _Hit(_Model):
    id: str = Field(pattern=_NUMBER)
    buyer: tuple[_Party, ...] = ()
    heading: str | None = None
    type: str = ""
    all_types: tuple[str, ...] = ()
    status: str | None = None
    issue_date: datetime | None = None
    publication_date: date | None = None


class _Page(_Model):
    num_hits_total: int
    num_hits_accessible: int
    hits: tuple[_Hit, ...]


@dataclass(frozen=True, slots=True)
class NoticeHit:
    """One notice found. `number`: its Doffin number; `buyers`: organisation numbers that pass, in digits only.

    `status` is None for results. `published_on` comes up to a week after `issued_on`.
    """

    number: str
    buyers: frozenset[str]
    buyer_names: tuple[str, ...]
    heading: str
    kind: str
    kinds: frozenset[str]
    issued_on: date | None
    published_on: date | None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page. `total`: all that match; `reachable`: those that can be paged to, 1 000 at most."""

    total: int
    reachable: int
    hits: tuple[NoticeHit, ...] = field(repr=False)


def read_page(body: bytes) -> SearchPage:
    """One page of a search. Raises AskAgainLater when the answer is of another shape."""
    try:
        value = parse_json(body.translate(_SPACES), name="Doffin").value
        page = _Page.model_validate(value)
    except (UserCanFix, ValidationError):
        text = N_("Doffin sent an answer that Ryddig cannot read.")
        hint = N_("Try again later; if it goes on, the layout has changed.")
        raise AskAgainLater("doffin.layout", text, hint=hint) from None
    return SearchPage(page.num_hits_total, page.num_hits_accessible, tuple(map(_hit, page.hits)))


def _hit(hit: _Hit) -> NoticeHit:
    numbers = (read_orgnr(party.organization_id or "").digits for party in hit.buyer)
    return NoticeHit(
        hit.id,
        frozenset(number for number in numbers if number),
        tuple(party.name or "" for party in hit.buyer),
        heading=" ".join((hit.heading or "").split()),
        kind=hit.type,
        kinds=frozenset((hit.type, *hit.all_types)),
        issued_on=hit.issue_date.date() if hit.issue_date else None,
        published_on=hit.publication_date,
        status=hit.status,
    )
