"""The proof's chapters on dialogue: meetings and what was decided there, changes, the evaluation, and time spent."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from ryddig.records.dialogue.models import ChangeEntry, Evaluation, MeetingDecision, TimeEntry
from ryddig.records.dialogue.proof_rows import Talked
from ryddig.reports.document import Section
from ryddig.reports.formats import day, decimal, kroner
from ryddig.reports.proof_parts import by, chapter, dated, lines

HOUR = 60


def talked(rows: Talked) -> Iterator[Section]:
    """What buyer and supplier talked about and changed, and what it took."""
    yield _meetings(rows)
    yield _changes(rows.changes)
    yield _evaluations(rows.evaluations)
    yield chapter(
        gettext("Time spent"),
        ((str(TimeEntry.Activity(code).label), decimal(spent / HOUR)) for code, spent in sorted(rows.minutes.items())),
        none=gettext("No time has been noted."),
        head=(gettext("Activity"), gettext("Hours")),
        widths=(6, 2),
        text=gettext("Hours in all: %(hours)s.") % {"hours": decimal(sum(rows.minutes.values()) / HOUR)},
    )


def _meetings(rows: Talked) -> Section:
    return chapter(
        gettext("Meetings"),
        (
            (
                lines(str(row.get_kind_display()).capitalize(), day(row.on, "short")),
                lines(str(row.get_state_display()).capitalize(), by(row.planned_by, None)),
                lines(*(_decision(one) for one in rows.decisions if one.meeting_id == row.pk)),
            )
            for row in rows.meetings
        ),
        none=gettext("Not done: no meeting has been held."),
        head=(gettext("Meeting"), gettext("State"), gettext("Decided")),
        widths=(3, 3, 8),
    )


def _decision(row: MeetingDecision) -> str:
    due = dated(gettext("last day"), row.due_on)
    parts = (str(row.get_side_display()), due, str(row.get_state_display()), dated("", row.closed_on).strip())
    return f"{row.text} ({', '.join(part for part in parts if part)})"


def _changes(rows: Iterable[ChangeEntry]) -> Section:
    return chapter(
        gettext("Changes of the contract"),
        (
            (
                lines(row.what, day(row.on, "short")),
                lines("" if row.price_ore is None else kroner(row.price_ore), row.reason),
                lines(str(row.get_within_display()).capitalize(), row.within_why),
                lines(str(row.get_state_display()).capitalize(), by(row.decided_by, row.decided_on))
                if row.decided_on
                else str(row.get_state_display()).capitalize(),
            )
            for row in rows
        ),
        none=gettext("No change is registered."),
        head=(gettext("What"), gettext("Why"), gettext("Does the contract allow it?"), gettext("Decision")),
        widths=(5, 4, 3, 3),
    )


def _evaluations(rows: Iterable[Evaluation]) -> Section:
    return chapter(
        gettext("Evaluation"),
        (
            (by(row.actor, row.on), str(row.get_reached_display()), row.went_well, row.went_badly, row.next_time)
            for row in rows
        ),
        none=gettext("Not done: the contract has not been evaluated."),
        head=(
            *(gettext("By"), gettext("Was the goal reached?")),
            *(gettext("Went well"), gettext("Went badly"), gettext("Next time")),
        ),
        widths=(3, 2, 3, 3, 3),
    )
