"""From a small role to a larger one: by the form, by a loan, by a key, by Django's own permissions."""

import pytest

from ryddig.records.accounts.access import Action, Case, NotAllowed, actor_of, may
from ryddig.records.accounts.models import Membership, User
from ryddig.records.correspondence import people, tokens
from ryddig.records.correspondence.delegations import Loan, lend_seats
from tests.attacks.browsing import logged_in
from tests.cast import TODAY, Cast


def test_nobody_but_the_coordinator_gives_roles(cast: Cast) -> None:
    for actor in (cast.kari, cast.petter, cast.bjorn, cast.ada):
        client = logged_in(cast, actor)
        answer = client.post(f"/settings/people/{actor.user_id}/role/", {"role": "coordinator", "unit": ""})
        assert answer.status_code == 403
        with pytest.raises(NotAllowed):
            people.give_seat(actor=actor, user_id=actor.user_id or 0, seat=people.NewSeat("coordinator"), on=TODAY)
    assert Membership.objects.visible_to(cast.lise).filter(role="coordinator").count() == 1


def test_a_deputy_of_the_coordinator_makes_nobody_coordinator(cast: Cast) -> None:
    loan = Loan(cast.lise.user_id or 0, cast.kari.user_id or 0, TODAY, TODAY)
    lend_seats(actor=cast.lise, loan=loan, on=TODAY)
    answer = logged_in(cast, cast.kari).post(
        f"/settings/people/{cast.kari.user_id}/role/", {"role": "coordinator", "unit": ""}
    )
    assert answer.status_code == 403


def test_nobody_lends_themselves_anothers_seat(cast: Cast) -> None:
    loan = Loan(cast.lise.user_id or 0, cast.kari.user_id or 0, TODAY, TODAY)
    with pytest.raises(NotAllowed):
        lend_seats(actor=cast.kari, loan=loan, on=TODAY)


def test_a_key_is_made_for_ones_own_seat_only(cast: Cast) -> None:
    seat = Membership.objects.visible_to(cast.lise).get(user_id=cast.lise.user_id)
    key = tokens.NewKey("Min", may_write=True, expires_on=TODAY)
    for actor in (cast.kari, cast.bjorn, cast.omar):
        with pytest.raises(Membership.DoesNotExist):
            tokens.make_token(actor=actor, membership_id=seat.pk, key=key, on=TODAY)
    with pytest.raises(NotAllowed):
        tokens.let_system_in(actor=cast.kari, name="Prøve", seat=people.NewSeat("coordinator"), on=TODAY)


def test_djangos_superuser_is_nobody_here(cast: Cast) -> None:
    User.objects.filter(id=cast.ada.user_id).update(is_superuser=True, is_staff=True)
    ada = actor_of(cast.user(cast.ada))
    assert ada is not None
    assert not may(ada, Action.CHANGE, Case(cast.fjordvik.pk, cast.property.pk))
