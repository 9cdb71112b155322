"""Logging in: wrong passwords run into a wait that says how long, and nobody else is stopped by it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import RequestFactory, override_settings
from django.utils import timezone

from ryddig.records.accounts.login import address_of
from ryddig.records.accounts.models import LoginTry, User

PASSWORD = "riktig hest batteri stift"
FAST = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


@pytest.fixture(autouse=True)
def user(db: None) -> User:
    with FAST:
        return User.objects.create_user("kari", password=PASSWORD)


def log_in(password: str, *, name: str = "kari", address: str = "192.0.2.1") -> object:
    request = RequestFactory().post("/login/", REMOTE_ADDR=address)
    with FAST:
        return authenticate(request, username=name, password=password)


def wrong(times: int, **more: str) -> None:
    for _ in range(times):
        assert log_in("feil", **more) is None


def test_the_right_password_lets_in() -> None:
    assert log_in(PASSWORD) is not None
    assert not LoginTry.objects.filter(failed__gt=0).exists()


def test_five_wrong_ones_make_even_the_right_one_wait() -> None:
    wrong(5)
    with pytest.raises(ValidationError) as refused:
        log_in(PASSWORD)
    assert refused.value.params == {"minutes": 15}
    assert refused.value.code == "throttled"


def test_the_wait_ends() -> None:
    wrong(5)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert log_in(PASSWORD) is not None


def test_waiting_does_not_grow_by_trying_while_blocked() -> None:
    wrong(5)
    since = LoginTry.objects.order_by("-failed").first()
    with pytest.raises(ValidationError):
        log_in("feil")
    after = LoginTry.objects.order_by("-failed").first()
    assert since is not None
    assert after is not None
    assert (after.failed, after.since) == (since.failed, since.since)


def test_another_address_is_not_stopped() -> None:
    wrong(5)
    assert log_in(PASSWORD, address="192.0.2.2") is not None


def test_the_right_password_forgets_the_wrong_ones() -> None:
    wrong(4)
    log_in(PASSWORD)
    wrong(4)
    assert log_in(PASSWORD) is not None


def test_one_address_does_not_try_everybody() -> None:
    for number in range(10):
        wrong(5, name=f"ukjent{number}")
    with pytest.raises(ValidationError):
        log_in(PASSWORD)


def test_no_name_and_no_address_is_stored() -> None:
    wrong(1)
    assert not [row.key for row in LoginTry.objects.all() if "kari" in row.key or "192" in row.key]


def test_a_forwarded_address_counts_only_behind_a_proxy() -> None:
    request = RequestFactory().post("/login/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7")
    assert address_of(request) == "127.0.0.1"
    with override_settings(PROXIES=1):
        assert address_of(request) == "192.0.2.7"
    assert address_of(None) == ""
