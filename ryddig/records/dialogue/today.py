"""What the dialogue and the chain ask of a person today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.models import Meeting, MeetingDecision
from ryddig.records.dialogue.queries import late_decisions, meetings_near
from ryddig.records.followup.today import Source, ToDo
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.records.reviews.chain_queries import waiting_firms

MOST: Final = 20
SOON: Final = timedelta(days=7)


def _firms(viewer: Actor, on: date) -> ScopedQuerySet[ChainFirm]:
    return waiting_firms(viewer, before=on + SOON)


def _tell_firms(rows: ScopedQuerySet[ChainFirm], viewer: Actor, on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        if _may(viewer, Action.APPROVE_SUBCONTRACTOR, row.contract):
            yield _firm(row, on)


def _decisions(viewer: Actor, on: date) -> ScopedQuerySet[MeetingDecision]:
    return late_decisions(viewer, on=on)


def _tell_decisions(rows: ScopedQuerySet[MeetingDecision], viewer: Actor, _on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        if _may(viewer, Action.HOLD_DIALOGUE, row.contract):
            yield _decision(row)


def _meetings(viewer: Actor, on: date) -> ScopedQuerySet[Meeting]:
    return meetings_near(viewer, before=on + SOON)


def _tell_meetings(rows: ScopedQuerySet[Meeting], viewer: Actor, on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        if _may(viewer, Action.HOLD_DIALOGUE, row.contract):
            yield _minutes(row) if row.on < on else _coming(row, on)


def _firm(row: ChainFirm, on: date) -> ToDo:
    text = N_("%(said)s waits for approval as subcontractor. The answer is due on %(day)s.")
    return ToDo(
        kind="chain",
        what=N_("Answer about a subcontractor"),
        urgency=85 if row.answer_by is not None and row.answer_by < on else 68,
        why=Message(text, {"said": row.supplier.name, "day": row.answer_by}),
        button=N_("Answer"),
        url_name="office:chain",
        target=row.contract_id,
        contract=row.contract,
        firm=row.supplier,
        due_on=row.answer_by,
    )


def _decision(row: MeetingDecision) -> ToDo:
    return ToDo(
        kind="decision",
        what=N_("Ask about a decision"),
        urgency=62,
        why=Message(N_("Decided on %(day)s: %(said)s"), {"day": row.meeting.on, "said": row.text}),
        button=N_("Open the plan"),
        url_name="office:dialogue",
        target=row.contract_id,
        contract=row.contract,
        due_on=row.due_on,
    )


def _minutes(row: Meeting) -> ToDo:
    return ToDo(
        kind="minutes",
        what=N_("Write the minutes"),
        urgency=58,
        why=Message(N_("The meeting was on %(day)s, and there are no minutes."), {"day": row.on}),
        button=N_("Write the minutes"),
        url_name="office:meeting",
        target=row.contract_id,
        then=(row.pk,),
        contract=row.contract,
    )


def _coming(row: Meeting, on: date) -> ToDo:
    return ToDo(
        kind="meeting",
        what=N_("A meeting is near"),
        urgency=72 if row.on == on else 45,
        why=Message(N_("The meeting is on %(day)s. Look at the agenda before it."), {"day": row.on}),
        button=N_("Open the agenda"),
        url_name="office:meeting",
        target=row.contract_id,
        then=(row.pk,),
        contract=row.contract,
        due_on=row.on,
    )


def _may(viewer: Actor, action: Action, contract: Contract) -> bool:
    return bool(may(viewer, action, Case.of(contract)))


DIALOGUE_TODAY: Final = (
    Source(_firms, _tell_firms),
    Source(_decisions, _tell_decisions),
    Source(_meetings, _tell_meetings),
)
"""Firms to answer about within a week, decisions that are due, the week's meetings, and those without minutes."""
