"""What registers said is kept once, with how old it is; a failed try takes nothing away; persons go on their day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.records.accounts.access import Machine, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups import queries, services
from ryddig.records.lookups.facts import digest
from ryddig.records.lookups.models import Ask, Lookup, Signal, Snapshot, SnapshotPersons
from ryddig.records.lookups.storing import note_changes, shred_persons_due
from tests.cast import TODAY, Cast, contract, facts
from tests.register_world import BANKRUPT, NOON, UNIT, answered, failed, firm, only_signal, outcome, raised, store

WHY = "a test looks at everything"


@pytest.fixture
def supplier(cast: Cast) -> Supplier:
    return firm(contract(cast))


def lookup() -> Lookup:
    return Lookup.objects.unscoped(WHY).select_related("newest").get()


def keep(cast: Cast, supplier: Supplier, *, days: int = 0, **more: Any) -> None:
    store(outcome(supplier, answer=answered(supplier, days=days, **more)), organisation_id=cast.fjordvik.pk, days=days)


def test_an_answer_is_kept_with_time_source_and_hash(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier)
    kept = Snapshot.objects.visible_to(cast.kari).get()
    assert (kept.source, kept.subject, kept.answered_at) == (UNIT, supplier.orgnr, NOON)
    assert kept.sha256 == digest(kept.content)
    event = Event.objects.visible_to(cast.lise).get(type="lookup.stored")
    assert event.details["sha256"] == kept.sha256
    assert check_chain(cast.fjordvik.pk).broken_at is None


def test_the_same_again_is_not_stored_twice_but_known_to_be_fresh(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier)
    keep(cast, supplier, days=3)
    assert Snapshot.objects.visible_to(cast.kari).count() == 1
    assert lookup().answered_at == NOON + timedelta(days=3)


def test_something_new_is_a_row_of_its_own_and_the_old_one_stays(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier)
    keep(cast, supplier, content={"navn": "Nytt Navn AS"}, days=1)
    names = Snapshot.objects.visible_to(cast.kari).order_by("id").values_list("content__navn", flat=True)
    assert list(names) == [supplier.name, "Nytt Navn AS"]
    newest = lookup().newest
    assert newest is not None
    assert newest.content == {"navn": "Nytt Navn AS"}


def test_what_comes_back_to_an_earlier_answer_is_new_again(cast: Cast, supplier: Supplier) -> None:
    for day, name in enumerate(("A", "B", "A")):
        keep(cast, supplier, content={"navn": name}, days=day)
    assert Snapshot.objects.visible_to(cast.kari).count() == 3


def test_a_failed_try_leaves_what_was_known_and_says_how_old_it_is(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier)
    for day in (1, 2):
        miss = outcome(supplier, failed=(failed(supplier, days=day),))
        store(type(miss)(miss.supplier_id, failed=miss.failed), organisation_id=cast.fjordvik.pk, days=day)
    row = lookup()
    assert row.newest is not None
    assert (row.answered_at, row.tried_at) == (NOON, NOON + timedelta(days=2))
    assert (row.failures, row.failed_since, row.failure["code"]) == (2, NOON + timedelta(days=1), "register.silent")
    keep(cast, supplier, days=3)
    assert (lookup().failures, lookup().failed_since, lookup().failure) == (0, None, {})


def test_a_change_read_while_we_asked_is_still_due(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier)
    machine = Machine(cast.fjordvik.pk)
    note_changes([(UNIT, supplier.orgnr or "")], author=machine, at=NOON + timedelta(hours=30))
    keep(cast, supplier, days=1)
    assert lookup().due_at is not None, "asked before the change was read"
    keep(cast, supplier, days=2)
    assert lookup().due_at is None


@pytest.mark.parametrize("table", ["lookups_snapshot"])
def test_a_snapshot_is_never_changed(cast: Cast, supplier: Supplier, table: str) -> None:
    keep(cast, supplier)
    kept = Snapshot.objects.visible_to(cast.kari).get()
    with pytest.raises(OurFault, match="written once"):
        kept.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET content = '{{}}'")


def test_persons_lie_apart_and_are_shredded_while_hash_and_conclusion_stay(cast: Cast, supplier: Supplier) -> None:
    persons = {"/rollegrupper/0/roller/0/person": {"navn": {"fornavn": "Oppdiktet"}, "fodselsdato": "1970-01-01"}}
    store(outcome(supplier, raised(), answer=answered(supplier, persons=persons)), organisation_id=cast.fjordvik.pk)
    kept = Snapshot.objects.visible_to(cast.kari).get()
    assert "Oppdiktet" not in str((kept.content, kept.facts))
    last = SnapshotPersons.objects.visible_to(cast.kari).get().keep_until
    assert shred_persons_due(on=last) == 0
    assert shred_persons_due(on=last + timedelta(days=1)) == 1
    assert shred_persons_due(on=last + timedelta(days=2)) == 0
    row = SnapshotPersons.objects.visible_to(cast.kari).get()
    assert (row.content, row.shredded_on) == ({}, last + timedelta(days=1))
    assert Snapshot.objects.visible_to(cast.kari).get().sha256 == kept.sha256
    assert only_signal().kind == BANKRUPT
    assert Event.objects.visible_to(cast.lise).filter(type="lookup.persons_shredded").count() == 1
    assert "1970" not in str(list(Event.objects.visible_to(cast.lise).values_list("details", flat=True)))


def test_persons_of_an_answer_that_still_holds_are_kept_longer(cast: Cast, supplier: Supplier) -> None:
    persons = {"/navn": "Oppdiktet"}
    keep(cast, supplier, persons=persons)
    first = SnapshotPersons.objects.visible_to(cast.kari).get().keep_until
    keep(cast, supplier, persons=persons, days=30)
    assert SnapshotPersons.objects.visible_to(cast.kari).get().keep_until == first + timedelta(days=30)


def test_a_signal_opens_once_and_is_cleared_by_the_register_alone(cast: Cast, supplier: Supplier) -> None:
    organisation = cast.fjordvik.pk
    store(outcome(supplier, raised()), organisation_id=organisation)
    store(outcome(supplier, raised()), organisation_id=organisation, days=1)
    signal = only_signal()
    assert (signal.state, signal.opened_on, signal.snapshot.subject) == ("open", TODAY, supplier.orgnr)
    store(outcome(supplier, answer=answered(supplier, days=2)), organisation_id=organisation, days=2)
    signal.refresh_from_db()
    assert (signal.state, signal.cleared_on) == ("cleared", TODAY + timedelta(days=2))
    types = Event.objects.visible_to(cast.lise).filter(type__startswith="signal").order_by("number")
    assert list(types.values_list("type", flat=True)) == ["signal.opened", "signal.cleared"]


def test_what_nobody_could_answer_clears_nothing(cast: Cast, supplier: Supplier) -> None:
    store(outcome(supplier, raised()), organisation_id=cast.fjordvik.pk)
    silent = outcome(supplier)
    store(type(silent)(supplier.pk, silent.answers), organisation_id=cast.fjordvik.pk, days=1)
    assert only_signal().state == "open"


def test_a_change_that_happened_stands_until_somebody_answers(cast: Cast, supplier: Supplier) -> None:
    moved = raised("signals.changed_address", standing=False, code="", before="Storgata 1", after="Lillegata 2")
    store(outcome(supplier, moved), organisation_id=cast.fjordvik.pk)
    settled = outcome(supplier, answer=answered(supplier, days=1))
    store(settled, organisation_id=cast.fjordvik.pk, days=1)
    assert only_signal().state == "open"


def test_other_facts_behind_the_same_rule_are_another_signal(cast: Cast, supplier: Supplier) -> None:
    store(outcome(supplier, raised()), organisation_id=cast.fjordvik.pk)
    services.answer_signal(actor=cast.kari, signal_id=only_signal().pk, done="looked_into", reason="Ringt.", on=TODAY)
    store(outcome(supplier, raised(mark="2026-11-21")), organisation_id=cast.fjordvik.pk, days=1)
    rows = Signal.objects.visible_to(cast.kari).order_by("id").values_list("state", "mark")
    assert list(rows) == [("cleared", "2026-11-20"), ("open", "2026-11-21")]


def test_a_person_says_what_is_done_and_the_reason_stays_out_of_the_chain(cast: Cast, supplier: Supplier) -> None:
    store(outcome(supplier, raised()), organisation_id=cast.fjordvik.pk)
    signal = only_signal()
    for done, reason, said in (("shrug", "x", "not an answer"), ("looked_into", "  ", "Write the reason")):
        with pytest.raises(UserCanFix, match=said):
            services.answer_signal(actor=cast.kari, signal_id=signal.pk, done=done, reason=reason, on=TODAY)
    services.answer_signal(actor=cast.kari, signal_id=signal.pk, done="asked_supplier", reason="Ola svarer", on=TODAY)
    assert only_signal().state == "answered"
    event = Event.objects.visible_to(cast.lise).get(type="signal.answered")
    assert "Ola" not in str(event.details)
    assert event.details["done"] == "asked_supplier"


def test_only_those_whose_role_reaches_a_contract_of_the_firm_answer(cast: Cast) -> None:
    supplier = firm(contract(cast, unit=cast.health))
    store(outcome(supplier, raised()), organisation_id=cast.fjordvik.pk)
    told = {"signal_id": only_signal().pk, "done": "looked_into", "reason": "x", "on": TODAY}
    for actor in (cast.kari, cast.ada):
        with pytest.raises(NotAllowed):
            services.answer_signal(actor=actor, **told)  # type: ignore[arg-type]  # one set of keywords for all
    with pytest.raises(Signal.DoesNotExist):
        services.answer_signal(actor=cast.omar, **told)  # type: ignore[arg-type]  # one set of keywords for all
    services.answer_signal(actor=cast.lise, **told)  # type: ignore[arg-type]  # one set of keywords for all


def test_what_one_buyer_knows_another_does_not_see(cast: Cast, supplier: Supplier) -> None:
    store(outcome(supplier, raised()), organisation_id=cast.fjordvik.pk)
    assert not Snapshot.objects.visible_to(cast.omar).exists()
    assert queries.source_ages(cast.omar) == ()
    assert queries.open_signal_counts(cast.omar, [supplier.pk]) == {}
    assert queries.last_answers(cast.omar, [supplier.pk]) == {}
    with pytest.raises(Snapshot.DoesNotExist):
        queries.snapshot_page(cast.omar, Snapshot.objects.unscoped(WHY).get().pk)
    assert queries.open_signal_counts(cast.kari, [supplier.pk]) == {supplier.pk: 1}
    assert queries.last_answers(cast.kari, [supplier.pk]) == {supplier.pk: NOON}


def test_tax_data_is_for_those_who_may_read_it(cast: Cast, supplier: Supplier) -> None:
    keep(cast, supplier, source="ebevis.RestanserV2")
    kept = Snapshot.objects.unscoped(WHY).get()
    assert queries.snapshot_page(cast.lise, kept.pk) == kept
    assert [row.source for row in queries.supplier_registers(cast.kari, supplier).lookups] == ["ebevis.RestanserV2"]
    with pytest.raises(Snapshot.DoesNotExist):
        queries.snapshot_page(cast.petter, kept.pk)
    assert queries.supplier_registers(cast.petter, supplier).lookups == ()


def test_asking_now_waits_for_the_worker_once(cast: Cast, supplier: Supplier) -> None:
    first = services.ask_now(actor=cast.kari, supplier_id=supplier.pk, on=TODAY)
    assert services.ask_now(actor=cast.petter, supplier_id=supplier.pk, on=TODAY) == first
    begun = services.begin_ask(first.pk)
    assert begun is not None
    assert services.begin_ask(first.pk) is None
    services.finish_ask(begun, result={"answered": 3})
    assert Ask.objects.visible_to(cast.kari).get().state == "done"
    assert services.ask_now(actor=cast.kari, supplier_id=supplier.pk, on=TODAY) != first
    with pytest.raises(NotAllowed):
        services.ask_now(actor=cast.ada, supplier_id=supplier.pk, on=TODAY)
    with pytest.raises(Supplier.DoesNotExist):
        services.ask_now(actor=cast.omar, supplier_id=supplier.pk, on=TODAY)


def test_a_firm_without_a_number_cannot_be_asked_about(cast: Cast) -> None:
    named = firm(contract(cast, "K-9", suppliers=(facts().suppliers[0].__class__("Bare Navn"),)))
    with pytest.raises(UserCanFix, match="no organisation number"):
        services.ask_now(actor=cast.kari, supplier_id=named.pk, on=TODAY)
    assert services.ask_name(actor=cast.kari, supplier_id=named.pk, words={"name": "Bare Navn"}, on=TODAY).pk
