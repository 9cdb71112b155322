"""A file: preview, store all or nothing, the same again, changed, hindered, discarded."""

from collections.abc import Sequence
from typing import Any

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts, ContractKind, Known, SupplierFact
from ryddig.domain.findings import Finding
from ryddig.domain.words import Message
from ryddig.records.accounts.access import Actor, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract, ImportBatch, Supplier
from ryddig.records.contracts.queries import import_page, imports, remembered_layouts
from ryddig.records.contracts.services import Stored, change_contract, discard_import, preview_import, store_import
from tests.cast import MILLION, TODAY, Cast, facts, orgnr
from tests.records.reading import File, Row, cell, problem


def preview(cast: Cast, rows: Sequence[Row], *, actor: Actor | None = None, **more: Any) -> ImportBatch:
    reading = File(rows, **{name: more.pop(name) for name in ("problems",) if name in more})
    who = actor or cast.lise
    return preview_import(
        actor=who, reading=reading, file_name="register.xlsx", unit_id=cast.property.pk, on=TODAY, **more
    )


def store(cast: Cast, rows: Sequence[Row], **more: Any) -> Stored:
    return store_import(actor=cast.lise, batch_id=preview(cast, rows, **more).pk, on=TODAY)


def rows(*references: str, **more: Any) -> list[Row]:
    return [Row(facts(reference, **more)) for reference in references]


def all_contracts(cast: Cast) -> list[Contract]:
    return list(Contract.objects.visible_to(cast.lise).order_by("reference"))


def test_a_preview_stores_no_contract(cast: Cast) -> None:
    batch = preview(cast, rows("K-1", "K-2"))
    assert (batch.report["new"], batch.report["changed"], batch.report["unchanged"]) == (2, 0, 0)
    assert all_contracts(cast) == []
    assert not Event.objects.visible_to(cast.lise).exists()
    assert not Supplier.objects.visible_to(cast.lise).exists()


def test_stored_when_a_person_says_so(cast: Cast) -> None:
    stored = store(cast, rows("K-1", "K-2"))
    assert [row.reference for row in all_contracts(cast)] == ["K-1", "K-2"]
    assert (len(stored.contract_ids), stored.new) == (2, 2)
    types = list(Event.objects.visible_to(cast.lise).order_by("number").values_list("type", flat=True))
    assert types == ["contract.registered", "contract.registered", "import.stored"]


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    given = [Row(facts("K-1", answers={"RM-04": Known(value=True, on=TODAY)}), responsible="Ola", aliases=("x|1",))]
    store(cast, given)
    before = Event.objects.visible_to(cast.lise).count()
    again = preview(cast, given)
    assert again.report["unchanged"] == 1
    stored = store_import(actor=cast.lise, batch_id=again.pk, on=TODAY)
    assert stored.contract_ids == ()
    assert Event.objects.visible_to(cast.lise).count() == before


def test_a_changed_file_shows_what_changed(cast: Cast) -> None:
    store(cast, rows("K-1", "K-2"))
    batch = preview(cast, [Row(facts("K-1", value_ore=4 * MILLION)), *rows("K-2", "K-3")])
    assert [row["kind"] for row in batch.report["rows"]] == ["changed", "unchanged", "new"]
    change = {"field": "value_ore", "before": 3 * MILLION, "after": 4 * MILLION}
    assert batch.report["rows"][0]["changes"] == [change]
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert [row.value_ore for row in all_contracts(cast)] == [4 * MILLION, 3 * MILLION, 3 * MILLION]


def test_what_is_not_in_the_file_stays(cast: Cast) -> None:
    store(cast, rows("K-1", "K-2"))
    batch = preview(cast, rows("K-2"))
    assert batch.report["not_in_file"] == 1
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert len(all_contracts(cast)) == 2


def test_an_empty_cell_does_not_clear_a_fact(cast: Cast) -> None:
    store(cast, rows("K-1"))
    batch = preview(cast, [Row(ContractFacts("K-1", title="Renhold K-1"))])
    assert batch.report["unchanged"] == 1


def test_problems_stop_everything(cast: Cast) -> None:
    batch = preview(cast, rows("K-1"), problems=[problem()])
    assert batch.report["stops"] == 1
    assert batch.report["problems"][0]["where"]["row"] == 7
    with pytest.raises(UserCanFix, match="1 problems must be mended"):
        store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert all_contracts(cast) == []


def test_all_or_nothing_when_one_unit_is_out_of_reach(cast: Cast) -> None:
    given = [Row(facts("K-1"), unit="eiendom"), Row(facts("K-2"), unit="Helse")]
    batch = preview(cast, given, actor=cast.kari)
    with pytest.raises(NotAllowed):
        store_import(actor=cast.kari, batch_id=batch.pk, on=TODAY)
    assert all_contracts(cast) == []
    assert not Supplier.objects.visible_to(cast.kari).exists()


