"""A thing to do today as the page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.office.shown_mails import MAILS_TODAY
from ryddig.office.shown_plan import what_said, when_said
from ryddig.records.deviations.today import DEVIATIONS_TODAY
from ryddig.records.dialogue.today import DIALOGUE_TODAY
from ryddig.records.followup.today import Source, ToDo
from ryddig.records.reviews.today import REVIEWS_TODAY
from ryddig.records.selfreports.today import SELF_REPORTS_TODAY
from ryddig.records.visits.today import VISITS_TODAY
from ryddig.reports.telling import Reason

WHAT = {
    "signal": N_("A register gives reason to ask"),
    "paper": N_("Ask for a new paper"),
    "unassessed": N_("Assess the risk"),
    "finding": N_("Fill in what is missing"),
    "match": N_("Say which firms are the same"),
}
OUTDATED_WHAT = N_("Look at your own judgement of the risk again")
PLANNED_KINDS = ("overdue", "ending", "upcoming")


SOURCES: Final[tuple[Source, ...]] = (
    *MAILS_TODAY,
    *DEVIATIONS_TODAY,
    *SELF_REPORTS_TODAY,
    *REVIEWS_TODAY,
    *VISITS_TODAY,
    *DIALOGUE_TODAY,
)
"""What each app above the follow-up has to do today: an app adds its line."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing: what, where, when, why, and where the button leads."""

    what: str
    why: str
    reasons: tuple[Reason, ...]
    button: str
    url: str
    title: str
    contract_id: int | None
    unit: str
    supplier: str
    level: str
    when: str
    is_late: bool


def tasks(found: Iterable[ToDo], desk: Desk) -> list[Task]:
    """The list in words."""
    return [_task(item, desk) for item in found]


def _task(item: ToDo, desk: Desk) -> Task:
    contract = item.contract
    return Task(
        what=_what(item),
        why=desk.teller.tell(item.why),
        reasons=desk.teller.reasons(item.because, item.facts),
        button=gettext(item.button),
        url=_url(item),
        title=contract.title if contract else "",
        contract_id=contract.pk if contract else None,
        unit=contract.unit.name if contract else "",
        supplier=item.firm.name if item.firm else contract.supplier_names if contract else "",
        level=contract.risk_level if contract else "",
        when=when_said(item.due_on, desk.on) if item.due_on else "",
        is_late=item.due_on is not None and item.due_on < desk.on,
    )


def _what(item: ToDo) -> str:
    if item.what:
        return gettext(item.what)
    if item.kind in PLANNED_KINDS:
        return what_said(str(item.why.params["kind"]))
    if item.kind == "finding" and item.why.text.startswith("The risk was overruled"):
        return gettext(OUTDATED_WHAT)
    return gettext(WHAT[item.kind])


def _url(item: ToDo) -> str:
    return reverse(item.url_name, args=[] if item.target is None else [item.target, *item.then])
