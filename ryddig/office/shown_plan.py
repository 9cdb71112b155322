"""Things to do, as pages show them: what, when, why, and who may say it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.words import N_
from ryddig.records.followup.models import PlanItem
from ryddig.reports.formats import day
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason, Teller

SOON_DAYS = 30
CHECKLIST: Final = ("checklist", N_("Checklist"))
WAYS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "self_report": (("self_reports", N_("Self-reports")),),
    "document_review": (("pay_controls", N_("Pay control")), CHECKLIST),
    "on_site_control": (("visits", N_("On-site control")), CHECKLIST),
    "status_meeting": (CHECKLIST,),
    "risk_review": (("risk", N_("Risk")),),
    "option": (("facts", N_("Facts")),),
}
"""Pages of the contract that a kind of item is done with: url name, and its name in words."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """Something planned on one contract."""

    id: int
    what: str
    when: str
    is_late: bool
    reasons: tuple[Reason, ...]
    may_finish: bool
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedItem:
    """Something that was done."""

    what: str
    done_on: date | None
    done_by: str
    hours: Decimal | None
    note: str


def when_said(due_on: date, on: date) -> str:
    """How far away a day is: `3 days late`, `today`, `in 5 days`, or the day itself when it is further off."""
    days = (due_on - on).days
    if days < 0:
        said = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
        return f"{said} ({day(due_on, 'short')})"
    if days == 0:
        return gettext("Today")
    if days <= SOON_DAYS:
        said = ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days}
        return f"{said} ({day(due_on, 'short')})"
    return day(due_on)


def planned(
    items: Iterable[PlanItem], facts: Mapping[str, Any], teller: Teller, *, on: date, may_finish: bool
) -> list[ShownItem]:
    """Planned items, soonest first."""
    return [
        ShownItem(
            id=item.pk,
            what=what_said(item.kind, item.number),
            when=when_said(item.due_on, on),
            is_late=item.due_on < on,
            reasons=teller.reasons(item.because, facts),
            may_finish=may_finish,
            ways=tuple((url, gettext(name)) for url, name in WAYS.get(item.kind, ()) if may_finish),
        )
        for item in items
    ]


def what_said(kind: str, number: int = 1) -> str:
    """What there is to do; the number only where there are several."""
    said = label("plan", kind)
    return f"{said} {number}" if number > 1 else said


def finished(items: Iterable[PlanItem]) -> list[FinishedItem]:
    """Items that are done, newest first."""
    return [
        FinishedItem(what_said(item.kind, item.number), item.done_on, str(item.done_by or ""), item.hours, item.note)
        for item in items
    ]
