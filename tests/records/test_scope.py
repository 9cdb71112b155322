"""A query that nobody has scoped raises; another buyer's rows do not exist."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, QuerySet

from ryddig.domain.errors import OurFault
from ryddig.records.accounts.models import Unit
from ryddig.records.accounts.scope import LastingRow, OwnedRow, ScopedManager
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import PlanItem
from tests.cast import Cast, contract
from tests.house.test_layers import RECORD_ORDER as RECORD_APPS

OWNED = [m for label in RECORD_APPS for m in apps.get_app_config(label).get_models() if issubclass(m, OwnedRow)]
NOT_OWNED = {"Organisation", "User", "LoginTry", "FeedCursor"}

ASKING: dict[str, Callable[[QuerySet[Contract]], object]] = {
    "iterate": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "first": lambda rows: rows.first(),
    "get": lambda rows: rows.get(id=1),
    "aggregate": lambda rows: rows.aggregate(Count("id")),
    "values": lambda rows: list(rows.values_list("id")),
    "iterator": lambda rows: list(rows.iterator()),
    "update": lambda rows: rows.update(title=""),
    "delete": lambda rows: rows.delete(),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "slice": lambda rows: list(rows[:1]),
    "bool": bool,
}


@pytest.mark.parametrize("how", ASKING)
def test_an_unscoped_query_raises(cast: Cast, how: str) -> None:
    with pytest.raises(OurFault, match="was not told whose rows"):
        ASKING[how](Contract.objects.filter(title="x"))


def test_an_unscoped_query_raises_inside_another(cast: Cast) -> None:
    with pytest.raises(OurFault, match="was not told whose rows"):
        list(Unit.objects.visible_to(cast.kari).filter(id__in=Contract.objects.values("unit_id")))


def test_a_reason_in_code_lets_it_through(cast: Cast) -> None:
    contract(cast)
    assert Contract.objects.unscoped("a test counts everything").count() == 1


def test_rows_reached_through_a_visible_row_are_scoped(cast: Cast) -> None:
    row = contract(cast)
    assert row.plan_items.count() == 0
    assert [link.named for link in row.supplier_links.all()] == ["Ren Luft AS"]


def test_scope_stays_through_the_chain(cast: Cast) -> None:
    contract(cast)
    rows = Contract.objects.visible_to(cast.kari).filter(title__contains="Renhold").order_by("id").exclude(id=0)
    assert rows.count() == 1


def test_another_buyers_contract_does_not_exist(cast: Cast) -> None:
    row = contract(cast)
    with pytest.raises(Contract.DoesNotExist):
        Contract.objects.visible_to(cast.omar).get(id=row.pk)
    assert not Contract.objects.visible_to(cast.omar).exists()
    assert not PlanItem.objects.visible_to(cast.omar).filter(contract_id=row.pk).exists()


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_row_of_a_buyer_has_a_scoped_default_manager(model: type[OwnedRow]) -> None:
    assert isinstance(model._default_manager, ScopedManager)
    assert not model._meta.get_field("organisation").null


def test_every_model_is_owned_or_named_here() -> None:
    everything = {m.__name__ for label in RECORD_APPS for m in apps.get_app_config(label).get_models()}
    assert everything - {model.__name__ for model in OWNED} == NOT_OWNED


def test_what_is_decided_is_written_once() -> None:
    lasting = {model.__name__ for model in OWNED if issubclass(model, LastingRow)}
    of_pay_controls = {"PayRun", "PayWorkerSum", "PayFinding", "PayDecision"}
    of_registers = {"Snapshot", "SignalAnswer", "RegisterCaseAnswer", "SignalEffect"}
    decided = {"Event", "ShredReceipt", "ContractAnswer", "ScreeningRecord", "RiskOverride", "QuarterPlan"}
    of_deviations = {"MoneyClaim", "LedgerEntry", "Repayment", "Letter", "LetterOpened"}
    of_deviations |= {"SiteResult", "MeasureProgress", "DeviationStep"}
    of_steps = {"SelfReport", "SelfReportWeighing", "SelfReportOutcome", "ItemOutcome", "VisitReport"}
    of_archive, of_dialogue = {"ArchiveMessage", "ArchiveAnswer"}, {"TrustPulse", "Evaluation"}
    expected = decided | of_pay_controls | of_registers | of_deviations | of_steps | of_archive | of_dialogue
    assert lasting == expected


def test_foreign_keys_point_one_way() -> None:
    for model in (m for label in RECORD_APPS for m in apps.get_app_config(label).get_models()):
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target is None or isinstance(target, str):
                continue
            other = target._meta.app_label
            assert RECORD_APPS.index(other) <= RECORD_APPS.index(model._meta.app_label), f"{model} -> {target}"


def test_the_database_holds_what_is_written_once(db: None) -> None:
    asked = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT event_object_table FROM information_schema.triggers",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        held = {table for (table,) in cursor.fetchall()}
    lasting = {model._meta.db_table for model in OWNED if issubclass(model, LastingRow)}
    assert lasting - held == set()
