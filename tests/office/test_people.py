"""People and roles in the office, and the way in for those without a password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.models import Membership, Role, User
from ryddig.records.audit.models import Event
from ryddig.records.correspondence import people
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.people import Invited, NewSeat
from ryddig.records.correspondence.tokens import let_system_in
from tests.cast import TODAY
from tests.office_world import WHY, World, logged_in

NEW = {"name": "Nina Ny", "email": "Nina@fjordvik.example", "role": "controller", "unit": "", "language": "nn"}
PASSWORD = "et-langt-og-godt-passord"  # an invented one


def invite(world: World, **more: object) -> User:
    world_lise = logged_in(world, world.cast.lise)
    answer = world_lise.post(reverse("office:people"), {**NEW, **more}, follow=True)
    assert answer.status_code == 200
    return User.objects.get(username="nina@fjordvik.example")


def path_of(user: User) -> str:
    from django.utils.http import urlsafe_base64_encode

    number = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("office:choose_password", args=[number, default_token_generator.make_token(user)])


def test_a_new_person_chooses_a_password_and_comes_in(world: World) -> None:
    user = invite(world, unit=world.cast.property.pk)
    assert (user.get_full_name(), user.language, user.has_usable_password()) == ("Nina Ny", "nn", False)
    sent = Mail.objects.unscoped(WHY).get(user=user)
    assert (sent.kind, sent.state) == ("person.invited", "queued")
    nina, link = Client(), path_of(user)
    form = nina.get(link, follow=True)
    assert link not in form.redirect_chain[-1][0]
    done = nina.post(form.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("office:login")
    assert nina.post(reverse("office:login"), {"username": user.username, "password": PASSWORD}).status_code == 302
    assert nina.get(reverse("office:today")).status_code == 200
    assert "new_password1" not in Client().get(link, follow=True).content.decode()


def test_the_chain_names_nobody(world: World) -> None:
    invite(world)
    told = Event.objects.visible_to(world.cast.lise).filter(type__startswith="person.")
    assert {event.type for event in told} == {"person.invited", "person.seated"}
    assert "nina" not in str([event.details for event in told]).lower()


def test_somebody_who_logs_in_elsewhere_gets_a_mail_that_says_so(world: World) -> None:
    omar = world.cast.user(world.cast.omar)
    User.objects.filter(pk=omar.pk).update(email="omar@nabo.example", password="pbkdf2_sha256$1$x$y")
    invited = people.invite_person(
        actor=world.cast.lise, person=Invited("Omar", "OMAR@nabo.example"), seat=NewSeat(Role.LEADER), on=TODAY
    )
    assert invited.pk == omar.pk
    assert Mail.objects.unscoped(WHY).get(user=omar).kind == "person.seated"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "person.no_name"),
        ({"email": "nina"}, "person.no_address"),
        ({"language": "de"}, "person.no_address"),
    ],
)
def test_what_cannot_be_a_person_is_refused(world: World, change: dict[str, str], code: str) -> None:
    given = Invited(**{"name": "Nina", "email": "nina@fjordvik.example", **change})
    with pytest.raises(UserCanFix) as told:
        people.invite_person(actor=world.cast.lise, person=given, seat=NewSeat(Role.LEADER), on=TODAY)
    assert told.value.code == code


def test_an_external_auditor_is_not_let_in_here(world: World) -> None:
    with pytest.raises(UserCanFix, match="role"):
        people.give_seat(
            actor=world.cast.lise,
            user_id=world.cast.user(world.cast.petter).pk,
            seat=NewSeat(Role.EXTERNAL_AUDITOR),
            on=TODAY,
        )


def test_a_role_is_given_once_and_taken_away(world: World) -> None:
    lise, petter = logged_in(world, world.cast.lise), world.cast.user(world.cast.petter)
    for _ in range(2):
        shown = lise.post(reverse("office:seat_give", args=[petter.pk]), {"role": "leader", "unit": ""}, follow=True)
    assert 'data-color="danger"' in shown.content.decode()
    for seat in Membership.objects.unscoped(WHY).filter(user=petter):
        lise.post(reverse("office:seat_end", args=[seat.pk]))
    assert logged_in(world, world.cast.petter).get(reverse("office:today")).status_code == 403


def test_a_system_is_shown_as_one(world: World) -> None:
    let_system_in(actor=world.cast.lise, name="Fagsystem", seat=NewSeat("auditor"), on=TODAY)
    shown = logged_in(world, world.cast.lise).get(reverse("office:people")).content.decode()
    system = User.objects.get(first_name="Fagsystem")
    card = shown.split(f'id="person-{system.pk}"')[1].split("</li>")[0]
    assert "System" in card
    assert system.username not in card
    assert shown.count(reverse("office:api_keys")) >= 1


def test_the_last_coordinator_stays(world: World) -> None:
    seat = Membership.objects.unscoped(WHY).get(user_id=world.cast.lise.user_id)
    shown = logged_in(world, world.cast.lise).post(reverse("office:seat_end", args=[seat.pk]), follow=True)
    assert 'data-color="danger"' in shown.content.decode()
    assert Membership.objects.unscoped(WHY).filter(pk=seat.pk).exists()


def test_forgetting_tells_nobody_who_has_an_account(world: World) -> None:
    user = invite(world)
    known, unknown = (
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        for answer in (
            Client().post(reverse("office:recover"), {"given": given})
            for given in ("NINA@fjordvik.example", "ingen@fjordvik.example")
        )
    )
    assert known == unknown
    assert [one.kind for one in Mail.objects.unscoped(WHY).filter(user=user).order_by("id")] == [
        "person.invited",
        "person.recovery",
    ]


def test_one_mail_in_five_minutes(world: World) -> None:
    user, now = invite(world), timezone.now()
    for wait in (0, 0, 360):
        people.ask_recovery(given=user.email, now=now + timedelta(seconds=wait), on=TODAY)
    assert Mail.objects.unscoped(WHY).filter(user=user, kind="person.recovery").count() == 2


def test_those_without_a_role_or_closed_get_nothing(world: World) -> None:
    user = invite(world)
    User.objects.filter(pk=user.pk).update(is_active=False)
    people.ask_recovery(given=user.email, now=timezone.now(), on=TODAY)
    User.objects.filter(pk=user.pk).update(is_active=True)
    Membership.objects.unscoped(WHY).filter(user=user).delete()
    people.ask_recovery(given=user.email, now=timezone.now(), on=TODAY)
    assert not Mail.objects.unscoped(WHY).filter(kind="person.recovery").exists()
    assert not outbox.outbox


def test_too_many_requests_from_one_place_wait(world: World, settings: object) -> None:
    client = Client()
    answers = [client.post(reverse("office:recover"), {"given": f"{number}@x.example"}) for number in range(51)]
    assert "form" not in (answers[-2].context or {})
    assert answers[-1].context["form"].non_field_errors()
