"""What a deviation holds beside its steps: plan and progress, what the contract holds, sums of a pay control."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.deviations import Grade
from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import Guest
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.deviations import queries, services
from ryddig.records.deviations.models import (
    Deviation,
    Measure,
    SupplierStatement,
)
from ryddig.records.deviations.shredding import shred_statements
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.pay_deciding import decide_finding
from ryddig.records.followup.pay_runs import WorkerSums
from ryddig.records.followup.services import answer_duty, screen_contract
from ryddig.reports.law import law_for
from tests import pay_world
from tests.cast import TODAY, Cast, contract, orgnr
from tests.deviation_world import OWED, PAY, book, opened

WHY = "the tests look at everything"
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def row(cast: Cast) -> Contract:
    """A cleaning contract under the new rules, screened, whose text holds the pay clause."""
    made = contract(cast)
    screen_contract(actor=cast.lise, contract_id=made.pk, screener=law_for([]).screener, on=TODAY)
    answer_duty(actor=cast.lise, contract_id=made.pk, rule=PAY, in_contract="yes", on=TODAY)
    return made


@pytest.fixture
def deviation(cast: Cast, row: Contract) -> Deviation:
    return opened(cast.kari, row)


def guest(row: Contract, **more: int) -> Guest:
    supplier = ContractSupplier.objects.unscoped(WHY).get(contract=row, role="supplier").supplier_id
    told: dict[str, Any] = {"organisation_id": row.organisation_id, "contract_id": row.pk, "supplier_id": supplier}
    return Guest(**{**told, "link_id": 7, "language": "nb", **more})


def now(deviation: Deviation) -> Deviation:
    return Deviation.objects.unscoped(WHY).select_related("contract").get(id=deviation.pk)


def test_a_binding_plan_is_filled_agreed_and_followed_to_the_end(cast: Cast, row: Contract) -> None:
    deviation = opened(cast.kari, row, workers=5)
    assert deviation.grade == Grade.MAJOR
    told: dict[str, Any] = {"deviation_id": deviation.pk, "on": TODAY}
    services.demand_plan(actor=cast.kari, demand="Send en plan.", book=book(), **told)
    with pytest.raises(UserCanFix, match="no measure yet"):
        services.hand_in_plan(author=guest(row), text="Her.", **told)
    site = services.add_site(author=guest(row), site=services.Site("Liksom Fabrikk", "Pakistan", workers=400), **told)
    measure = services.add_measure(
        author=guest(row), text="Opplæring", owner="Kvalitetsleder", due_on=LATER, site_id=site.pk, **told
    )
    services.hand_in_plan(author=guest(row), text="Planen er klar.", **told)
    services.agree_plan(actor=cast.kari, reason="God plan.", book=book(), **told)
    assert (now(deviation).plan_done_by, now(deviation).next_due_on) == (LATER, LATER)
    with pytest.raises(UserCanFix, match="agreed and binds"):
        services.add_measure(author=guest(row), text="Mer", owner="Leder", due_on=LATER, **told)
    services.report_progress(author=guest(row), measure_id=measure.pk, state="done", on=TODAY)
    with pytest.raises(UserCanFix, match="The buyer says"):
        services.report_progress(author=guest(row), measure_id=measure.pk, state="verified", on=TODAY, note="Ferdig")
    with pytest.raises(UserCanFix, match="more than the 400"):
        services.report_site_result(
            author=guest(row), site_id=site.pk, measured=services.Measured(trained=401), on=TODAY
        )
    services.report_site_result(author=guest(row), site_id=site.pk, measured=services.Measured(trained=320), on=TODAY)
    services.demand_correction(actor=cast.kari, demand="Vis at lønnen er rettet.", book=book(), **told)
    services.accept_correction(actor=cast.kari, reason="Sett.", **told)
    with pytest.raises(UserCanFix, match="1 measures"):
        services.close_deviation(actor=cast.kari, reason="Ferdig.", **told)
    services.report_progress(author=cast.kari, measure_id=measure.pk, state="verified", on=TODAY, note="Kursliste sett")
    services.close_deviation(actor=cast.kari, reason="Ferdig.", **told)
    assert Measure.objects.unscoped(WHY).get().state == Measure.State.VERIFIED


def test_what_the_supplier_wrote_is_shredded_on_its_day(row: Contract, deviation: Deviation) -> None:
    services.give_view(author=guest(row), deviation_id=deviation.pk, text="Kari Olsen er syk.", on=TODAY)
    statement = SupplierStatement.objects.unscoped(WHY).get()
    assert shred_statements(statement.keep_until) == 0
    assert shred_statements(statement.keep_until + timedelta(days=1)) == 1
    assert shred_statements(statement.keep_until + timedelta(days=1)) == 0
    statement.refresh_from_db()
    assert (statement.text, len(statement.sha256)) == ("", 64)
    assert statement.shredded_on is not None


def test_a_requirement_the_contract_holds_has_its_last_day_by_rule(cast: Cast, row: Contract) -> None:
    rule = "req.human_rights.social_dialogue"
    told: dict[str, Any] = {"actor": cast.kari, "contract_id": row.pk, "rule": rule, "book": book(), "on": TODAY}
    term = services.agree_term(place="Bilag 3, punkt 4", **told)
    assert term.due_on == date(2027, 4, 1), "signed on 1 October 2026, six months"
    assert term.because[0]["rule"] == "deadlines.social_dialogue_start"
    assert services.agree_term(place="Bilag 3, punkt 5", due_on=LATER, **told).pk == term.pk
    assert queries.agreed_requirements(cast.lise, row.pk) == {rule}
    with pytest.raises(UserCanFix, match="Say where"):
        services.agree_term(place=" ", **told)
    with pytest.raises(UserCanFix, match="Choose a requirement"):
        services.agree_term(**{**told, "rule": "sanctions.withholding"}, place="Punkt 14")
    services.withdraw_term(actor=cast.kari, term_id=term.pk, on=TODAY)
    assert queries.agreed_requirements(cast.lise, row.pk) == frozenset()


def test_a_subcontractor_must_be_on_the_contract(cast: Cast, row: Contract) -> None:
    stranger = Supplier.objects.create(
        organisation=cast.fjordvik, name="Tenkt Fremmed AS", name_key="tenkt fremmed", orgnr=orgnr(77)
    )
    with pytest.raises(ObjectDoesNotExist):
        opened(cast.kari, row, firm_id=stranger.pk)
    ContractSupplier.objects.create(organisation=cast.fjordvik, contract=row, supplier=stranger, role="subcontractor")
    made = opened(cast.kari, row, firm_id=stranger.pk)
    assert made.firm_id == stranger.pk
    assert made.supplier_id != stranger.pk


def test_late_is_seen_from_the_day_and_not_stored(cast: Cast, deviation: Deviation) -> None:
    services.demand_correction(actor=cast.kari, deviation_id=deviation.pk, demand="Rett.", book=book(), on=TODAY)
    due = now(deviation).next_due_on
    assert due is not None
    chosen = queries.Chosen("late")
    assert not queries.all_deviations(cast.lise, chosen, on=due)
    assert list(queries.all_deviations(cast.lise, chosen, on=due + timedelta(days=1))) == [deviation]


def test_confirmed_breaches_of_a_pay_control_become_one_proposal_with_the_whole_sum(cast: Cast, row: Contract) -> None:
    control = pay_world.opened(cast.kari, row)
    sums = (WorkerSums("a1b2c3", wage_ore=624_000, holiday_pay_ore=63_648, pension_ore=12_480, breaches=1),)
    run = pay_world.run(cast.kari, control, pay_world.finding(), pay_world.question(), workers=sums)
    told: dict[str, Any] = {"actor": cast.petter, "control_id": control.pk, "book": book(), "on": TODAY}
    with pytest.raises(UserCanFix, match="No finding is confirmed"):
        services.propose_from_pay_control(**told)
    breach = pay_world.finding_of(run)
    decide_finding(actor=cast.petter, control_id=control.pk, finding_id=breach.pk, choice="confirm", on=TODAY)
    (proposal,) = services.propose_from_pay_control(**told)
    assert (proposal.rule, proposal.certain, proposal.owed_ore, proposal.workers) == (PAY, True, OWED, 1)
    assert [one["rule"] for one in proposal.because] == ["rates.cleaning.adult"]
    (again,) = services.propose_from_pay_control(**told)
    assert again.pk == proposal.pk
    made = opened(cast.kari, row, proposals=(proposal.pk,), owed_ore=0, workers=0, rule="")
    assert (made.rule, made.owed_ore) == (PAY, OWED)


def test_of_some_breaches_only_what_is_confirmed_counts(cast: Cast, row: Contract) -> None:
    control = pay_world.opened(cast.kari, row)
    more = pay_world.finding(check="PAY-03", first=date(2026, 9, 2), shortfall=Fraction(50_000))
    sums = (WorkerSums("a1b2c3", wage_ore=674_000, holiday_pay_ore=68_748, breaches=2),)
    run = pay_world.run(cast.kari, control, pay_world.finding(), more, workers=sums)
    breach = pay_world.finding_of(run)
    decide_finding(actor=cast.petter, control_id=control.pk, finding_id=breach.pk, choice="confirm", on=TODAY)
    told: dict[str, Any] = {"actor": cast.petter, "control_id": control.pk, "book": book(), "on": TODAY}
    (proposal,) = services.propose_from_pay_control(**told)
    assert proposal.owed_ore == 624_000
    ContractDuty.objects.unscoped(WHY).filter(contract=row, rule=PAY).update(in_contract="unknown")
    (proposal,) = services.propose_from_pay_control(**told)
    assert (proposal.certain, proposal.why) == (False, "term_not_confirmed")
