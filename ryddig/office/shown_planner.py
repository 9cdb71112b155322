"""A quarter's plan in words: what to do, what is left uncovered, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import QuarterPlan
from ryddig.records.followup.queries import contracts_by_id
from ryddig.reports.formats import as_day, day, decimal, number, percent

ROWS = 50


@dataclass(frozen=True, slots=True)
class PlannedControl:
    """One control, chosen or left."""

    contract_id: str
    title: str
    kind: str
    due_on: date | None
    risk: int
    hours: float
    why: str


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """The whole plan."""

    heading: str
    said: str
    uncovered_said: str
    made: str
    chosen: tuple[PlannedControl, ...]
    left: tuple[PlannedControl, ...]
    left_total: int

    @property
    def left_more(self) -> str:
        """How many are not shown."""
        more = self.left_total - len(self.left)
        return ngettext("and %(more)s more", "and %(more)s more", more) % {"more": number(more)} if more else ""


def shown_plan(plan: QuarterPlan, desk: Desk) -> ShownPlan:
    """The stored plan, with the titles of its contracts."""
    left = plan.left_out[:ROWS]
    ids = [int(one["contract"]) for one in (*plan.chosen, *(item["candidate"] for item in left))]
    titles = contracts_by_id(desk.actor, ids)
    where = plan.unit.name if plan.unit else gettext("the whole organisation")
    params = {"quarter": plan.quarter, "year": plan.year, "where": where}
    who = {"name": plan.actor, "day": day(plan.on)}
    return ShownPlan(
        heading=gettext("Quarter %(quarter)s of %(year)s, %(where)s") % params,
        said=_said(plan),
        uncovered_said=_uncovered(plan),
        made=gettext("Made by %(name)s on %(day)s.") % who,
        chosen=tuple(_control(one, titles, "") for one in plan.chosen),
        left=tuple(_control(one["candidate"], titles, _why(one)) for one in left),
        left_total=len(plan.left_out),
    )


def _said(plan: QuarterPlan) -> str:
    covered, total = plan.figures["covered"], plan.figures["total"]
    params = {
        "used": decimal(float(plan.figures["used"])),
        "hours": decimal(float(plan.hours)),
        "chosen": number(len(plan.chosen)),
        "all": number(len(plan.chosen) + len(plan.left_out)),
        "share": percent(covered, total),
    }
    text = gettext(
        "%(chosen)s of %(all)s controls that are due fit in %(hours)s hours and take %(used)s of them. "
        "They cover %(share)s per cent of the risk."
    )
    return text % params


def _uncovered(plan: QuarterPlan) -> str:
    high = [one for one in plan.left_out if one["candidate"]["risk"] >= HIGH_POINTS]
    if not plan.left_out:
        return ""
    hours = sum(Decimal(one["candidate"]["half_hours"]) / 2 for one in plan.left_out)
    text = ngettext(
        "%(left)s control is left and would take %(hours)s hours; %(high)s of them is at high risk.",
        "%(left)s controls are left and would take %(hours)s hours; %(high)s of them are at high risk.",
        len(plan.left_out),
    )
    return text % {"left": number(len(plan.left_out)), "hours": decimal(float(hours)), "high": number(len(high))}


HIGH_POINTS = 9


def _control(one: Mapping[str, Any], contracts: Mapping[int, Contract], why: str) -> PlannedControl:
    contract = contracts.get(int(one["contract"]))
    return PlannedControl(
        contract_id=one["contract"],
        title=contract.title if contract else str(one.get("reference", "")),
        kind=one["kind"],
        due_on=as_day(one["due_on"]),
        risk=one.get("risk", 0),
        hours=one["half_hours"] / 2,
        why=why,
    )


def _why(one: Mapping[str, Any]) -> str:
    if one["why"] == "too_long":
        return gettext("It takes more hours than there are.")
    missing = decimal(float(one.get("hours_missing", 0)))
    return gettext("Others cover more risk. %(hours)s hours more make room.") % {"hours": missing}
