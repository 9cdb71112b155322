"""Scarce hours on the page: what fits, what is left and why, and planning again."""

import pytest
from django.test import Client

from ryddig.records.followup.models import QuarterPlan
from tests.office_world import WHY, World

HOURS = {"hours": "7", "self_report": "1", "document_review": "6", "on_site_control": "10"}


def plans() -> int:
    return QuarterPlan.objects.unscoped(WHY).count()


def test_the_plan_says_what_is_covered_and_what_is_left(world: World, lise: Client) -> None:
    context = lise.get("/planner/").context
    plan = context["plan"]
    assert plan.chosen or plan.left
    assert all(one.why for one in plan.left)
    assert plan.said in lise.get("/planner/").content.decode()


def test_more_hours_cover_more(world: World, lise: Client) -> None:
    before = lise.get("/planner/").context["plan"]
    lise.post("/planner/", {**HOURS, "hours": "200"})
    after = lise.get("/planner/").context["plan"]
    assert len(after.chosen) > len(before.chosen)
    assert after.left_total == 0
    assert plans() == 2


def test_the_hours_of_the_last_plan_stand_in_the_form(world: World, lise: Client) -> None:
    lise.post("/planner/", {**HOURS, "hours": "12.5", "self_report": "0.5"})
    form = lise.get("/planner/").context["form"]
    assert (str(form["hours"].value()), str(form["self_report"].value())) == ("12.5", "0.5")


@pytest.mark.parametrize("wrong", [{"hours": "-1"}, {"hours": "mange"}, {"self_report": "0"}, {"hours": "7.3"}])
def test_hours_that_cannot_be_are_refused(world: World, lise: Client, wrong: dict[str, str]) -> None:
    answer = lise.post("/planner/", {**HOURS, **wrong}, follow=True)
    shown = answer.content.decode()
    assert "ds-error-summary" in shown or 'data-color="danger"' in shown
    assert plans() == 1


def test_kari_plans_her_own_unit_and_no_other(world: World, kari: Client) -> None:
    shown = kari.get("/planner/")
    assert "<table" in shown.content.decode()
    units = {number for number, _ in shown.context["form"].fields["unit"].choices}
    assert units == {world.cast.property.pk, world.cast.school.pk}


def test_an_auditor_sees_the_plan_but_no_form(world: World, ada: Client) -> None:
    shown = ada.get("/planner/").content.decode()
    assert 'name="hours"' not in shown
    assert "<table" in shown
