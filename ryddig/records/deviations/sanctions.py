"""Sanctions: one person proposes, another confirms or refuses; nothing counts before that. And the tip to an authority.

Both look at the ladder anew: a step that has closed since it was proposed cannot be confirmed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from ryddig.domain.deviations import due_after
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.reactions import TERMINATION
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.deviations.ladder import need_step
from ryddig.records.deviations.models import Deviation, DeviationStep, SanctionDecision, StepKind
from ryddig.records.deviations.stepping import Told, locked, need_open, need_reason, take_step

TIP: Final = "sanctions.tip"
AUTHORITIES: Final = ("labour_inspectorate", "tax_administration", "police", "ocean_authority", "other")
State = SanctionDecision.State


@transaction.atomic
def propose_sanction(
    *,
    actor: Actor,
    deviation_id: int,
    sanction: str,
    reason: str,
    book: Book,
    on: date,
    amount_ore: int | None = None,
    seen: int | None = None,
) -> SanctionDecision:
    """Propose a sanction that is open, with the reason. Raises UserCanFix for one that is closed, takes no second
    person, or is proposed or decided already."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    need_open(deviation)
    step = need_step(actor, deviation, sanction, book=book, on=on)
    if not step.option.sanction.confirmed_by_second:
        raise UserCanFix("sanction.none", N_("This step is taken directly; it is no sanction."))
    _need_first(deviation, sanction)
    row = SanctionDecision.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        sanction=sanction,
        amount_ore=amount_ore,
        because=plain(list(step.because)),
        lawbook_version=book.version,
        reason=need_reason(reason),
        proposed_by_id=actor.user_id,
        proposed_on=on,
    )
    told = Told(
        reason=reason,
        rule=sanction,
        lawbook_version=book.version,
        because=step.because,
        facts=step.facts,
        figures={"sanction": row.pk, **({} if amount_ore is None else {"amount_ore": amount_ore})},
    )
    take_step(deviation, StepKind.SANCTION_PROPOSED, told, by=actor, on=on)
    return row


def _need_first(deviation: Deviation, sanction: str) -> None:
    rows = SanctionDecision.objects.visible_to(deviation).filter(deviation=deviation, sanction=sanction)
    if rows.filter(state__in=(State.PROPOSED, State.IN_FORCE)).exists():
        raise UserCanFix("sanction.twice", N_("This sanction is proposed or decided already."))


@transaction.atomic
def confirm_sanction(*, actor: Actor, sanction_id: int, reason: str, book: Book, on: date) -> SanctionDecision:
    """A second person agrees, and the sanction counts from today. The agreement's owner alone agrees to a termination.

    Raises UserCanFix when it is the same person, or when the step has closed since.
    """
    row, deviation = _waiting(actor, sanction_id)
    step = need_step(actor, deviation, row.sanction, book=book, on=on)
    row.from_on = on
    row.told = {"due_on": day.isoformat()} if (day := _due_on(step.option.sanction.deadline, book, on)) else {}
    return _decide(row, deviation, State.IN_FORCE, actor=actor, on=on, reason=reason, because=plain(list(step.because)))


@transaction.atomic
def refuse_sanction(*, actor: Actor, sanction_id: int, reason: str, on: date) -> SanctionDecision:
    """A second person says no, and why."""
    row, deviation = _waiting(actor, sanction_id)
    return _decide(row, deviation, State.REFUSED, actor=actor, on=on, reason=reason, because=[])


def _waiting(actor: Actor, sanction_id: int) -> tuple[SanctionDecision, Deviation]:
    found = SanctionDecision.objects.visible_to(actor).get(id=sanction_id)
    deviation = locked(actor, found.deviation_id)
    action = Action.TERMINATE if found.sanction == TERMINATION else Action.CONFIRM_SANCTION
    require(actor, action, Case.of(deviation.contract, second_to=found.proposed_by_id))
    row = SanctionDecision.objects.visible_to(actor).get(id=sanction_id)
    if row.state != State.PROPOSED:
        raise UserCanFix("sanction.decided", N_("Somebody has decided about this already."))
    if row.proposed_by_id == actor.user_id:
        text = N_("You proposed this sanction. Another person must decide about it.")
        raise UserCanFix("sanction.same_person", text, hint=N_("Ask a colleague, the coordinator or the leader."))
    return row, deviation


def _decide(
    row: SanctionDecision,
    deviation: Deviation,
    state: SanctionDecision.State,
    *,
    actor: Actor,
    on: date,
    reason: str,
    because: list[Any],
) -> SanctionDecision:
    row.state, row.confirmed_by_id, row.confirmed_on = state, actor.user_id, on
    row.confirmed_reason = need_reason(reason)
    row.save()
    kind = StepKind.SANCTION_CONFIRMED if state == State.IN_FORCE else StepKind.SANCTION_REFUSED
    told = Told(reason=reason, rule=row.sanction, because=because, figures={"sanction": row.pk})
    take_step(deviation, kind, told, by=actor, on=on)
    return row


@transaction.atomic
def lift_sanction(*, actor: Actor, sanction_id: int, reason: str, on: date) -> SanctionDecision:
    """The sanction ends today, or the proposal is taken back by the one who made it."""
    found = SanctionDecision.objects.visible_to(actor).get(id=sanction_id)
    deviation = locked(actor, found.deviation_id, action=Action.HANDLE_DEVIATION)
    row = SanctionDecision.objects.visible_to(actor).get(id=sanction_id)
    if row.state not in (State.PROPOSED, State.IN_FORCE):
        raise UserCanFix("sanction.not_standing", N_("The sanction no longer stands."))
    if row.sanction == TERMINATION and row.state == State.IN_FORCE:
        raise UserCanFix("sanction.terminated", N_("A termination cannot be lifted."))
    row.state, row.lifted_on = State.LIFTED, on
    row.save(update_fields=["state", "lifted_on"])
    told = Told(reason=need_reason(reason), rule=row.sanction, figures={"sanction": row.pk})
    take_step(deviation, StepKind.SANCTION_LIFTED, told, by=actor, on=on)
    return row


def _due_on(rule: str, book: Book, on: date) -> date | None:
    """The last day the step gives the supplier, where it has one."""
    found = due_after(rule, on, book) if rule else None
    return None if found is None else found.on


@transaction.atomic
def record_tip(
    *, actor: Actor, deviation_id: int, authority: str, reason: str, book: Book, on: date, seen: int | None = None
) -> DeviationStep:
    """An authority has been tipped off. The buyer passes on what it has seen and investigates nothing."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    need_open(deviation)
    if authority not in AUTHORITIES:
        raise UserCanFix("tip.no_authority", N_("Choose which authority was tipped off."))
    step = need_step(actor, deviation, TIP, book=book, on=on)
    figures: Mapping[str, Any] = {"authority": authority}
    told = Told(
        reason=need_reason(reason), rule=TIP, lawbook_version=book.version, because=step.because, figures=figures
    )
    return take_step(deviation, StepKind.TIP_SENT, told, by=actor, on=on)
