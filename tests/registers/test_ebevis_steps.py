"""A case taken step by step over the network, day after day, as the worker takes it."""

from datetime import timedelta

import pytest

from ryddig.domain.errors import AskAgainLater
from ryddig.domain.evidence_case import CaseState, CodeState, EvidenceCase, ReminderPlan, StepKind, draft
from ryddig.registers.ebevis.steps import StepTaken, take_step
from ryddig.registers.standin.faults import Fault, FaultKind
from tests.registers.ebevis_world import ALL, ARREARS, BASE, NOW, ON, VAT, World, ebevis, order
from tests.registers.standins import BAD_ANSWERS, FIRM, GONE, OTHER

PLAN = ReminderPlan(first=5, every=7, most=1)


def step(
    the: World, case: EvidenceCase, *, days: int = 0, subject: str = FIRM, codes: tuple[str, ...] = ALL
) -> StepTaken:
    asked = order(*codes, subject=subject)
    return take_step(case, client=the.ebevis, order=asked, plan=PLAN, on=ON + timedelta(days=days))


def test_from_draft_to_harvested() -> None:
    with ebevis() as the:
        sent = step(the, draft(ALL))
        assert (sent.kind, sent.case.state) == (StepKind.SEND, CaseState.SENT)
        waiting = step(the, sent.case)
        assert (waiting.kind, waiting.case.state) == (StepKind.ASK_STATUS, CaseState.PENDING)
        reminded = step(the, waiting.case, days=5)
        assert (reminded.kind, len(reminded.case.reminded_on)) == (StepKind.REMIND, 1)
        the.answer("granted")
        done = step(the, reminded.case, days=6)
        assert (done.kind, done.case.state) == (StepKind.HARVEST, CaseState.HARVESTED)
        assert [code for code, _ in done.harvests] == list(ALL)
        assert step(the, done.case, days=7).kind is StepKind.NOTHING


def test_one_code_that_is_not_there_does_not_lose_the_others() -> None:
    with ebevis() as the:
        case = step(the, draft((ARREARS, VAT, BASE)), codes=(ARREARS, VAT, BASE)).case
        the.answer("granted")
        held = dict(the.world.values)
        the.world.values = {key: value for key, value in held.items() if key[0] != VAT}
        first = step(the, case)
        assert [code for code, _ in first.harvests] == [ARREARS]
        assert isinstance(first.failure, AskAgainLater)
        assert first.case.to_harvest == (VAT, BASE)
        the.world.values = held
        assert step(the, first.case).case.state is CaseState.HARVESTED


@pytest.mark.parametrize("bad", BAD_ANSWERS)
def test_a_step_that_fails_leaves_the_case_as_it_was(bad: str) -> None:
    with ebevis() as the:
        case = step(the, draft((ARREARS,)), codes=(ARREARS,)).case
        the.asked.standin.faults.plan("ebevis", BAD_ANSWERS[bad])
        failed = step(the, case)
    assert failed.case == case
    assert isinstance(failed.failure, AskAgainLater)


def test_a_request_whose_answer_was_lost_is_found_again() -> None:
    """The service took it and the answer broke off: trying again must not send the firm a second message."""
    with ebevis() as the:
        the.asked.standin.faults.plan("ebevis", [Fault(FaultKind.BROKEN_OFF)])
        lost = step(the, draft((ARREARS,)), codes=(ARREARS,))
        assert isinstance(lost.failure, AskAgainLater)
        assert (lost.case.state, len(the.world.cases)) == (CaseState.DRAFT, 1)
        asked = order(ARREARS)
        again = take_step(lost.case, client=the.ebevis, order=asked, plan=PLAN, on=ON, tried=True)
        assert (again.case.state, again.case.accreditation) == (CaseState.SENT, next(iter(the.world.cases)))
        other = take_step(
            draft((ARREARS,)), client=the.ebevis, order=order(ARREARS, subject=OTHER), plan=PLAN, on=ON, tried=True
        )
        assert (other.case.state, len(the.world.cases)) == (CaseState.SENT, 2)


def test_a_deleted_firm_ends_the_case() -> None:
    with ebevis() as the:
        gone = step(the, draft((ARREARS,)), subject=GONE, codes=(ARREARS,))
    assert gone.case.state is CaseState.FAILED
    assert gone.failure is not None


def test_consent_withdrawn_between_status_and_harvest() -> None:
    with ebevis() as the:
        case = step(the, draft((ARREARS,)), codes=(ARREARS,)).case
        the.answer("granted")
        ready = the.ebevis.status(case.accreditation)
        assert ready.states == {ARREARS: CodeState.AVAILABLE}
        the.answer("revoked")
        told = step(the, case)
    assert told.case.state is CaseState.DENIED


def test_past_its_last_day_a_case_has_expired_and_nobody_is_asked() -> None:
    with ebevis() as the:
        case = step(the, draft((ARREARS,)), codes=(ARREARS,)).case
        the.asked.standin.requests.clear()
        over = step(the, case, days=61)
        assert (over.kind, over.case.state) == (StepKind.ASK_PAPER, CaseState.EXPIRED)
        assert the.asked.standin.requests == []
    assert NOW.date() == ON
