"""What a supplier's person sees of deviations: its own, from the day the buyer has written about them, and never what
the buyer keeps to itself."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Q

from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.deviations.ledger_models import MoneyClaim
from ryddig.records.deviations.letter_models import Letter
from ryddig.records.deviations.models import Deviation, DeviationStep, Measure, MeasureProgress, StepFile, StepKind

TOLD: Final = (
    StepKind.VIEW_ASKED,
    StepKind.VIEW_GIVEN,
    StepKind.CORRECTION_DEMANDED,
    StepKind.CORRECTION_CLAIMED,
    StepKind.CORRECTION_ACCEPTED,
    StepKind.CORRECTION_REFUSED,
    StepKind.PLAN_DEMANDED,
    StepKind.PLAN_GIVEN,
    StepKind.PLAN_AGREED,
    StepKind.PLAN_REFUSED,
    StepKind.LEARNING_AGREED,
    StepKind.DEADLINE_MOVED,
    StepKind.SANCTION_CONFIRMED,
    StepKind.SANCTION_LIFTED,
    StepKind.CLOSED,
    StepKind.WITHDRAWN,
)
"""Steps the supplier is told of, with the reason given. Notes, grades, proposals and tips are the buyer's own."""


def deviations_for(guest: Guest) -> ScopedQuerySet[Deviation]:
    """Deviations the firm has been written to about, newest first."""
    rows = Deviation.objects.visible_to(guest).filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    written = Letter.objects.visible_to(guest).filter(contract_id=guest.contract_id).values("deviation_id")
    asked = Q(view_due_on__isnull=False) | Q(correction_due_on__isnull=False) | Q(plan_due_on__isnull=False)
    return rows.filter(asked | Q(id__in=written)).select_related("contract", "firm", "supplier").order_by("-number")


def deviation_for(guest: Guest, deviation_id: int) -> Deviation:
    """One of them. Raises Deviation.DoesNotExist for any other."""
    return deviations_for(guest).get(id=deviation_id)


def steps_for(guest: Guest, deviation: Deviation) -> list[DeviationStep]:
    """What has happened, oldest first, as far as the supplier is told."""
    rows = DeviationStep.objects.visible_to(guest).filter(deviation=deviation, kind__in=TOLD)
    return list(rows.select_related("statement").prefetch_related("files__evidence").order_by("number"))


def letters_about(guest: Guest, deviation: Deviation) -> ScopedQuerySet[Letter]:
    """Letters about the deviation, oldest first."""
    rows = Letter.objects.visible_to(guest).filter(deviation=deviation, supplier_id=guest.supplier_id)
    return rows.select_related("opened").order_by("number")


def claims_for(guest: Guest, deviation: Deviation) -> ScopedQuerySet[MoneyClaim]:
    """What the buyer withholds or claims, so that the supplier can do the sums again."""
    rows = MoneyClaim.objects.visible_to(guest).filter(deviation=deviation)
    return rows.select_related("decision", "deviation", "term").prefetch_related("entries").order_by("number")


def measures_for(guest: Guest, deviation: Deviation) -> ScopedQuerySet[Measure]:
    """The measures of the plan, in order, with how each went."""
    rows = Measure.objects.visible_to(guest).filter(deviation=deviation)
    return rows.select_related("site").prefetch_related("progress__evidence").order_by("number")


def need_sent(guest: Guest, deviation: Deviation, evidence_id: int) -> None:
    """Raises Deviation.DoesNotExist for a file that the firm has not sent with an answer in this deviation."""
    steps = StepFile.objects.visible_to(guest).filter(step__deviation=deviation, step__kind__in=TOLD)
    progress = MeasureProgress.objects.visible_to(guest).filter(measure__deviation=deviation)
    if not any(rows.filter(evidence_id=evidence_id).exists() for rows in (steps, progress)):
        raise Deviation.DoesNotExist


def awaited(deviation: Deviation) -> Iterator[tuple[str, date | None, date | None]]:
    """What the supplier may be asked for: its name, the last day once it is asked for, and the day it came."""
    yield "view", deviation.view_due_on, deviation.view_given_on
    yield "correction", deviation.correction_due_on, deviation.corrected_on or deviation.correction_claimed_on
    yield "plan", deviation.plan_due_on, deviation.plan_given_on or deviation.plan_agreed_on


def next_day(deviation: Deviation) -> tuple[str, date] | None:
    """What is awaited from the supplier first, and by when: view, correction or plan."""
    found = [(due, what) for what, due, done in awaited(deviation) if due is not None and done is None]
    if deviation.state != Deviation.State.OPEN or not found:
        return None
    due, what = min(found)
    return what, due
