"""Nobody who is let in may ask without end, whichever web process answers; what a person does never meets the limit."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ryddig.site import pacing
from tests.attacks.browsing import logged_in
from tests.cast import TODAY, Cast, contract, make_cast
from tests.portal_world import browser, contact

PAGE = "/account/"


@pytest.fixture
def cast(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Four are told of at a time, and eight may be asked for."""
    settings.REQUESTS_A_MINUTE = 8
    monkeypatch.setattr(pacing, "TOLD_AFTER", 4)
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


def asked(client: Client, times: int, path: str = PAGE) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_whoever_asks_too_often_waits_a_minute_and_nobody_else_does(cast: Cast) -> None:
    kari, lise = logged_in(cast, cast.kari), logged_in(cast, cast.lise)
    assert asked(kari, 13) == [200] * 11 + [429] * 2
    stopped = kari.get(PAGE)
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "60")
    assert kari.post("/language/", {"language": "en"}).status_code == 429
    assert asked(lise, 3) == [200] * 3
    with time_machine.travel(f"{TODAY.isoformat()}T09:01:00+01:00", tick=False):
        assert asked(kari, 3) == [200] * 3


def test_web_processes_count_together(cast: Cast) -> None:
    """Each client here has middleware of its own, as each process has."""
    first, second = logged_in(cast, cast.kari), logged_in(cast, cast.kari)
    assert asked(first, 8) == [200] * 8
    assert asked(second, 4) == [200] * 3 + [429]


def test_a_link_has_a_pace_of_its_own(cast: Cast) -> None:
    row = contract(cast)
    ola, per = browser(contact(cast.kari, row)), browser(contact(cast.kari, row, email="per@eksempel.no"))
    assert 429 in asked(ola, 13, "/s/")
    assert asked(per, 2, "/s/") == [200, 200]


def test_a_guest_is_told_in_the_guests_language(cast: Cast) -> None:
    adam = browser(contact(cast.kari, contract(cast), language="pl"))
    asked(adam, 13, "/s/")
    assert "Zbyt wiele stron" in adam.get("/s/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "For mange sider"), ("nn", "For mange sider"), ("en", "Too many pages in one minute")],
)
def test_the_page_says_what_to_do_in_the_persons_language(cast: Cast, language: str, words: str) -> None:
    user = cast.user(cast.kari)
    user.language = language
    user.save()
    kari = logged_in(cast, cast.kari)
    asked(kari, 13)
    page = kari.get(PAGE).content.decode()
    assert words in page
    assert f'lang="{language}"' in page


def test_a_page_costs_no_query_more(cast: Cast) -> None:
    kari = logged_in(cast, cast.kari)
    costs = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as seen:
            kari.get(PAGE)
        costs.append(sum("accounts_logintry" in one["sql"] for one in seen))
    assert costs[:3] == [0, 0, 0]
    assert costs[3] > 0
