"""The follow-up plan of a contract (what, who, when), and a meeting as the pages show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.models import Meeting, MeetingPoint
from ryddig.records.dialogue.open_items import open_items
from ryddig.records.dialogue.queries import decisions_of, meetings_of
from ryddig.records.followup.models import PlanItem
from ryddig.reports.formats import day
from ryddig.reports.labels import label
from ryddig.reports.minutes import point_said

WHOLE_TERM: Final = timedelta(days=20 * 365)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan. `late`: its day has passed. `url` leads to where it is done; empty where nothing does."""

    what: str
    who: str
    when: date | None
    late: bool
    url: str = ""


def decided_said(*, agreed: bool, changed: Iterable[str]) -> str:
    """What came of a decision about a change. `changed`: the facts of the contract that changed with it."""
    names = ", ".join(label("fact", name) for name in changed)
    if not agreed:
        return gettext("The change is rejected. The contract is as it was.")
    if not names:
        return gettext("Agreed. Nothing in what is registered about the contract changes by it.")
    return gettext("Agreed. Changed in what is registered about the contract: %(facts)s.") % {"facts": names}


def plan(desk: Desk, contract: Contract) -> list[PlanLine]:
    """Everything that is to be done, by day; what has no day comes last."""
    found = [*_meetings(desk, contract), *_items(desk, contract)]
    return sorted(found, key=lambda line: (line.when or date.max, line.what))


def _items(desk: Desk, contract: Contract) -> Iterator[PlanLine]:
    responsible = str(contract.responsible or contract.responsible_name or "")
    owners = {f"decision:{row.pk}": row for row in decisions_of(desk.actor, contract.pk)}
    for item in open_items(desk.actor, contract.pk, on=desk.on, ahead=WHOLE_TERM):
        owner = owners.get(item.source)
        who = ", ".join(part for part in (label("side", owner.side), owner.owner) if part) if owner else responsible
        said = desk.teller.tell(Message(item.text, item.params))
        yield PlanLine(said, who, item.due_on, _late(item.due_on, desk.on), _url(item.source, contract.pk))


def _meetings(desk: Desk, contract: Contract) -> Iterator[PlanLine]:
    responsible = str(contract.responsible or contract.responsible_name or "")
    rows = meetings_of(desk.actor, contract.pk).filter(state=Meeting.State.PLANNED)
    taken = set()
    for row in rows:
        taken.add(row.plan_item_id)
        url = reverse("office:meeting", args=[contract.pk, row.pk])
        yield PlanLine(label("meeting_kind", row.kind), responsible, row.on, _late(row.on, desk.on), url)
    items = PlanItem.objects.visible_to(desk.actor).filter(contract=contract, state=PlanItem.State.PLANNED)
    for item in items.filter(kind="status_meeting").exclude(id__in=[one for one in taken if one]):
        said = gettext("%(what)s: choose a day") % {"what": label("plan", item.kind)}
        yield PlanLine(said, responsible, item.due_on, _late(item.due_on, desk.on), "#new")


def _late(due_on: date | None, on: date) -> bool:
    return due_on is not None and due_on < on


_PAGES: Final = {
    "plan": "office:plan",
    "chain": "office:chain",
    "change": "office:changes",
}


def _url(source: str, contract_id: int) -> str:
    kind = source.partition(":")[0]
    return reverse(_PAGES[kind], args=[contract_id]) if kind in _PAGES else ""


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point of the agenda in words."""

    row: MeetingPoint
    said: str


def points(meeting: Meeting, desk: Desk) -> list[ShownPoint]:
    """The agenda in its order."""
    rows = sorted(meeting.points.all(), key=lambda point: point.position)
    return [ShownPoint(row, point_said(row, desk.teller)) for row in rows]


def meeting_name(meeting: Meeting) -> str:
    """`Status meeting 20 November 2026`."""
    return f"{label('meeting_kind', meeting.kind)} {day(meeting.on)}"
