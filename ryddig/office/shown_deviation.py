"""One deviation as its page shows it: where it stands, which steps are open and why, and everything that was done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.domain.reactions import Standing, StepOption, standing_facts
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.office.deviation_form_set import FormSet, ShownForm
from ryddig.office.shown_plan import when_said
from ryddig.records.deviations.models import Deviation, DeviationStep, SanctionDecision, SupplierStatement
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason

GRADE_COLOURS: Final = {"zero_tolerance": "danger", "critical": "danger", "major": "warning"}
ACT_OF: Final[Mapping[str, str]] = {
    "sanctions.clarify": "view",
    "sanctions.correction": "correct",
    "sanctions.action_plan": "plan",
    "sanctions.tip": "tip",
}
AWAITED: Final = (
    ("view_due_on", "view_given_on", N_("The supplier’s view")),
    ("correction_due_on", "correction_claimed_on", N_("Correction with proof")),
    ("plan_due_on", "plan_given_on", N_("Action plan")),
)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something the supplier has a last day for. `came`: when it came."""

    what: str
    due: str
    came: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder. `lacks`: why it is closed; `reasons`: everything that was looked at."""

    code: str
    name: str
    text: str
    is_open: bool
    second: bool
    reasons: tuple[Reason, ...]
    lacks: tuple[Reason, ...]
    form: ShownForm | None


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that proves a step."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the timeline."""

    said: str
    about: str
    when: str
    who: str
    due: str
    reason: str
    statement: str
    shredded: bool
    figures: tuple[str, ...]
    reasons: tuple[Reason, ...]
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class ShownSanction:
    """A sanction, with what the person may do about it. `own`: the person proposed it and cannot confirm it."""

    id: int
    name: str
    state: str
    state_said: str
    proposed: str
    reason: str
    decided: str
    decided_reason: str
    amount: str
    due: str
    own: bool
    forms: tuple[ShownForm, ...]
    reasons: tuple[Reason, ...]


def head(row: Deviation, desk: Desk) -> dict[str, Any]:
    """What stands at the top: grade, state, whether it is late, firms, rule and sums."""
    late = row.state == Deviation.State.OPEN and row.next_due_on is not None and row.next_due_on < desk.on
    return {
        "grade": label("grade", row.grade),
        "grade_colour": GRADE_COLOURS.get(row.grade, "neutral"),
        "state": label("deviation_state", row.state),
        "late": when_said(row.next_due_on, desk.on) if late and row.next_due_on else "",
        "rule": desk.teller.name(row.rule) if row.rule else "",
        "opened": gettext("%(day)s by %(who)s") % {"day": day(row.opened_on), "who": row.opened_by},
        "plan_agreed": day(row.plan_agreed_on) if row.plan_agreed_on else "",
        "plan_done_by": day(row.plan_done_by) if row.plan_done_by else "",
        "learning": bool(row.learning_until and row.learning_until >= desk.on),
    }


def awaited(row: Deviation, on: date) -> list[Awaited]:
    """What was asked of the supplier, with its last day."""
    return list(_awaited(row, on))


def _awaited(row: Deviation, on: date) -> Iterator[Awaited]:
    for due_name, came_name, what in AWAITED:
        due, came = getattr(row, due_name), getattr(row, came_name)
        if due_name == "correction_due_on" and came is None:
            came = row.corrected_on
        if due is not None:
            late = came is None and due < on and row.state == Deviation.State.OPEN
            yield Awaited(gettext(what), day(due), day(came) if came else "", late)


def ladder(standing: Standing, found: Iterable[StepOption], desk: Desk, *, forms: FormSet) -> list[Rung]:
    """Every step, mildest first. Those that take a second person are proposed; the others are taken."""
    facts = standing_facts(standing)
    return [_rung(option, facts, desk, forms=forms) for option in found]


