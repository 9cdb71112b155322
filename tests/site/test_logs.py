"""The log holds no personal data and no secret: the test tries to get some in."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any, Self
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.utils.module_loading import import_string

from ryddig.worker.tasks import run_watch
from tests.work import run_all

SECRETS = (
    "kari.tenkt@fjordvik.example",
    "12057912345",
    "Sommeren2026!",
    "portal-token-of-a-supplier",
    "Ola Oppdiktet",
    "session-of-somebody",
)


class Heard:
    """What the log of this installation would have written."""

    def __init__(self, form: str) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        formatters: Any = settings.LOGGING["formatters"]
        self.handler.setFormatter(import_string(formatters[form]["()"])())

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self.handler)
        self._level = logging.getLogger("ryddig.request").level
        logging.getLogger("ryddig.request").setLevel(logging.INFO)
        return self

    def __exit__(self, *_how: object) -> None:
        logging.getLogger().removeHandler(self.handler)
        logging.getLogger("ryddig.request").setLevel(self._level)

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture(params=["lines", "json"])
def heard(request: pytest.FixtureRequest) -> Iterator[Heard]:
    """In each form."""
    with Heard(request.param) as listening:
        yield listening


def test_nothing_that_people_send_comes_into_the_log(heard: Heard, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    mail, number, password, token, name, session = SECRETS
    client = Client(raise_request_exception=False, headers={"user-agent": name, "referer": f"https://x/?{mail}"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(f"/s/{token}/")
    client.get(f"/nowhere/{mail}/?number={number}")
    client.post("/login/", {"username": mail, "password": password})
    client.get("/", headers={"host": f"{number}.example"})
    strict = Client(enforce_csrf_checks=True)
    strict.post("/login/", {"username": mail, "password": password})

    def quotes(*_given: object, **_more: object) -> None:
        raise IntegrityError(f"duplicate key: Key (email)=({mail}) already exists") from ValueError(f"{name} {number}")

    monkeypatch.setattr("django.contrib.auth.middleware.get_user", quotes)
    client.get("/")
    assert "IntegrityError" in heard.text, "that it happened is told"
    assert "ValueError" in heard.text
    assert "test_logs.py" in heard.text, "and where"
    assert [secret for secret in SECRETS if secret in heard.text] == []


def test_other_libraries_tell_their_sentence_without_what_was_put_in(heard: Heard) -> None:
    logging.getLogger("urllib3.connectionpool").warning("Retrying %s with %s", SECRETS[0], SECRETS[1])
    assert "Retrying %s with %s" in heard.text
    assert not any(secret in heard.text for secret in SECRETS)


def test_json_is_one_object_a_line_with_page_status_and_number(db: None) -> None:
    with Heard("json") as heard:
        client = Client()
        client.get("/login/", headers={"x-request-id": "number-of-the-proxy"})
        client.get("/healthz")
    (told,) = [json.loads(line) for line in heard.text.splitlines()]
    assert {name: told[name] for name in ("logger", "level", "view", "status", "method", "request")} == {
        "logger": "ryddig.request",
        "level": "INFO",
        "view": "account_login",
        "status": 200,
        "method": "GET",
        "request": "number-of-the-proxy",
    }
    assert told["at"].endswith("Z")
    assert told["ms"] > 0


def test_a_line_says_its_offset() -> None:
    with Heard("lines") as heard:
        logging.getLogger("ryddig.somewhere").warning("something")
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} WARNING ryddig.somewhere", heard.text)


def test_a_job_is_told_under_its_number(db: None) -> None:
    with Heard("json") as heard:
        with patch("ryddig.worker.tasks.registers.round_due", _says):
            job = run_watch.enqueue()
            run_all()
        logging.getLogger("ryddig.worker").warning("between jobs")
    told = [json.loads(line) for line in heard.text.splitlines()]
    assert [one["message"] for one in told if one.get("request") == str(job.id)] == ["asked"]
    assert (told[-1]["message"], told[-1].get("request")) == ("between jobs", None)


def _says(*_asked: object, **_more: object) -> bool:
    logging.getLogger("ryddig.worker").warning("asked")
    return False
