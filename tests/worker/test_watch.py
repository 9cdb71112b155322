"""The watch against stand-ins over real HTTP: asked once, stored for each buyer, cut off anywhere, silent sources."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from ryddig.domain.facts import ContractKind, SupplierFact
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.contracts.services import register_contract
from ryddig.records.followup.register_risk import effects_of
from ryddig.records.followup.register_rounds import store_outcomes
from ryddig.records.followup.today import today
from ryddig.records.lookups.models import FeedCursor, Lookup, Signal, Snapshot, SnapshotPersons
from ryddig.records.lookups.queries import source_ages
from ryddig.registers.settings import RegisterSettings, settings_from
from ryddig.registers.standin import approvals, brreg
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.server import StandIn
from ryddig.worker import watch as watching
from ryddig.worker.stopping import STOPPING, Stopped
from ryddig.worker.watch import EVERYTHING, Order, WatchResult
from ryddig.worker.watch_ask import ROLES
from tests.cast import TODAY, Cast, contract, facts, orgnr

WHY: Final = "a test looks at everything"
UNITS, ACCOUNTS = brreg.UNITS, brreg.ACCOUNTS
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
SILENT, NONSENSE = Fault(FaultKind.SILENT), Fault(FaultKind.NONSENSE)


class World:
    """Stand-ins that hold every firm of the contracts, and a clock that tests move."""

    def __init__(self) -> None:
        self.register = brreg.Register(now=NOW)
        self.cleaners: dict[str, str] = {}
        self.standin = StandIn([*brreg.routes(self.register), *approvals.routes({"renhold": self.cleaners})])
        self.days = 0

    def settings(self, **more: str) -> RegisterSettings:
        given = {"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": self.standin.address}
        off = {
            f"RYDDIG_REGISTER_{name}_ON": "off" for name in ("BEMANNING", "BILPLEIE", "SENTRAL_GODKJENNING", "EBEVIS")
        }
        return settings_from({**off, **given, "RYDDIG_REGISTER_ENHETSREGISTERET_SECONDS": "2", **more})

    def watch(self, order: Order = EVERYTHING, **more: str) -> WatchResult:
        """A round on the day it is in the world."""
        at = NOW + timedelta(days=self.days, hours=1)
        on = TODAY + timedelta(days=self.days)
        return watching.watch(self.settings(**more), on=on, order=order, clock=lambda: at)

    def night(self) -> None:
        """A day passes."""
        self.days += 1
        self.register.now = NOW + timedelta(days=self.days)
        self.standin.requests.clear()

    def asked(self, part: str) -> int:
        return sum(part in request for request in self.standin.requests)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    with made.standin:
        yield made


@pytest.fixture
def row(cast: Cast, world: World) -> Contract:
    made = contract(cast)
    add(world, 1, "Ren Luft AS")
    return made


def add(world: World, number: int, name: str, **fields: object) -> str:
    world.register.add(orgnr(number), name, **fields)
    world.cleaners[orgnr(number)] = "Godkjent med ansatte"
    return orgnr(number)


def lookup(source: str = UNITS, number: int = 1) -> Lookup:
    rows = Lookup.objects.unscoped(WHY).select_related("newest")
    return rows.filter(source=source, subject=orgnr(number)).order_by("organisation_id")[0]


def signals() -> list[tuple[str, str]]:
    rows = Signal.objects.unscoped(WHY).filter(severity__in=("grave", "hard")).order_by("id")
    return list(rows.values_list("kind", "state"))


def test_every_source_is_asked_and_kept(row: Contract, cast: Cast, world: World) -> None:
    world.register.roles[orgnr(1)] = {"rollegrupper": [board()]}
    result = world.watch()
    assert result.answered == {UNITS: 1, ROLES: 1, ACCOUNTS: 1, "renhold": 1}
    assert result.failed == {}
    assert lookup().newest is not None
    assert lookup(ROLES).newest is not None
    assert "Tenktsen" not in str(list(Snapshot.objects.unscoped(WHY).values_list("content", "facts")))
    assert "Tenktsen" in str(SnapshotPersons.objects.visible_to(cast.kari).get(snapshot__source=ROLES).content)
    assert check_chain(cast.fjordvik.pk).broken_at is None


def board() -> dict[str, Any]:
    name = {"fornavn": "Oppdiktet", "etternavn": "Tenktsen"}
    kind = {"kode": "LEDE", "beskrivelse": "Styrets leder"}
    role = {"type": kind, "person": {"navn": name, "fodselsdato": "1970-01-01", "erDoed": False}}
    group = {"kode": "STYR", "beskrivelse": "Styre"}
    return {"type": group, "sistEndret": "2020-01-01", "roller": [{**role, "avregistrert": False, "rekkefolge": 0}]}


def test_a_firm_that_goes_bankrupt_is_found_by_the_feed_alone(row: Contract, cast: Cast, world: World) -> None:
    world.watch()
    world.night()
    world.register.make_bankrupt(orgnr(1), TODAY)
    result = world.watch()
    assert result.feed_read
    assert signals() == [("signals.bankruptcy", "open")]
    row.refresh_from_db()
    assert row.risk_level == "high"
    effect = effects_of(cast.kari, row.pk).get(signal__kind="signals.bankruptcy")
    assert effect.snapshot.content["konkurs"] is True
    first = today(cast.kari, on=TODAY + timedelta(days=1))[0]
    assert (first.kind, first.contract) == ("signal", row)
    assert "bankruptcy" in first.why.plain()


def test_nothing_changed_nothing_asked_but_what_is_asked_daily(row: Contract, world: World) -> None:
    world.watch()
    world.night()
    result = world.watch()
    assert result.answered == {"renhold": 1}
    assert (world.asked("/enhetsregisteret/enheter?"), world.asked("/roller"), world.asked("/oppdateringer")) == (
        0,
        0,
        1,
    )


def test_what_has_grown_old_is_asked_again(row: Contract, world: World) -> None:
    world.watch()
    world.days = 8
    result = world.watch()
    assert result.answered[UNITS] == 1
    assert Snapshot.objects.unscoped(WHY).filter(source=UNITS).count() == 1
    assert lookup().answered_at == NOW + timedelta(days=8, hours=1)


def test_two_buyers_one_question_and_each_knows_by_itself(row: Contract, cast: Cast, world: World) -> None:
    register_contract(actor=cast.omar, facts=facts("N-1"), unit_id=cast.elsewhere.pk, on=TODAY)
    world.watch()
    assert world.asked(f"organisasjonsnummer={orgnr(1)}") == 1
    kept = Snapshot.objects.unscoped(WHY).filter(source=UNITS)
    assert sorted(kept.values_list("organisation_id", flat=True)) == sorted([cast.fjordvik.pk, cast.nesodden.pk])
    assert Snapshot.objects.visible_to(cast.omar).filter(source=UNITS).count() == 1


def test_ended_contracts_and_names_without_numbers_are_not_watched(cast: Cast, world: World) -> None:
    contract(cast, "K-1", ends_on=TODAY - timedelta(days=1))
    contract(cast, "K-2", suppliers=(SupplierFact("Bare Navn"),))
    assert world.watch().firms == 0
    assert world.asked("/enhetsregisteret/enheter") == 0


def test_a_subcontractor_is_watched(row: Contract, cast: Cast, world: World) -> None:
    add(world, 5, "Under AS")
    other = contract(cast, "K-2", suppliers=(SupplierFact("Under AS", orgnr(5)),), ends_on=TODAY - timedelta(days=1))
    ContractSupplier.objects.unscoped(WHY).filter(contract=other).update(contract=row, role="subcontractor")
    world.watch()
    assert lookup(number=5).newest is not None


def test_approval_registers_are_asked_for_their_own_trades_only(row: Contract, cast: Cast, world: World) -> None:
    firms = (SupplierFact("Data AS", orgnr(3)),)
    contract(cast, "K-2", kind=ContractKind.GOODS, cpv=("30200000",), suppliers=firms)
    add(world, 3, "Data AS")
    assert world.watch().answered["renhold"] == 1


def test_a_cleaning_firm_that_loses_its_approval(row: Contract, world: World) -> None:
    world.watch()
    world.night()
    world.cleaners[orgnr(1)] = "Ikke godkjent"
    world.watch()
    assert signals() == [("signals.cleaning_not_approved", "open")]
    world.night()
    world.cleaners[orgnr(1)] = "Godkjent med ansatte"
    world.watch()
    assert signals() == [("signals.cleaning_not_approved", "cleared")]


FAULTS: Final[Mapping[str, Fault]] = {
    "500": Fault(FaultKind.STATUS, status=500),
    "429": Fault(FaultKind.STATUS, status=429, retry_after="1"),
    "nothing": SILENT,
    "nonsense": NONSENSE,
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_source_that_fails_stops_no_other_and_takes_nothing_away(
    row: Contract, cast: Cast, world: World, name: str
) -> None:
    world.watch()
    before = lookup()
    world.night()
    world.register.make_bankrupt(orgnr(1), TODAY)
    world.standin.faults.plan(UNITS, [FAULTS[name]] * 200)
    result = world.watch()
    assert (result.feed_read, result.answered.get(UNITS)) == (False, None)
    assert result.answered["renhold"] == 1
    now = lookup()
    assert (now.newest, now.answered_at) == (before.newest, before.answered_at)
    assert (now.failures, bool(now.failure["text"])) == (1, True)
    age = next(age for age in source_ages(cast.kari) if age.source == UNITS)
    assert (age.failing, age.oldest, bool(age.failure)) == (1, before.answered_at, True)
    world.standin.faults.clear()
    world.watch()
    assert signals() == [("signals.bankruptcy", "open")], "the change was not lost"
    assert lookup().failures == 0


def test_all_faults_in_turn_and_nothing_is_lost(row: Contract, cast: Cast, world: World) -> None:
    for number in range(2, 8):
        add(world, number, f"Firma {number} AS")
        contract(cast, f"K-{number}", suppliers=(SupplierFact(f"Firma {number} AS", orgnr(number)),))
    world.watch()
    world.night()
    for number in range(1, 8):
        world.register.make_bankrupt(orgnr(number), TODAY)
    for source in (UNITS, ACCOUNTS, "renhold"):
        world.standin.faults.plan(source, [*FAULTS.values(), Fault(FaultKind.HALF), Fault(FaultKind.BROKEN_OFF)])
    for _ in range(6):
        world.watch()
    assert signals() == [("signals.bankruptcy", "open")] * 7
    assert not Lookup.objects.unscoped(WHY).filter(failures__gt=0).exists()


@pytest.mark.parametrize("after", range(4))
def test_a_round_that_is_cut_off_anywhere_is_taken_up_again(
    row: Contract, cast: Cast, world: World, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2, 5):
        add(world, number, f"Firma {number} AS")
        contract(cast, f"K-{number}", suppliers=(SupplierFact(f"Firma {number} AS", orgnr(number)),))
    world.watch()
    world.night()
    for number in range(1, 5):
        world.register.make_bankrupt(orgnr(number), TODAY)
    monkeypatch.setattr(watching, "BATCH", 1)
    stop_after(after, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        world.watch()
    monkeypatch.undo()
    assert len(signals()) == after
    world.watch()
    assert signals() == [("signals.bankruptcy", "open")] * 4
    assert Snapshot.objects.unscoped(WHY).filter(source=UNITS).count() == 8


def stop_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process be killed while it stores the batch after so many."""
    done = 0
    keep = store_outcomes

    def store(*args: Any, **more: Any) -> Any:
        nonlocal done
        if done == batches:
            raise KeyboardInterrupt
        done += 1
        return keep(*args, **more)

    monkeypatch.setattr(watching, "store_outcomes", store)


