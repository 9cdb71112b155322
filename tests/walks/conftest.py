"""The demo in a real browser: people log in as people do, or with a session where logging in is not the story."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from ryddig.cli.demo_load import load_demo
from ryddig.cli.demo_registers import ask_yesterday, demo_world
from ryddig.records.accounts.demo import erase_demo
from ryddig.records.accounts.models import User
from ryddig.records.lookups.models import FeedCursor
from ryddig.registers.settings import settings_from
from ryddig.worker.watch import watch
from tests.browser import DESK, BrowserPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "demo"
PICTURES = ROOT / "docs/images"
PASSWORD = "for the walks only"


class LogIn(Protocol):
    """Be this person, speaking this language."""

    def __call__(self, login: str, language: str = "nb") -> None: ...


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Files that a person sends go to a folder of the test's own."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


@pytest.fixture(scope="module")
def live_server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """A server with the whole demo as it is today, loaded once for a file of walks instead of once for each."""
    with django_db_blocker.unblock():
        _need_test_database()
        started = LiveServer("localhost")
        load_demo(DEMO, on=timezone.localdate(), password=PASSWORD)
        yield started
        started.stop()
        erase_demo()


@pytest.fixture(autouse=True)
def _live_server_helper() -> None:
    """In place of pytest-django's, which would empty the database after each test."""


def _need_test_database() -> None:
    """Never load the demo into somebody's own database."""
    name = str(connection.settings_dict["NAME"])
    if "test" not in Path(name).name and "memory" not in name:
        pytest.fail(f"the walks were about to write to {name}, which is no test database")


@pytest.fixture
def session(page: BrowserPage) -> LogIn:
    """Be this person from now on, without the log-in page."""

    def be(login: str, language: str = "nb") -> None:
        User.objects.filter(username=login).update(language=language)
        client = Client()
        client.force_login(User.objects.get(username=login))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": page.url}])

    return be


@pytest.fixture
def night(live_server: LiveServer, tmp_path: Path) -> Iterator[None]:
    """Yesterday's round, a night, this morning's round: as the worker of `ryddig serve` does it."""
    on = timezone.localdate()
    ask_yesterday(DEMO, tmp_path, on=on)
    world = demo_world(DEMO, on=on, now=datetime.now(UTC))
    world.pass_night()
    with world.stand_in(folder=tmp_path) as standin:
        given = {"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address}
        watch(settings_from({**given, "RYDDIG_STANDIN_FOLDER": str(tmp_path)}), on=on)
    yield
    FeedCursor.objects.all().delete()


@pytest.fixture
def without_script(chromium: "Browser", live_server: LiveServer) -> Iterator[Page]:
    """A browser with JavaScript turned off."""
    context = chromium.new_context(locale="nb-NO", viewport=DESK, java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def log_in(page: Page, login: str) -> None:
    """Log in as people do."""
    page.get_by_label("Brukernavn").fill(login)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Logg inn", exact=True).click()


def picture(page: Page, name: str) -> None:
    """Keep a picture for the README: when there is none yet, or RYDDIG_PICTURES asks for new ones."""
    place = PICTURES / f"{name}.png"
    if os.environ.get("RYDDIG_PICTURES") or not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place)