def _rung(option: StepOption, facts: Mapping[str, object], desk: Desk, *, forms: FormSet) -> Rung:
    sanction = option.sanction
    act = "propose" if sanction.confirmed_by_second else ACT_OF.get(sanction.id, "")
    form = forms.of(act, row=sanction.id if act == "propose" else "") if option.is_open and act else None
    return Rung(
        code=sanction.code,
        name=desk.teller.words(sanction.name),
        text=desk.teller.words(sanction.text),
        is_open=option.is_open,
        second=sanction.confirmed_by_second,
        reasons=desk.teller.reasons(option.because, facts),
        lacks=desk.teller.reasons(option.lacks, facts),
        form=form,
    )


def sanctions(rows: Iterable[SanctionDecision], desk: Desk, forms: FormSet) -> list[ShownSanction]:
    """Sanctions proposed or decided, newest first."""
    return [_sanction(row, desk, forms) for row in rows]


def _sanction(row: SanctionDecision, desk: Desk, forms: FormSet) -> ShownSanction:
    own = row.proposed_by_id == desk.actor.user_id
    due = row.told.get("due_on")
    return ShownSanction(
        id=row.pk,
        name=desk.teller.name(row.sanction),
        state=row.state,
        state_said=label("sanction_state", row.state),
        proposed=gettext("%(day)s by %(who)s") % {"day": day(row.proposed_on), "who": row.proposed_by},
        reason=row.reason,
        decided=_decided(row),
        decided_reason=row.confirmed_reason,
        amount=kroner(row.amount_ore) if row.amount_ore is not None else "",
        due=day(due) if due else "",
        own=own,
        forms=tuple(_sanction_forms(row, forms, own=own)),
        reasons=desk.teller.reasons(row.because, {}),
    )


def _decided(row: SanctionDecision) -> str:
    if row.confirmed_by is None:
        return ""
    return gettext("%(day)s by %(who)s") % {"day": day(row.confirmed_on), "who": row.confirmed_by}


def _sanction_forms(row: SanctionDecision, forms: FormSet, *, own: bool) -> Iterator[ShownForm]:
    waits = row.state == SanctionDecision.State.PROPOSED
    names = ["sanction_confirm", "sanction_refuse"] if waits and not own else []
    if (waits and own) or row.state == SanctionDecision.State.IN_FORCE:
        names.append("sanction_lift")
    for name in names:
        form = forms.of(name, row=str(row.pk))
        if form is not None:
            yield form


def timeline(rows: Iterable[DeviationStep], row: Deviation, desk: Desk) -> list[ShownStep]:
    """Every step, the newest first."""
    return [_step(step, row, desk) for step in reversed(list(rows))]


def _step(step: DeviationStep, row: Deviation, desk: Desk) -> ShownStep:
    statement = _statement(step)
    supplier = step.actor is None and step.by_link is not None
    return ShownStep(
        said=label("deviation_step", step.kind),
        about=desk.teller.name(step.rule) if step.rule else "",
        when=day(step.on),
        who=row.supplier.name if supplier else str(step.actor or gettext("Ryddig itself")),
        due=day(step.due_on) if step.due_on else "",
        reason=step.reason,
        statement=statement.text if statement else "",
        shredded=statement is not None and statement.shredded_on is not None,
        figures=tuple(_figures(step.told)),
        reasons=desk.teller.reasons(step.because, step.told.get("facts", {})),
        files=tuple(ShownFile(file.evidence_id, file.evidence.name) for file in step.files.all()),
    )


def _statement(step: DeviationStep) -> SupplierStatement | None:
    found = step._state.fields_cache.get("statement")  # noqa: SLF001 - select_related leaves None where there is none
    return found if isinstance(found, SupplierStatement) else None


def _figures(told: Mapping[str, Any]) -> Iterator[str]:
    if "grade" in told:
        yield gettext("Grade: %(grade)s") % {"grade": label("grade", told["grade"])}
    if told.get("owed_ore"):
        yield gettext("Owed to workers: %(sum)s") % {"sum": kroner(told["owed_ore"])}
    if told.get("paid_back_ore"):
        yield gettext("Paid back: %(sum)s") % {"sum": kroner(told["paid_back_ore"])}
    if "until" in told:
        yield gettext("Until %(day)s") % {"day": day(told["until"])}
    if "measures" in told:
        yield gettext("Measures: %(number)s") % {"number": told["measures"]}
    if "authority" in told:
        yield label("authority", told["authority"])
