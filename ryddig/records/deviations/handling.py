"""What the buyer asks, demands and accepts in a deviation that is open, until it is closed."""

from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.deviations import CLARIFY, CORRECTION, Grade, correction_due, view_due
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor
from ryddig.records.deviations.ladder import need_step
from ryddig.records.deviations.models import Deviation, DeviationStep, Measure, SanctionDecision, StepKind
from ryddig.records.deviations.stepping import Told, day_given, handled, locked, need_reason, take_step


@transaction.atomic
def ask_for_view(
    *,
    actor: Actor,
    deviation_id: int,
    book: Book,
    on: date,
    due_on: date | None = None,
    question: str = "",
    seen: int | None = None,
) -> DeviationStep:
    """Ask the supplier how it sees the matter, and for documents. `due_on` None: by rule."""
    deviation = handled(actor, deviation_id, seen)
    proposed = view_due(book, on)
    day = day_given(due_on, proposed, on=on)
    told = Told(
        reason=question,
        rule=CLARIFY,
        lawbook_version=book.version,
        because=[proposed.because] if proposed else [],
        due_on=day,
        set={"view_due_on": day, "view_given_on": None},
    )
    return take_step(deviation, StepKind.VIEW_ASKED, told, by=actor, on=on)


@transaction.atomic
def demand_correction(
    *,
    actor: Actor,
    deviation_id: int,
    demand: str,
    book: Book,
    on: date,
    due_on: date | None = None,
    seen: int | None = None,
) -> DeviationStep:
    """Written notice and a last day for correction. Raises UserCanFix while the breach is in doubt: doubt may be
    clarified, not corrected."""
    deviation = handled(actor, deviation_id, seen)
    step = need_step(actor, deviation, CORRECTION, book=book, on=on)
    proposed = correction_due(Grade(deviation.grade), deviation.theme, book, on=on)
    day = day_given(due_on, proposed, on=on)
    told = Told(
        reason=need_reason(demand),
        rule=CORRECTION,
        lawbook_version=book.version,
        because=(*step.because, *([proposed.because] if proposed else [])),
        facts=step.facts,
        due_on=day,
        set={"correction_due_on": day, "correction_claimed_on": None, "corrected_on": None},
    )
    return take_step(deviation, StepKind.CORRECTION_DEMANDED, told, by=actor, on=on)


@transaction.atomic
def accept_correction(
    *,
    actor: Actor,
    deviation_id: int,
    reason: str,
    on: date,
    seen: int | None = None,
) -> DeviationStep:
    """The proof is seen and it is corrected. What was paid back stands in rows of its own (`ledger`)."""
    deviation = handled(actor, deviation_id, seen)
    told = Told(reason=need_reason(reason), set={"corrected_on": on}, figures=_sums(deviation))
    return take_step(deviation, StepKind.CORRECTION_ACCEPTED, told, by=actor, on=on)


@transaction.atomic
def refuse_correction(
    *, actor: Actor, deviation_id: int, reason: str, on: date, due_on: date | None = None, seen: int | None = None
) -> DeviationStep:
    """The proof does not show that it is corrected: what is lacking, and a new last day where one is given."""
    deviation = handled(actor, deviation_id, seen)
    changes: dict[str, object] = {"correction_claimed_on": None, "corrected_on": None}
    if due_on is not None:
        changes["correction_due_on"] = day_given(due_on, None, on=on)
    told = Told(reason=need_reason(reason), due_on=due_on, set=changes)
    return take_step(deviation, StepKind.CORRECTION_REFUSED, told, by=actor, on=on)


@transaction.atomic
def move_deadline(
    *, actor: Actor, deviation_id: int, which: str, due_on: date, reason: str, on: date, seen: int | None = None
) -> DeviationStep:
    """A new last day for the view, the correction or the plan, with the reason."""
    deviation = handled(actor, deviation_id, seen)
    column = DEADLINES.get(which, "")
    before = getattr(deviation, column, None)
    if before is None:
        raise UserCanFix("deviation.no_deadline", N_("There is no such deadline to move."))
    day = day_given(due_on, None, on=on)
    figures = {"which": which, "before": before}
    told = Told(reason=need_reason(reason), due_on=day, figures=figures, set={column: day})
    return take_step(deviation, StepKind.DEADLINE_MOVED, told, by=actor, on=on)


