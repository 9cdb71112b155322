"""What a supplier's person sees of deviations: its own, from the day the buyer has written about them, and never what
the buyer keeps to itself."""

from datetime import date
from typing import Final

from django.db.models import Q

from ryddig.records.accounts.access import Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.deviations.ledger_models import MoneyClaim
from ryddig.records.deviations.letter_models import Letter
from ryddig.records.deviations.models import Deviation, DeviationStep, Measure, StepKind

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
    return rows.select_related("site").prefetch_related("progress").order_by("number")


def next_day(deviation: Deviation) -> tuple[str, date] | None:
    """What is awaited from the supplier first, and by when: view, correction or plan."""
    waits = (
        ("view", deviation.view_due_on, deviation.view_given_on),
        ("correction", deviation.correction_due_on, deviation.corrected_on or deviation.correction_claimed_on),
        ("plan", deviation.plan_due_on, deviation.plan_given_on or deviation.plan_agreed_on),
    )
    found = [(due, what) for what, due, done in waits if due is not None and done is None]
    if deviation.state != Deviation.State.OPEN or not found:
        return None
    due, what = min(found)
    return what, due
