"""Registering and changing one contract: access, facts in, facts out, event."""

from datetime import date

import pytest

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.facts import ContractFacts, Known, Option, Sector, SupplierFact
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.accounts.models import Unit
from ryddig.records.audit.queries import history_of
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.contracts.proposals import Proposal
from ryddig.records.contracts.services import answer_question, change_contract, register_contract, register_contracts
from tests.cast import MILLION, TODAY, Cast, contract, facts, orgnr


def read_back(cast: Cast, row: Contract) -> ContractFacts:
    return contract_facts(with_facts(Contract.objects.visible_to(cast.kari)).get(id=row.pk))


def test_what_goes_in_comes_out(cast: Cast) -> None:
    given = facts(
        "K-7",
        options=(Option(months=12, exercise_by=date(2028, 3, 1), ends_on=date(2029, 9, 30)),),
        framework=True,
        ceiling_ore=9 * MILLION,
        county="Oslo",
        answers={"RM-04": Known(value=True, on=date(2026, 5, 1), source="self_report")},
        sector=Sector.UTILITIES,
        buyer_kind=None,
    )
    row = register_contract(actor=cast.kari, facts=given, unit_id=cast.property.pk, on=TODAY)
    stored = read_back(cast, row)
    assert stored.buyer_kind == cast.fjordvik.kind
    assert stored.suppliers == (SupplierFact("Ren Luft AS", orgnr(1), confirmed=True, norwegian=True),)
    same = [name for name in ContractFacts.__slots__ if name not in ("buyer_kind", "suppliers")]
    assert {name: getattr(stored, name) for name in same} == {name: getattr(given, name) for name in same}


def test_a_contract_manager_registers_in_her_own_unit_only(cast: Cast) -> None:
    assert contract(cast).unit_id == cast.property.pk
    with pytest.raises(NotAllowed):
        register_contract(actor=cast.kari, facts=facts("K-2"), unit_id=cast.health.pk, on=TODAY)
    with pytest.raises(Unit.DoesNotExist):
        register_contract(actor=cast.kari, facts=facts("K-3"), unit_id=cast.elsewhere.pk, on=TODAY)
    assert Contract.objects.visible_to(cast.kari).count() == 1


def test_a_reference_is_taken_once(cast: Cast) -> None:
    contract(cast, "K-1")
    with pytest.raises(UserCanFix, match="already a contract with the reference K-1"):
        contract(cast, "K-1")
    other = register_contract(actor=cast.omar, facts=facts("K-1"), unit_id=cast.elsewhere.pk, on=TODAY)
    assert other.organisation_id == cast.nesodden.pk


def test_several_are_registered_all_or_none(cast: Cast) -> None:
    given = [Proposal(facts(reference)) for reference in ("K-1", "K-2", "K-1")]
    with pytest.raises(UserCanFix, match="already a contract with the reference K-1"):
        register_contracts(actor=cast.kari, proposals=given, unit_id=cast.property.pk, on=TODAY)
    assert not Contract.objects.visible_to(cast.kari).exists()
    rows = register_contracts(actor=cast.kari, proposals=given[:2], unit_id=cast.property.pk, on=TODAY)
    assert [row.reference for row in rows] == ["K-1", "K-2"]
    assert read_back(cast, rows[1]).suppliers == read_back(cast, rows[0]).suppliers


def test_a_change_keeps_what_it_is_silent_on(cast: Cast) -> None:
    row = contract(cast)
    change_contract(actor=cast.kari, contract_id=row.pk, facts=ContractFacts("", value_ore=5 * MILLION), on=TODAY)
    now = read_back(cast, row)
    assert (now.value_ore, now.title, now.reference) == (5 * MILLION, "Renhold K-1", "K-1")
    event = history_of(cast.kari, "contract", row.pk)[0]
    assert event.details == {"fields": ["value_ore"], "changes": {"value_ore": [3 * MILLION, 5 * MILLION]}}


def test_a_change_that_changes_nothing_leaves_no_event(cast: Cast) -> None:
    row = contract(cast)
    change_contract(actor=cast.kari, contract_id=row.pk, facts=facts(), on=TODAY)
    assert [event.type for event in history_of(cast.kari, "contract", row.pk)] == ["contract.registered"]


def test_a_person_can_empty_a_field(cast: Cast) -> None:
    row = contract(cast)
    change_contract(
        actor=cast.kari, contract_id=row.pk, facts=ContractFacts(""), cleared=("ends_on", "cpv", "category"), on=TODAY
    )
    now = read_back(cast, row)
    assert (now.ends_on, now.cpv, now.category) == (None, (), None)
    assert Contract.objects.visible_to(cast.kari).get().last_day is None


