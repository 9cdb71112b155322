"""Screening a stored contract: record, rows that follow, new versions only when something changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ryddig.domain.errors import OurFault
from ryddig.domain.facts import ContractFacts
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.services import preview_import
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding, ScreeningRecord
from ryddig.records.followup.queries import contract_page, contracts_touched_by, screening_version
from ryddig.records.followup.services import (
    answer_and_screen,
    change_and_screen,
    register_and_screen,
    screen_contract,
    screen_many,
    store_and_screen,
)
from tests.cast import MILLION, TODAY, Cast, contract, facts
from tests.domain.small_book import small_book
from tests.records.reading import File, Row

LATER = TODAY + timedelta(days=30)


def screened(cast: Cast, screener: Screener, row: Contract, *, on: date = TODAY) -> ScreeningRecord:
    return screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=on)


def now(cast: Cast, row: Contract) -> Contract:
    return Contract.objects.visible_to(cast.kari).get(id=row.pk)


def test_the_record_keeps_facts_law_and_actor(cast: Cast, screener: Screener) -> None:
    record = screened(cast, screener, contract(cast))
    assert (record.version, record.on, record.lawbook_version) == (1, TODAY, "test")
    assert record.actor_id == cast.kari.user_id
    assert record.facts["value_ore"] == 3 * MILLION
    assert record.decision["regime"] == "R2026"
    assert record.difference == []


def test_duties_stand_with_the_stored_reasons(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    record = screened(cast, screener, row)
    stored = {duty.rule: duty for duty in ContractDuty.objects.visible_to(cast.kari).filter(contract=row)}
    applying = {duty["rule"]: duty for duty in record.decision["duties"] if duty["outcome"] == "applies"}
    assert stored.keys() == applying.keys()
    assert stored["r2026.pay"].because == applying["r2026.pay"]["because"]
    assert stored["r2026.pay"].because[0]["source"]["act"] == "Test act"
    assert (stored["r2026.pay"].theme, stored["r2026.pay"].owed_by) == ("pay", ["supplier"])


def test_the_portfolios_columns_follow(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    screened(cast, screener, row)
    after = now(cast, row)
    assert (after.risk_level, after.risk_score, after.regime) == ("medium", 3, "R2026")
    assert (after.next_due_kind, after.next_due_on) == ("self_report", date(2026, 11, 1))
    assert (after.screened_on, after.controls_planned, after.quality_count) == (TODAY, 2, 0)
    assert after.open_questions == len(contract_page(cast.kari, row.pk).questions) == 4


def test_the_same_again_makes_no_new_version(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    first = screened(cast, screener, row)
    events = Event.objects.visible_to(cast.kari).count()
    assert screened(cast, screener, row, on=LATER).pk == first.pk
    assert Event.objects.visible_to(cast.kari).count() == events


def test_new_facts_make_a_version_with_the_difference(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    screened(cast, screener, row)
    record = change_and_screen(
        actor=cast.kari,
        contract_id=row.pk,
        facts=ContractFacts("", announced_on=date(2026, 5, 1), value_ore=5 * MILLION),
        screener=screener,
        on=TODAY,
    )
    assert record.version == 2
    texts = [message["text"] % message["params"] for message in record.difference]
    assert "The rules changed from R2026 to R2008." in texts
    assert "value_ore changed from 300000000 to 500000000." in texts
    assert "The duty r2026.pay went from applies to does_not_apply." in texts
    rules = set(ContractDuty.objects.visible_to(cast.kari).filter(contract=row).values_list("rule", flat=True))
    assert rules == {"r2008.pay", "any.paseplikt"}
    assert screening_version(cast.kari, row.pk, 1).decision["regime"] == "R2026"


def test_new_law_makes_a_version(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    screened(cast, screener, row)
    newer = Screener(replace(small_book(), version="newer"))
    record = screened(cast, newer, row)
    assert (record.version, record.lawbook_version) == (2, "newer")


def test_a_record_is_written_once(cast: Cast, screener: Screener) -> None:
    record = screened(cast, screener, contract(cast))
    record.lawbook_version = "other"
    with pytest.raises(OurFault, match="written once"):
        record.save()


def test_the_event_tells_why_and_under_which_law(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    screened(cast, screener, row)
    event = Event.objects.visible_to(cast.kari).get(type="contract.screened")
    assert event.lawbook_version == "test"
    assert event.because[0]["test"] == "regime"
    assert event.details == {"version": 1, "duties": 4, "level": "medium", "screening": now(cast, row).screening_id}


def test_unknown_announcement_shows_both_regimes_and_asks(cast: Cast, screener: Screener) -> None:
    row = contract(cast, announced_on=None)
    screened(cast, screener, row)
    page = contract_page(cast.kari, row.pk)
    assert now(cast, row).regime == "unknown"
    assert {"r2008.pay", "r2026.pay"} <= {duty.rule for duty in page.duties}
    assert "announced_on" in {question.fact for question in page.questions}
    assert "invited_on" not in {question.fact for question in page.questions}


def test_an_answer_counts_at_once(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    screened(cast, screener, row)
    record = answer_and_screen(
        actor=cast.petter, contract_id=row.pk, code="RM-16", value=True, screener=screener, on=TODAY
    )
    assert record.version == 2
    assert now(cast, row).risk_level == "high"
    assert now(cast, row).open_questions == 3


def test_who_may_not_screen(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    with pytest.raises(NotAllowed):
        screen_contract(actor=cast.ada, contract_id=row.pk, screener=screener, on=TODAY)
    with pytest.raises(Contract.DoesNotExist):
        screen_contract(actor=cast.omar, contract_id=row.pk, screener=screener, on=TODAY)


def test_many_are_screened_in_bulk_and_chained(cast: Cast, screener: Screener) -> None:
    ids = [contract(cast, f"K-{number}", value_ore=number * MILLION).pk for number in range(1, 31)]
    assert screen_many(actor=cast.lise, contract_ids=ids, screener=screener, on=TODAY) == 30
    assert screen_many(actor=cast.lise, contract_ids=ids, screener=screener, on=TODAY) == 0
    assert ScreeningRecord.objects.visible_to(cast.lise).count() == 30
    assert check_chain(cast.fjordvik.pk).why is None
    one = screen_contract(actor=cast.lise, contract_id=ids[0], screener=screener, on=TODAY)
    assert one.version == 1, "one by one and in bulk are the same work"


def test_many_are_screened_all_or_none(cast: Cast, screener: Screener) -> None:
    ids = [contract(cast, "K-1").pk, contract(cast, "K-2", unit=cast.health).pk]
    with pytest.raises(NotAllowed):
        screen_many(actor=cast.kari, contract_ids=ids, screener=screener, on=TODAY)
    assert not ScreeningRecord.objects.visible_to(cast.kari).exists()


def test_an_import_is_stored_and_screened_together(cast: Cast, screener: Screener) -> None:
    reading = File([Row(facts("K-1")), Row(facts("K-2", kind=None))])
    batch = preview_import(actor=cast.lise, reading=reading, file_name="x", unit_id=cast.property.pk, on=TODAY)
    store_and_screen(actor=cast.lise, batch_id=batch.pk, screener=screener, on=TODAY)
    assert {row.risk_level for row in Contract.objects.visible_to(cast.lise)} == {"medium"}


def test_registered_and_screened_at_once(cast: Cast, screener: Screener) -> None:
    row = register_and_screen(
        actor=cast.kari, facts=facts("K-1"), unit_id=cast.property.pk, screener=screener, on=TODAY
    )
    assert now(cast, row).screened_on == TODAY


def test_a_finding_is_mended_by_the_facts_and_comes_back_with_them(cast: Cast, screener: Screener) -> None:
    row = contract(cast, value_ore=None)
    screened(cast, screener, row)
    finding = QualityFinding.objects.visible_to(cast.kari).get()
    assert (finding.code, finding.state) == ("value.missing", QualityFinding.State.OPEN)
    change = {"actor": cast.kari, "contract_id": row.pk, "screener": screener, "on": TODAY}
    change_and_screen(facts=ContractFacts("", value_ore=MILLION), **change)  # type: ignore[arg-type]  # one dict
    finding.refresh_from_db()
    assert (finding.state, now(cast, row).quality_count) == (QualityFinding.State.MENDED, 0)
    change_and_screen(facts=ContractFacts(""), cleared=["value_ore"], **change)  # type: ignore[arg-type]  # one dict
    finding.refresh_from_db()
    assert (finding.state, now(cast, row).quality_count) == (QualityFinding.State.OPEN, 1)


def test_a_rule_knows_the_contracts_it_touches(cast: Cast, screener: Screener) -> None:
    low, high = contract(cast, "K-1"), contract(cast, "K-2", tiers=3)
    for row in (low, high):
        screened(cast, screener, row)
    page = contracts_touched_by(cast.bjorn, "r2026.bank")
    assert [duty.contract_id for duty in page.rows] == [high.pk, low.pk]
    assert contracts_touched_by(cast.omar, "r2026.bank").total == 0


def test_plan_items_are_planned_once(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    for on in (TODAY, LATER):
        screened(cast, screener, row, on=on)
    kinds = [item.kind for item in PlanItem.objects.visible_to(cast.kari).filter(contract=row).order_by("due_on")]
    assert kinds == ["self_report", "document_review", "status_meeting", "risk_review", "renewal", "evaluation"]
