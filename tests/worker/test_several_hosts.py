"""Show 3, and the rehearsal of a national service: two hosts with web and worker processes on one PostgreSQL.

While people write and mail goes out, a worker, a web process, a whole host and PostgreSQL itself are killed with
SIGKILL, one after another. Afterwards every write that was said yes to is there once, every mail came, the chain holds.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import httpx
import psycopg
import pytest
from django.db import connection

from bench.hosts import Host, Postgres, service, until
from bench.people import fill
from bench.visitors import lost_and_doubled, visit_all
from tests.worker.mail_server import MailServer, running

pytestmark = pytest.mark.postgres
PEOPLE: Final = 8
MAILS: Final = 60
UNSENT: Final = "SELECT count(*) FROM correspondence_mail WHERE state <> 'sent'"
UNDONE: Final = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
AGAIN: Final = "UPDATE correspondence_mail SET state = 'queued', tries = 0, next_try_at = now() RETURNING id"
SECRET: Final = ("_KEY", "_KEYS", "_TOKEN", "_URL")
QUICK: Final = (sys.executable, "-m", "tests.worker.quick_worker")


@pytest.fixture(scope="module")
def mails() -> MailServer:
    """Slow enough that a kill meets a mail under way."""
    return MailServer(slow=0.05)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory, mails: MailServer) -> Iterator[tuple[Postgres, list[Host]]]:
    """Two hosts, nothing started yet but the database. Once is enough: with the tests that run on PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("runs with `make test-postgres`")
    with running(mails) as port:
        sent_by = {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(port), "MAIL_TLS": "off"}
        with service(tmp_path_factory.mktemp("national"), hosts=2, **sent_by) as (postgres, hosts):
            for host in hosts:
                host.worker_command = QUICK
            yield postgres, hosts


def asked(postgres: Postgres, question: str) -> Any:
    with psycopg.connect(postgres.url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def numbers(host: Host) -> dict[str, float]:
    token = host.environment["RYDDIG_METRICS_TOKEN"]
    text = httpx.get(f"{host.address}/metrics", headers={"Authorization": f"Bearer {token}"}, timeout=20).text
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _space, value in lines}


def kill_in_turn(postgres: Postgres, hosts: list[Host], chance: random.Random) -> None:
    """What a bad night does, and what systemd does about it."""
    first, second = hosts

    def a_while() -> None:
        time.sleep(chance.uniform(0.5, 1.5))

    a_while()
    second.kill_worker()
    a_while()
    before = first.web_processes()
    os.kill(chance.choice(before), signal.SIGKILL)
    until(lambda: len(set(first.web_processes()) - set(before)) == 1, "a new web process in place of the killed one")
    a_while()
    postgres.kill()
    a_while()
    postgres.start()
    until(first.is_ready, "the first host after the database")
    second.start_worker()
    second.kill_web()
    a_while()
    second.start_web()
    first.kill_worker()
    a_while()
    first.start_worker()


def test_show_3_after_every_kill_each_accepted_write_is_there_once(
    national: tuple[Postgres, list[Host]], mails: MailServer
) -> None:
    seed = int(os.environ.get("RYDDIG_KILLS", "0")) or random.SystemRandom().randrange(1, 10**6)
    sys.stdout.write(f"kills: RYDDIG_KILLS={seed}\n")
    postgres, hosts = national
    world = fill(hosts[0], people=PEOPLE, contracts=60, mails=MAILS)
    for host in hosts:
        host.start_web()
        host.start_worker()
    with ThreadPoolExecutor(1) as hands:
        killing = hands.submit(kill_in_turn, postgres, hosts, random.Random(seed))
        addresses = [host.address for host in hosts]
        told = asyncio.run(visit_all(world, addresses, think=(0.0, 0.3), until=killing.done))
        killing.result()
    until(lambda: asked(postgres, UNSENT) == 0, "the mail")
    until(lambda: asked(postgres, UNDONE) == 0, "the jobs")
    assert told.accepted > PEOPLE, told.faults
    assert told.faults, "the kills were felt"
    assert lost_and_doubled(told, postgres.url) == []
    came = {str(letter["Message-ID"]) for letter in mails.came}
    assert len(came) == MAILS, "each came, and one that came twice is known by its id"
    sent = asked(postgres, "SELECT count(*) FROM audit_event WHERE type = 'mail.sent'")
    assert sent == MAILS, "each is told of once"
    verified = hosts[1].run("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_two_workers_share_the_work_and_no_job_is_made_twice(
    national: tuple[Postgres, list[Host]], mails: MailServer
) -> None:
    """On the service that has just been through it all."""
    postgres, hosts = national
    until(lambda: numbers(hosts[0])["ryddig_workers_alive"] == 2, "two workers' signs of life")
    assert numbers(hosts[0])["ryddig_workers_alive"] == numbers(hosts[1])["ryddig_workers_alive"]
    fresh = "SELECT count(*) FROM worker_turn WHERE done_on = CURRENT_DATE AND worker = ''"
    until(lambda: asked(postgres, fresh) >= 1, "the day's turn")
    before = len(mails.came)
    with psycopg.connect(postgres.url) as connection:
        waiting = connection.execute(AGAIN).fetchall()
    until(lambda: asked(postgres, UNSENT) == 0, "the mail")
    assert len(mails.came) - before == len(waiting) == MAILS, "with nobody killed, each goes out exactly once"


def test_the_numbers_of_a_host_are_those_of_all_its_processes(national: tuple[Postgres, list[Host]]) -> None:
    _postgres, hosts = national
    host = hosts[1]
    for _time in range(20):
        httpx.get(f"{host.address}/login/", timeout=20)
    login = 'ryddig_requests_total{view="account_login",method="GET",status="200"}'
    until(lambda: numbers(host).get(login, 0) == 20, "twenty requests over two processes", patience=10)


def test_the_log_of_a_killed_service_holds_no_secret(national: tuple[Postgres, list[Host]]) -> None:
    _postgres, hosts = national
    text = "".join(host.log(name) for host in hosts for name in ("web.log", "worker.log"))
    given = hosts[0].environment
    secrets = {name: value for name, value in given.items() if name.startswith("RYDDIG_") and name.endswith(SECRET)}
    assert [name for name, value in secrets.items() if value in text] == []
    assert "eksempel.no" not in text
    assert Counter("Traceback" in line for line in text.splitlines())[True] == 0
