"""What was sent once is sent again: a session that was left, a key that was revoked, a change that was done."""

from django.conf import settings as site
from django.test import Client

from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.tokens import revoke_token
from tests.api.asking import key_for
from tests.attacks.browsing import logged_in
from tests.cast import TODAY, Cast


def test_a_session_that_was_left_opens_nothing(cast: Cast) -> None:
    client = logged_in(cast, cast.kari)
    stolen = client.cookies[site.SESSION_COOKIE_NAME].value
    assert client.get("/account/").status_code == 200
    client.post("/logout/")
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = stolen
    assert thief.get("/account/").status_code == 302


def test_a_changed_password_closes_the_other_sessions(cast: Cast) -> None:
    first = logged_in(cast, cast.kari)
    user = cast.user(cast.kari)
    user.set_password("noe helt annet og langt")
    user.save()
    assert first.get("/account/").status_code == 302


def test_a_revoked_key_opens_nothing(cast: Cast) -> None:
    key = key_for(cast.kari)
    assert key.get("/me").status_code == 200
    revoke_token(actor=cast.kari, token_id=key.token.pk, on=TODAY)
    assert key.get("/me").status_code == 401


def test_a_change_that_is_sent_twice_is_done_once(cast: Cast) -> None:
    key = key_for(cast.lise, may_write=True)
    facts = {"unit_id": cast.property.pk, "reference": "X-1", "title": "Prøve"}
    answers = [key.post("/contracts", facts) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Contract.objects.visible_to(cast.lise).count() == 1
