"""What is open on a contract and belongs on an agenda: each with a source, so that it comes once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ryddig.domain.words import N_
from ryddig.records.accounts.scope import Viewer
from ryddig.records.deviations.models import Deviation
from ryddig.records.dialogue.models import ChangeEntry, MeetingDecision
from ryddig.records.followup.models import PlanItem
from ryddig.records.reviews.models import ChainFirm, Review
from ryddig.records.selfreports.models import SelfReportRequest

AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing. `text` and `params`: a message. `due_on`: when it is due; `owner`: who does it, where known."""

    source: str
    text: str
    params: Mapping[str, Any]
    due_on: date | None = None
    owner: str = ""


def open_items(viewer: Viewer, contract_id: int, *, on: date, ahead: timedelta = AHEAD) -> list[OpenItem]:
    """What to talk about: earlier decisions first, then what is wrong, what waits and what comes. Seven queries."""
    return [
        *_decisions(viewer, contract_id),
        *_deviations(viewer, contract_id),
        *_changes(viewer, contract_id),
        *_self_reports(viewer, contract_id),
        *_reviews(viewer, contract_id),
        *_chain(viewer, contract_id),
        *_planned(viewer, contract_id, on + ahead),
    ]


def _decisions(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = MeetingDecision.objects.visible_to(viewer).filter(contract_id=contract_id)
    for row in rows.filter(state=MeetingDecision.State.OPEN).order_by("due_on", "id"):
        text = N_("Decided earlier: %(said)s")
        yield OpenItem(f"decision:{row.pk}", text, {"said": row.text}, row.due_on, row.owner)


def _deviations(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = Deviation.objects.visible_to(viewer).filter(contract_id=contract_id, state=Deviation.State.OPEN)
    for row in rows.order_by("number"):
        text = N_("Deviation %(number)s: %(said)s")
        yield OpenItem(f"deviation:{row.pk}", text, {"number": row.number, "said": row.title}, row.next_due_on)


def _changes(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = ChangeEntry.objects.visible_to(viewer).filter(contract_id=contract_id)
    for row in rows.filter(state=ChangeEntry.State.PROPOSED).order_by("id"):
        yield OpenItem(f"change:{row.pk}", N_("Change to decide about: %(said)s"), {"said": row.what})


def _self_reports(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = SelfReportRequest.objects.visible_to(viewer).filter(contract_id=contract_id, delivered_on=None)
    for row in rows.filter(closed_on=None, sent_on__isnull=False).order_by("due_on"):
        yield OpenItem(
            f"self_report:{row.pk}", N_("The self-report is due on %(day)s."), {"day": row.due_on}, row.due_on
        )


def _reviews(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = Review.objects.visible_to(viewer).filter(contract_id=contract_id, state=Review.State.SENT)
    for row in rows.order_by("due_on", "id"):
        text = N_("Documents asked for are not settled.")
        yield OpenItem(f"review:{row.pk}", text, {}, row.due_on)


def _chain(viewer: Viewer, contract_id: int) -> Iterator[OpenItem]:
    rows = ChainFirm.objects.visible_to(viewer).filter(contract_id=contract_id, state=ChainFirm.State.ASKED)
    for row in rows.select_related("supplier").order_by("answer_by", "id"):
        text = N_("A new subcontractor waits for approval: %(said)s")
        yield OpenItem(f"chain:{row.pk}", text, {"said": row.supplier.name}, row.answer_by)


def _planned(viewer: Viewer, contract_id: int, until: date) -> Iterator[OpenItem]:
    rows = PlanItem.objects.visible_to(viewer).filter(contract_id=contract_id, state=PlanItem.State.PLANNED)
    for row in rows.filter(due_on__lte=until).exclude(kind="status_meeting").order_by("due_on", "id"):
        text = N_("%(kind)s is planned by %(due_on)s.")
        yield OpenItem(f"plan:{row.pk}", text, {"kind": row.kind, "due_on": row.due_on}, row.due_on)
