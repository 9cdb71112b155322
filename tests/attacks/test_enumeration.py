"""Who has an account, and which rows there are, is told to nobody who does not know already."""

import re

from django.test import Client

from ryddig.records.accounts.models import User
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.tokens import revoke_token
from tests.api.asking import asked, key_for
from tests.attacks.browsing import logged_in
from tests.cast import TODAY, Cast


def page(answer: object) -> str:
    """What the page says, without what differs in every answer."""
    text = answer.content.decode()  # type: ignore[attr-defined]  # the test client's
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"|value="(kari|ingen)[^"]*"', "", text)


def test_a_wrong_password_and_an_unknown_user_look_the_same(cast: Cast) -> None:
    User.objects.get(id=cast.kari.user_id).set_password("x")
    known, unknown = (Client().post("/login/", {"username": who, "password": "feil"}) for who in ("kari", "ingen"))
    assert known.status_code == unknown.status_code == 200
    assert page(known) == page(unknown)


def test_forgetting_a_password_looks_the_same(cast: Cast) -> None:
    known, unknown = (
        Client().post("/login/recover/", {"given": given}) for given in ("kari@example.org", "ingen@example.org")
    )
    assert page(known) == page(unknown)


def test_anothers_row_and_one_that_is_not_there_look_the_same(cast: Cast, theirs: Contract) -> None:
    omar = logged_in(cast, cast.omar)
    foreign, missing = (omar.get(f"/contracts/{number}/") for number in (theirs.pk, 999_999))
    assert foreign.status_code == missing.status_code == 404
    assert page(foreign) == page(missing)
    key = key_for(cast.omar)
    foreign_told, missing_told = (key.get(f"/contracts/{number}") for number in (theirs.pk, 999_999))
    assert foreign_told.content == missing_told.content


def test_a_key_that_was_and_one_that_never_was_look_the_same(cast: Cast) -> None:
    key = key_for(cast.kari)
    revoke_token(actor=cast.kari, token_id=key.token.pk, on=TODAY)
    was, never = (asked("get", "/me", {}, Authorization=f"Bearer {one}") for one in (key.secret, "ryd_never"))
    assert (was.status_code, was.content) == (never.status_code, never.content)
