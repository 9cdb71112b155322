"""The card of the dialogue."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.office.desk import Desk
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.models import Meeting
from ryddig.records.dialogue.queries import decisions_of, meetings_of
from ryddig.reports.formats import day
from ryddig.reports.labels import label


def card(desk: Desk, contract: Contract) -> StepCard:
    """The next meeting, and how many decisions are open."""
    name, url = gettext("Plan and dialogue"), reverse("office:dialogue", args=[contract.pk])
    rows = list(meetings_of(desk.actor, contract.pk).exclude(state=Meeting.State.CANCELLED)[:10])
    decisions = list(decisions_of(desk.actor, contract.pk))
    late = sum(row.due_on is not None and row.due_on < desk.on for row in decisions)
    lines = [_meeting(row) for row in rows[:1]]
    if decisions:
        said = ngettext("%(n)s decision is open.", "%(n)s decisions are open.", len(decisions))
        lines.append(said % {"n": len(decisions)})
    if not rows:
        do = (f"{url}#new", gettext("Plan a meeting")) if desk.may(Action.HOLD_DIALOGUE, contract.unit_id) else ()
        return StepCard(name, url, gettext("no meeting yet"), QUIET, (), 0, do)
    if late:
        return StepCard(name, url, gettext("decisions are late"), WRONG, tuple(lines), late)
    planned = rows[0].state == Meeting.State.PLANNED
    return StepCard(
        name, url, label("meeting_state", rows[0].state).lower(), WAITING if planned else DONE, tuple(lines)
    )


def _meeting(row: Meeting) -> str:
    return f"{label('meeting_kind', row.kind)} {day(row.on)}."
