"""What the worker does with requests for evidence: takes one on, and keeps what came of its step.

Asking goes on between the two, outside any transaction. A person may end the request meanwhile: that stands.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from ryddig.domain.errors import RyddigError
from ryddig.domain.evidence_case import CaseState, EvidenceCase
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Machine
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.lookups import events
from ryddig.records.lookups.case_facts import case_of_row, set_case
from ryddig.records.lookups.facts import Answered
from ryddig.records.lookups.models import RegisterCase, RegisterCaseAnswer
from ryddig.records.lookups.storing import keep_answers

DRAFT_AGAIN: Final = timedelta(hours=1)
"""How long a request that could not be sent, or a wish that could not be met, rests."""
OPEN_AGAIN: Final = timedelta(hours=12)
"""How often the service is asked how a request stands: firms answer in days."""
_OPEN: Final = (RegisterCase.State.SENT, RegisterCase.State.PENDING, RegisterCase.State.GRANTED)
_WHY: Final = "the worker serves every organisation"

Told = tuple[str, Answered]
"""An evidence code and its answer."""


def due_cases(now: datetime) -> list[int]:
    """Requests with something to do: to be sent, asked about, reminded of or ended, the oldest try first."""
    rows = RegisterCase.objects.unscoped(_WHY).filter(_due(now))
    return list(rows.order_by(F("tried_at").asc(nulls_first=True), "id").values_list("id", flat=True))


def any_due(now: datetime) -> bool:
    """Whether some request has something to do."""
    return RegisterCase.objects.unscoped(_WHY).filter(_due(now)).exists()


def _due(now: datetime) -> Q:
    rested = Q(tried_at=None) | Q(tried_at__lt=now - DRAFT_AGAIN)
    wished = Q(remind_at__isnull=False) | Q(end_at__isnull=False)
    fresh_wish = Q(remind_at__gt=F("tried_at")) | Q(end_at__gt=F("tried_at"))
    due = Q(state=RegisterCase.State.DRAFT) & rested
    due |= Q(state__in=_OPEN) & (Q(tried_at=None) | Q(tried_at__lt=now - OPEN_AGAIN))
    return due | (wished & rested) | fresh_wish


@transaction.atomic
def begin_step(case_id: int, *, now: datetime) -> tuple[RegisterCase, bool] | None:
    """Take a request on and write down that it is tried, before anything is sent. With it: whether it was tried before.

    None when it is gone or another worker has just tried it.
    """
    row = _locked(case_id)
    if row is None or not RegisterCase.objects.unscoped(_WHY).filter(_due(now), id=case_id).exists():
        return None
    before = row.tried_at is not None
    row.tried_at = now
    row.save(update_fields=["tried_at"])
    return row, before


@transaction.atomic
def finish_step(
    row: RegisterCase, case: EvidenceCase, answers: Sequence[Told] = (), *, failure: RyddigError | None = None, on: date
) -> bool:
    """Keep how the request stands now, and every answer. `row`: as `begin_step` gave it; `case`: after the step.

    False when it is gone or a person ended it meanwhile: then the answers are not kept.
    """
    stands = _locked(row.pk)
    if stands is None:
        return False
    if stands.state != row.state:
        _end_later(stands, case)
        return False
    before = case_of_row(stands)
    set_case(stands, case)
    stands.failure = _words(failure)
    if row.remind_at is not None:
        stands.remind_at = None
    stands.save()
    author = Machine(stands.organisation_id)
    if answers:
        _keep(stands, answers, author, on=on)
    record_events(_entries(stands, before, case, answers=answers), actor=author, on=on)
    return True


@transaction.atomic
def finish_end(row: RegisterCase, *, failure: RyddigError | None = None) -> None:
    """Keep that the request is ended at the service too, or why it is not yet."""
    stands = _locked(row.pk)
    if stands is not None:
        stands.failure = _words(failure)
        stands.end_at = stands.end_at if failure is not None else None
        stands.save(update_fields=["failure", "end_at"])


def _locked(case_id: int) -> RegisterCase | None:
    rows = RegisterCase.objects.unscoped(_WHY).select_related("supplier", "contract", "organisation")
    return rows.select_for_update(no_key=True, of=("self",)).filter(id=case_id).first()


def _end_later(stands: RegisterCase, case: EvidenceCase) -> None:
    """A person ended it while it was being sent: the service is to be told so as well."""
    if stands.state == RegisterCase.State.PAPER and case.accreditation:
        ended = replace(case, state=CaseState.PAPER, ended_on=stands.ended_on)
        set_case(stands, ended)
        stands.end_at = stands.tried_at
        stands.save()


def _keep(row: RegisterCase, answers: Sequence[Told], author: Machine, *, on: date) -> None:
    kept = keep_answers([answer for _, answer in answers], author=author, on=on)
    for code, answer in answers:
        snapshot = kept.newest[answer.source, answer.subject]
        RegisterCaseAnswer.objects.visible_to(author).get_or_create(
            case=row,
            code=code,
            defaults={"organisation_id": row.organisation_id, "snapshot": snapshot, "answered_on": on},
        )


def _entries(row: RegisterCase, before: EvidenceCase, now: EvidenceCase, *, answers: Sequence[Told]) -> list[Entry]:
    """What happened, for the audit chain: never what an answer says."""
    details = {"case": row.pk, "supplier": row.supplier_id, "contract": row.contract_id, "state": now.state.value}
    happened = []
    if now.accreditation and not before.accreditation:
        happened.append((events.CASE_SENT, details))
    if answers:
        happened.append((events.CASE_TOLD, {**details, "codes": ", ".join(code for code, _ in answers)}))
    if now.ended_on and not before.ended_on and now.state is not CaseState.HARVESTED:
        happened.append((events.CASE_CAME_TO_NOTHING, details))
    return [Entry(event, "supplier", row.supplier_id, details=told) for event, told in happened]


def _words(failure: RyddigError | None) -> dict[str, object]:
    if failure is None:
        return {}
    return {"code": failure.code, "text": failure.message, "hint": failure.hint, "params": plain(failure.params)}
