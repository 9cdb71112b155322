"""Worker and server are killed twenty times in the middle of a contract's story: nothing is lost, nothing is doubled.

A story that nobody disturbs is told first; the others must end with the same events, mails and rows. The seed of the
kills is printed: `RYDDIG_KILLS=<seed>` plays them again.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import quote

import httpx
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.services import register_and_screen
from tests.cast import Cast, facts, make_cast
from tests.kept_files import path_of
from tests.portal_world import WHY
from tests.report_world import SCREENER
from tests.worker.killed_story import BrokenOff, Person, Story
from tests.worker.mail_server import MailServer, free_port, running

KILLS: Final = 20
LONGEST: Final = 0.3
"""Seconds into a step that a kill may come."""
AGAIN: Final = 8
QUIET: Final = 30.0


def database_url() -> str:
    """The test's own database, as another process finds it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgres://{who}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


class Processes:
    """A server and a worker, which are there again as soon as they are killed."""

    def __init__(self, orders: "subprocess.Popen[str]", port: int) -> None:
        self._orders, self._port = orders, port
        self._numbers = {what: self._start(what) for what in ("server", "worker")}

    def kill(self, what: str) -> None:
        """As a power cut does, and up again."""
        os.kill(self._numbers[what], signal.SIGKILL)
        while is_there(self._numbers[what]):
            sleep(0.005)
        self._numbers[what] = self._start(what)

    def end(self) -> None:
        """Both, for good."""
        for number in self._numbers.values():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def _start(self, what: str) -> int:
        assert self._orders.stdin is not None
        assert self._orders.stdout is not None
        self._orders.stdin.write(f"{what}\n")
        self._orders.stdin.flush()
        number = int(self._orders.stdout.readline())
        if what == "server":
            self._wait_for_server()
        return number

    def _wait_for_server(self) -> None:
        ends = monotonic() + QUIET
        while monotonic() < ends:
            try:
                httpx.get(f"http://127.0.0.1:{self._port}/login/", timeout=QUIET)
            except httpx.TransportError:
                sleep(0.02)
            else:
                return


def is_there(number: int) -> bool:
    """Whether the process has not quite gone; its address is free when it has."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def processes(environment: dict[str, str], port: int) -> Iterator[Processes]:
    """While the test lasts."""
    command = [sys.executable, "-m", "tests.worker.killed_processes", str(port)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2], **pipes) as orders:
        assert orders.stdout is not None
        assert orders.stdout.readline() == "ready\n"
        both = Processes(orders, port)
        try:
            yield both
        finally:
            both.end()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Two buyers, whose rows other processes see."""
    return make_cast()


@pytest.fixture
def on() -> date:
    """The processes have the machine's clock, so the test has it too."""
    return timezone.localdate()


@pytest.fixture
def mails() -> MailServer:
    """Where all mail comes."""
    return MailServer()


@pytest.fixture
def alive(cast: Cast, mails: MailServer, tmp_path: Path, settings: Settings) -> Iterator[tuple[Processes, str]]:
    """The processes, and their address."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RYDDIG_")}
    with running(mails) as mail_port:
        own = {
            "DEBUG": "1",
            "SECRET_KEY": os.environ["RYDDIG_SECRET_KEY"],
            "DATABASE_URL": database_url(),
            "EVIDENCE_FOLDER": str(settings.EVIDENCE_FOLDER),
            "VAR": str(tmp_path / "var"),
            "URL": address,
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(mail_port),
            "MAIL_TLS": "off",
        }
        environment = {**kept, **{f"RYDDIG_{name}": value for name, value in own.items()}}
        with processes(environment, port) as both:
            yield both, address


def browser(address: str, cookies: dict[str, str] | None = None) -> Person:
    return Person(httpx.Client(base_url=address, cookies=cookies or {}, timeout=QUIET))


def logged_in(cast: Cast, address: str) -> Person:
    client = Client()
    client.force_login(cast.user(cast.kari))
    return browser(address, {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value})


def contract(cast: Cast, reference: str, on: date) -> Contract:
    signed_on = on - timedelta(days=400)  # so long ago that the worker does not ask by itself
    days = {"signed_on": signed_on, "starts_on": on, "ends_on": on + timedelta(days=700)}
    told = facts(reference, **days)
    return register_and_screen(actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=SCREENER, on=on)


def tell(story: Story, disturb: Callable[[], None] | None, step: tuple[str, Callable[[], None], Any]) -> None:
    """One step, disturbed or not. Who is broken off looks first, and does it again where it is not done."""
    name, do, is_done = step
    with ThreadPoolExecutor(1) as hands:
        doing = hands.submit(apart, do)
        if disturb is not None:
            disturb()
        doing.result()
    for _time in range(AGAIN):
        if is_done():
            return
        quietly(do)
    raise AssertionError(f"{story.contract.reference}: {name!r} was never done; {told_of(story.contract)}")


def apart(do: Callable[[], None]) -> None:
    """In a thread of its own, whose connection goes back."""
    try:
        quietly(do)
    finally:
        connection.close()


def quietly(do: Callable[[], None]) -> None:
    try:
        do()
    except BrokenOff:
        return


def settle() -> None:
    """Until nothing waits any more."""
    ends = monotonic() + QUIET
    while monotonic() < ends:
        mail = Mail.objects.unscoped(WHY).exclude(state=Mail.State.SENT)
        if not mail.exists() and not DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).exists():
            return
        sleep(0.1)
    raise AssertionError([(mail.kind, mail.state, mail.failure) for mail in mail])


def told_of(row: Contract) -> Counter[str]:
    """What the audit chain tells of a contract: how often each thing was done."""
    rows = Event.objects.unscoped(WHY).filter(subject_type="contract", subject_id=row.pk)
    return Counter(rows.values_list("type", flat=True))


def test_twenty_kills_lose_nothing_and_double_nothing(
    cast: Cast, on: date, mails: MailServer, alive: tuple[Processes, str]
) -> None:
    seed = int(os.environ.get("RYDDIG_KILLS", "0")) or random.SystemRandom().randrange(1, 10**6)
    sys.stdout.write(f"kills: RYDDIG_KILLS={seed}\n")
    chance, (both, address) = random.Random(seed), alive
    told: dict[str, Any] = {"kari": logged_in(cast, address), "mails": mails, "on": on}
    calm, *disturbed = (
        Story(contract(cast, reference, on), supplier=browser(address), **told) for reference in ("K-1", "K-2", "K-3")
    )
    for step in calm.steps:
        tell(calm, None, step)
    places = [(story, step) for story in disturbed for step in story.steps]
    struck = set(chance.sample(range(len(places)), KILLS))

    def kill() -> None:
        sleep(chance.uniform(0, LONGEST))
        both.kill(chance.choice(("server", "worker")))

    for number, (story, step) in enumerate(places):
        tell(story, kill if number in struck else None, step)
    settle()
    assert check_chain(cast.fjordvik.pk).broken_at is None
    for story in disturbed:
        assert told_of(story.contract) == told_of(calm.contract), f"seed {seed}"
    rows = Mail.objects.unscoped(WHY)
    assert Counter(rows.values_list("contract_id", "kind")).most_common(1)[0][1] == 1
    came = {str(letter["Message-ID"]) for letter in mails.came}
    assert len(came) == rows.count(), "every mail came, and one that came twice is known by its id"
    kept = Evidence.objects.unscoped(WHY).filter(shredded_on=None)
    assert [row.pk for row in kept if not path_of(row.place).is_file()] == []
