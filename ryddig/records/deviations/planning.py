"""The binding action plan: demanded, filled with places and measures, agreed, followed until it is done; and the
learning period, in which measures come before sanctions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from ryddig.domain.deviations import ACTION_PLAN, plan_done_by, plan_due
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.deviations import events
from ryddig.records.deviations.ladder import need_step
from ryddig.records.deviations.models import Deviation, DeviationStep, Measure, ProductionSite, StepKind
from ryddig.records.deviations.stepping import (
    Told,
    day_given,
    handled,
    need_reason,
    record,
    take_step,
    touched,
)
from ryddig.records.deviations.supplier_side import need_text, of_supplier

NAME_LENGTH, TEXT_LENGTH = 100, 2000


@dataclass(frozen=True, slots=True)
class Site:
    """A place the plan is about, as it is told."""

    name: str
    country: str
    workers: int | None = None
    share: int | None = None
    chosen_because: str = ""
    tool: str = ""
    baseline: str = ""


@transaction.atomic
def demand_plan(
    *,
    actor: Actor,
    deviation_id: int,
    demand: str,
    book: Book,
    on: date,
    due_on: date | None = None,
    seen: int | None = None,
) -> DeviationStep:
    """Demand a binding plan with measures, owners and dates. Only where the ladder has it open."""
    deviation = handled(actor, deviation_id, seen)
    step = need_step(actor, deviation, ACTION_PLAN, book=book, on=on)
    proposed = plan_due(book, on)
    day = day_given(due_on, proposed, on=on)
    told = Told(
        reason=need_reason(demand),
        rule=ACTION_PLAN,
        lawbook_version=book.version,
        because=(*step.because, *([proposed.because] if proposed else [])),
        facts=step.facts,
        due_on=day,
        set={"plan_due_on": day, "plan_given_on": None, "plan_agreed_on": None},
    )
    return take_step(deviation, StepKind.PLAN_DEMANDED, told, by=actor, on=on)


@transaction.atomic
def add_site(*, author: Actor | Guest, deviation_id: int, site: Site, on: date) -> ProductionSite:
    """A place the plan is about, from the supplier or from the buyer's person who writes it down."""
    deviation = of_supplier(author, deviation_id, None)
    _need_not_agreed(deviation)
    if not site.name.strip() or not site.country.strip():
        raise UserCanFix("plan.site_untold", N_("Give the name and the country of the place."))
    rows = ProductionSite.objects.visible_to(author).filter(deviation=deviation)
    row = ProductionSite.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        number=_next(rows.aggregate(last=Max("number"))),
        name=site.name.strip()[: 2 * NAME_LENGTH],
        country=site.country.strip()[:60],
        workers=site.workers,
        share=site.share,
        chosen_because=site.chosen_because.strip()[:500],
        tool=site.tool.strip()[:NAME_LENGTH],
        baseline=site.baseline.strip()[:TEXT_LENGTH],
    )
    touched(deviation)
    record(events.SITE_ADDED, deviation, by=author, on=on, details={"site": row.number})
    return row


@transaction.atomic
def add_measure(
    *,
    author: Actor | Guest,
    deviation_id: int,
    text: str,
    owner: str,
    due_on: date,
    on: date,
    site_id: int | None = None,
) -> Measure:
    """A measure of the plan, until the plan is agreed."""
    deviation = of_supplier(author, deviation_id, None)
    _need_not_agreed(deviation)
    if not owner.strip():
        raise UserCanFix("plan.no_owner", N_("Say which role at the supplier does it."))
    sites = ProductionSite.objects.visible_to(author).filter(deviation=deviation)
    rows = Measure.objects.visible_to(author).filter(deviation=deviation)
    row = Measure.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        site=None if site_id is None else sites.get(id=site_id),
        number=_next(rows.aggregate(last=Max("number"))),
        text=need_text(text)[:TEXT_LENGTH],
        owner=owner.strip()[:NAME_LENGTH],
        due_on=day_given(due_on, None, on=on),
    )
    touched(deviation)
    record(events.MEASURE_ADDED, deviation, by=author, on=on, details={"measure": row.number, "due_on": row.due_on})
    return row


