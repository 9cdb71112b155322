"""People who left: kept for a time, then forgotten by name, while what they decided stands under a number."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from ryddig.records.accounts.models import Leaver, Membership, User
from ryddig.records.accounts.personal_kinds import kind_of_code
from ryddig.records.audit.forgetting import forget, receipts, standing
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.audit.subject_copy import copy_for
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.leaving import forget_leavers, leavers_due
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.people import Invited, NewSeat, end_seat, give_seat, invite_person
from tests.cast import TODAY, Cast, contract
from tests.pay_world import received

FOR = timedelta(days=settings.STAFF_DAYS)
LATER = TODAY + FOR + timedelta(days=1)


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


def leave(cast: Cast, user: User) -> None:
    for seat in Membership.objects.visible_to(cast.lise).filter(user=user):
        end_seat(actor=cast.lise, membership_id=seat.pk, on=TODAY)


@pytest.fixture
def kari(cast: Cast, row: Contract) -> User:
    """Kari has handed in a file, and left today."""
    received(cast.kari, row)
    user = cast.user(cast.kari)
    User.objects.filter(pk=user.pk).update(first_name="Kari", last_name="Tenkt")
    leave(cast, user)
    assert forget_leavers(TODAY) == 0
    return user


def test_a_name_is_kept_for_its_time_and_then_forgotten_with_a_receipt(cast: Cast, kari: User) -> None:
    staff = kind_of_code("staff")
    assert not leavers_due(TODAY + FOR).exists()
    assert {one.kind.code: one.due for one in standing(cast.lise, LATER)}["staff"] == 1
    assert forget(staff, LATER) == 1
    kari.refresh_from_db()
    assert (kari.username, kari.get_full_name(), kari.email, str(kari)) == (
        f"person-{kari.pk}",
        "",
        "",
        f"person-{kari.pk}",
    )
    assert [(one.kind, one.number) for one in receipts(cast.lise)] == [("staff", 1)]
    assert forget(staff, LATER + FOR) == 0, "once"


def test_what_they_did_stands_under_a_number(cast: Cast, kari: User) -> None:
    before = list(Event.objects.visible_to(cast.lise).filter(actor=kari).values_list("number", "hash"))
    assert before
    forget_leavers(LATER)
    assert list(Event.objects.visible_to(cast.lise).filter(actor=kari).values_list("number", "hash")) == before
    assert check_chain(cast.fjordvik.pk).why is None


def test_somebody_who_is_forgotten_is_out_at_once(cast: Cast, kari: User) -> None:
    client = Client()
    client.force_login(kari)
    Authenticator.objects.create(user=kari, type="totp", data={})
    forget_leavers(LATER)
    assert client.get("/account/")["Location"].startswith("/login/")
    assert not Authenticator.objects.filter(user=kari).exists()


def test_who_comes_back_or_works_elsewhere_has_not_left(cast: Cast, kari: User) -> None:
    give_seat_to = Membership.objects.create(organisation=cast.nesodden, user=kari, role="controller")
    assert forget_leavers(LATER) == 0
    assert not Leaver.objects.visible_to(cast.lise).filter(user=kari).exists()
    give_seat_to.delete()
    assert forget_leavers(LATER) == 0, "the time counts from now"
    assert not leavers_due(LATER + FOR).exists()
    assert leavers_due(LATER + FOR + timedelta(days=1)).count() == 1


def test_one_who_was_invited_and_never_came_is_forgotten_too(cast: Cast) -> None:
    user = invite_person(
        actor=cast.lise, person=Invited("Per Liksom", "per@prove.example"), seat=NewSeat("leader"), on=TODAY
    )
    give_seat(actor=cast.lise, user_id=user.pk, seat=NewSeat("auditor"), on=TODAY)
    Mail.objects.visible_to(cast.lise).filter(user=user).update(sent_to="per@prove.example")
    leave(cast, user)
    forget_leavers(TODAY)
    assert forget_leavers(LATER) == 1
    assert list(Mail.objects.visible_to(cast.lise).filter(user=user).values_list("sent_to", "params")) == [("", {})]


def test_a_system_is_nobody_and_keeps_its_name(cast: Cast) -> None:
    system = User.objects.create(username="system-x", first_name="Fagsystem", is_system=True)
    seat = Membership.objects.create(organisation=cast.fjordvik, user=system, role="auditor")
    seat.delete()
    forget_leavers(TODAY)
    assert not Leaver.objects.visible_to(cast.lise).filter(user=system).exists()


def test_whoever_left_gets_a_copy_until_then(cast: Cast, kari: User) -> None:
    assert "accounts.User" in {one.model for one in copy_for(cast.lise, "Kari Tenkt", on=TODAY)}
    forget_leavers(LATER)
    assert copy_for(cast.lise, "Kari Tenkt", on=LATER) == []