def test_an_unknown_unit_is_told_and_placed_where_the_person_chose(cast: Cast) -> None:
    batch = preview(cast, [Row(facts("K-1"), unit="Ukjent")])
    assert batch.report["rows"][0]["unit_unknown"] == "Ukjent"
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert all_contracts(cast)[0].unit_id == cast.property.pk


def test_a_preview_that_is_outdated_is_not_stored(cast: Cast) -> None:
    store(cast, rows("K-1"))
    batch = preview(cast, rows("K-1", value_ore=4 * MILLION))
    one = all_contracts(cast)[0]
    change_contract(actor=cast.lise, contract_id=one.pk, facts=facts("K-1", value_ore=7 * MILLION), on=TODAY)
    with pytest.raises(UserCanFix, match="changed since this preview"):
        store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert all_contracts(cast)[0].value_ore == 7 * MILLION


def test_a_batch_is_used_once(cast: Cast) -> None:
    batch = preview(cast, rows("K-1"))
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    with pytest.raises(UserCanFix, match="already stored or discarded"):
        store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    with pytest.raises(UserCanFix, match="already stored or discarded"):
        discard_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)


def test_a_discarded_preview_keeps_nothing_of_the_file(cast: Cast) -> None:
    batch = preview(cast, rows("K-1"))
    discard_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert ImportBatch.objects.visible_to(cast.lise).get().rows == []
    assert import_page(cast.lise, batch.pk).state == ImportBatch.State.DISCARDED


def test_another_buyer_sees_no_import(cast: Cast) -> None:
    batch = preview(cast, rows("K-1"))
    assert not imports(cast.omar).exists()
    with pytest.raises(ImportBatch.DoesNotExist):
        store_import(actor=cast.omar, batch_id=batch.pk, on=TODAY)


def test_the_auditor_imports_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        preview(cast, rows("K-1"), actor=cast.ada)


def test_the_layout_is_remembered_once_it_is_stored(cast: Cast) -> None:
    mapping = {"value_ore": "Beløp"}
    batch = preview(cast, rows("K-1"), mapping=mapping)
    assert remembered_layouts(cast.lise) == {}
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert remembered_layouts(cast.lise) == {"layout": mapping}
    assert remembered_layouts(cast.omar) == {}


def test_without_a_reference_an_alias_finds_the_contract(cast: Cast) -> None:
    store(cast, [Row(facts("", title="Renhold"), aliases=("2026/17|LOT-1",))])
    batch = preview(cast, [Row(facts("", title="Renhold", value_ore=9 * MILLION), aliases=("2026/17|LOT-1",))])
    assert batch.report["changed"] == 1
    batch = preview(cast, [Row(facts("K-9", title="Renhold"), aliases=("2026/17|LOT-1",))])
    assert batch.report["changed"] == 1, "a reference is given to the contract that had none"


def test_a_shared_alias_never_joins_contracts_of_different_references(cast: Cast) -> None:
    store(cast, [Row(facts("K-1"), aliases=("2026/17",)), Row(facts("K-2"), aliases=("2026/17",))])
    batch = preview(cast, [Row(facts("K-3"), aliases=("2026/17",)), Row(facts("", title="x"), aliases=("2026/17",))])
    assert batch.report["new"] == 2, "two contracts share the alias, so it decides nothing"


def test_each_fact_knows_its_cell(cast: Cast) -> None:
    store(cast, [Row(facts("K-1"), cells={"value_ore": cell("3 000 000", "Ark1!D2")})])
    source = all_contracts(cast)[0].fact_sources["value_ore"]
    expected = {"source": "register.xlsx", "at": "Ark1!D2", "raw": "3 000 000", "on": "2026-11-20"}
    assert source == expected


def test_what_a_notice_lets_us_see_is_kept(cast: Cast) -> None:
    finding = Finding("award.above_ceiling", Message("Awarded %(a)s.", {"a": 1}), ("awarded_ore",))
    store(cast, [Row(facts("K-1"), findings=(finding,), source=("2026-1", "2026-2"))])
    row = all_contracts(cast)[0]
    assert row.notices == ["2026-1", "2026-2"]
    assert row.import_notes[0]["code"] == "award.above_ceiling"


def test_a_firm_that_changes_number_is_a_change(cast: Cast) -> None:
    store(cast, rows("K-1"))
    batch = preview(cast, rows("K-1", suppliers=(SupplierFact("Ny Luft AS", orgnr(5)),)))
    assert [change["field"] for change in batch.report["rows"][0]["changes"]] == ["suppliers"]
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert all_contracts(cast)[0].supplier_names == "Ny Luft AS"
    event = Event.objects.visible_to(cast.lise).get(type="contract.changed")
    assert "Luft" not in str(event.details), "the chain keeps ids of firms, not names"


def test_many_rows_are_stored_in_bulk(cast: Cast, django_assert_max_num_queries: Any) -> None:
    batch = preview(cast, rows(*(f"K-{number}" for number in range(300)), kind=ContractKind.WORKS))
    with django_assert_max_num_queries(60):
        store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    assert len(all_contracts(cast)) == 300
