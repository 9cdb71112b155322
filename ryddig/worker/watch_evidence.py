"""Requests for evidence with consent (eBevis): each that is due is taken one step on, and what came is kept.

What a person asked for comes first. A source that does not answer leaves every request as it was, with the reason.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.evidence_case import EvidenceCase, ReminderPlan, remind
from ryddig.domain.tax_records import TaxRecord
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Machine
from ryddig.records.followup.register_rounds import CaseTold, store_case_answers
from ryddig.records.lookups.case_facts import case_of_row
from ryddig.records.lookups.case_steps import Told, begin_step, due_cases, finish_end, finish_step
from ryddig.records.lookups.facts import Answered
from ryddig.records.lookups.models import RegisterCase
from ryddig.records.lookups.signals import Judged
from ryddig.registers.asking import Asker
from ryddig.registers.ebevis.client import Ebevis, EvidenceOrder, Harvest
from ryddig.registers.ebevis.records import tax_paper
from ryddig.registers.ebevis.steps import take_step
from ryddig.registers.settings import RegisterSettings
from ryddig.registers.sources import EBEVIS
from ryddig.reports.law import law_for
from ryddig.worker.stopping import go_on
from ryddig.worker.watch_ask import FOUND, NOT_FOUND, Clock, answered
from ryddig.worker.watch_judge import judge_tax

CONSENT_DAYS: Final = 60
"""How long the firm may answer; the service takes at most 90."""
PLAN: Final = ReminderPlan()
LONGEST_SOURCE: Final = 30


@dataclass(slots=True)
class EvidenceResult:
    """What a round over the requests did."""

    steps: int = 0
    answers: int = 0
    failed: int = 0


def on_for(settings: RegisterSettings) -> bool:
    """Whether eBevis may be asked at all."""
    return settings.is_on(EBEVIS) and settings.is_on("maskinporten")


def step_cases(settings: RegisterSettings, *, on: date, clock: Clock = timezone.now) -> EvidenceResult:
    """One step of every request that is due. Raises Stopped when the worker is told to stop: what is kept stays."""
    result = EvidenceResult()
    if not on_for(settings):
        return result
    with Asker(settings) as asker:
        for case_id in due_cases(clock()):
            begun = begin_step(case_id, now=clock())
            if begun is not None:
                row, tried = begun
                _step(row, asker, result, tried=tried, on=on, clock=clock)
            go_on()
    return result


def _step(row: RegisterCase, asker: Asker, result: EvidenceResult, *, tried: bool, on: date, clock: Clock) -> None:
    client, case = Ebevis(asker, row.organisation.orgnr), case_of_row(row)
    answers: list[Told] = []
    failure: RyddigError | None
    if not row.organisation.orgnr:
        failure = _nobody_asks()
        finish_step(row, case, failure=failure, on=on)
    elif row.end_at is not None:
        failure = _end(row, client)
        finish_end(row, failure=failure)
    elif row.remind_at is not None:
        case, failure = _remind(case, client, on=on)
        finish_step(row, case, failure=failure, on=on)
    else:
        began = clock()
        taken = take_step(case, client=client, order=order_of(row, on=on), plan=PLAN, on=on, tried=tried)
        number = row.supplier.orgnr or ""
        answers = [(code, _kept(code, number, harvest, times=(began, clock()))) for code, harvest in taken.harvests]
        failure = taken.failure
        if answers:
            _store(CaseTold(row, taken.case, answers), taken.harvests, failure=failure, on=on)
        else:
            finish_step(row, taken.case, failure=failure, on=on)
    result.steps += 1
    result.answers += len(answers)
    result.failed += failure is not None


def _store(told: CaseTold, harvests: Iterable[tuple[str, Harvest]], *, failure: RyddigError | None, on: date) -> None:
    row, screener = told.row, law_for(told.row.organisation.layers).screener
    paper = tax_paper(tuple(one.record for _, one in harvests if isinstance(one.record, TaxRecord)))
    judged = Judged()
    if paper is not None and row.contract_id is not None:
        judged = judge_tax(paper, row.supplier.orgnr or "", row.contract_id, book=screener.book, on=on)
    author = Machine(row.organisation_id)
    store_case_answers(told, judged, author=author, screener=screener, failure=failure, on=on)


def order_of(row: RegisterCase, *, on: date) -> EvidenceOrder:
    """What the service is sent. The reference is the same each time, so that a lost request is found again."""
    contract = row.contract
    shown = " ".join(part for part in (contract.reference, contract.title) if part) if contract is not None else ""
    return EvidenceOrder(
        subject=row.supplier.orgnr or "",
        codes=[code["name"] for code in row.codes],
        valid_to=on + timedelta(days=CONSENT_DAYS),
        consent_reference=shown or str(row.organisation),
        reference=f"ryddig-{row.organisation_id}-{row.pk}",
        cpv=row.basis.get("cpv", ()),
    )


def _end(row: RegisterCase, client: Ebevis) -> RyddigError | None:
    try:
        if row.accreditation:
            client.end(row.accreditation)
    except RyddigError as error:
        return error
    return None


def _remind(case: EvidenceCase, client: Ebevis, *, on: date) -> tuple[EvidenceCase, RyddigError | None]:
    """Once: a reminder whose answer was lost is not sent again, a person may ask anew."""
    try:
        then = remind(case, on=on)
        client.remind(case.accreditation)
    except RyddigError as error:
        return case, error
    return then, None


def _kept(code: str, number: str, harvest: Harvest, *, times: tuple[datetime, datetime]) -> Answered:
    """The answer as it came. What it says is read anew when it is shown to somebody who may read tax data."""
    content = json.loads(harvest.answer.raw) if harvest.record is not None else {}
    state = FOUND if harvest.record is not None else NOT_FOUND
    return answered(f"{EBEVIS}.{code}"[:LONGEST_SOURCE], number, content, state=state, facts={}, times=times)


def _nobody_asks() -> UserCanFix:
    text = N_("The organisation has no organisation number, so eBevis cannot be told who asks.")
    return UserCanFix("ebevis.no_requestor", text, hint=N_("The coordinator enters it under Settings."))
