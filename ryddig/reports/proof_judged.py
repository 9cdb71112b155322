"""The proof's chapters on judging: each risk assessment, each overruling, what was planned and what not."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.controls import CONTROLS
from ryddig.records.dialogue.proof_rows import Judged
from ryddig.records.followup.models import PlanItem, RiskOverride, ScreeningRecord
from ryddig.reports.document import Section
from ryddig.reports.formats import day, decimal
from ryddig.reports.labels import label
from ryddig.reports.proof_parts import Row, by, chapter, lawbook, lines
from ryddig.reports.telling import Teller

STEPS: Final = tuple(CONTROLS)


def judged(rows: Judged, teller: Teller) -> Iterator[Section]:
    """Risk assessments, decisions to and not to control, and the plan with hours."""
    yield _assessments(rows.screenings, teller)
    yield _overrulings(rows.overrides)
    yield _controls(rows, teller)
    yield _plan(rows.plan)


def _assessments(rows: Iterable[ScreeningRecord], teller: Teller) -> Section:
    told = (
        (
            str(row.version),
            by(row.actor, row.on),
            label("level", getattr(row, "level", None) or "not_assessed"),
            " ".join(teller.tell(one) for one in row.difference),
            row.lawbook_version,
        )
        for row in rows
    )
    return chapter(
        gettext("Each assessment of risk"),
        told,
        none=gettext("Not done: the risk has not been assessed."),
        head=(gettext("No."), gettext("By"), gettext("Risk"), gettext("What was new"), gettext("Lawbook")),
        widths=(1, 3, 2, 6, 3),
    )


def _overrulings(rows: Iterable[RiskOverride]) -> Section:
    told = (
        (
            by(row.actor, row.on),
            gettext("withdrawn") if row.withdrawn else lines(_level(row), _step(row)),
            row.reason,
        )
        for row in rows
    )
    return chapter(
        gettext("Where a person judged otherwise"),
        told,
        none=gettext("Nobody has overruled an assessment."),
        head=(gettext("By"), gettext("Decided"), gettext("Why")),
        widths=(3, 3, 6),
    )


def _level(row: RiskOverride) -> str:
    return label("level", row.level) if row.level else ""


def _step(row: RiskOverride) -> str:
    return label("plan", row.step) if row.step else ""


def _controls(rows: Judged, teller: Teller) -> Section:
    """Of each kind of control: planned, done or not, and which reasons that rests on."""
    told = []
    for kind in STEPS:
        mine = [item for item in rows.plan if item.kind == kind]
        told += [_decided(item, teller) for item in mine] or [_not_chosen(kind, rows)]
    return chapter(
        gettext("Decisions to control and not to control"),
        told,
        none="",
        head=(gettext("Control"), gettext("Decision"), gettext("Why"), gettext("By")),
        widths=(3, 3, 6, 3),
    )


def _decided(item: PlanItem, teller: Teller) -> Row:
    if item.state == PlanItem.State.CANCELLED:
        said = gettext("not to be done any more")
    elif item.state == PlanItem.State.DONE:
        said = gettext("done %(day)s") % {"day": day(item.done_on, "short")}
    else:
        said = gettext("to be done by %(day)s") % {"day": day(item.due_on, "short")}
    reasons = (reason.text for reason in teller.reasons(item.because, {}))
    return (
        label("plan", item.kind),
        said,
        lines(*reasons, item.note),
        (by(item.done_by, item.done_on) if item.done_on else ""),
    )


def _not_chosen(kind: str, rows: Judged) -> Row:
    last = rows.screenings[-1] if rows.screenings else None
    if last is None:
        return label("plan", kind), gettext("not decided"), gettext("The contract has not been screened."), ""
    level = label("level", getattr(last, "level", None) or "not_assessed")
    why = gettext("It does not follow from the risk: %(level)s.") % {"level": level.lower()}
    where = gettext("assessment no. %(number)s") % {"number": last.version}
    return (
        label("plan", kind),
        gettext("not to control"),
        f"{why} ({where})",
        lines(by(last.actor, last.on), lawbook(last.lawbook_version)),
    )


def _plan(items: Iterable[PlanItem]) -> Section:
    shown = [item for item in items if item.state != PlanItem.State.CANCELLED]
    told = (
        (
            label("plan", item.kind),
            day(item.due_on, "short"),
            label("plan_state", item.state),
            by(item.done_by, item.done_on) if item.done_on else "",
            "" if item.hours is None else decimal(float(item.hours)),
            item.note,
        )
        for item in shown
    )
    hours = sum(float(item.hours) for item in shown if item.hours is not None)
    return chapter(
        gettext("Plan and hours"),
        told,
        none=gettext("Nothing is planned."),
        head=(
            *(gettext("What"), gettext("Due"), gettext("State"), gettext("Done")),
            *(gettext("Hours"), gettext("What was found")),
        ),
        widths=(3, 2, 2, 3, 1, 4),
        text=gettext("Hours in all: %(hours)s.") % {"hours": decimal(hours)},
    )