def test_a_change_to_a_taken_reference_is_refused(cast: Cast) -> None:
    contract(cast, "K-1")
    row = contract(cast, "K-2")
    with pytest.raises(UserCanFix, match="already"):
        change_contract(actor=cast.kari, contract_id=row.pk, facts=ContractFacts("K-1"), on=TODAY)


def test_moving_a_contract_needs_both_units(cast: Cast) -> None:
    row = contract(cast)
    with pytest.raises(NotAllowed):
        change_contract(actor=cast.kari, contract_id=row.pk, facts=ContractFacts(""), unit_id=cast.health.pk, on=TODAY)
    change_contract(actor=cast.lise, contract_id=row.pk, facts=ContractFacts(""), unit_id=cast.health.pk, on=TODAY)
    assert Contract.objects.visible_to(cast.kari).get().unit_id == cast.health.pk
    with pytest.raises(NotAllowed):
        change_contract(actor=cast.kari, contract_id=row.pk, facts=facts(title="x"), on=TODAY)


def test_used_options_move_the_last_day(cast: Cast) -> None:
    row = contract(cast, options=(Option(months=12, ends_on=date(2029, 9, 30), used=True),))
    assert row.last_day == date(2029, 9, 30)
    assert contract(cast, "K-2").last_day == date(2028, 9, 30)


def test_what_no_column_holds_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(UserCanFix, match="longer than 200"):
        contract(cast, "K" * 201)
    with pytest.raises(UserCanFix, match="cannot be right"):
        contract(cast, value_ore=10**16)
    assert contract(cast, title="æ" * 3000).title == "æ" * 3000


def test_a_person_vouches_only_for_what_they_change(cast: Cast) -> None:
    row = contract(cast)
    Contract.objects.visible_to(cast.kari).update(fact_sources={"title": {"source": "x.xlsx"}, "value_ore": {}})
    change_contract(actor=cast.kari, contract_id=row.pk, facts=facts(value_ore=9 * MILLION), on=TODAY)
    sources = Contract.objects.visible_to(cast.kari).get().fact_sources
    assert (sources["title"]["source"], sources["value_ore"]["source"]) == ("x.xlsx", "person")


def test_the_responsible_is_found_by_name_or_kept_as_text(cast: Cast) -> None:
    known = register_contract(
        actor=cast.lise, facts=facts("K-1"), unit_id=cast.property.pk, responsible="KARI@example.org", on=TODAY
    )
    unknown = register_contract(
        actor=cast.lise, facts=facts("K-2"), unit_id=cast.property.pk, responsible="Ola Ukjent", on=TODAY
    )
    assert known.responsible_id == cast.kari.user_id
    assert (unknown.responsible_id, unknown.responsible_name) == (None, "Ola Ukjent")


def test_a_number_that_fails_its_check_digit_is_no_number(cast: Cast) -> None:
    contract(cast, suppliers=(SupplierFact("Feil Tall AS", "123456789"),))
    firm = Supplier.objects.visible_to(cast.kari).get()
    assert (firm.orgnr, firm.match) == (None, Supplier.Match.NONE)


def test_facts_are_never_read_one_query_at_a_time(cast: Cast) -> None:
    row = contract(cast)
    with pytest.raises(OurFault, match="loaded without"):
        contract_facts(Contract.objects.visible_to(cast.kari).get(id=row.pk))


def test_the_newest_answer_counts_and_none_takes_it_back(cast: Cast) -> None:
    row = contract(cast)

    def answer(value: bool | None) -> None:  # noqa: FBT001 - an answer is yes, no or taken back
        answer_question(actor=cast.petter, contract_id=row.pk, code="RM-04", value=value, on=TODAY)

    answer(True)
    answer(True)
    assert read_back(cast, row).answers["RM-04"] == Known(value=True, on=TODAY, source="person")
    answer(False)
    assert read_back(cast, row).answers["RM-04"].value is False
    answer(None)
    assert read_back(cast, row).answers == {}
    types = [event.type for event in history_of(cast.kari, "contract", row.pk)]
    assert types.count("contract.question_answered") == 3


def test_another_buyer_cannot_answer(cast: Cast) -> None:
    row = contract(cast)
    with pytest.raises(Contract.DoesNotExist):
        answer_question(actor=cast.omar, contract_id=row.pk, code="RM-04", value=True, on=TODAY)
