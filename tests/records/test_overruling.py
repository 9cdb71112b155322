"""A person overrules level or step: kept with the reason, followed by the plan, questioned when the facts change."""

import pytest

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import PlanItem, QualityFinding, RiskOverride
from ryddig.records.followup.queries import contract_page, override_of
from ryddig.records.followup.services import (
    answer_and_screen,
    change_and_screen,
    overrule_risk,
    screen_contract,
    withdraw_overruling,
)
from tests.cast import MILLION, TODAY, Cast, contract

REASON = "Leverandøren er kontrollert av nabokommunen i år."


@pytest.fixture
def row(cast: Cast, screener: Screener) -> Contract:
    made = contract(cast)
    screen_contract(actor=cast.kari, contract_id=made.pk, screener=screener, on=TODAY)
    return made


def overrule(cast: Cast, screener: Screener, row: Contract, *, level: str = "", step: str = "") -> RiskOverride:
    return overrule_risk(
        actor=cast.kari, contract_id=row.pk, reason=REASON, screener=screener, on=TODAY, level=level, step=step
    )


def now(cast: Cast, row: Contract) -> Contract:
    return Contract.objects.visible_to(cast.kari).get(id=row.pk)


def planned(cast: Cast, row: Contract) -> set[str]:
    items = PlanItem.objects.visible_to(cast.kari).filter(contract=row, state=PlanItem.State.PLANNED)
    return set(items.values_list("kind", flat=True))


def test_the_level_counts_and_the_plan_follows(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="high")
    assert (now(cast, row).risk_level, now(cast, row).overruled) == ("high", True)
    assert "on_site_control" in planned(cast, row)
    page = contract_page(cast.kari, row.pk)
    assert page.override is not None
    assert page.override.reason == REASON
    assert page.screening is not None
    assert page.screening.decision["risk"]["level"] == "medium", "the computed result stays as it was"


def test_a_lower_step_cancels_what_it_no_longer_calls_for(cast: Cast, screener: Screener, row: Contract) -> None:
    assert "document_review" in planned(cast, row)
    overrule(cast, screener, row, step="self_report")
    assert "document_review" not in planned(cast, row)
    assert now(cast, row).controls_planned == 1


def test_a_reason_is_required(cast: Cast, screener: Screener, row: Contract) -> None:
    with pytest.raises(UserCanFix, match="Write the reason"):
        overrule_risk(actor=cast.kari, contract_id=row.pk, reason="  ", screener=screener, on=TODAY, level="low")
    with pytest.raises(UserCanFix, match="Choose a level"):
        overrule(cast, screener, row, level="huge")
    with pytest.raises(UserCanFix, match="Choose a level"):
        overrule(cast, screener, row)
    assert not RiskOverride.objects.visible_to(cast.kari).exists()


def test_only_what_is_screened_can_be_overruled(cast: Cast, screener: Screener) -> None:
    with pytest.raises(UserCanFix, match="not screened"):
        overrule(cast, screener, contract(cast, "K-2"), level="low")


def test_who_may_not_overrule(cast: Cast, screener: Screener, row: Contract) -> None:
    for actor in (cast.petter, cast.bjorn, cast.ada):
        with pytest.raises(NotAllowed):
            overrule_risk(actor=actor, contract_id=row.pk, reason=REASON, screener=screener, on=TODAY, level="low")
    with pytest.raises(Contract.DoesNotExist):
        overrule_risk(actor=cast.omar, contract_id=row.pk, reason=REASON, screener=screener, on=TODAY, level="low")


def test_it_survives_a_new_screening(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="low")
    change_and_screen(
        actor=cast.kari, contract_id=row.pk, facts=ContractFacts("", title="Nytt navn"), screener=screener, on=TODAY
    )
    assert (now(cast, row).risk_level, now(cast, row).overruled) == ("low", True)
    assert not QualityFinding.objects.visible_to(cast.kari).filter(contract=row).exists()


def test_a_material_change_opens_a_question_and_the_higher_level_counts(
    cast: Cast, screener: Screener, row: Contract
) -> None:
    overrule(cast, screener, row, level="low")
    before = now(cast, row).open_questions
    answer_and_screen(actor=cast.kari, contract_id=row.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    finding = QualityFinding.objects.visible_to(cast.kari).get(contract=row)
    assert finding.code == "risk.overruling_outdated"
    assert (finding.params["before"], finding.params["after"]) == ("medium", "high")
    assert now(cast, row).risk_level == "high"
    assert "on_site_control" in planned(cast, row)
    assert now(cast, row).open_questions == before, "one answered, one opened"


def test_overruling_again_answers_the_question(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="low")
    answer_and_screen(actor=cast.kari, contract_id=row.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    overrule(cast, screener, row, level="medium")
    assert now(cast, row).risk_level == "medium"
    assert now(cast, row).quality_count == 0


def test_withdrawn_the_computed_level_counts_again(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="low")
    withdraw_overruling(actor=cast.kari, contract_id=row.pk, reason="Feil", screener=screener, on=TODAY)
    assert (now(cast, row).risk_level, now(cast, row).overruled) == ("medium", False)
    assert override_of(cast.kari, row) is None
    assert RiskOverride.objects.visible_to(cast.kari).count() == 2, "nothing is taken away"


def test_the_reason_stands_in_its_row_and_its_hash_in_the_chain(cast: Cast, screener: Screener, row: Contract) -> None:
    override = overrule(cast, screener, row, level="high")
    event = Event.objects.visible_to(cast.kari).get(type="risk.overruled")
    assert REASON not in str(event.details)
    assert len(event.details["reason_hash"]) == 64
    override.reason = "En annen grunn"
    with pytest.raises(OurFault, match="written once"):
        override.save()


def test_an_overruled_step_gives_its_reason_in_the_plan(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="high", step="document_review")
    assert planned(cast, row) >= {"self_report", "document_review"}
    assert "on_site_control" not in planned(cast, row)
    assert now(cast, row).risk_level == "high"


def test_amounts_alone_do_not_open_the_question(cast: Cast, screener: Screener, row: Contract) -> None:
    overrule(cast, screener, row, level="low")
    change_and_screen(
        actor=cast.kari, contract_id=row.pk, facts=ContractFacts("", value_ore=4 * MILLION), screener=screener, on=TODAY
    )
    assert now(cast, row).risk_level == "low"
