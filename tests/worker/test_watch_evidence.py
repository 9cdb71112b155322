"""Requests for evidence through the worker: sent once, asked about, harvested, kept; ended and reminded when a person
says so; a service that does not answer loses nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ryddig.records.accounts.models import Organisation
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, ContractAnswer
from ryddig.records.followup.register_risk import effects_of
from ryddig.records.followup.today import today
from ryddig.records.lookups import case_steps
from ryddig.records.lookups.cases import ARREARS, end_case, remind_supplier, start_case
from ryddig.records.lookups.models import RegisterCase, RegisterCaseAnswer, Signal, Snapshot
from ryddig.records.lookups.queries import open_signal_counts, signals_of, signals_of_contract
from ryddig.records.lookups.services import answer_signal
from ryddig.registers.ebevis.steps import take_step
from ryddig.registers.settings import settings_from
from ryddig.registers.standin import ebevis as standin_ebevis
from ryddig.registers.standin import maskinporten as standin_maskinporten
from ryddig.registers.standin.ebevis import EvidenceWorld
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.maskinporten import KEY_ID, Clients, pem
from ryddig.registers.standin.server import StandIn
from ryddig.worker import watch_evidence
from ryddig.worker.watch_evidence import EvidenceResult
from tests.cast import Cast, contract, orgnr
from tests.register_world import firm
from tests.registers.ebevis_world import CPV, FOREIGN, arrears_values, whole
from tests.registers.standins import BUYER, signing_key

FIRM = orgnr(1)
LONG: dict[str, object] = {"forespurteOrganisasjon": FIRM, "oppdrag": {"antallAktiveArbeidstakere": 14}}


class World:
    """eBevis and Maskinporten as stand-ins, and a clock that tests move."""

    def __init__(self) -> None:
        clients = Clients({KEY_ID: signing_key().public_key()})
        values = {(ARREARS, FIRM): arrears_values(FIRM), (FOREIGN, FIRM): whole(LONG)}
        self.evidence = EvidenceWorld(values, frozenset({CPV}), frozenset())
        routes = (*standin_maskinporten.routes(clients), *standin_ebevis.routes(self.evidence, clients))
        self.standin = StandIn(routes)
        self.now = datetime.now(UTC)

    def step(self, *, hours: int = 13, **more: str) -> EvidenceResult:
        """A round so many hours later."""
        self.now += timedelta(hours=hours)
        given = {
            "RYDDIG_REGISTERS": "standin",
            "RYDDIG_STANDIN": self.standin.address,
            "RYDDIG_REGISTER_MASKINPORTEN_PRIVATE_KEY": pem(signing_key()),
            **more,
        }
        return watch_evidence.step_cases(settings_from(given), on=self.now.date(), clock=lambda: self.now)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    with made.standin:
        yield made


@pytest.fixture
def row(cast: Cast) -> Contract:
    Organisation.objects.filter(id=cast.fjordvik.pk).update(orgnr=BUYER)
    return contract(cast)


def start(cast: Cast, row: Contract, **more: Any) -> RegisterCase:
    given: dict[str, Any] = {"codes": [ARREARS], "why": "Før opsjonen.", "cpv": [], **more}
    on = datetime.now(UTC).date()
    return start_case(actor=cast.kari, supplier_id=firm(row).pk, contract_id=row.pk, on=on, **given)


def test_from_draft_to_an_answer_that_is_kept(cast: Cast, row: Contract, world: World) -> None:
    case = start(cast, row, codes=[ARREARS, FOREIGN], cpv=[CPV])
    states = []
    for _ in range(2):
        world.step()
        case.refresh_from_db()
        states.append(case.state)
    world.evidence.answers[FIRM] = "granted"
    assert world.step() == EvidenceResult(steps=1, answers=2)
    case.refresh_from_db()
    assert ([*states, case.state], case.failure) == (["sent", "pending", "harvested"], {})
    kept = RegisterCaseAnswer.objects.visible_to(cast.kari).filter(case=case).select_related("snapshot")
    assert {(one.code, one.snapshot.source) for one in kept} == {
        (ARREARS, "ebevis.RestanserV2"),
        (FOREIGN, "ebevis.OppdragUtenlandskeVirksomheter"[:30]),
    }
    told = list(Event.objects.visible_to(cast.lise).filter(type__startswith="case.").order_by("id"))
    assert [event.type for event in told] == ["case.started", "case.sent", "case.told"]
    assert "40210" not in str([event.details for event in told])
    assert check_chain(cast.fjordvik.pk).broken_at is None
    assert world.step().steps == 0


def test_arrears_count_in_the_risk_of_the_contract_they_were_asked_for(cast: Cast, row: Contract, world: World) -> None:
    other = contract(cast, "K-2")
    start(cast, row)
    world.evidence.answers[FIRM] = "granted"
    for _ in range(3):
        world.step()
    (signal,) = signals_of(cast.kari, firm(row))
    assert (signal.kind, signal.contract_id, signal.code) == ("signals.tax_arrears", row.pk, "RF-33")
    answers = ContractAnswer.objects.visible_to(cast.kari).filter(code="RF-33")
    assert [(one.contract_id, one.value, one.source) for one in answers] == [(row.pk, True, "register")]
    assert firm(other) == firm(row)
    assert "40210" not in f"{signal.text}{signal.params}{signal.facts}{signal.because}"


def test_those_without_the_right_to_tax_data_see_no_signal_that_rests_on_it(
    cast: Cast, row: Contract, world: World
) -> None:
    start(cast, row)
    world.evidence.answers[FIRM] = "granted"
    for _ in range(3):
        world.step()
    (signal,) = signals_of(cast.ada, firm(row))
    for stranger in (cast.petter, cast.bjorn):
        assert not signals_of(stranger, firm(row))
        assert not signals_of_contract(stranger, row.pk)
        assert not open_signal_counts(stranger, [firm(row).pk])
        assert not effects_of(stranger, row.pk)
        assert not [one for one in today(stranger, on=world.now.date()) if one.kind == "signal"]
    assert [one.kind for one in today(cast.kari, on=world.now.date())].count("signal") == 1
    assert effects_of(cast.kari, row.pk)
    with pytest.raises(Signal.DoesNotExist):
        answer_signal(actor=cast.petter, signal_id=signal.pk, done="handled", reason="Sett.", on=world.now.date())


def test_arrears_that_are_paid_clear_the_signal(cast: Cast, row: Contract, world: World) -> None:
    start(cast, row)
    world.evidence.answers[FIRM] = "granted"
    for _ in range(3):
        world.step()
    world.evidence.values = {(ARREARS, FIRM): arrears_values(FIRM, vat=0)}
    start(cast, row)
    for _ in range(3):
        world.step()
    assert [one.state for one in signals_of(cast.kari, firm(row))] == ["cleared"]
    last = ContractAnswer.objects.visible_to(cast.kari).filter(code="RF-33").order_by("id").last()
    assert last is not None
    assert last.value is None


def test_a_lost_answer_sends_no_second_message(cast: Cast, row: Contract, world: World) -> None:
    case = start(cast, row)
    world.standin.faults.plan("ebevis", [Fault(FaultKind.BROKEN_OFF)])
    assert world.step().failed == 1
    case.refresh_from_db()
    assert (case.state, bool(case.failure["text"]), len(world.evidence.cases)) == ("draft", True, 1)
    assert world.step(hours=0).steps == 0
    assert world.step(hours=2) == EvidenceResult(steps=1)
    case.refresh_from_db()
    assert (case.state, case.failure, len(world.evidence.cases)) == ("sent", {}, 1)


def test_asked_again_only_after_half_a_day(cast: Cast, row: Contract, world: World) -> None:
    start(cast, row)
    assert [world.step(hours=hours).steps for hours in (0, 1, 2, 13)] == [1, 0, 0, 1]


def test_a_reminder_and_an_end_that_a_person_wants(cast: Cast, row: Contract, world: World) -> None:
    case = start(cast, row)
    world.step(hours=0)
    remind_supplier(actor=cast.kari, case_id=case.pk, on=world.now.date())
    world.step(hours=2)
    case.refresh_from_db()
    assert (len(case.reminded_on), case.remind_at, case.failure) == (1, None, {})
    end_case(actor=cast.kari, case_id=case.pk, on=world.now.date())
    world.standin.faults.plan("ebevis", [Fault(FaultKind.STATUS, status=500)] * 9)
    assert world.step(hours=2).failed == 1
    for _ in range(9):
        world.step(hours=2)
    case.refresh_from_db()
    assert (case.state, case.end_at, world.evidence.cases) == ("paper", None, {})


def test_ended_by_a_person_while_it_is_sent(
    cast: Cast, row: Contract, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = start(cast, row)

    def slow(*args: Any, **more: Any) -> Any:
        taken = take_step(*args, **more)
        end_case(actor=cast.kari, case_id=case.pk, on=world.now.date())
        return taken

    monkeypatch.setattr(watch_evidence, "take_step", slow)
    world.step(hours=0)
    case.refresh_from_db()
    assert (case.state, bool(case.accreditation), case.end_at is not None) == ("paper", True, True)
    world.step(hours=2)
    case.refresh_from_db()
    assert (case.end_at, world.evidence.cases) == (None, {})


def test_cut_off_while_storing_keeps_nothing_by_half(
    cast: Cast, row: Contract, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = start(cast, row)
    world.step()
    world.evidence.answers[FIRM] = "granted"
    with monkeypatch.context() as patched:
        patched.setattr(case_steps, "record_events", _cut)
        with pytest.raises(KeyboardInterrupt):
            world.step()
    case.refresh_from_db()
    assert (case.state, Snapshot.objects.visible_to(cast.kari).count()) == ("sent", 0)
    world.step()
    case.refresh_from_db()
    assert (case.state, Snapshot.objects.visible_to(cast.kari).count()) == ("harvested", 1)


def _cut(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_a_buyer_without_a_number_is_told(cast: Cast, row: Contract, world: World) -> None:
    Organisation.objects.filter(id=cast.fjordvik.pk).update(orgnr="")
    case = start(cast, row)
    assert world.step().failed == 1
    case.refresh_from_db()
    assert (case.state, case.failure["code"], world.evidence.cases) == ("draft", "ebevis.no_requestor", {})


def test_nothing_is_sent_while_ebevis_is_off(cast: Cast, row: Contract, world: World) -> None:
    start(cast, row)
    assert world.step(RYDDIG_REGISTER_EBEVIS_ON="off") == EvidenceResult()
    assert world.evidence.cases == {}