def test_a_kill_between_a_page_of_the_feed_and_the_firms_loses_nothing(
    row: Contract, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.watch()
    world.night()
    world.register.make_bankrupt(orgnr(1), TODAY)
    stop_after(0, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        world.watch()
    monkeypatch.undo()
    assert FeedCursor.objects.get(source=UNITS).position
    assert lookup().due_at is not None
    world.watch()
    assert signals() == [("signals.bankruptcy", "open")]
    assert lookup().due_at is None


def test_told_to_stop_it_stops_between_batches(row: Contract, world: World) -> None:
    STOPPING.set()
    with pytest.raises(Stopped):
        world.watch()
    STOPPING.clear()
    assert world.watch().firms == 1


def test_a_source_that_is_off_is_not_asked_and_is_no_failure(row: Contract, world: World) -> None:
    result = world.watch(RYDDIG_REGISTER_RENHOLD_ON="off", RYDDIG_REGISTER_REGNSKAPSREGISTERET_ON="off")
    assert {"renhold", ACCOUNTS} <= set(result.off)
    assert set(result.answered) == {UNITS, ROLES}
    assert result.failed == {}
    assert not Lookup.objects.unscoped(WHY).filter(source__in=("renhold", ACCOUNTS)).exists()


def test_a_deleted_and_an_unknown_number(row: Contract, cast: Cast, world: World) -> None:
    contract(cast, "K-2", suppliers=(SupplierFact("Borte AS", orgnr(9)),))
    world.watch()
    assert ("signals.not_in_register", "open") in signals()
    world.night()
    world.register.change(orgnr(1), slettedato="2026-11-20")
    world.watch()
    newest = lookup().newest
    assert newest is not None
    assert newest.state == "deleted"
    assert ("signals.deleted", "open") in signals()


def test_asking_about_one_firm_now_asks_whatever_its_age(row: Contract, world: World) -> None:
    world.watch()
    world.standin.requests.clear()
    world.register.units[orgnr(1)]["konkurs"] = True
    result = world.watch(Order(number=orgnr(1)))
    assert result.answered[UNITS] == 1
    assert world.asked("/oppdateringer") == 0
    assert signals() == [("signals.bankruptcy", "open")]


def shared() -> list[tuple[str | None, str]]:
    rows = Signal.objects.unscoped(WHY).filter(kind="signals.shared_with_other").order_by("supplier__orgnr")
    return list(rows.values_list("supplier__orgnr", "state"))


def test_what_shows_between_a_buyers_own_firms_only(row: Contract, cast: Cast, world: World) -> None:
    """Two suppliers with one telephone are asked about; another buyer's supplier with the same one is not."""
    neighbour = contract(cast, "K-2", suppliers=(SupplierFact("Under AS", orgnr(5)),))
    elsewhere = register_contract(
        actor=cast.omar,
        unit_id=cast.elsewhere.pk,
        facts=facts("N-1", suppliers=(SupplierFact("Nord AS", orgnr(6)),)),
        on=TODAY,
    )
    for number, name in ((5, "Under AS"), (6, "Nord AS")):
        add(world, number, name, telefon="77 88 99 00")
    world.register.change(orgnr(1), telefon="77 88 99 00")
    for number in (1, 5, 6):
        world.register.roles[orgnr(number)] = {"rollegrupper": []}
    world.watch()
    assert shared() == [(orgnr(1), "open"), (orgnr(5), "open")]
    assert {effects_of(cast.kari, one.pk).filter(answer__code="RF-18").count() for one in (row, neighbour)} == {1}
    assert not effects_of(cast.omar, elsewhere.pk).filter(answer__code="RF-18").exists()
    world.night()
    world.watch()
    assert shared() == [(orgnr(1), "open"), (orgnr(5), "open")]
    world.register.change(orgnr(5), telefon="11 22 33 44")
    world.watch(Order(number=orgnr(5)))
    world.night()
    world.watch()
    assert shared() == [(orgnr(1), "cleared"), (orgnr(5), "cleared")]
