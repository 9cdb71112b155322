"""The quarter's scarce hours: which controls, what is left, kept as it was planned."""

from datetime import date
from decimal import Decimal

import pytest

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import QuarterPlan
from ryddig.records.followup.planning import last_day_of_quarter
from ryddig.records.followup.queries import planner_candidates, quarter_plans
from ryddig.records.followup.services import answer_and_screen, choose_layers, plan_quarter, screen_many
from tests.cast import TODAY, Cast, contract

PER_KIND = {"self_report": Decimal(1), "document_review": Decimal(6), "on_site_control": Decimal(10)}


@pytest.fixture
def three(cast: Cast, screener: Screener) -> Cast:
    ids = [contract(cast, f"K-{number}").pk for number in (1, 2)] + [contract(cast, "K-3", unit=cast.health).pk]
    screen_many(actor=cast.lise, contract_ids=ids, screener=screener, on=TODAY)
    answer_and_screen(actor=cast.lise, contract_id=ids[1], code="RM-16", value=True, screener=screener, on=TODAY)
    return cast


def plan(cast: Cast, hours: str, **more: int) -> QuarterPlan:
    return plan_quarter(
        actor=cast.lise, year=2026, quarter=4, hours=Decimal(hours), hours_per_kind=PER_KIND, on=TODAY, **more
    )


def test_the_hours_cover_most_risk(three: Cast) -> None:
    made = plan(three, "7")
    references = [(one["reference"], one["kind"]) for one in made.chosen]
    assert references == [("K-2", "self_report"), ("K-2", "document_review")], "18 points, three self-reports give 15"
    assert made.figures == {"used": "7", "covered": 18, "total": 24}
    assert len(made.chosen) + len(made.left_out) == len(candidates(three))


def candidates(cast: Cast) -> tuple[object, ...]:
    halves = {kind: int(hours * 2) for kind, hours in PER_KIND.items()}
    return planner_candidates(cast.lise, until=date(2026, 12, 31), half_hours=halves)


def test_more_hours_cover_more_and_both_plans_are_kept(three: Cast) -> None:
    few, many = plan(three, "2"), plan(three, "40")
    assert few.figures["covered"] < many.figures["covered"] == many.figures["total"]
    assert list(quarter_plans(three.bjorn, year=2026, quarter=4)) == [many, few]
    assert not quarter_plans(three.omar, year=2026, quarter=4).exists()


def test_what_is_left_says_why(three: Cast) -> None:
    assert {left["why"] for left in plan(three, "2").left_out} == {"too_long", "covers_less"}


def test_one_unit_plans_its_own(three: Cast) -> None:
    made = plan(three, "40", unit_id=three.health.pk)
    assert {one["reference"] for one in made.chosen} == {"K-3"}


def test_the_same_hours_give_the_same_plan(three: Cast) -> None:
    assert plan(three, "7").chosen == plan(three, "7").chosen


def test_what_comes_after_the_quarter_waits(three: Cast) -> None:
    kinds = {one["kind"] for one in plan(three, "40").chosen}
    assert kinds == {"self_report", "document_review"}, "the on-site control is due in February"


@pytest.mark.parametrize("hours", ["-1", "7.3", "6000"])
def test_hours_that_cannot_be_are_refused(three: Cast, hours: str) -> None:
    with pytest.raises(UserCanFix, match="steps of half an hour"):
        plan(three, hours)


def test_who_may_plan(three: Cast) -> None:
    for actor in (three.kari, three.petter, three.ada):
        with pytest.raises(NotAllowed):
            plan_quarter(actor=actor, year=2026, quarter=4, hours=Decimal(1), hours_per_kind=PER_KIND, on=TODAY)
    own = three.property.pk
    plan_quarter(
        actor=three.kari, year=2026, quarter=4, hours=Decimal(1), hours_per_kind=PER_KIND, on=TODAY, unit_id=own
    )
    made = plan_quarter(actor=three.bjorn, year=2026, quarter=4, hours=Decimal(1), hours_per_kind=PER_KIND, on=TODAY)
    assert Event.objects.visible_to(three.bjorn).filter(type="quarter.planned").latest("number").subject_id == made.pk


def test_a_plan_is_written_once(three: Cast) -> None:
    made = plan(three, "1")
    made.hours = Decimal(2)
    with pytest.raises(OurFault, match="written once"):
        made.save()


@pytest.mark.parametrize(("quarter", "last"), [(1, date(2027, 3, 31)), (2, date(2027, 6, 30)), (4, date(2027, 12, 31))])
def test_a_quarters_last_day(quarter: int, last: date) -> None:
    assert last_day_of_quarter(2027, quarter) == last


def test_there_are_four_quarters() -> None:
    with pytest.raises(UserCanFix, match="not a quarter"):
        last_day_of_quarter(2027, 5)


def test_contracts_that_ended_are_no_candidates(three: Cast) -> None:
    before = len(candidates(three))
    Contract.objects.visible_to(three.lise).filter(reference="K-1").update(state=Contract.State.CANCELLED)
    assert len(candidates(three)) < before


def test_local_rules_are_chosen_from_those_there_are(cast: Cast) -> None:
    chosen = choose_layers(actor=cast.lise, layers=["oslo"], available=["oslo", "joint"], on=TODAY)
    assert chosen.layers == ["oslo"]
    choose_layers(actor=cast.lise, layers=["oslo"], available=["oslo", "joint"], on=TODAY)
    assert Event.objects.visible_to(cast.lise).filter(type="organisation.layers_chosen").count() == 1
    with pytest.raises(UserCanFix, match="no local rules called mars"):
        choose_layers(actor=cast.lise, layers=["mars"], available=["oslo"], on=TODAY)
    with pytest.raises(NotAllowed):
        choose_layers(actor=cast.bjorn, layers=[], available=["oslo"], on=TODAY)
