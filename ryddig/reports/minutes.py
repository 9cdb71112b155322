"""A meeting as agenda or minutes: the same plain values drawn as a Word file or a PDF."""

from collections.abc import Iterator

from django.utils.translation import gettext

from ryddig.domain.words import Message
from ryddig.records.dialogue.meetings import questions_of
from ryddig.records.dialogue.models import Meeting, MeetingDecision, MeetingPoint
from ryddig.reports.formats import day, language
from ryddig.reports.labels import label
from ryddig.reports.letter import Letter, LetterPart
from ryddig.reports.telling import Teller


def point_said(point: MeetingPoint, teller: Teller) -> str:
    """A point in words: a question as the lawbook asks it, else the message."""
    if point.kind != MeetingPoint.Kind.QUESTION:
        return teller.tell(Message(point.text, point.params))
    code = point.source.rpartition("/")[2]
    found = next((item for item in questions_of(teller.book) if item.id == code), None)
    return teller.words(found.text) if found is not None else code


def decision_said(row: MeetingDecision) -> str:
    """What, who, by when."""
    who = ", ".join(part for part in (label("side", row.side), row.owner) if part)
    due = gettext("by %(day)s") % {"day": day(row.due_on)} if row.due_on else ""
    return f"{row.text} ({'; '.join(part for part in (who, due) if part)})"


def minutes_of(meeting: Meeting, teller: Teller) -> Letter:
    """The meeting as a document: its agenda before, its minutes after."""
    held = meeting.state == Meeting.State.HELD
    contract = meeting.contract
    kind = label("meeting_kind", meeting.kind)
    title = gettext("Minutes: %(kind)s") if held else gettext("Agenda: %(kind)s")
    return Letter(
        language=language(),
        subject=title % {"kind": kind.lower()},
        made_on=meeting.on,
        sender=(contract.organisation.name,),
        receiver=(contract.supplier_names,) if contract.supplier_names else (),
        facts=tuple(_facts(meeting)),
        parts=tuple(_parts(meeting, teller)),
        greeting="",
        signed=(),
        foot=f"{contract.title} {contract.reference}".strip(),
    )


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield gettext("Contract"), f"{meeting.contract.title} {meeting.contract.reference}".strip()
    yield gettext("Day"), day(meeting.on)
    if meeting.place:
        yield gettext("Place"), meeting.place
    if meeting.present:
        yield gettext("Present"), meeting.present


def _parts(meeting: Meeting, teller: Teller) -> Iterator[LetterPart]:
    points = sorted(meeting.points.all(), key=lambda point: point.position)
    for number, point in enumerate(points, start=1):
        yield LetterPart(f"{number}. {point_said(point, teller)}", point.note)
    decisions = "\n".join(f"- {decision_said(row)}" for row in meeting.decisions.all())
    if decisions:
        yield LetterPart(gettext("Decisions"), decisions)
