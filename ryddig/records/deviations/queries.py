"""Reading deviations: a contract's, one with all its steps, the buyer's. The viewer first, always scoped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, Sum

from ryddig.domain.law import Book
from ryddig.domain.reactions import Standing, StepOption, options
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.deviations.agreed import STEPS_WITHOUT_AMOUNT
from ryddig.records.deviations.agreed_models import AgreedTerm
from ryddig.records.deviations.facts import standing_of
from ryddig.records.deviations.models import (
    Deviation,
    DeviationProposal,
    DeviationStep,
    Measure,
    MeasureProgress,
    ProductionSite,
    SanctionDecision,
    SiteResult,
)
from ryddig.records.deviations.opening import earlier_days
from ryddig.records.deviations.term_queries import terms_of
from ryddig.records.followup.models import ContractDuty

WAITS: Final = (DeviationProposal.State.PROPOSED,)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which deviations of the buyer to show. Empty: no limit. `state`: open, late, second (waits for a second person),
    closed or all."""

    state: str = "open"
    unit: int | None = None
    grade: str = ""


def deviations_of(viewer: Viewer, contract_id: int) -> ScopedQuerySet[Deviation]:
    """A contract's deviations, newest first."""
    rows = Deviation.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("supplier", "firm").order_by("-number")


def proposals_of(viewer: Viewer, contract_id: int) -> ScopedQuerySet[DeviationProposal]:
    """What waits for a decision on a contract, what is certain first."""
    rows = DeviationProposal.objects.visible_to(viewer).filter(contract_id=contract_id, state__in=WAITS)
    return rows.select_related("supplier", "firm").order_by("-certain", "id")


def decided_proposals_of(viewer: Viewer, contract_id: int) -> ScopedQuerySet[DeviationProposal]:
    """What was set aside on a contract, newest first."""
    rows = DeviationProposal.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.filter(state=DeviationProposal.State.SET_ASIDE).select_related("decided_by").order_by("-id")


def deviation_of(viewer: Viewer, contract_id: int, deviation_id: int) -> Deviation:
    """One deviation. Raises Deviation.DoesNotExist for another buyer's, or another contract's."""
    rows = Deviation.objects.visible_to(viewer).select_related("contract__unit", "supplier", "firm", "opened_by")
    return rows.get(id=deviation_id, contract_id=contract_id)


def steps_of(viewer: Viewer, deviation: Deviation) -> list[DeviationStep]:
    """Every step in order, with who took it, what the supplier wrote and the files; three queries."""
    rows = DeviationStep.objects.visible_to(viewer).filter(deviation=deviation)
    rows = rows.select_related("actor", "statement").prefetch_related("files__evidence")
    return list(rows.order_by("number"))


def sanctions_of(viewer: Viewer, deviation: Deviation) -> ScopedQuerySet[SanctionDecision]:
    """Sanctions that were proposed or decided, newest first."""
    rows = SanctionDecision.objects.visible_to(viewer).filter(deviation=deviation)
    return rows.select_related("proposed_by", "confirmed_by").order_by("-id")


def agreed_terms_of(viewer: Viewer, contract_id: int) -> ScopedQuerySet[AgreedTerm]:
    """What a person has read that the contract holds."""
    rows = AgreedTerm.objects.visible_to(viewer).filter(contract_id=contract_id, withdrawn_on=None)
    return rows.select_related("read_by").order_by("rule")


def agreed_requirements(viewer: Viewer, contract_id: int) -> frozenset[str]:
    """Ids of the requirements that the contract is known to hold."""
    rows = agreed_terms_of(viewer, contract_id).exclude(rule__in=STEPS_WITHOUT_AMOUNT)
    return frozenset(rows.values_list("rule", flat=True))


def all_terms_of(viewer: Viewer, contract_id: int) -> Mapping[str, str]:
    """Where the contract gives each step of the ladder, with an amount or without: {sanction: place}."""
    agreed = dict(agreed_terms_of(viewer, contract_id).values_list("rule", "place"))
    return {**agreed, **terms_of(viewer, contract_id)}


def standing_now(viewer: Viewer, deviation: Deviation, terms: Mapping[str, str]) -> Standing:
    """The deviation as the ladder looks at it; two queries. Its contract must be loaded."""
    duties = ContractDuty.objects.visible_to(viewer).filter(contract_id=deviation.contract_id, rule=deviation.rule)
    earlier = earlier_days(viewer, deviation)
    place = terms.get(deviation.rule, "")
    return standing_of(deviation, deviation.contract, duties.first(), earlier=earlier, place=place)


