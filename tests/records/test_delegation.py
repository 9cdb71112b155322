"""A deputy sits in another's seat from a day to a day, and never higher than that."""

from datetime import date, timedelta

import pytest
import time_machine

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import Action, Actor, Case, NotAllowed, actor_of, may, require
from ryddig.records.accounts.models import Delegation, Membership, User
from ryddig.records.audit.models import Event
from ryddig.records.contracts.conflicts import declare_conflict
from ryddig.records.correspondence.delegations import Loan, delegations_of, lend_seats, take_back
from tests.cast import TODAY, Cast, contract

WEEK = timedelta(days=7)


def lent(cast: Cast, lender: Actor, deputy: Actor, *, by: Actor | None = None, days: int = 7) -> Delegation:
    """A loan from today, so many days on."""
    assert lender.user_id
    assert deputy.user_id
    loan = Loan(lender.user_id, deputy.user_id, TODAY, TODAY + timedelta(days=days))
    return lend_seats(actor=by or lender, loan=loan, on=TODAY)


def on_day(cast: Cast, actor: Actor, day: date) -> Actor:
    """The person as an actor on a day."""
    with time_machine.travel(f"{day.isoformat()}T09:00:00+01:00", tick=False):
        made = actor_of(cast.user(actor))
    assert made is not None
    return made


def test_a_deputy_decides_in_the_lenders_unit_and_the_page_says_why(cast: Cast) -> None:
    here = Case(cast.fjordvik.pk, cast.property.pk)
    assert not may(on_day(cast, cast.bjorn, TODAY), Action.CHANGE, here)
    lent(cast, cast.kari, cast.bjorn)
    verdict = may(on_day(cast, cast.bjorn, TODAY), Action.CHANGE, here)
    assert verdict
    assert verdict.why.params == {"name": "Kari", "role": "contract_manager", "until": TODAY + WEEK}
    assert not may(on_day(cast, cast.bjorn, TODAY), Action.CHANGE, Case(cast.fjordvik.pk, cast.health.pk))


@pytest.mark.parametrize(("day", "right"), [(-1, "no"), (0, "yes"), (7, "yes"), (8, "no")])
def test_it_begins_and_ends_by_itself(cast: Cast, day: int, right: str) -> None:
    lent(cast, cast.kari, cast.bjorn)
    bjorn = on_day(cast, cast.bjorn, TODAY + timedelta(days=day))
    assert bool(may(bjorn, Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))) is (right == "yes")


def test_it_is_taken_back_at_once(cast: Cast) -> None:
    row = lent(cast, cast.kari, cast.bjorn)
    with pytest.raises(NotAllowed):
        take_back(actor=cast.ada, delegation_id=row.pk, on=TODAY)
    take_back(actor=cast.kari, delegation_id=row.pk, on=TODAY)
    assert not may(on_day(cast, cast.bjorn, TODAY), Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))
    assert not delegations_of(cast.lise, on=TODAY)
    told = list(Event.objects.visible_to(cast.lise).order_by("number").values_list("type", flat=True))
    assert told[-2:] == ["person.seats_lent", "person.loan_ended"]


def test_a_deputy_lets_nobody_in_and_lends_nothing_on(cast: Cast) -> None:
    lent(cast, cast.lise, cast.petter)
    petter = on_day(cast, cast.petter, TODAY)
    assert may(petter, Action.OVERRULE, Case(cast.fjordvik.pk, cast.health.pk))
    for action in (Action.SEAT_PEOPLE, Action.SET_CONFLICT, Action.KEEP_TOKENS):
        assert not may(petter, action, Case(cast.fjordvik.pk))
    lent(cast, cast.petter, cast.ada)
    ada = on_day(cast, cast.ada, TODAY)
    assert not may(ada, Action.OVERRULE, Case(cast.fjordvik.pk, cast.health.pk))


def test_the_coordinator_lends_for_one_who_is_ill_and_nobody_else_does(cast: Cast) -> None:
    lent(cast, cast.kari, cast.bjorn, by=cast.lise)
    with pytest.raises(NotAllowed):
        lent(cast, cast.kari, cast.ada, by=cast.ada)


def test_a_seat_taken_away_is_lent_no_more(cast: Cast) -> None:
    lent(cast, cast.kari, cast.bjorn)
    Membership.objects.visible_to(cast.lise).filter(user_id=cast.kari.user_id).delete()
    assert not may(on_day(cast, cast.bjorn, TODAY), Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))


def test_a_deputy_whose_own_seats_are_gone_comes_in_no_more(cast: Cast) -> None:
    lent(cast, cast.kari, cast.bjorn)
    Membership.objects.visible_to(cast.lise).filter(user_id=cast.bjorn.user_id).delete()
    assert actor_of(cast.user(cast.bjorn)) is None


def test_whoever_took_the_first_step_has_no_deputy_for_the_second(cast: Cast) -> None:
    lent(cast, cast.kari, cast.petter)
    petter, here = on_day(cast, cast.petter, TODAY), contract(cast)
    assert may(petter, Action.CONFIRM_SANCTION, Case.of(here, second_to=cast.lise.user_id))
    assert not may(petter, Action.CONFIRM_SANCTION, Case.of(here, second_to=cast.kari.user_id))


def test_a_lenders_conflict_binds_the_deputy_too(cast: Cast) -> None:
    here, there = contract(cast), contract(cast, "K-2")
    assert cast.kari.user_id
    declare_conflict(actor=cast.kari, user_id=cast.kari.user_id, ground="family", contract_id=here.pk, on=TODAY)
    lent(cast, cast.kari, cast.bjorn)
    bjorn = on_day(cast, cast.bjorn, TODAY)
    assert not may(bjorn, Action.CHANGE, Case.of(here))
    assert may(bjorn, Action.CHANGE, Case.of(there))


def test_days_and_people_must_make_sense(cast: Cast) -> None:
    with pytest.raises(UserCanFix):
        lent(cast, cast.kari, cast.bjorn, days=-1)
    with pytest.raises(UserCanFix):
        lent(cast, cast.kari, cast.bjorn, days=367)
    with pytest.raises(UserCanFix):
        lent(cast, cast.kari, cast.kari)
    with pytest.raises(User.DoesNotExist):
        lent(cast, cast.kari, cast.omar)


def test_another_buyers_loan_does_not_exist(cast: Cast) -> None:
    row = lent(cast, cast.kari, cast.bjorn)
    with pytest.raises(Delegation.DoesNotExist):
        take_back(actor=cast.omar, delegation_id=row.pk, on=TODAY)
    with pytest.raises(NotAllowed):
        require(on_day(cast, cast.bjorn, TODAY + 2 * WEEK), Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))
