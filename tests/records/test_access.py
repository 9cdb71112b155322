"""The table role × action, asked as `may` and `require`, and the page that shows it."""

from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist

from ryddig.records.accounts.access import TABLE, Action, Actor, Case, NotAllowed, access_table, actor_of, may, require
from ryddig.records.accounts.models import Membership, Role
from tests.cast import Cast

READS = (Action.READ, Action.READ_AUDIT, Action.READ_EVIDENCE, Action.READ_TAX)
CHANGES = [action for action in Action if action not in READS]


def test_every_action_has_an_answer_for_every_role() -> None:
    assert set(TABLE) == set(Action)
    assert all(set(TABLE[action]) == set(Role) for action in Action)


@pytest.mark.parametrize("action", CHANGES)
def test_the_auditor_changes_nothing(cast: Cast, action: Action) -> None:
    assert not may(cast.ada, action, Case(cast.fjordvik.pk, cast.property.pk))


def test_everybody_reads_the_whole_organisation(cast: Cast) -> None:
    for actor in (cast.kari, cast.petter, cast.lise, cast.bjorn, cast.ada):
        assert may(actor, Action.READ, Case(cast.fjordvik.pk, cast.health.pk))


def test_a_contract_manager_changes_her_unit_and_those_under_it(cast: Cast) -> None:
    assert may(cast.kari, Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))
    assert may(cast.kari, Action.CHANGE, Case(cast.fjordvik.pk, cast.school.pk))
    refused = may(cast.kari, Action.CHANGE, Case(cast.fjordvik.pk, cast.health.pk))
    assert not refused
    assert "outside your role" in refused.why.text


def test_a_controller_records_controls_and_nothing_else_of_the_plan(cast: Cast) -> None:
    here = Case(cast.fjordvik.pk, cast.property.pk)
    assert may(cast.petter, Action.RECORD_CONTROL, here)
    assert not may(cast.petter, Action.OVERRULE, here)
    assert not may(cast.petter, Action.PLAN, here)


def test_the_leader_reads_plans_and_is_the_second_person(cast: Cast) -> None:
    here = Case(cast.fjordvik.pk, cast.property.pk)
    allowed = {action for action in Action if may(cast.bjorn, action, here)}
    assert allowed == {Action.READ, Action.READ_AUDIT, Action.PLAN, Action.CONFIRM_SANCTION, Action.TERMINATE} | {
        Action.SET_CONFLICT
    }


def test_the_refusal_says_whose_it_is(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(cast.ada, Action.OVERRULE, Case(cast.fjordvik.pk, cast.property.pk))
    assert "contract_manager" in str(refused.value)
    assert refused.value.code == "access.not_allowed"


def test_another_buyers_case_does_not_exist(cast: Cast) -> None:
    with pytest.raises(ObjectDoesNotExist):
        require(cast.omar, Action.READ, Case(cast.fjordvik.pk, cast.property.pk))


def test_a_person_with_two_buyers_acts_for_one_at_a_time(cast: Cast) -> None:
    user = cast.user(cast.omar)
    Membership.objects.create(user=user, organisation=cast.fjordvik, role=Role.AUDITOR)
    chosen = actor_of(user, organisation_id=cast.fjordvik.pk)
    assert isinstance(chosen, Actor)
    assert chosen.roles == {Role.AUDITOR}
    assert not may(chosen, Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))


def test_nobody_acts_where_they_have_no_role(cast: Cast) -> None:
    assert actor_of(cast.user(cast.kari), organisation_id=cast.nesodden.pk) is None


def test_the_page_shows_the_table_as_it_is(root: Path) -> None:
    page = (root / "docs" / "how-to" / "access.md").read_text(encoding="utf-8")
    assert access_table() in page, "docs/how-to/access.md differs from the table: paste access_table() there"
