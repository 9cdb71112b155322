"""Addresses that open without a log-in are long, and guessing them is braked and tells nothing."""

import secrets

from django.test import Client
from pytest_django import Settings

from ryddig.records.accounts.models import LoginTry
from tests.cast import Cast


def test_a_guessed_supplier_link_is_one_answer_whatever_it_was(cast: Cast) -> None:
    pages = {Client().get(f"/s/{secrets.token_urlsafe(32)}").status_code for _ in range(5)}
    assert len(pages) == 1
    assert pages <= {200, 403, 404, 410}


def test_a_guessed_file_address_opens_nothing(cast: Cast) -> None:
    for token in ("x", secrets.token_urlsafe(40), "1:1:abc"):
        assert Client().get(f"/files/{token}").status_code in {403, 404, 410}


def test_a_guessed_password_link_shows_no_form(cast: Cast) -> None:
    answer = Client().get("/login/password/MQ/c0ffee-0123456789abcdef0123456789abcdef/", follow=True)
    assert b'name="new_password1"' not in answer.content


def test_guessing_keys_is_braked(cast: Cast, settings: Settings) -> None:
    settings.LOGIN_TRIES_PER_ADDRESS = 3
    tried = [
        Client().get("/api/v1/me", headers={"Authorization": f"Bearer ryd_{secrets.token_urlsafe(32)}"}).status_code
        for _ in range(5)
    ]
    assert tried == [401, 401, 401, 429, 429]
    assert LoginTry.objects.count() == 1
