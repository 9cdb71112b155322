"""The chain of events: whole, without gaps, refused to change by the model and by the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from ryddig.cli.audit import audit
from ryddig.domain.errors import OurFault
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import ChainHead, Event
from ryddig.records.audit.queries import audit_log, check_chain, history_of
from ryddig.records.audit.registry import DECLARED, EventType, declare
from ryddig.records.audit.services import Entry, record_event, record_events
from ryddig.records.contracts.events import CONTRACT_CHANGED
from tests.cast import TODAY, Cast, contract, make_cast

THREE = 3


def entry(number: int = 1) -> Entry:
    return Entry(CONTRACT_CHANGED, "contract", number, details={"fields": ["title"], "changes": {}})


@contextmanager
def without_triggers() -> Iterator[Any]:
    """As a keeper of the database who takes the triggers away to change history."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_no_update")
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        yield cursor
        if connection.vendor != "sqlite":
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def test_events_follow_each_other(cast: Cast) -> None:
    record_events([entry(1), entry(2)], actor=cast.kari, on=TODAY)
    record_event(entry(3), actor=cast.lise, on=TODAY)
    events = list(Event.objects.visible_to(cast.kari).order_by("number"))
    assert [event.number for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events][1:] == [event.hash for event in events][:-1]
    assert check_chain(cast.fjordvik.pk).why is None


def test_each_organisation_has_its_own_chain(cast: Cast) -> None:
    record_event(entry(), actor=cast.kari, on=TODAY)
    record_event(entry(), actor=cast.omar, on=TODAY)
    assert Event.objects.visible_to(cast.omar).get().number == 1
    assert check_chain(cast.nesodden.pk).events == 1


def test_an_event_and_what_it_tells_of_stand_or_fall_together(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        register_and_fail(cast)
    assert not Event.objects.visible_to(cast.lise).exists()
    assert not ChainHead.objects.visible_to(cast.lise).exists()


def register_and_fail(cast: Cast) -> None:
    with transaction.atomic():
        contract(cast)
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_no_event_outside_a_transaction() -> None:
    cast = make_cast()
    with pytest.raises(OurFault, match="outside a transaction"):
        record_event(entry(), actor=cast.kari, on=TODAY)


def test_an_undeclared_type_is_refused(cast: Cast) -> None:
    strange = EventType("strange.thing", "x", (), "holds none")
    with pytest.raises(OurFault, match="not declared"):
        record_event(Entry(strange, "contract", 1), actor=cast.kari, on=TODAY)


def test_a_type_is_declared_once_and_says_how_personal_data_is_shredded() -> None:
    with pytest.raises(OurFault, match="declared twice"):
        declare(CONTRACT_CHANGED.code, "x")
    with pytest.raises(OurFault, match="shredded"):
        declare("test.personal", "x", personal=("name",))
    assert "test.personal" not in DECLARED


def test_the_model_refuses_change_and_deletion(cast: Cast) -> None:
    event = record_event(entry(), actor=cast.kari, on=TODAY)
    with pytest.raises(OurFault, match="written once"):
        event.save()
    with pytest.raises(OurFault, match="written once"):
        event.delete()
    with pytest.raises(OurFault, match="written once"):
        Event.objects.visible_to(cast.kari).update(type="x")
    with pytest.raises(OurFault, match="written once"):
        Event.objects.visible_to(cast.kari).delete()


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET type = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_as_well(db: None, statement: str) -> None:
    cast = make_cast(demo=False)
    record_event(entry(), actor=cast.kari, on=TODAY)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.visible_to(cast.kari).get().type == CONTRACT_CHANGED.code


@pytest.mark.parametrize("table", ["followup_screeningrecord", "followup_riskoverride", "contracts_contractanswer"])
def test_decisions_and_answers_have_the_same_triggers(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        assert cursor.fetchone()[0] == 2


def test_a_demo_may_go_but_no_organisation_becomes_one(cast: Cast) -> None:
    record_event(entry(), actor=cast.kari, on=TODAY)
    cast.fjordvik.delete()
    assert not Event.objects.visible_to(cast.kari).exists()
    other = make_real(cast)
    with pytest.raises(DatabaseError, match="become a demo"), transaction.atomic():
        type(other).objects.filter(id=other.pk).update(is_demo=True)


def make_real(cast: Cast) -> Any:
    return type(cast.nesodden).objects.create(name="Ekte kommune", kind="municipal")


def test_a_changed_event_is_found(cast: Cast) -> None:
    record_events([entry(number) for number in (1, 2, 3)], actor=cast.kari, on=TODAY)
    with without_triggers() as cursor:
        cursor.execute("UPDATE audit_event SET subject_id = 99 WHERE number = 2")
    found = check_chain(cast.fjordvik.pk)
    assert found.broken_at == 2
    assert found.why is not None
    assert "was changed" in found.why.text


def test_a_missing_event_is_found(cast: Cast) -> None:
    record_events([entry(number) for number in (1, 2, 3)], actor=cast.kari, on=TODAY)
    with without_triggers() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE number = 2")
    assert check_chain(cast.fjordvik.pk).broken_at == THREE


def test_a_cut_off_end_is_found(cast: Cast) -> None:
    record_events([entry(number) for number in (1, 2, 3)], actor=cast.kari, on=TODAY)
    with without_triggers() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE number = 3")
    found = check_chain(cast.fjordvik.pk)
    assert found.why is not None
    assert found.why.params == {"head": 3, "last": 2}


def test_the_command_verifies_and_says_where(cast: Cast) -> None:
    record_events([entry(number) for number in (1, 2)], actor=cast.kari, on=TODAY)
    whole = CliRunner().invoke(audit, ["verify"])
    assert whole.exit_code == 0
    assert "2" in whole.output
    with without_triggers() as cursor:
        cursor.execute("UPDATE audit_event SET type = 'x' WHERE number = 1")
    broken = CliRunner().invoke(audit, ["verify"])
    assert broken.exit_code == 1
    assert "Fjordvik" in broken.output


def test_the_log_is_for_those_whose_role_reads_it(cast: Cast) -> None:
    row = contract(cast)
    assert audit_log(cast.ada).count() == 1
    assert not audit_log(cast.omar).exists()
    with pytest.raises(NotAllowed):
        audit_log(cast.kari)
    assert [event.type for event in history_of(cast.kari, "contract", row.pk)] == ["contract.registered"]


def test_no_declared_event_holds_personal_data() -> None:
    ours = [kind for kind in DECLARED.values() if kind.personal]
    assert ours == []