def options_now(
    viewer: Viewer, deviation: Deviation, book: Book, *, on: date
) -> tuple[Standing, tuple[StepOption, ...]]:
    """Every step of the ladder, with why it is open or closed today."""
    terms = all_terms_of(viewer, deviation.contract_id)
    standing = standing_now(viewer, deviation, terms)
    return standing, options(standing, terms, book, on=on)


def measures_of(viewer: Viewer, deviation: Deviation) -> ScopedQuerySet[Measure]:
    """The measures of the plan, in order."""
    rows = Measure.objects.visible_to(viewer).filter(deviation=deviation)
    return rows.select_related("site").order_by("number")


def progress_of(viewer: Viewer, measures: Iterable[Measure]) -> dict[int, list[MeasureProgress]]:
    """How each measure went, by the measure's id, oldest first."""
    rows = MeasureProgress.objects.visible_to(viewer).filter(measure__in=[one.pk for one in measures])
    found: dict[int, list[MeasureProgress]] = {}
    for row in rows.select_related("actor", "evidence").order_by("measure_id", "number"):
        found.setdefault(row.measure_id, []).append(row)
    return found


def sites_of(viewer: Viewer, deviation: Deviation) -> list[tuple[ProductionSite, list[SiteResult]]]:
    """The places the plan is about, each with what was measured, oldest first."""
    sites = list(ProductionSite.objects.visible_to(viewer).filter(deviation=deviation).order_by("number"))
    rows = SiteResult.objects.visible_to(viewer).filter(site__in=[one.pk for one in sites])
    found: dict[int, list[SiteResult]] = {}
    for row in rows.select_related("actor", "evidence").order_by("site_id", "number"):
        found.setdefault(row.site_id, []).append(row)
    return [(site, found.get(site.pk, [])) for site in sites]


def late(on: date) -> Q:
    """Something was awaited before this day and has not come."""
    return Q(state=Deviation.State.OPEN, next_due_on__lt=on)


def all_deviations(viewer: Actor, chosen: Chosen, *, on: date) -> ScopedQuerySet[Deviation]:
    """The buyer's deviations, what is due first, then the newest."""
    rows = Deviation.objects.visible_to(viewer).select_related("contract__unit", "supplier", "firm")
    rows = {
        "open": rows.filter(state=Deviation.State.OPEN),
        "late": rows.filter(late(on)),
        "second": rows.filter(id__in=waiting_sanctions(viewer).values("deviation_id")),
        "closed": rows.exclude(state=Deviation.State.OPEN),
    }.get(chosen.state, rows)
    if chosen.unit is not None:
        rows = rows.filter(contract__unit_id=chosen.unit)
    if chosen.grade:
        rows = rows.filter(grade=chosen.grade)
    return rows.order_by("next_due_on", "-id")


def waiting_sanctions(viewer: Viewer) -> ScopedQuerySet[SanctionDecision]:
    """Sanctions that wait for a second person."""
    rows = SanctionDecision.objects.visible_to(viewer).filter(state=SanctionDecision.State.PROPOSED)
    return rows.select_related("deviation__contract__unit", "proposed_by").order_by("id")


@dataclass(frozen=True, slots=True)
class Counted:
    """How a contract stands: open deviations, late ones, proposals that wait."""

    open: int
    late: int
    all: int
    waits: int


def counted(viewer: Viewer, contract_id: int, *, on: date) -> Counted:
    """The contract's figures; two queries."""
    rows = Deviation.objects.visible_to(viewer).filter(contract_id=contract_id)
    found = rows.aggregate(
        open=Count("id", filter=Q(state=Deviation.State.OPEN)), late=Count("id", filter=late(on)), all=Count("id")
    )
    waits = DeviationProposal.objects.visible_to(viewer).filter(contract_id=contract_id, state__in=WAITS).count()
    return Counted(found["open"], found["late"], found["all"], waits)


@dataclass(frozen=True, slots=True)
class Figures:
    """The buyer's deviations in figures. `paid_back_ore`: paid back to workers, documented, of all deviations."""

    open: int
    late: int
    closed: int
    second: int
    owed_ore: int
    paid_back_ore: int


def figures(viewer: Viewer, *, on: date) -> Figures:
    """How the buyer stands; two queries."""
    rows = Deviation.objects.visible_to(viewer).exclude(state=Deviation.State.WITHDRAWN)
    found = rows.aggregate(
        open=Count("id", filter=Q(state=Deviation.State.OPEN)),
        late=Count("id", filter=late(on)),
        closed=Count("id", filter=Q(state=Deviation.State.CLOSED)),
        owed_ore=Sum("owed_ore", default=0),
        paid_back_ore=Sum("paid_back_ore", default=0),
    )
    return Figures(second=waiting_sanctions(viewer).count(), **found)
