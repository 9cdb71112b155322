"""Show 4 in a browser: a supplier goes bankrupt overnight; Today says so, and the contract's risk shows why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from ryddig.cli.demo_registers import ask_yesterday, demo_world
from ryddig.records.contracts.models import Contract
from ryddig.records.lookups.models import FeedCursor
from ryddig.registers.settings import settings_from
from ryddig.worker.watch import watch
from tests.browser import BrowserPage
from tests.walks.conftest import DEMO, LogIn

WHY = "the walk looks at what is stored"
REFERENCE = "TK-208"


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


def test_a_bankruptcy_is_first_in_today_and_stands_in_the_risk(page: BrowserPage, session: LogIn, night: None) -> None:
    contract = Contract.objects.unscoped(WHY).get(reference=REFERENCE)
    session("kari")
    shown = page.go("/")
    task = shown.locator(".r-todo", has_text=contract.title)
    expect(task).to_contain_text("Påfunn Vaktmesterservice AS")
    expect(task.locator(".r-todo__why")).to_contain_text("konkurs")
    expect(task.locator(".ds-button")).to_have_count(1)
    assert contract.title in shown.locator(".r-todo").nth(0).inner_text() + shown.locator(".r-todo").nth(1).inner_text()
    task.locator(".ds-button").click()
    expect(shown.get_by_role("heading", level=1)).to_contain_text(contract.title)
    shown.locator(".r-parts a[href$='/risk/']").click()
    expect(shown.get_by_role("main")).to_contain_text("konkurs")
    shown.locator(".r-parts a[href$='/history/']").click()
    expect(shown.get_by_role("main")).to_contain_text("Risikonivået er endret fra «lav» til «høy».")
