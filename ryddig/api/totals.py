"""The portfolio from the top: how far the follow-up reaches, spend, and what ends when."""

from dataclasses import asdict
from typing import Any

from ninja import Router, Schema

from ryddig.api.keys import ApiRequest, today
from ryddig.api.shapes import READ
from ryddig.records.followup.figures import coverage, expiry_timeline, spend_by_category

router = Router(tags=["totals"])


class CoverageOut(Schema):
    """Running contracts of one unit and risk level."""

    unit: str
    unit_id: int
    level: str
    contracts: int
    assessed: int
    planned: int
    controlled: int
    overdue: int
    value_ore: int


class SpendOut(Schema):
    """Running contracts of one category; `unvalued` have no value."""

    category: str
    contracts: int
    value_ore: int
    called_off_ore: int
    high: int
    unvalued: int


class ExpiryOut(Schema):
    """Contracts that end in one quarter; year and quarter 0: later, or on a day nobody knows."""

    year: int
    quarter: int
    contracts: int
    value_ore: int
    high: int


class Totals(Schema):
    """All sums as of today, in øre."""

    coverage: list[CoverageOut]
    spend: list[SpendOut]
    ends: list[ExpiryOut]


@router.get("", response={200: Totals, **READ}, operation_id="get_totals")
def totals(request: ApiRequest) -> dict[str, Any]:
    """Sums over running contracts. A value that contracts of one procurement share is in no sum."""
    actor, on = request.auth.actor, today()
    return {
        "coverage": [asdict(one) for one in coverage(actor, on=on)],
        "spend": [asdict(one) for one in spend_by_category(actor, on=on)],
        "ends": [asdict(one) for one in expiry_timeline(actor, on=on)],
    }
