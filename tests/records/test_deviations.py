"""A deviation from proposed to closed: who may, what is written once, what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, transaction

from ryddig.domain.deviations import Grade
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import Message
from ryddig.records.accounts.access import Actor, Guest, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.deviations import queries, services
from ryddig.records.deviations.models import (
    Deviation,
    DeviationProposal,
    DeviationStep,
    Origin,
    SanctionDecision,
)
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.services import answer_duty, screen_contract
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, contract
from tests.deviation_world import OWED, PAY, book, found, opened, opening, proposed

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


def kinds(deviation: Deviation) -> list[str]:
    rows = DeviationStep.objects.unscoped(WHY).filter(deviation=deviation)
    return list(rows.order_by("number").values_list("kind", flat=True))


def open_steps(cast: Cast, deviation: Deviation, on: date = TODAY) -> set[str]:
    found_ = queries.options_now(cast.lise, now(deviation), book(), on=on)[1]
    return {one.sanction.id.removeprefix("sanctions.") for one in found_ if one.is_open}


def on_the_way_to_sanction(cast: Cast, deviation: Deviation) -> None:
    """Heard, demanded, and the day has gone by; the contract gives termination."""
    services.ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=book(), on=TODAY)
    services.give_view(author=cast.kari, deviation_id=deviation.pk, text="Feil i systemet.", on=TODAY)
    services.demand_correction(actor=cast.kari, deviation_id=deviation.pk, demand="Etterbetal.", book=book(), on=TODAY)
    services.regrade(actor=cast.kari, deviation_id=deviation.pk, grade=Grade.CRITICAL, reason="Vesentlig.", on=TODAY)
    services.agree_term(
        actor=cast.kari,
        contract_id=deviation.contract_id,
        rule="sanctions.termination",
        place="Punkt 15",
        book=book(),
        on=TODAY,
    )


def test_from_proposal_to_closed_with_every_step_and_reason_kept(cast: Cast, row: Contract) -> None:
    proposal = proposed(cast.petter, row)
    deviation = opened(cast.kari, row, proposals=(proposal.pk,), workers=0, owed_ore=0)
    assert (deviation.number, deviation.grade, deviation.owed_ore) == (1, Grade.MINOR, OWED)
    services.ask_for_view(
        actor=cast.kari, deviation_id=deviation.pk, book=book(), on=TODAY, question="Hvordan regnet dere?"
    )
    assert now(deviation).view_due_on == date(2026, 12, 4), "ten working days"
    services.give_view(author=guest(row), deviation_id=deviation.pk, text="Kari Olsen fikk feil sats.", on=TODAY)
    services.demand_correction(
        actor=cast.kari, deviation_id=deviation.pk, demand="Etterbetal og vis det.", book=book(), on=TODAY
    )
    assert now(deviation).next_due_on == date(2026, 12, 4)
    services.claim_correction(
        author=guest(row), deviation_id=deviation.pk, text="Betalt.", paid_back_ore=OWED, on=TODAY
    )
    services.accept_correction(actor=cast.kari, deviation_id=deviation.pk, reason="Bankbilag sett.", on=TODAY)
    services.close_deviation(actor=cast.kari, deviation_id=deviation.pk, reason="Rettet og betalt.", on=TODAY)
    done = now(deviation)
    assert (done.state, done.closed_on, done.next_due_on) == (Deviation.State.CLOSED, TODAY, None)
    assert kinds(deviation) == [
        "opened",
        "view_asked",
        "view_given",
        "correction_demanded",
        "correction_claimed",
        "correction_accepted",
        "closed",
    ]
    asked = DeviationStep.objects.unscoped(WHY).get(deviation=deviation, kind="view_asked")
    assert (asked.rule, asked.lawbook_version, asked.because[0]["rule"]) == (
        "sanctions.clarify",
        book().version,
        "deadlines.clarify",
    )
    given = DeviationStep.objects.unscoped(WHY).get(deviation=deviation, kind="view_given")
    assert (given.actor_id, given.by_link, given.reason) == (None, 7, "")
    assert DeviationProposal.objects.unscoped(WHY).get().deviation_id == deviation.pk
    _the_chain_holds_no_words(cast)


def _the_chain_holds_no_words(cast: Cast) -> None:
    told = str(list(Event.objects.unscoped(WHY).values_list("details", flat=True)))
    assert "Olsen" not in told
    assert "Bankbilag" not in told
    assert check_chain(cast.fjordvik.pk).why is None


def test_proposing_again_adds_nothing_and_brings_up_to_date_until_somebody_decides(cast: Cast, row: Contract) -> None:
    first = proposed(cast.petter, row)
    again = proposed(cast.petter, row, owed_ore=5)
    assert (again.pk, again.owed_ore) == (first.pk, 5)
    assert Event.objects.unscoped(WHY).filter(type="deviation.proposed").count() == 1
    services.set_aside(actor=cast.kari, proposal_id=first.pk, reason="Satsen var rett.", on=TODAY)
    assert proposed(cast.petter, row, owed_ore=9).owed_ore == 5
    assert not queries.proposals_of(cast.lise, row.pk)
    with pytest.raises(UserCanFix, match="decided about this already"):
        services.set_aside(actor=cast.kari, proposal_id=first.pk, reason="En gang til.", on=TODAY)


def test_what_is_no_longer_so_goes_while_nobody_has_decided(cast: Cast, row: Contract) -> None:
    proposed(cast.petter, row)
    told: dict[str, Any] = {
        "author": cast.petter,
        "contract_id": row.pk,
        "origin": Origin.SELF_REPORT,
        "key": "q.pay:1",
    }
    assert services.take_back_proposal(**told, on=TODAY)
    assert not services.take_back_proposal(**told, on=TODAY)
    assert not queries.proposals_of(cast.lise, row.pk)
    assert proposed(cast.petter, row).state == DeviationProposal.State.PROPOSED, "it is back when it is so again"


def test_a_proposal_becomes_one_deviation_only(cast: Cast, row: Contract) -> None:
    proposal = proposed(cast.petter, row)
    opened(cast.kari, row, proposals=(proposal.pk,))
    with pytest.raises(UserCanFix, match="decided about this already"):
        opened(cast.kari, row, proposals=(proposal.pk,))
    assert Deviation.objects.unscoped(WHY).count() == 1


@pytest.mark.parametrize("who", ["petter", "bjorn", "ada"])
def test_who_may_not_open(cast: Cast, row: Contract, who: str) -> None:
    with pytest.raises(NotAllowed):
        opened(getattr(cast, who), row)


def test_another_buyer_and_another_supplier_find_nothing(cast: Cast, row: Contract, deviation: Deviation) -> None:
    other = Supplier.objects.create(organisation=cast.fjordvik, name="Annet Eksempel AS", name_key="annet eksempel")
    strangers: list[Actor | Guest] = [
        cast.omar,
        guest(row, supplier_id=other.pk),
        guest(row, contract_id=row.pk + 1),
        guest(row, organisation_id=cast.nesodden.pk),
    ]
    for stranger in strangers:
        with pytest.raises(ObjectDoesNotExist):
            services.give_view(author=stranger, deviation_id=deviation.pk, text="Hei", on=TODAY)
    with pytest.raises(ObjectDoesNotExist):
        queries.deviation_of(cast.omar, row.pk, deviation.pk)


def test_an_older_page_decides_nothing(cast: Cast, deviation: Deviation) -> None:
    seen = now(deviation).version
    services.note(actor=cast.petter, deviation_id=deviation.pk, text="Ringte leverandøren.", on=TODAY)
    with pytest.raises(UserCanFix, match="since you opened the page"):
        services.withdraw_deviation(
            actor=cast.kari, deviation_id=deviation.pk, reason="Ingen avvik.", on=TODAY, seen=seen
        )
    assert now(deviation).state == Deviation.State.OPEN


def test_steps_are_written_once(cast: Cast, deviation: Deviation) -> None:
    step = DeviationStep.objects.unscoped(WHY).get(deviation=deviation)
    step.reason = "noe annet"
    with pytest.raises(OurFault):
        step.save()
    cast.fjordvik.is_demo = False
    cast.fjordvik.save(update_fields=["is_demo"])
    with pytest.raises(DatabaseError), transaction.atomic():
        DeviationStep.objects.unscoped(WHY)._raw_delete(using="default")


def test_doubt_is_clarified_and_never_corrected(cast: Cast, row: Contract) -> None:
    doubt = opened(cast.kari, row, certain=False)
    assert doubt.grade == Grade.OBSERVATION
    with pytest.raises(UserCanFix, match="not open now"):
        services.demand_correction(actor=cast.kari, deviation_id=doubt.pk, demand="Rett.", book=book(), on=TODAY)
    services.confirm_breach(
        actor=cast.kari, deviation_id=doubt.pk, clause="Punkt 3", reason="Timelistene viser det.", book=book(), on=TODAY
    )
    assert now(doubt).grade == Grade.MINOR
    services.demand_correction(actor=cast.kari, deviation_id=doubt.pk, demand="Rett.", book=book(), on=TODAY)


def test_the_same_firm_again_is_repeated_but_a_withdrawn_one_never_counts(cast: Cast, row: Contract) -> None:
    first = opened(cast.kari, row)
    services.withdraw_deviation(actor=cast.kari, deviation_id=first.pk, reason="Feil sats lest.", on=TODAY)
    assert opened(cast.kari, row).grade == Grade.MINOR
    assert opened(cast.kari, row).grade == Grade.CRITICAL


def test_it_is_not_closed_before_it_is_corrected(cast: Cast, deviation: Deviation) -> None:
    with pytest.raises(UserCanFix, match="not corrected yet"):
        services.close_deviation(actor=cast.kari, deviation_id=deviation.pk, reason="Ferdig.", on=TODAY)


def test_a_sanction_takes_two_persons(cast: Cast, row: Contract, deviation: Deviation) -> None:
    on_the_way_to_sanction(cast, deviation)
    assert "termination" in open_steps(cast, deviation, LATER)
    told: dict[str, Any] = {"sanction": "sanctions.termination", "reason": "Vesentlig brudd.", "book": book()}
    sanction = services.propose_sanction(actor=cast.kari, deviation_id=deviation.pk, on=LATER, **told)
    decide: dict[str, Any] = {"sanction_id": sanction.pk, "reason": "Enig.", "book": book(), "on": LATER}
    with pytest.raises(NotAllowed):
        services.confirm_sanction(actor=cast.lise, **decide)
    with pytest.raises(UserCanFix, match="stands or waits"):
        services.withdraw_deviation(actor=cast.kari, deviation_id=deviation.pk, reason="Nei.", on=LATER)
    confirmed = services.confirm_sanction(actor=cast.bjorn, **decide)
    assert (confirmed.state, confirmed.confirmed_by_id) == (SanctionDecision.State.IN_FORCE, cast.bjorn.user_id)
    with pytest.raises(UserCanFix, match="decided about this already"):
        services.confirm_sanction(actor=cast.bjorn, **decide)
    with pytest.raises(UserCanFix, match="cannot be lifted"):
        services.lift_sanction(actor=cast.kari, sanction_id=sanction.pk, reason="Angrer.", on=LATER)
    services.close_deviation(actor=cast.kari, deviation_id=deviation.pk, reason="Hevet.", on=LATER)


def test_the_same_person_never_confirms_and_the_database_agrees(cast: Cast, deviation: Deviation) -> None:
    on_the_way_to_sanction(cast, deviation)
    row = SanctionDecision.objects.create(
        organisation=cast.fjordvik,
        deviation=deviation,
        sanction="sanctions.withholding",
        reason="Skylder lønn.",
        proposed_by_id=cast.lise.user_id,
        proposed_on=TODAY,
    )
    with pytest.raises(UserCanFix, match="Another person"):
        services.confirm_sanction(actor=cast.lise, sanction_id=row.pk, reason="Enig.", book=book(), on=TODAY)
    row.confirmed_by_id = cast.lise.user_id
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_step_that_closed_since_it_was_proposed_is_not_confirmed(cast: Cast, deviation: Deviation) -> None:
    on_the_way_to_sanction(cast, deviation)
    sanction = services.propose_sanction(
        actor=cast.kari,
        deviation_id=deviation.pk,
        sanction="sanctions.termination",
        reason="Vesentlig.",
        book=book(),
        on=LATER,
    )
    services.agree_learning_period(
        actor=cast.kari, deviation_id=deviation.pk, until=LATER, reason="Tiltak først.", on=LATER
    )
    with pytest.raises(UserCanFix, match="not open now"):
        services.confirm_sanction(actor=cast.bjorn, sanction_id=sanction.pk, reason="Enig.", book=book(), on=LATER)
    services.refuse_sanction(actor=cast.bjorn, sanction_id=sanction.pk, reason="Læringsperiode.", on=LATER)


@pytest.mark.parametrize(
    "change",
    [
        {"in_contract": "no"},
        {"may_sanction": False},
        {"outcome": "unknown", "may_sanction": False},
        {"also_if": "R2026", "may_sanction": False},
    ],
)
def test_a_rule_that_does_not_carry_never_sanctions(cast: Cast, row: Contract, change: dict[str, Any]) -> None:
    deviation = opened(cast.kari, row, clause="")
    on_the_way_to_sanction(cast, deviation)
    assert "termination" in open_steps(cast, deviation, LATER)
    ContractDuty.objects.unscoped(WHY).filter(contract=row, rule=PAY).update(**change)
    assert not open_steps(cast, deviation, LATER) & {"termination", "withholding", "daily_penalty"}
    with pytest.raises(UserCanFix, match="not open now"):
        services.propose_sanction(
            actor=cast.kari,
            deviation_id=deviation.pk,
            sanction="sanctions.termination",
            reason="Vesentlig.",
            book=book(),
            on=LATER,
        )


def test_a_tip_is_noted_by_one_person_and_investigates_nothing(cast: Cast, row: Contract) -> None:
    doubt = opened(cast.kari, row, certain=False)
    told: dict[str, Any] = {"actor": cast.kari, "deviation_id": doubt.pk, "book": book(), "on": TODAY}
    with pytest.raises(UserCanFix, match="Choose which authority"):
        services.record_tip(authority="naboen", reason="Mistanke.", **told)
    step = services.record_tip(authority="labour_inspectorate", reason="Mistanke om ID-misbruk.", **told)
    assert (step.told["authority"], step.rule) == ("labour_inspectorate", "sanctions.tip")


def test_a_proposal_needs_a_key_and_firms_of_the_buyer(cast: Cast, row: Contract) -> None:
    foreign = Supplier.objects.create(organisation=cast.nesodden, name="Nabo Prøve AS", name_key="nabo prove")
    with pytest.raises(UserCanFix, match="needs a key"):
        proposed(cast.petter, row, "")
    with pytest.raises(ObjectDoesNotExist):
        services.propose_deviation(
            author=cast.petter, contract_id=row.pk, found=replace(found(), supplier_id=foreign.pk), on=TODAY
        )
    said = services.propose_deviation(
        author=cast.petter,
        contract_id=row.pk,
        found=replace(found("2"), text=Message("%(said)s", {"said": "100 % mangler"}), origin=Origin.MANUAL),
        on=TODAY,
    )
    assert said.params == {"said": "100 % mangler"}


def test_an_untold_deviation_is_refused(cast: Cast, row: Contract) -> None:
    with pytest.raises(UserCanFix, match="Say in a few words"):
        services.open_deviation(
            actor=cast.kari, contract_id=row.pk, opening=replace(opening(), what=" "), book=book(), on=TODAY
        )
