"""The buyer's side of a delivered report: it is read, each thing it led to gets an outcome, and it is closed.

Nothing is collected in vain: a report closes only when every proposal is opened or set aside, and every missing answer,
contradiction and difference has been given an outcome. The supplier reads them on its receipt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.deviations.models import DeviationProposal, Origin
from ryddig.records.deviations.services import set_aside
from ryddig.records.selfreports import events, mails
from ryddig.records.selfreports.asking import locked, mail, need_state, record
from ryddig.records.selfreports.facts import meaning_of
from ryddig.records.selfreports.models import (
    SelfReport,
    SelfReportOutcome,
    SelfReportReader,
    SelfReportRequest,
    SelfReportWeighing,
)

PROPOSAL, MISSING, CONTRADICTION, DIFFERENCE = "proposal", "missing", "contradiction", "difference"
NOTE_LENGTH: Final = 4000


class Choice(models.TextChoices):
    """What comes of one thing in a report."""

    DEVIATION = "deviation", _("opened as a deviation")
    SET_ASIDE = "set_aside", _("no deviation")
    ACCEPTED = "accepted", _("accepted as it is")
    ASKED = "asked", _("the supplier is asked to answer")
    CORRECTED = "corrected", _("the register of contracts is corrected")
    CONTROL = "control", _("looked into in a control")
    MEETING = "meeting", _("taken up in the next meeting")


CHOICES: Final[Mapping[str, tuple[Choice, ...]]] = {
    PROPOSAL: (Choice.DEVIATION, Choice.SET_ASIDE),
    MISSING: (Choice.ASKED, Choice.CONTROL, Choice.MEETING, Choice.ACCEPTED),
    CONTRADICTION: (Choice.ASKED, Choice.CONTROL, Choice.MEETING, Choice.ACCEPTED),
    DIFFERENCE: (Choice.CORRECTED, Choice.ASKED, Choice.MEETING, Choice.ACCEPTED),
}
WITH_REASON: Final = frozenset({Choice.SET_ASIDE, Choice.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that needs an outcome. `name`: key of the proposal, or id of the question or cross-check. `place`: its
    number in the meaning. `proposal`: how it stands with the deviations."""

    kind: str
    name: str
    place: int
    proposal: DeviationProposal | None = None

    @property
    def key(self) -> str:
        """What a decision about it is given under."""
        return f"{self.kind}:{self.place}"

    @property
    def decided(self) -> str:
        """The choice that a person has made already among the deviations; else empty."""
        states = DeviationProposal.State
        made = {states.OPENED.value: Choice.DEVIATION.value, states.SET_ASIDE.value: Choice.SET_ASIDE.value}
        return made.get(self.proposal.state, "") if self.proposal is not None else ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person says of a point."""

    choice: str = ""
    reason: str = ""


def points_of(weighing: SelfReportWeighing) -> tuple[Point, ...]:
    """Everything in a delivered report that needs an outcome, in two queries."""
    return tuple(_points(weighing))


def _points(weighing: SelfReportWeighing) -> Iterator[Point]:
    meaning = meaning_of(weighing)
    rows = DeviationProposal.objects.visible_to(weighing).select_related("deviation")
    rows = rows.filter(origin=Origin.SELF_REPORT, origin_id=weighing.request_id)
    by_key = {row.key: row for row in rows}
    for place, key in enumerate(weighing.proposals):
        if key in by_key:
            yield Point(PROPOSAL, key, place, by_key[key])
    for place, name in enumerate(meaning.missing):
        yield Point(MISSING, name, place)
    for place, name in enumerate(meaning.contradictions):
        yield Point(CONTRADICTION, name, place)
    for place, one in enumerate(meaning.differences):
        yield Point(DIFFERENCE, one.question, place)


@transaction.atomic
def close_report(
    *, actor: Actor, request_id: int, decided: Mapping[str, Decided], note: str, on: date
) -> SelfReportOutcome:
    """Close a report with an outcome for each point, and have the receipt sent. `decided`: by the key of the point.

    A proposal that is not opened yet may be set aside here. Raises UserCanFix when an outcome or a reason is missing.
    """
    row = locked(actor, request_id)
    require(actor, Action.RECORD_CONTROL, Case.of(row.contract))
    need_state(row, SelfReportRequest.State.DELIVERED)
    weighing = SelfReportWeighing.objects.visible_to(actor).get(request=row, late=False)
    points = [_settled(point, decided.get(point.key, Decided()), actor=actor, on=on) for point in points_of(weighing)]
    outcome = SelfReportOutcome.objects.create(
        organisation_id=row.organisation_id,
        request=row,
        points=points,
        note=note.strip()[:NOTE_LENGTH],
        actor_id=actor.user_id,
        on=on,
    )
    row.state, row.closed_on = SelfReportRequest.State.CLOSED, on
    row.save(update_fields=["state", "closed_on"])
    counted = {name: sum(point["choice"] == name for point in points) for name in Choice.values}
    record(events.REPORT_CLOSED, row, by=actor, on=on, outcome=outcome.pk, **{k: v for k, v in counted.items() if v})
    if row.contact.shredded_on is None:
        mail(row, mails.CLOSED, author=actor, on=on)
    return outcome


def _settled(point: Point, said: Decided, *, actor: Actor, on: date) -> dict[str, Any]:
    choice, reason = point.decided or said.choice, said.reason.strip()
    allowed = [one.value for one in CHOICES[point.kind]]
    undecided = point.kind == PROPOSAL and not point.decided
    if choice not in allowed or (undecided and choice == Choice.DEVIATION):
        text = N_("Something in the report still lacks an outcome.")
        hint = N_("Choose one for each, and open what is a deviation before you close the report.")
        raise UserCanFix("self_report.undecided", text, hint=hint, where=point.key)
    if point.decided and point.proposal is not None:
        reason = point.proposal.reason
    if choice in WITH_REASON and not reason:
        text = N_("A reason is missing where something is set aside or accepted as it is.")
        raise UserCanFix("self_report.no_reason", text, hint=N_("Write it: the supplier reads it."), where=point.key)
    if undecided and point.proposal is not None:
        set_aside(actor=actor, proposal_id=point.proposal.pk, reason=reason, on=on)
    return {"kind": point.kind, "name": point.name, "place": point.place, "choice": choice, "reason": reason}


@transaction.atomic
def note_reading(*, actor: Actor, report: SelfReport, on: date) -> None:
    """The person has read the report; the first time stands in the chain, and the supplier sees it."""
    _row, made = SelfReportReader.objects.visible_to(actor).get_or_create(
        organisation_id=actor.organisation_id, report=report, user_id=actor.user_id
    )
    if made:
        record(events.REPORT_READ, report.request, by=actor, on=on)
