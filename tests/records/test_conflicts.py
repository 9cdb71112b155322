"""A conflict of interest keeps a person from preparing and deciding, and leaves them what everybody reads."""

import pytest
import time_machine

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import Action, Actor, Case, Ground, NotAllowed, actor_of, may
from ryddig.records.audit.models import Event
from ryddig.records.contracts.conflicts import conflicts_of, declare_conflict, lift_conflict
from ryddig.records.contracts.models import Conflict, Contract, ContractSupplier, Supplier
from ryddig.records.contracts.services import change_contract
from ryddig.records.correspondence.delegations import Loan, lend_seats
from ryddig.records.lookups.models import Signal, Snapshot
from ryddig.records.lookups.queries import signals_for, snapshot_page, supplier_registers
from ryddig.records.lookups.services import answer_signal
from tests.cast import TODAY, Cast, contract, facts
from tests.register_world import answered, outcome, raised, store


def again(cast: Cast, actor: Actor) -> Actor:
    """The person as the next request makes them."""
    made = actor_of(cast.user(actor))
    assert made is not None
    return made


def kept_out(cast: Cast, who: Actor, *, by: Actor | None = None, **of: int) -> Conflict:
    """A declared conflict."""
    assert who.user_id
    return declare_conflict(actor=by or who, user_id=who.user_id, ground="family", on=TODAY, **of)


def test_what_is_left_is_what_everybody_reads(cast: Cast) -> None:
    row = contract(cast)
    kept_out(cast, cast.lise, contract_id=row.pk)
    lise = again(cast, cast.lise)
    left = {action for action in Action if may(lise, action, Case.of(row))}
    assert left == {Action.READ, Action.READ_AUDIT}
    assert may(lise, Action.CHANGE, Case.of(row)).ground == Ground.CONFLICT
    assert may(lise, Action.CHANGE, Case.of(contract(cast, "K-2")))


def test_the_service_refuses_and_says_why(cast: Cast) -> None:
    row = contract(cast)
    kept_out(cast, cast.kari, contract_id=row.pk)
    with pytest.raises(NotAllowed, match="conflict of interest"):
        change_contract(actor=again(cast, cast.kari), contract_id=row.pk, facts=facts(title="Nytt navn"), on=TODAY)


def test_a_supplier_means_each_of_its_contracts(cast: Cast) -> None:
    row, other = contract(cast), contract(cast, "K-2", suppliers=())
    supplier = ContractSupplier.objects.visible_to(cast.lise).get(contract=row).supplier_id
    kept_out(cast, cast.kari, supplier_id=supplier)
    kari = again(cast, cast.kari)
    assert not may(kari, Action.CHANGE, Case.of(row))
    assert may(kari, Action.CHANGE, Case.of(other))
    assert not may(kari, Action.ASK_REGISTERS, Case(cast.fjordvik.pk, supplier_id=supplier))
    later = contract(cast, "K-3")
    assert not may(again(cast, cast.kari), Action.CHANGE, Case.of(later)), "also one signed afterwards"


def test_nobody_lifts_their_own(cast: Cast) -> None:
    row = contract(cast)
    found = kept_out(cast, cast.lise, contract_id=row.pk)
    with pytest.raises(UserCanFix, match="their own"):
        lift_conflict(actor=cast.lise, conflict_id=found.pk, on=TODAY)
    with pytest.raises(NotAllowed):
        lift_conflict(actor=cast.kari, conflict_id=found.pk, on=TODAY)
    lift_conflict(actor=cast.bjorn, conflict_id=found.pk, on=TODAY)
    assert may(again(cast, cast.lise), Action.CHANGE, Case.of(row))
    told = list(Event.objects.visible_to(cast.lise).filter(subject_type="contract").values_list("type", flat=True))
    assert {"conflict.declared", "conflict.lifted"} <= set(told)


