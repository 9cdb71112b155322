"""Requests for evidence with the supplier's consent as the page shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.domain.evidence_case import CaseState
from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.office.shown_sources import CASE_COLOURS
from ryddig.records.accounts.access import Action, Case, may
from ryddig.records.lookups.models import RegisterCase
from ryddig.reports.formats import as_day, day
from ryddig.reports.labels import label

REMINDABLE = (CaseState.SENT.value, CaseState.PENDING.value)
NEEDS_PAPER = (CaseState.DENIED.value, CaseState.EXPIRED.value, CaseState.REVOKED.value, CaseState.FAILED.value)
OPEN = (CaseState.DRAFT.value, CaseState.SENT.value, CaseState.PENDING.value, CaseState.GRANTED.value)


@dataclass(frozen=True, slots=True)
class ShownCode:
    """One kind of evidence of a request. `snapshot`: its answer, for those who may read it."""

    name: str
    state: str
    snapshot: int | None


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One request: where it stands, its days, and what a person may do with it now."""

    id: int
    state: str
    colour: str
    lines: tuple[str, ...]
    why: str
    contract: str
    codes: tuple[ShownCode, ...]
    failure: str
    needs_paper: bool
    may_remind: bool
    may_end: bool


def is_open(rows: Iterable[RegisterCase]) -> bool:
    """Whether an answer may still come: then nothing more is asked for."""
    return any(row.state in OPEN for row in rows)


def cases(rows: Iterable[RegisterCase], desk: Desk) -> list[ShownCase]:
    """Requests in words, as they come."""
    return [_case(row, desk) for row in rows]


def _case(row: RegisterCase, desk: Desk) -> ShownCase:
    unit = row.contract.unit_id if row.contract is not None else None
    of = Case(row.organisation_id, unit, contract_id=row.contract_id, supplier_id=row.supplier_id)
    may_ask, may_read = bool(may(desk.actor, Action.ASK_TAX, of)), bool(may(desk.actor, Action.READ_TAX, of))
    answers = {answer.code: answer.snapshot_id for answer in row.answers.all()} if may_read else {}
    failure = row.failure
    return ShownCase(
        id=row.pk,
        state=label("case_state", row.state),
        colour=CASE_COLOURS.get(row.state, "neutral"),
        lines=tuple(_lines(row)),
        why=row.why,
        contract=row.contract.title if row.contract is not None else "",
        codes=tuple(
            ShownCode(
                label("evidence_code", code["name"]), label("code_state", code["state"]), answers.get(code["name"])
            )
            for code in row.codes
        ),
        failure=desk.teller.tell(Message(failure["text"], failure.get("params", {}))) if failure else "",
        needs_paper=row.state in NEEDS_PAPER,
        may_remind=may_ask and row.state in REMINDABLE and row.remind_at is None,
        may_end=may_ask and (row.state in OPEN or row.state in NEEDS_PAPER),
    )


def _lines(row: RegisterCase) -> Iterator[str]:
    yield gettext("Started by %(name)s, %(day)s") % {"name": row.opened_by, "day": day(row.opened_on)}
    if row.sent_on:
        yield gettext("Sent %(day)s") % {"day": day(row.sent_on)}
    if row.valid_to:
        yield gettext("The consent can be used until %(day)s") % {"day": day(row.valid_to)}
    if row.reminded_on:
        yield gettext("Reminded %(days)s") % {"days": ", ".join(day(as_day(one)) for one in row.reminded_on)}
    if row.remind_at is not None:
        yield gettext("A reminder will be sent soon")
    if row.ended_on:
        yield gettext("Ended %(day)s") % {"day": day(row.ended_on)}
