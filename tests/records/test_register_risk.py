"""A signal answers the risk question as a person would, shows in history with its snapshot, and lands in Today."""

from datetime import timedelta

import pytest

from ryddig.domain.facts import SupplierFact
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Actor, Machine
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, ContractAnswer
from ryddig.records.followup.models import ScreeningRecord, SignalEffect
from ryddig.records.followup.register_risk import effects_of
from ryddig.records.followup.register_rounds import store_late_effects
from ryddig.records.followup.services import answer_and_screen, screen_contract
from ryddig.records.followup.today import ToDo, today
from ryddig.records.lookups.services import answer_signal
from tests.cast import TODAY, Cast, contract, orgnr
from tests.register_world import answered, firm, only_signal, outcome, raised, store

WHY = "a test looks at everything"


@pytest.fixture
def row(cast: Cast, screener: Screener) -> Contract:
    made = contract(cast)
    screen_contract(actor=cast.lise, contract_id=made.pk, screener=screener, on=TODAY)
    made.refresh_from_db()
    return made


def goes_bankrupt(row: Contract, *, days: int = 1) -> None:
    bankrupt = answered(firm(row), {"konkurs": True}, days=days)
    store(outcome(firm(row), raised(), answer=bankrupt), organisation_id=row.organisation_id, days=days)


def recovers(row: Contract, *, days: int) -> None:
    store(outcome(firm(row), answer=answered(firm(row), days=days)), organisation_id=row.organisation_id, days=days)


def person_says(actor: Actor, row: Contract, screener: Screener, *, value: bool | None, days: int) -> None:
    on = TODAY + timedelta(days=days)
    answer_and_screen(actor=actor, contract_id=row.pk, code="RM-16", value=value, screener=screener, on=on)


def level(row: Contract) -> str:
    row.refresh_from_db()
    return row.risk_level


def last_answer(row: Contract) -> tuple[object, str]:
    answer = ContractAnswer.objects.unscoped(WHY).filter(contract=row, code="RM-16").order_by("on", "id").last()
    assert answer is not None
    return answer.value, answer.source


def test_a_bankruptcy_lifts_the_risk_through_the_rule_a_person_would_use(cast: Cast, row: Contract) -> None:
    before = (level(row), row.screening_id)
    goes_bankrupt(row)
    assert (before[0], level(row)) == ("medium", "high")
    record = ScreeningRecord.objects.visible_to(cast.kari).get(id=row.screening_id or 0)
    known = record.facts["answers"]["RM-16"]
    assert known == {"value": True, "on": (TODAY + timedelta(days=1)).isoformat(), "source": "register"}
    assert "RM-16" in str(record.difference)
    assert record.actor_id is None
    told = Event.objects.visible_to(cast.lise).filter(type="contract.question_answered").get()
    assert (told.actor_id, told.details["sha256"]) == (None, only_signal().snapshot.sha256)
    assert check_chain(cast.fjordvik.pk).broken_at is None


def test_the_decision_points_to_its_snapshot(cast: Cast, row: Contract) -> None:
    goes_bankrupt(row)
    (effect,) = effects_of(cast.kari, row.pk)
    row.refresh_from_db()
    assert (effect.raised, effect.screening_id) == (True, row.screening_id)
    assert effect.snapshot == only_signal().snapshot
    assert effect.snapshot.content == {"konkurs": True}
    assert not effects_of(cast.omar, row.pk).exists()


def test_the_same_the_next_day_changes_nothing(cast: Cast, row: Contract) -> None:
    goes_bankrupt(row)
    counts = (ContractAnswer.objects.unscoped(WHY).count(), ScreeningRecord.objects.unscoped(WHY).count())
    goes_bankrupt(row, days=2)
    assert (ContractAnswer.objects.unscoped(WHY).count(), ScreeningRecord.objects.unscoped(WHY).count()) == counts


def test_when_the_register_takes_it_back_the_question_is_open_again(cast: Cast, row: Contract) -> None:
    goes_bankrupt(row)
    recovers(row, days=5)
    assert (level(row), last_answer(row)) == ("medium", (None, "register"))
    assert [effect.raised for effect in effects_of(cast.kari, row.pk)] == [False, True]


def test_when_the_register_takes_it_back_what_a_person_said_before_counts(
    cast: Cast, row: Contract, screener: Screener
) -> None:
    person_says(cast.kari, row, screener, value=False, days=0)
    goes_bankrupt(row)
    assert (level(row), last_answer(row)) == ("high", (True, "register"))
    recovers(row, days=5)
    assert (level(row), last_answer(row)) == ("medium", (False, "person"))