@transaction.atomic
def hand_in_plan(
    *,
    author: Actor | Guest,
    deviation_id: int,
    text: str,
    on: date,
    files: Iterable[int] = (),
    seen: int | None = None,
) -> DeviationStep:
    """The plan is complete, says the supplier. Raises UserCanFix for a plan without a measure."""
    deviation = of_supplier(author, deviation_id, seen)
    _need_not_agreed(deviation)
    number = open_measures(deviation)
    if not number:
        raise UserCanFix("plan.empty", N_("The plan has no measure yet."))
    told = Told(statement=text, files=files, figures={"measures": number}, set={"plan_given_on": on})
    return take_step(deviation, StepKind.PLAN_GIVEN, told, by=author, on=on)


@transaction.atomic
def agree_plan(
    *, actor: Actor, deviation_id: int, reason: str, book: Book, on: date, seen: int | None = None
) -> DeviationStep:
    """The plan binds from now. It is to be done by its last measure; the period of the lawbook is told beside."""
    deviation = handled(actor, deviation_id, seen)
    _need_not_agreed(deviation)
    rows = Measure.objects.visible_to(actor).filter(deviation=deviation).exclude(state=Measure.State.DROPPED)
    last = rows.aggregate(last=Max("due_on"))["last"]
    if last is None:
        raise UserCanFix("plan.empty", N_("The plan has no measure yet."))
    usual = plan_done_by(book, on)
    told = Told(
        reason=need_reason(reason),
        rule=ACTION_PLAN,
        lawbook_version=book.version,
        because=[usual.because] if usual else [],
        due_on=last,
        figures={"measures": rows.count()},
        set={"plan_agreed_on": on, "plan_given_on": deviation.plan_given_on or on, "plan_done_by": last},
    )
    return take_step(deviation, StepKind.PLAN_AGREED, told, by=actor, on=on)


@transaction.atomic
def refuse_plan(
    *, actor: Actor, deviation_id: int, reason: str, on: date, due_on: date, seen: int | None = None
) -> DeviationStep:
    """The plan is not enough: what it lacks, and a new last day."""
    deviation = handled(actor, deviation_id, seen)
    _need_not_agreed(deviation)
    day = day_given(due_on, None, on=on)
    told = Told(reason=need_reason(reason), due_on=day, set={"plan_given_on": None, "plan_due_on": day})
    return take_step(deviation, StepKind.PLAN_REFUSED, told, by=actor, on=on)


@transaction.atomic
def agree_learning_period(
    *, actor: Actor, deviation_id: int, until: date, reason: str, on: date, seen: int | None = None
) -> DeviationStep:
    """Measures first: no sanction up to and including the day. Agreeing on another day needs a reason again."""
    deviation = handled(actor, deviation_id, seen)
    day = day_given(until, None, on=on)
    before = deviation.learning_until
    told = Told(
        reason=need_reason(reason),
        figures={"until": day, **({"before": before} if before else {})},
        set={"learning_until": day},
    )
    return take_step(deviation, StepKind.LEARNING_AGREED, told, by=actor, on=on)


def open_measures(deviation: Deviation) -> int:
    """How many measures the plan holds, those dropped left out."""
    rows = Measure.objects.visible_to(deviation).filter(deviation=deviation)
    return rows.exclude(state=Measure.State.DROPPED).count()


def _need_not_agreed(deviation: Deviation) -> None:
    if deviation.plan_agreed_on is not None:
        text = N_("The plan is agreed and binds. Report progress instead.")
        raise UserCanFix("plan.agreed", text, hint=N_("A new plan is demanded where this one is not enough."))


def _next(found: dict[str, int | None]) -> int:
    return (found["last"] or 0) + 1
