"""Money about a deviation through the services: by two persons only, from the contract's term only, written once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from ryddig.domain.contract_terms import TermFacts
from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.deviations import services
from ryddig.records.deviations.ledger import (
    Counted,
    Paid,
    balance_of,
    deduct,
    record_repayment,
    release,
    start_claim,
    stop_claim,
    waive,
)
from ryddig.records.deviations.ledger_queries import to_pay_out, totals_of
from ryddig.records.deviations.models import ContractTerm, Deviation, MoneyClaim
from ryddig.records.deviations.terms import register_term, withdraw_term
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, facts
from tests.letter_world import DOUBLE, PENALTY, confirmed, opened, withheld

BOOK = law_for([]).book
MONDAY = date(2026, 12, 7)


@pytest.fixture
def deviation(cast: Cast) -> Deviation:
    """One worker lacks 7 001.28 kroner; the contract says twice and one per mille a day."""
    screened = register_and_screen(
        actor=cast.lise, facts=facts(), unit_id=cast.property.pk, screener=law_for([]).screener, on=TODAY
    )
    row = opened(cast.kari, screened)
    services.demand_correction(
        actor=cast.kari, deviation_id=row.pk, demand="Betal.", book=BOOK, on=TODAY, due_on=date(2026, 12, 4)
    )
    return row


def term(cast: Cast, deviation: Deviation, read: TermFacts = DOUBLE) -> ContractTerm:
    return register_term(actor=cast.kari, contract_id=deviation.contract_id, facts=read, on=TODAY)


def held(cast: Cast, deviation: Deviation) -> MoneyClaim:
    return withheld((cast.kari, cast.lise), deviation, term(cast, deviation), on=TODAY)


def now(claim: MoneyClaim) -> MoneyClaim:
    return MoneyClaim.objects.visible_to(claim).select_related("deviation", "decision").get(id=claim.pk)


def test_the_guides_example_withheld_and_paid_out_when_corrected(cast: Cast, deviation: Deviation) -> None:
    claim = held(cast, deviation)
    assert balance_of(claim, on=TODAY).open_ore == 1_400_256
    entry = deduct(actor=cast.kari, claim_id=claim.pk, until=TODAY, reason="Faktura 101", on=TODAY)
    assert (entry.ore, entry.arithmetic["each_ore"]) == (1_400_256, 1_400_256)
    with pytest.raises(UserCanFix, match="at most"):
        deduct(actor=cast.kari, claim_id=claim.pk, until=TODAY, reason="En gang til", on=TODAY)
    services.claim_correction(author=cast.kari, deviation_id=deviation.pk, text="Betalt.", on=TODAY)
    services.accept_correction(actor=cast.kari, deviation_id=deviation.pk, reason="Sett.", on=MONDAY)
    assert balance_of(now(claim), on=MONDAY).to_pay_out_ore == 1_400_256
    assert to_pay_out(cast.kari, contract_id=deviation.contract_id, on=MONDAY) == 1_400_256
    release(actor=cast.kari, claim_id=claim.pk, ore=1_400_256, reason="Rettet.", on=MONDAY)
    assert balance_of(now(claim), on=MONDAY).held_ore == 0
    assert totals_of(cast.kari).held_ore == 0


def test_nothing_without_a_second_person(cast: Cast, deviation: Deviation) -> None:
    row = term(cast, deviation)
    services.give_view(author=cast.kari, deviation_id=deviation.pk, text="Hei", on=TODAY)
    services.propose_sanction(
        actor=cast.kari, deviation_id=deviation.pk, sanction="sanctions.withholding", reason="x", book=BOOK, on=TODAY
    )
    with pytest.raises(UserCanFix) as refused:
        start_claim(actor=cast.kari, deviation_id=deviation.pk, term_id=row.pk, counted=Counted(), reason="x", on=TODAY)
    assert refused.value.code == "claim.not_decided"


def test_a_sum_that_cannot_be_worked_out_is_not_begun(cast: Cast, deviation: Deviation) -> None:
    row = term(cast, deviation)
    services.give_view(author=cast.kari, deviation_id=deviation.pk, text="Hei", on=TODAY)
    confirmed((cast.kari, cast.lise), deviation, "sanctions.withholding", on=TODAY)
    with pytest.raises(UserCanFix) as refused:
        start_claim(actor=cast.kari, deviation_id=deviation.pk, term_id=row.pk, counted=Counted(), reason="x", on=TODAY)
    assert (refused.value.code, refused.value.params["missing"]) == ("claim.missing", ["notice_on"])


def test_a_penalty_day_by_day_stopped_and_waived(cast: Cast, deviation: Deviation) -> None:
    """NOK 3 million, one per mille: 3 000 kroner each working day after Friday 4 December."""
    row = term(cast, deviation, PENALTY)
    services.give_view(author=cast.kari, deviation_id=deviation.pk, text="Hei", on=TODAY)
    confirmed((cast.kari, cast.lise), deviation, "sanctions.daily_penalty", on=MONDAY)
    claim = start_claim(
        actor=cast.kari, deviation_id=deviation.pk, term_id=row.pk, counted=Counted(), reason="Sent.", on=MONDAY
    )
    friday = MONDAY + timedelta(days=4)
    assert deduct(actor=cast.kari, claim_id=claim.pk, until=friday, reason="F 7", on=friday).ore == 1_500_000
    next_friday = friday + timedelta(days=7)
    waive(actor=cast.kari, claim_id=claim.pk, ore=300_000, reason="En dag var vår feil.", on=next_friday)
    assert balance_of(now(claim), on=next_friday).open_ore == 1_200_000
    stop_claim(actor=cast.kari, claim_id=claim.pk, last=next_friday, reason="Enighet.", on=next_friday)
    later = balance_of(now(claim), on=date(2027, 3, 1))
    assert (later.accrued_ore, later.open_ore) == (3_000_000, 1_200_000)
    with pytest.raises(UserCanFix):
        stop_claim(actor=cast.kari, claim_id=claim.pk, last=next_friday, reason="Igjen", on=next_friday)


def test_a_withdrawn_term_or_a_richer_contract_changes_no_claim(cast: Cast, deviation: Deviation) -> None:
    claim = held(cast, deviation)
    withdraw_term(actor=cast.kari, term_id=claim.term_id, why="Lest feil", on=TODAY)
    Deviation.objects.visible_to(cast.kari).update(owed_ore=9_999_999)
    assert balance_of(now(claim), on=TODAY).accrued_ore == 1_400_256


def test_a_lifted_sanction_ends_the_withholding(cast: Cast, deviation: Deviation) -> None:
    claim = held(cast, deviation)
    deduct(actor=cast.kari, claim_id=claim.pk, until=TODAY, reason="F 1", on=TODAY)
    services.lift_sanction(actor=cast.kari, sanction_id=claim.decision_id, reason="Ikke nødvendig.", on=MONDAY)
    assert balance_of(now(claim), on=MONDAY).to_pay_out_ore == 1_400_256


def test_who_may(cast: Cast, deviation: Deviation) -> None:
    claim = held(cast, deviation)
    with pytest.raises(NotAllowed):
        deduct(actor=cast.petter, claim_id=claim.pk, until=TODAY, reason="F", on=TODAY)
    with pytest.raises(ObjectDoesNotExist):
        deduct(actor=cast.omar, claim_id=claim.pk, until=TODAY, reason="F", on=TODAY)
    with pytest.raises(NotAllowed):
        register_term(actor=cast.petter, contract_id=deviation.contract_id, facts=DOUBLE, on=TODAY)


def test_lines_are_written_once(cast: Cast, deviation: Deviation) -> None:
    claim = held(cast, deviation)
    deduct(actor=cast.kari, claim_id=claim.pk, until=TODAY, reason="F 1", on=TODAY)
    for table in ("ledgerentry", "moneyclaim"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE deviations_{table} SET reason = 'x'")


def test_kroner_paid_back_are_documented_and_summed(cast: Cast, deviation: Deviation) -> None:
    paid = Paid(700_128, 1, TODAY, kept_at="26/123-4")
    first = record_repayment(actor=cast.kari, deviation_id=deviation.pk, paid=paid, on=TODAY)
    correction = Paid(-128, 0, TODAY, kept_at="26/123-4", corrects=first.pk, reason="Lest feil beløp.")
    record_repayment(actor=cast.kari, deviation_id=deviation.pk, paid=correction, on=TODAY)
    deviation.refresh_from_db()
    totals = totals_of(cast.kari, contract_id=deviation.contract_id)
    assert (deviation.paid_back_ore, totals.paid_back_ore, totals.owed_ore) == (700_000, 700_000, 700_128)
    assert totals_of(cast.omar).paid_back_ore == 0
    event = Event.objects.visible_to(cast.kari).filter(type="repayment.documented").order_by("number")[0]
    assert (event.details["ore"], event.details["workers"]) == (700_128, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kept_at": " "}, "repayment.no_proof"),
        ({"ore": 0}, "repayment.sum"),
        ({"ore": -1}, "repayment.sum"),
        ({"workers": 100_001}, "repayment.workers"),
        ({"paid_on": TODAY + timedelta(days=1)}, "repayment.day_to_come"),
    ],
)
def test_a_repayment_without_proof_or_sense_is_refused(
    cast: Cast, deviation: Deviation, change: dict[str, object], code: str
) -> None:
    paid = replace(Paid(1, 1, TODAY, kept_at="26/1"), **change)  # type: ignore[arg-type]  # each fits its own field
    with pytest.raises(UserCanFix) as refused:
        record_repayment(actor=cast.kari, deviation_id=deviation.pk, paid=paid, on=TODAY)
    assert refused.value.code == code