def test_everybody_declares_their_own_and_few_another_persons(cast: Cast) -> None:
    row = contract(cast)
    kept_out(cast, cast.petter, contract_id=row.pk)
    kept_out(cast, cast.kari, by=cast.bjorn, contract_id=row.pk)
    with pytest.raises(NotAllowed):
        kept_out(cast, cast.kari, by=cast.petter, contract_id=row.pk)
    assert [one.user_id for one in conflicts_of(cast.petter)] == [cast.petter.user_id]
    assert len(conflicts_of(cast.lise)) == 2


def test_the_same_again_is_one(cast: Cast) -> None:
    row = contract(cast)
    first = kept_out(cast, cast.kari, contract_id=row.pk)
    assert kept_out(cast, cast.kari, contract_id=row.pk).pk == first.pk


def test_another_buyers_contract_does_not_exist(cast: Cast) -> None:
    row = contract(cast)
    with pytest.raises(Contract.DoesNotExist):
        kept_out(cast, cast.omar, contract_id=row.pk)
    with pytest.raises(UserCanFix):
        kept_out(cast, cast.kari)


def test_being_an_actor_costs_one_query_for_it(cast: Cast, django_assert_num_queries: object) -> None:
    kept_out(cast, cast.bjorn, contract_id=contract(cast).pk)
    bjorn = cast.user(cast.bjorn)
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        actor_of(bjorn)


def owes(cast: Cast, supplier: Supplier) -> None:
    """A register says that the firm owes tax."""
    answer = answered(supplier, {"restanser": 1}, source="ebevis.RestanserV2")
    store(outcome(supplier, raised(source="ebevis.RestanserV2"), answer=answer), organisation_id=cast.fjordvik.pk)


def test_what_the_firm_owes_is_closed_too(cast: Cast) -> None:
    row = contract(cast)
    supplier = Supplier.objects.visible_to(cast.lise).get(contract_links__contract=row)
    owes(cast, supplier)
    signal, answer = Signal.objects.visible_to(cast.lise).get(), Snapshot.objects.visible_to(cast.lise).get()
    kept_out(cast, cast.lise, supplier_id=supplier.pk)
    kept_out(cast, cast.kari, contract_id=row.pk)
    for who in (cast.lise, cast.kari):
        assert list(signals_for(who)) == [signal]
        assert list(signals_for(again(cast, who))) == []
        assert supplier_registers(again(cast, who), supplier).lookups == ()
        with pytest.raises(Snapshot.DoesNotExist):
            snapshot_page(again(cast, who), answer.pk)
        with pytest.raises(Signal.DoesNotExist):
            answer_signal(actor=again(cast, who), signal_id=signal.pk, done="looked_into", reason="Sett.", on=TODAY)
    assert list(signals_for(cast.ada)) == [signal]


def test_whoever_has_another_contract_with_the_firm_reads_what_it_owes(cast: Cast) -> None:
    row, other = contract(cast), contract(cast, "K-2")
    supplier = Supplier.objects.visible_to(cast.lise).get(contract_links__contract=row)
    owes(cast, supplier)
    kept_out(cast, cast.kari, contract_id=row.pk)
    assert signals_for(again(cast, cast.kari)).count() == 1
    Signal.objects.visible_to(cast.kari).update(contract=row)
    assert not signals_for(again(cast, cast.kari)).exists(), "what is about that contract alone"
    Signal.objects.visible_to(cast.kari).update(contract=other)
    assert signals_for(again(cast, cast.kari)).count() == 1


def test_a_deputy_reads_no_more_of_it_than_the_lender(cast: Cast) -> None:
    supplier = Supplier.objects.visible_to(cast.lise).get(contract_links__contract=contract(cast))
    owes(cast, supplier)
    loan = Loan(cast.lise.user_id or 0, cast.petter.user_id or 0, TODAY, TODAY)
    lend_seats(actor=cast.lise, loan=loan, on=TODAY)
    with time_machine.travel(TODAY, tick=False):
        assert signals_for(again(cast, cast.petter)).count() == 1
        kept_out(cast, cast.lise, supplier_id=supplier.pk)
        assert not signals_for(again(cast, cast.petter)).exists()
