"""What every test may count on: settings for tests, no network but loopback, a real Chromium where one is asked for."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import django
import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests.browser import BrowserPage, open_page, start_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

# Before Django reads its settings: development settings, so that static files need no collecting.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
os.environ.setdefault("RYDDIG_DEBUG", "1")
os.environ.setdefault("RYDDIG_SECRET_KEY", "for tests only")
EVIDENCE: Final = TemporaryDirectory(prefix="ryddig-evidence-")  # never among somebody's own; taken away at the end
os.environ["RYDDIG_EVIDENCE_FOLDER"] = EVIDENCE.name
django.setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow on purpose elsewhere, not here
settings.RECOVERY_SECONDS = 0

# how fast a machine is, or who else works on it, is no fault of what is tested
hypothesis.register_profile("ryddig", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("ryddig")

DATABASE_FIXTURES: Final = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}
LOOPBACK: Final = ("127.", "::1", "localhost")


def _only_loopback(event: str, args: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    address = args[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise PermissionError(f"a test tried to reach {address[0]}; tests use saved answers, never the network")


sys.addaudithook(_only_loopback)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Whatever touches a database runs again on PostgreSQL: `pytest -m postgres` there."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker(pytest.mark.postgres)
        if "chromium" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One Chromium for the session; fails when CI=true and there is none, and skips elsewhere with the cure."""
    yield from start_chromium()


@pytest.fixture
def page(chromium: "Browser", live_server: "LiveServer") -> Iterator[BrowserPage]:
    """A fresh page at 1280 px that knows the server's address; any error in its console fails the test."""
    yield from open_page(chromium, live_server.url)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return Path(__file__).resolve().parent.parent