def test_a_persons_newer_answer_stands(cast: Cast, row: Contract, screener: Screener) -> None:
    goes_bankrupt(row)
    person_says(cast.kari, row, screener, value=False, days=1)
    assert level(row) == "medium"
    goes_bankrupt(row, days=2)
    store_late_effects(author=Machine(row.organisation_id), screener=screener, on=TODAY + timedelta(days=3))
    assert (level(row), last_answer(row)) == ("medium", (False, "person"))


def test_a_persons_older_answer_gives_way_to_what_the_register_says_now(
    cast: Cast, row: Contract, screener: Screener
) -> None:
    person_says(cast.kari, row, screener, value=False, days=1)
    goes_bankrupt(row, days=1)
    assert (level(row), last_answer(row)) == ("high", (True, "register"))


def test_a_person_who_said_yes_keeps_the_yes(cast: Cast, row: Contract, screener: Screener) -> None:
    person_says(cast.kari, row, screener, value=True, days=0)
    goes_bankrupt(row)
    recovers(row, days=5)
    assert (level(row), last_answer(row)) == ("high", (True, "person"))
    assert not SignalEffect.objects.unscoped(WHY).exists()


def test_a_contract_that_comes_later_is_told_as_well(cast: Cast, row: Contract, screener: Screener) -> None:
    goes_bankrupt(row)
    later = contract(cast, "K-2", unit=cast.health)
    machine, on = Machine(row.organisation_id), TODAY + timedelta(days=2)
    assert store_late_effects(author=machine, screener=screener, on=on) == 1
    assert store_late_effects(author=machine, screener=screener, on=on) == 0
    assert level(later) == "high"


def test_a_firm_that_is_replaced_lets_go_of_the_contract(cast: Cast, row: Contract, screener: Screener) -> None:
    goes_bankrupt(row)
    other = firm(contract(cast, "K-2", suppliers=(SupplierFact("Ny AS", orgnr(7)),)))
    row.supplier_links.update(supplier=other)
    store_late_effects(author=Machine(row.organisation_id), screener=screener, on=TODAY + timedelta(days=2))
    assert level(row) == "medium"


def test_what_concerns_one_contract_leaves_the_others_alone(cast: Cast, row: Contract) -> None:
    other = contract(cast, "K-2")
    young = raised("signals.young_firm", contract_id=row.pk)
    store(outcome(firm(row), young), organisation_id=row.organisation_id)
    assert (level(row), level(other)) == ("high", "unassessed")


def test_an_ended_contract_and_another_buyers_are_left_alone(cast: Cast, row: Contract) -> None:
    ended = contract(cast, "K-2", ends_on=TODAY - timedelta(days=1))
    goes_bankrupt(row)
    assert level(ended) == "unassessed"
    assert not SignalEffect.objects.visible_to(cast.omar).exists()


def shown(actor: Actor, days: int = 1) -> list[ToDo]:
    return [item for item in today(actor, on=TODAY + timedelta(days=days)) if item.kind == "signal"]


def test_today_shows_it_first_with_the_reason_and_one_button(cast: Cast, row: Contract) -> None:
    goes_bankrupt(row)
    first = today(cast.kari, on=TODAY + timedelta(days=1))[0]
    assert (first.kind, first.contract, first.firm) == ("signal", row, firm(row))
    assert "bankrupt" in first.why.plain()
    assert (first.url_name, first.target) == ("office:supplier", firm(row).pk)
    assert shown(cast.omar) == []


def test_today_shows_the_gravest_of_a_contract_and_no_notes(cast: Cast, row: Contract) -> None:
    note = raised("signals.note", rank=2, mark="n", code="")
    less = raised("signals.reconstruction", rank=3, mark="r", code="")
    store(outcome(firm(row), note, less, raised()), organisation_id=row.organisation_id)
    assert [item.why.params["name"] for item in shown(cast.kari)] == ["Ren Luft AS"]
    assert shown(cast.kari)[0].urgency == 100


def test_what_is_answered_or_cleared_leaves_today(cast: Cast, row: Contract) -> None:
    goes_bankrupt(row)
    answer_signal(actor=cast.kari, signal_id=only_signal().pk, done="looked_into", reason="Ringt.", on=TODAY)
    assert shown(cast.kari) == []
    assert level(row) == "high", "an answered signal is still true"


def test_another_units_contract_is_not_her_worry(cast: Cast, screener: Screener) -> None:
    goes_bankrupt(contract(cast, unit=cast.health))
    assert shown(cast.kari) == []
    assert len(shown(cast.lise)) == 1
