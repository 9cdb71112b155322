"""A deviation in the supplier's words: what happened, what was decided and why, and the money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.portal.desk_deviations import state_said
from ryddig.portal.frame import GuestDesk
from ryddig.records.deviations.guest_queries import (
    awaited,
    claims_for,
    letters_about,
    measures_for,
    next_day,
    steps_for,
)
from ryddig.records.deviations.ledger import balance_of
from ryddig.records.deviations.ledger_models import MoneyClaim
from ryddig.records.deviations.models import Deviation, DeviationStep, StepKind
from ryddig.records.evidence.models import Evidence
from ryddig.reports.formats import day, kroner

SAID: Final[Mapping[str, str]] = {
    StepKind.VIEW_ASKED: N_("%(buyer)s asked for your view by %(due)s"),
    StepKind.VIEW_GIVEN: N_("You gave your view"),
    StepKind.CORRECTION_DEMANDED: N_("%(buyer)s demanded correction by %(due)s"),
    StepKind.CORRECTION_CLAIMED: N_("You sent a correction"),
    StepKind.CORRECTION_ACCEPTED: N_("%(buyer)s accepted the correction"),
    StepKind.CORRECTION_REFUSED: N_("%(buyer)s did not accept the correction"),
    StepKind.PLAN_DEMANDED: N_("%(buyer)s demanded an action plan by %(due)s"),
    StepKind.PLAN_GIVEN: N_("You sent an action plan"),
    StepKind.PLAN_AGREED: N_("The action plan was agreed"),
    StepKind.PLAN_REFUSED: N_("%(buyer)s did not accept the action plan"),
    StepKind.LEARNING_AGREED: N_("A learning period was agreed"),
    StepKind.DEADLINE_MOVED: N_("%(buyer)s moved the deadline to %(due)s"),
    StepKind.SANCTION_CONFIRMED: N_("%(buyer)s decided: %(sanction)s"),
    StepKind.SANCTION_LIFTED: N_("%(buyer)s lifted: %(sanction)s"),
    StepKind.CLOSED: N_("%(buyer)s closed the matter"),
    StepKind.WITHDRAWN: N_("%(buyer)s withdrew the deviation"),
}
THANKS: Final[Mapping[str, str]] = {
    "view": N_("Thank you. Your view is received. You see here what it leads to."),
    "correction": N_("Thank you. The correction is received, and will be looked at. You see here what is decided."),
    "measure": N_("The measure is in the plan. Add more, or send the plan."),
    "plan": N_("Thank you. The plan is received. You see here whether it is agreed."),
    "progress": N_("Thank you. The progress is received."),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One thing that happened. `reason`: the buyer's words; `own`: what the supplier wrote; `files`: name, address."""

    day: str
    said: str
    reason: str
    own: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A sum that is withheld or claimed: by which term, what it stands at today."""

    said: str
    place: str
    text: str
    lines: tuple[str, ...]


def context(desk: GuestDesk, deviation: Deviation) -> dict[str, Any]:
    """What the page needs beside the forms."""
    asked = next_day(deviation)
    return {
        "state": state_said(deviation),
        "asked": asked[0] if asked else "",
        **{f"{name}_awaited": due is not None and done is None for name, due, done in awaited(deviation)},
        "late": asked is not None and asked[1] < desk.on,
        "letters": letters_about(desk.guest, deviation),
        "steps": list(steps(desk, deviation)),
        "measures": list(measures_for(desk.guest, deviation)),
        "claims": [claim(row, desk) for row in claims_for(desk.guest, deviation)],
    }


def steps(desk: GuestDesk, deviation: Deviation) -> Iterator[ShownStep]:
    """What has happened, newest first."""
    for step in reversed(steps_for(desk.guest, deviation)):
        statement = getattr(step, "statement", None)
        files = tuple(own_file(deviation, one.evidence) for one in step.files.all() if one.evidence.name)
        yield ShownStep(day(step.on), _said(step, desk), step.reason, statement.text if statement else "", files)


def own_file(deviation: Deviation, evidence: Evidence) -> tuple[str, str]:
    """The name of a file and where the firm fetches it again."""
    return evidence.name, reverse("portal:deviation_file", args=[deviation.pk, evidence.pk])


def _said(step: DeviationStep, desk: GuestDesk) -> str:
    sanction = desk.book.library.sanctions.get(step.rule)
    places = {
        "buyer": str(desk.organisation),
        "due": day(step.due_on),
        "sanction": sanction.name.in_language(desk.language).lower() if sanction else "",
    }
    return gettext(SAID[step.kind]) % places


def claim(row: MoneyClaim, desk: GuestDesk) -> ShownClaim:
    """What a claim stands at today."""
    now = balance_of(row, on=desk.on)
    sanction = desk.book.library.sanctions.get(row.decision.sanction)
    name = sanction.name.in_language(desk.language) if sanction else ""
    lines = [gettext("By %(day)s it comes to %(sum)s.") % {"day": day(desk.on), "sum": kroner(now.accrued_ore)}]
    if now.held_ore:
        lines.append(gettext("Kept back until now: %(sum)s.") % {"sum": kroner(now.held_ore)})
    if now.released_ore:
        lines.append(gettext("Paid out to you: %(sum)s.") % {"sum": kroner(now.released_ore)})
    if now.to_pay_out_ore:
        lines.append(gettext("To be paid out to you: %(sum)s.") % {"sum": kroner(now.to_pay_out_ore)})
    return ShownClaim(name, row.term.place, row.term.text, tuple(lines))


def thanks(name: str) -> str:
    """What is said when an answer is kept."""
    return gettext(THANKS[name])
