"""A request for evidence with consent: what it may become, when it is over, and what to do next."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.errors import UserCanFix
from ryddig.domain.evidence_case import (
    MOVES,
    CaseState,
    CodeState,
    EvidenceCase,
    Refusal,
    ReminderPlan,
    StepKind,
    ask_paper,
    draft,
    expire,
    harvest,
    hear,
    next_step,
    refuse,
    remind,
    send,
)
from ryddig.domain.tax_records import Arrears, TaxKind

ON = date(2026, 11, 2)
LAST = date(2027, 1, 31)
PLAN = ReminderPlan(first=5, every=7, most=2)
ARREARS, VAT = "RestanserV2", "MvaMeldingsOpplysning"


def sent(*names: str, skipped: frozenset[str] = frozenset()) -> EvidenceCase:
    return send(draft(names or (ARREARS,)), accreditation="a-1", valid_to=LAST, skipped=skipped, on=ON)


def heard(case: EvidenceCase, *states: CodeState, on: date = ON) -> EvidenceCase:
    named = {code.name: state for code, state in zip(case.codes, states, strict=True)}
    return hear(case, named, on=on)


def test_the_straight_way_from_draft_to_harvested() -> None:
    case = draft((ARREARS, VAT))
    assert next_step(case, plan=PLAN, on=ON) is StepKind.SEND
    case = sent(ARREARS, VAT)
    assert next_step(case, plan=PLAN, on=ON) is StepKind.ASK_STATUS
    case = heard(case, CodeState.PENDING, CodeState.PENDING)
    assert case.state is CaseState.PENDING
    case = heard(case, CodeState.AVAILABLE, CodeState.WAITING)
    assert (case.state, case.to_harvest) == (CaseState.GRANTED, (ARREARS,))
    assert next_step(case, plan=PLAN, on=ON) is StepKind.HARVEST
    case = harvest(case, ARREARS, on=ON)
    assert case.state is CaseState.GRANTED
    assert case.open
    case = harvest(heard(case, CodeState.AVAILABLE, CodeState.AVAILABLE), VAT, on=date(2026, 11, 9))
    assert (case.state, case.ended_on) == (CaseState.HARVESTED, date(2026, 11, 9))
    assert [code.answered_on for code in case.codes] == [ON, date(2026, 11, 9)]
    assert next_step(case, plan=PLAN, on=ON) is StepKind.NOTHING


@pytest.mark.parametrize(
    ("states", "end"),
    [
        ((CodeState.DENIED, CodeState.DENIED), CaseState.DENIED),
        ((CodeState.EXPIRED, CodeState.EXPIRED), CaseState.EXPIRED),
        ((CodeState.DENIED, CodeState.EXPIRED), CaseState.DENIED),
        ((CodeState.UNAVAILABLE, CodeState.UNAVAILABLE), CaseState.FAILED),
        ((CodeState.PENDING, CodeState.DENIED), CaseState.PENDING),
    ],
)
def test_how_it_ends_without_an_answer(states: tuple[CodeState, CodeState], end: CaseState) -> None:
    case = heard(sent(ARREARS, VAT), *states)
    assert case.state is end
    wanted = StepKind.ASK_STATUS if case.open else StepKind.ASK_PAPER
    assert next_step(case, plan=PLAN, on=ON) is wanted


@pytest.mark.parametrize(
    ("refusal", "end"),
    [
        (Refusal.CONSENT_REVOKED, CaseState.REVOKED),
        (Refusal.CONSENT_EXPIRED, CaseState.EXPIRED),
        (Refusal.CASE_EXPIRED, CaseState.EXPIRED),
        (Refusal.UNKNOWN_CASE, CaseState.FAILED),
        (Refusal.FIRM_DELETED, CaseState.FAILED),
        (Refusal.NEEDS_CONSENT, CaseState.PENDING),
        (Refusal.STILL_WAITING, CaseState.GRANTED),
    ],
)
def test_what_a_refused_call_means(refusal: Refusal, end: CaseState) -> None:
    case = heard(sent(), CodeState.AVAILABLE)
    assert refuse(case, refusal, name=ARREARS, on=ON).state is end


def test_consent_withdrawn_after_the_answer_keeps_the_answer() -> None:
    case = harvest(heard(sent(), CodeState.AVAILABLE), ARREARS, on=ON)
    later = refuse(case, Refusal.CONSENT_REVOKED, on=LAST)
    assert (later.state, later.codes[0].answered_on) == (CaseState.HARVESTED, ON)


def test_a_code_the_service_skipped_is_not_waited_for() -> None:
    case = sent(ARREARS, VAT, skipped=frozenset({VAT}))
    case = harvest(hear(case, {ARREARS: CodeState.AVAILABLE, VAT: CodeState.AVAILABLE}, on=ON), ARREARS, on=ON)
    assert case.state is CaseState.HARVESTED
    assert [code.state for code in case.codes] == [CodeState.HARVESTED, CodeState.SKIPPED]
    assert sent(VAT, skipped=frozenset({VAT})).state is CaseState.FAILED


def test_the_calendar_ends_an_open_case_the_day_after_its_last_day() -> None:
    case = heard(sent(), CodeState.PENDING)
    assert expire(case, on=LAST).state is CaseState.PENDING
    assert expire(case, on=LAST + timedelta(days=1)).state is CaseState.EXPIRED
    assert next_step(case, plan=PLAN, on=LAST + timedelta(days=1)) is StepKind.ASK_PAPER


def test_reminders_come_after_so_many_days_and_stop() -> None:
    case = heard(sent(), CodeState.PENDING)
    days = []
    for count in range(60):
        on = ON + timedelta(days=count)
        if next_step(case, plan=PLAN, on=on) is StepKind.REMIND:
            days.append(count)
            case = remind(case, on=on)
    assert days == [5, 12]


def test_nobody_is_reminded_of_what_was_answered() -> None:
    with pytest.raises(UserCanFix, match="nothing to answer"):
        remind(heard(sent(), CodeState.DENIED), on=ON)


def test_a_day_to_ask_again_is_kept() -> None:
    case = hear(sent(), {ARREARS: CodeState.WAITING}, on=ON, retry_on=ON + timedelta(days=2))
    assert next_step(case, plan=PLAN, on=ON + timedelta(days=1)) is StepKind.NOTHING
    assert next_step(case, plan=PLAN, on=ON + timedelta(days=2)) is StepKind.ASK_STATUS


def test_the_paper_may_be_asked_for_at_any_time_but_after_the_answer() -> None:
    for case in (draft((ARREARS,)), sent(), heard(sent(), CodeState.DENIED)):
        assert ask_paper(case, on=ON).state is CaseState.PAPER
    done = harvest(heard(sent(), CodeState.AVAILABLE), ARREARS, on=ON)
    with pytest.raises(UserCanFix, match="harvested cannot become paper"):
        ask_paper(done, on=ON)


def test_a_case_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(UserCanFix, match="asks for nothing"):
        draft(())


HEARD = st.lists(st.one_of(st.sampled_from(CodeState), st.sampled_from(Refusal)), max_size=12)


@given(HEARD)
def test_an_end_stays_an_end_whatever_is_heard(told: list[CodeState | Refusal]) -> None:
    case, ended = sent(), None
    for what in told:
        with suppress(UserCanFix):
            case = hear(case, {ARREARS: what}, on=ON) if isinstance(what, CodeState) else refuse(case, what, on=ON)
        if ended is not None:
            assert case.state in MOVES[ended] | {ended}
        ended = None if case.open else case.state


def test_arrears_do_not_print_their_figures() -> None:
    arrears = Arrears("311111111", None, {TaxKind.VAT: 4_021_000}, {})
    assert "4021000" not in repr(arrears).replace("_", "")
    assert "figures not shown" in repr(arrears)
    assert arrears.any_due is True
    nothing_told = Arrears("311111111", None, {TaxKind.VAT: 0}, {})
    assert nothing_told.any_due is None
    assert Arrears("311111111", None, dict.fromkeys(TaxKind, 0), {}).any_due is False
