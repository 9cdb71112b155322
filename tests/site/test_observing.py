"""Health, readiness, numbers and the number of a request: what those who watch over an installation ask for."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from ryddig.records.lookups.models import FeedCursor
from ryddig.site import counts, health
from ryddig.worker import signs
from ryddig.worker.models import WorkerBeat
from ryddig.worker.tasks import run_watch

TOKEN = "a-token-of-more-than-24-signs"
BY_ADDRESS = {"host": "10.1.2.3:8000"}
"""A load balancer asks by address, in the clear."""


@pytest.fixture
def served(settings: Settings) -> Client:
    """As a public service is set."""
    settings.ALLOWED_HOSTS = ["ryddig.fjordvik.example"]
    settings.SECURE_SSL_REDIRECT = True
    settings.METRICS_TOKEN = TOKEN
    return Client(raise_request_exception=False)


def test_a_process_that_answers_is_healthy_without_asking_the_database(served: Client) -> None:
    answer = served.get("/healthz", headers=BY_ADDRESS)
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_ready_is_what_has_database_tables_and_room_for_files(served: Client, db: None) -> None:
    signs.beat("somebody")
    answer = served.get("/readyz", headers=BY_ADDRESS)
    assert answer.status_code == 200
    assert answer.json() == {"evidence": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


def test_a_silent_worker_is_told_and_takes_no_host_away(served: Client, db: None) -> None:
    WorkerBeat.objects.create(worker="gone", at=signs.database_now() - signs.SILENT - timedelta(seconds=1))
    answer = served.get("/readyz", headers=BY_ADDRESS)
    assert (answer.status_code, answer.json()["worker"]) == (200, "silent")


def test_not_ready_without_the_tables_of_this_version(
    served: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health._Seen, "migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'worker' AND name = '0002_turn'")
    answer = served.get("/readyz", headers=BY_ADDRESS)
    assert (answer.status_code, answer.json()["migrations"]) == (503, "failed")


def test_not_ready_without_a_database(served: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise OperationalError("password=hemmelig host=db1")

    monkeypatch.setattr(health, "_answers", away)
    answer = served.get("/readyz", headers=BY_ADDRESS)
    assert answer.status_code == 503
    assert answer.json() == {"evidence": "ok", "database": "failed"}
    assert b"hemmelig" not in answer.content


def test_not_ready_where_no_file_can_be_kept(
    served: Client, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_asked: False)  # the tests may run as root, who may write anywhere
    answer = served.get("/readyz", headers=BY_ADDRESS)
    assert (answer.status_code, answer.json()["evidence"]) == (503, "failed")


def test_numbers_are_for_who_has_the_token(served: Client, db: None, settings: Settings) -> None:
    assert served.get("/metrics").status_code == 401
    assert served.get("/metrics", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert served.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    settings.METRICS_TOKEN = ""
    assert served.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def numbers(client: Client) -> dict[str, float]:
    text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert text.endswith("\n")
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_the_numbers_tell_of_requests_jobs_mail_workers_and_registers(settings: Settings, db: None) -> None:
    settings.METRICS_TOKEN = TOKEN
    client = Client()
    before = numbers(client)
    client.get("/login/")
    client.get("/nowhere/at/all/")
    run_watch.enqueue()
    DBTaskResult.objects.update(enqueued_at=signs.database_now() - timedelta(hours=1))
    signs.beat("somebody")
    FeedCursor.objects.create(source="brreg.units", failures=3)
    now = numbers(client)
    login = 'ryddig_requests_total{view="account_login",method="GET",status="200"}'
    assert now[login] - before.get(login, 0) == 1
    assert now['ryddig_request_seconds_bucket{view="account_login",le="+Inf"}'] >= 1
    assert now['ryddig_jobs{job="run_watch",state="ready"}'] == 1
    assert now["ryddig_job_oldest_seconds"] == pytest.approx(3600, abs=30)
    assert now['ryddig_mails{state="queued"}'] == 0
    assert now["ryddig_workers_alive"] == 1
    assert now['ryddig_register_failures{source="brreg.units"}'] == 3


def test_every_family_has_a_type_and_is_written_once(settings: Settings, db: None) -> None:
    settings.METRICS_TOKEN = TOKEN
    text = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    typed = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(typed) == len(set(typed))
    named = {line.split("{")[0].split()[0] for line in text.splitlines() if not line.startswith("#")}
    stems = {name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum") for name in named}
    assert stems <= set(typed)


COUNTING = """
import sys
from ryddig.site.counts import Counts
mine = Counts()
for _ in range(int(sys.argv[1])):
    mine.add(("office:today", "GET", 200), 0.03)
mine.write()
"""


def test_processes_add_up_and_one_that_ended_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setenv(counts.FOLDER, str(tmp_path))
    for times in ("3", "4"):
        subprocess.run([sys.executable, "-c", COUNTING, times], check=True, cwd=root)
    mine = counts.Counts()
    mine.add(("office:today", "GET", 200), 3.0)
    whole = mine.all()
    assert whole.answers["office:today", "GET", 200] == 8
    assert whole.times["office:today"][1:3] == [7, 7]
    assert whole.times["office:today"][-2:] == [8, pytest.approx(3.21)]


@pytest.mark.parametrize(
    ("given", "comes"), [("from-the-proxy-1", r"from-the-proxy-1"), ("short", r"\w{32}"), ('x" }\nforged', r"\w{32}")]
)
def test_the_number_of_the_web_server_before_us_is_kept_when_it_is_one(given: str, comes: str) -> None:
    answer = Client().get("/healthz", headers={"x-request-id": given})
    assert re.fullmatch(comes, answer.headers["X-Request-ID"])


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(_request: HttpRequest) -> HttpResponse:
        raise error

    return view


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (OperationalError("gone"), 503, "Ryddig is away for a moment"),
        (ValueError("fault"), 500, "Something went wrong on our side"),
    ],
)
def test_a_database_that_is_away_is_told_as_that(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", failing(error))
    client = Client(raise_request_exception=False)
    with override_settings(DEBUG=False), override("en"):
        answer = client.get("/")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, "10" if status == 503 else None)
    page = answer.content.decode()
    assert answer.headers["X-Request-ID"] in page
    assert title in page


def test_a_form_of_the_log_that_is_unknown_is_refused() -> None:
    code = "import ryddig.site.settings"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"RYDDIG_LOG": "xml"}, capture_output=True, text=True, check=False
    )
    assert ImproperlyConfigured.__name__ in done.stderr
    assert "RYDDIG_LOG is “xml”. Expected lines or json." in done.stderr