DEADLINES: Final = {"view": "view_due_on", "correction": "correction_due_on", "plan": "plan_due_on"}


@transaction.atomic
def note(*, actor: Actor, deviation_id: int, text: str, on: date, seen: int | None = None) -> DeviationStep:
    """Something that happened, in the timeline."""
    deviation = locked(actor, deviation_id, action=Action.NOTE_DEVIATION, seen=seen)
    return take_step(deviation, StepKind.NOTED, Told(reason=need_reason(text)), by=actor, on=on)


@transaction.atomic
def close_deviation(
    *,
    actor: Actor,
    deviation_id: int,
    reason: str,
    on: date,
    seen: int | None = None,
) -> DeviationStep:
    """Closed, with the reason and what has been paid back. Raises UserCanFix while a breach is not corrected, a
    measure is not done, or a sanction stands or waits."""
    deviation = handled(actor, deviation_id, seen)
    _need_settled(deviation)
    told = Told(
        reason=need_reason(reason),
        set={"state": Deviation.State.CLOSED, "closed_on": on},
        figures=_sums(deviation),
    )
    return take_step(deviation, StepKind.CLOSED, told, by=actor, on=on)


def _need_settled(deviation: Deviation) -> None:
    if deviation.certain and deviation.corrected_on is None and not _terminated(deviation):
        text = N_("The breach is not corrected yet.")
        hint = N_("Accept the correction when its proof is here, or withdraw the deviation if it was none.")
        raise UserCanFix("deviation.not_corrected", text, hint=hint)
    measures = Measure.objects.visible_to(deviation).filter(deviation=deviation)
    waiting = measures.exclude(state__in=(Measure.State.VERIFIED, Measure.State.DROPPED)).count()
    if waiting and deviation.plan_agreed_on is not None and not _terminated(deviation):
        text = N_("%(number)s measures of the plan are not done and seen.")
        raise UserCanFix("deviation.plan_open", text, params={"number": waiting})
    states = (SanctionDecision.State.PROPOSED, SanctionDecision.State.IN_FORCE)
    standing = SanctionDecision.objects.visible_to(deviation).filter(deviation=deviation, state__in=states)
    if standing.exclude(sanction__in=LASTING).exists():
        text = N_("A sanction stands or waits for a second person.")
        raise UserCanFix("deviation.sanction_stands", text, hint=N_("Lift it or have it decided first."))


LASTING: Final = ("sanctions.termination", "sanctions.replace_subcontractor")
"""What is done once and stands after the deviation is closed."""


def _terminated(deviation: Deviation) -> bool:
    rows = SanctionDecision.objects.visible_to(deviation).filter(deviation=deviation, sanction=LASTING[0])
    return rows.filter(state=SanctionDecision.State.IN_FORCE).exists()


@transaction.atomic
def withdraw_deviation(
    *, actor: Actor, deviation_id: int, reason: str, on: date, seen: int | None = None
) -> DeviationStep:
    """It was no deviation after all. It stays readable, and never counts as an earlier one."""
    deviation = handled(actor, deviation_id, seen)
    states = (SanctionDecision.State.PROPOSED, SanctionDecision.State.IN_FORCE)
    if SanctionDecision.objects.visible_to(actor).filter(deviation=deviation, state__in=states).exists():
        raise UserCanFix("deviation.sanction_stands", N_("A sanction stands or waits for a second person."))
    told = Told(reason=need_reason(reason), set={"state": Deviation.State.WITHDRAWN, "closed_on": on})
    return take_step(deviation, StepKind.WITHDRAWN, told, by=actor, on=on)


def _sums(deviation: Deviation) -> dict[str, int]:
    return {"owed_ore": deviation.owed_ore, "paid_back_ore": deviation.paid_back_ore}
