"""What good results give: by rules with figures, a second person for money, and never against a deviation."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations.incentives import (
    Measured,
    decide_bonus,
    lighten_control,
    propose_bonus,
    results_of,
)
from ryddig.records.deviations.letters import draft_reference
from ryddig.records.deviations.models import Incentive
from ryddig.records.deviations.proposing import main_supplier
from ryddig.records.deviations.terms import register_term
from ryddig.records.followup.models import PlanItem, RiskOverride
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, facts
from tests.letter_world import BONUS, DOUBLE, TEXT, opened

LAW = law_for([])


@pytest.fixture
def row(cast: Cast) -> Contract:
    """Two years old and screened."""
    told = facts(starts_on=date(2024, 10, 1), signed_on=date(2024, 10, 1))
    return register_and_screen(actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=LAW.screener, on=TODAY)


def controlled(row: Contract, *days: date) -> None:
    for number, day in enumerate(days, start=90):
        PlanItem.objects.create(
            organisation_id=row.organisation_id, contract=row, unit=row.unit, kind="document_review", number=number,
            due_on=day, state=PlanItem.State.DONE, done_on=day,
        )  # fmt: skip


def test_lighter_control_after_clean_results_only(cast: Cast, row: Contract) -> None:
    given = {"actor": cast.kari, "contract_id": row.pk, "reason": "Rent to ganger.", "screener": LAW.screener}
    with pytest.raises(UserCanFix, match="clean"):
        lighten_control(on=TODAY, **given)  # type: ignore[arg-type]  # as one mapping
    controlled(row, date(2026, 3, 1), date(2026, 9, 1))
    made = lighten_control(on=TODAY, **given)  # type: ignore[arg-type]  # as one mapping
    assert (made.state, made.results["controls"]) == ("decided", 2)
    assert RiskOverride.objects.visible_to(cast.kari).filter(contract=row).latest("id").step == "self_report"


def test_an_open_deviation_takes_it_away(cast: Cast, row: Contract) -> None:
    controlled(row, date(2026, 3, 1), date(2026, 9, 1))
    assert results_of(cast.kari, row, book=LAW.book, on=TODAY).is_clean
    opened(cast.kari, row)
    assert not results_of(cast.kari, row, book=LAW.book, on=TODAY).is_clean
    with pytest.raises(UserCanFix):
        draft_reference(
            actor=cast.kari, contract_id=row.pk, supplier_id=main_supplier(row) or 0, language="nb", written=TEXT,
            book=LAW.book, on=TODAY,
        )  # fmt: skip


def test_a_bonus_is_the_contracts_own_and_takes_two_persons(cast: Cast, row: Contract) -> None:
    term = register_term(actor=cast.kari, contract_id=row.pk, facts=BONUS, on=TODAY)
    measured = Measured(term.pk, 2, "Kvartal uten feil", "Målt i mars og juni")
    made = propose_bonus(actor=cast.kari, contract_id=row.pk, measured=measured, reason="To kvartal.", on=TODAY)
    assert (made.amount_ore, made.state) == (2_000_000, "proposed")
    with pytest.raises(UserCanFix, match="Another person"):
        decide_bonus(actor=cast.kari, incentive_id=made.pk, reason="Ja", on=TODAY, agreed=True)
    with pytest.raises(NotAllowed):
        decide_bonus(actor=cast.petter, incentive_id=made.pk, reason="Ja", on=TODAY, agreed=True)
    with pytest.raises(ObjectDoesNotExist):
        decide_bonus(actor=cast.omar, incentive_id=made.pk, reason="Ja", on=TODAY, agreed=True)
    assert decide_bonus(actor=cast.lise, incentive_id=made.pk, reason="Ja", on=TODAY, agreed=True).state == "decided"
    with pytest.raises(UserCanFix, match="already"):
        decide_bonus(actor=cast.bjorn, incentive_id=made.pk, reason="Nei", on=TODAY, agreed=False)


def test_no_bonus_by_another_kind_of_term_or_unmeasured(cast: Cast, row: Contract) -> None:
    wrong = register_term(actor=cast.kari, contract_id=row.pk, facts=DOUBLE, on=TODAY)
    right = register_term(actor=cast.kari, contract_id=row.pk, facts=BONUS, on=TODAY)
    given = {"actor": cast.kari, "contract_id": row.pk, "reason": "x", "on": TODAY}
    with pytest.raises(ObjectDoesNotExist):
        propose_bonus(measured=Measured(wrong.pk, 1, "a", "b"), **given)  # type: ignore[arg-type]  # as one mapping
    for bad in (Measured(right.pk, 0, "a", "b"), Measured(right.pk, 1, " ", "b"), Measured(right.pk, 1, "a", "")):
        with pytest.raises(UserCanFix):
            propose_bonus(measured=bad, **given)  # type: ignore[arg-type]  # as one mapping
    assert not Incentive.objects.visible_to(cast.kari).exists()
