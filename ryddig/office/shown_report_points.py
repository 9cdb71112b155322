"""What needs an outcome before a self-report is closed, as fields of a form, and the outcomes afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.office.shown_reports import Told
from ryddig.records.selfreports.closing import (
    CHOICES,
    CONTRADICTION,
    DIFFERENCE,
    MISSING,
    PROPOSAL,
    Choice,
    Decided,
    Point,
)
from ryddig.records.selfreports.queries import ReportPage

KINDS = {
    PROPOSAL: N_("May be a deviation"),
    MISSING: N_("Not answered"),
    CONTRADICTION: N_("Does not fit together"),
    DIFFERENCE: N_("Other than registered"),
}
ALL_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One thing to decide about. `decided`: in words, where somebody has decided among the deviations. `open_url`:
    where it is opened as a deviation. `deviation_url`: the deviation it became. `given`: chosen and not stored."""

    key: str
    kind: str
    about: str
    reasons: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    decided: str = ""
    reason: str = ""
    open_url: str = ""
    deviation_url: str = ""
    given: Decided = field(default_factory=Decided)


def points(found: tuple[Point, ...], told: Told, posted: QueryDict, *, contract_id: int) -> list[ShownPoint]:
    """Everything that needs an outcome; missing answers are told apart, since they mostly get the same. `posted`: what
    a person has chosen and could not be stored."""
    shown = (_shown(point, told, contract_id) for point in found if point.kind != MISSING)
    return [replace(one, given=given_for(posted, one.key)) for one in shown]


def missing(found: tuple[Point, ...], told: Told) -> list[str]:
    """The questions without an answer."""
    return [told.teller.question(point.name) for point in found if point.kind == MISSING]


def missing_choices() -> list[tuple[str, str]]:
    """What may come of missing answers."""
    return [(one.value, str(one.label)) for one in CHOICES[MISSING]]


def _shown(point: Point, told: Told, contract_id: int) -> ShownPoint:
    choices = [(one.value, str(one.label)) for one in CHOICES[point.kind] if one is not Choice.DEVIATION]
    row = point.proposal
    undecided = row is not None and not point.decided
    deviation = row.deviation_id if row is not None else None
    return ShownPoint(
        key=point.key,
        kind=gettext(KINDS[point.kind]),
        about=_about(point, told),
        reasons=tuple(_reasons(point, told)),
        choices=() if point.decided else tuple(choices),
        decided=str(Choice(point.decided).label) if point.decided else "",
        reason=row.reason if row is not None else "",
        open_url=_open_url(contract_id, row.pk) if undecided and row is not None else "",
        deviation_url=reverse("office:deviation", args=[contract_id, deviation]) if deviation else "",
    )


def _open_url(contract_id: int, proposal_id: int) -> str:
    return f"{reverse('office:deviation_open', args=[contract_id])}?proposal={proposal_id}"


def _about(point: Point, told: Told) -> str:
    if point.kind == PROPOSAL:
        return told.teller.proposal(told.meaning.proposals[point.place])
    if point.kind == CONTRADICTION:
        return list(told.teller.contradictions(told.meaning))[point.place]
    return list(told.teller.differences(told.meaning))[point.place]


def _reasons(point: Point, told: Told) -> Iterator[str]:
    if point.kind == PROPOSAL:
        proposal = told.meaning.proposals[point.place]
        yield from filter(None, (told.teller.why(proposal),))
        yield from told.teller.reasons(proposal.because, told.facts)


def decided_in(posted: QueryDict, found: tuple[Point, ...]) -> dict[str, Decided]:
    """What a person chose, by the key of the point. What is said of missing answers holds for each of them."""
    return {point.key: given_for(posted, ALL_MISSING if point.kind == MISSING else point.key) for point in found}


def given_for(posted: QueryDict, key: str) -> Decided:
    """What a person chose and wrote under one key."""
    return Decided(posted.get(f"choice-{key}", ""), posted.get(f"reason-{key}", "")[:2000])


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """One outcome of a report that is closed."""

    kind: str
    about: str
    choice: str
    reason: str


def outcomes(page: ReportPage, told: Told) -> list[ShownOutcome]:
    """What came of each thing."""
    if page.outcome is None:
        return []
    found = []
    for one in page.outcome.points:
        about = _about_stored(one, told)
        kind, choice = KINDS[one["kind"]], str(Choice(one["choice"]).label)
        found.append(ShownOutcome(gettext(kind), about, choice, str(one["reason"])))
    return found


def _about_stored(point: Mapping[str, Any], told: Told) -> str:
    if point["kind"] == MISSING:
        return told.teller.question(point["name"])
    return _about(Point(point["kind"], point["name"], point["place"]), told)
