"""The portfolio from the top: coverage, spend, what ends when. Each one query, grouped by the database.

A value that contracts of one procurement share stands on each of them for the thresholds; it is in no sum.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, Sum

from ryddig.domain.controls import add_months
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, RiskLevel
from ryddig.records.contracts.queries import in_state

OWN_VALUE: Final = Q(value_is_shared=False)
QUARTER: Final = 3
YEAR: Final = 12
LATER: Final = (0, 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Running contracts of one unit and risk level.

    `assessed`: with a level of low, medium or high. `planned`: with a control planned. `controlled`: with a control
    done in the last twelve months. `overdue`: with something past its day.
    """

    unit: str
    unit_id: int
    level: str
    contracts: int
    assessed: int
    planned: int
    controlled: int
    overdue: int
    value_ore: int


@dataclass(frozen=True, slots=True)
class Spend:
    """Running contracts of one category (empty: none given): value and what is called off, in øre;
    `unvalued` have no value.
    """

    category: str
    contracts: int
    value_ore: int
    called_off_ore: int
    high: int
    unvalued: int


@dataclass(frozen=True, slots=True)
class Expiry:
    """Contracts that end in one quarter, their value in øre, and how many of them are at high risk.

    Year and quarter are 0 for those that end later than the quarters shown, or on a day nobody knows.
    """

    year: int
    quarter: int
    contracts: int
    value_ore: int
    high: int


def coverage(viewer: Actor, *, on: date) -> tuple[Coverage, ...]:
    """How far the follow-up reaches, per unit and risk level, by unit name and falling risk."""
    year_ago = add_months(on, -YEAR)
    rows = _running(viewer, on).values("unit_id", "unit__name", "risk_level", "risk_rank")
    counted = rows.annotate(
        contracts=Count("id"),
        planned=Count("id", filter=Q(controls_planned__gt=0)),
        controlled=Count("id", filter=Q(last_control_on__gte=year_ago)),
        overdue=Count("id", filter=Q(next_due_on__lt=on)),
        value=Sum("value_ore", filter=OWN_VALUE),
    )
    return tuple(
        Coverage(
            unit=row["unit__name"],
            unit_id=row["unit_id"],
            level=row["risk_level"],
            contracts=row["contracts"],
            assessed=row["contracts"] if row["risk_level"] in ASSESSED else 0,
            planned=row["planned"],
            controlled=row["controlled"],
            overdue=row["overdue"],
            value_ore=row["value"] or 0,
        )
        for row in counted.order_by("unit__name", "-risk_rank")
    )


ASSESSED: Final = frozenset({RiskLevel.LOW.value, RiskLevel.MEDIUM.value, RiskLevel.HIGH.value})


def spend_by_category(viewer: Actor, *, on: date) -> tuple[Spend, ...]:
    """Value of running contracts per category, greatest first."""
    counted = (
        _running(viewer, on)
        .values("category")
        .annotate(
            contracts=Count("id"),
            value=Sum("value_ore", filter=OWN_VALUE),
            called_off=Sum("called_off_ore"),
            high=Count("id", filter=Q(risk_level=RiskLevel.HIGH)),
            unvalued=Count("id", filter=Q(value_ore__isnull=True)),
        )
        .order_by("category")
    )
    found = (
        Spend(r["category"], r["contracts"], r["value"] or 0, r["called_off"] or 0, r["high"], r["unvalued"])
        for r in counted
    )
    return tuple(sorted(found, key=lambda spend: (-spend.value_ore, spend.category)))


def expiry_timeline(viewer: Actor, *, on: date, quarters: int = 8) -> tuple[Expiry, ...]:
    """What ends in this quarter and the following ones, also those where nothing does; last the rest.

    Every running contract is counted once.
    """
    first = date(on.year, (on.month - 1) // QUARTER * QUARTER + 1, 1)
    days: Iterable[tuple[Any, ...]] = (
        _running(viewer, on)
        .values("last_day")
        .annotate(
            contracts=Count("id"),
            value=Sum("value_ore", filter=OWN_VALUE),
            high=Count("id", filter=Q(risk_level=RiskLevel.HIGH)),
        )
        .order_by("last_day")
        .values_list("last_day", "contracts", "value", "high")
    )
    starts = [add_months(first, QUARTER * step) for step in range(quarters)]
    sums = {(start.year, _quarter(start)): [0, 0, 0] for start in starts} | {LATER: [0, 0, 0]}
    for day, *numbers in days:
        into = sums.get((day.year, _quarter(day)) if day else LATER, sums[LATER])
        for place, number in enumerate(numbers):
            into[place] += number or 0
    return tuple(Expiry(year, quarter, *into) for (year, quarter), into in sums.items())


def _quarter(day: date) -> int:
    return (day.month - 1) // QUARTER + 1


def _running(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    return Contract.objects.visible_to(viewer).filter(in_state("running", on)).order_by()
