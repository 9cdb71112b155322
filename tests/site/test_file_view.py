"""A file is handed out by a signed address: for a minute, to nobody in particular, without a cookie in or out."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ryddig.records.evidence import services
from ryddig.records.evidence.handing_out import SALT, address_of
from ryddig.records.evidence.models import Evidence
from tests.cast import TODAY, Cast, contract, make_cast
from tests.pay_world import CSV, received


@pytest.fixture
def cast(db: None, settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return make_cast()


@pytest.fixture
def kept(cast: Cast) -> Evidence:
    return received(cast.kari, contract(cast), name="Lønn Ola.csv")


def test_it_is_saved_and_never_shown(kept: Evidence) -> None:
    answer = Client().get(address_of(kept))
    assert b"".join(answer.streaming_content) == CSV  # type: ignore[attr-defined]  # a file is streamed
    said = answer.headers
    assert said["Content-Disposition"].startswith("attachment;")
    assert (said["Content-Type"], said["Content-Length"]) == ("application/octet-stream", str(len(CSV)))
    assert (said["X-Content-Type-Options"], said["Cache-Control"]) == ("nosniff", "no-store")
    assert said["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (said["Cross-Origin-Resource-Policy"], said["Referrer-Policy"]) == ("same-origin", "no-referrer")
    assert "Ola" not in address_of(kept)


def test_no_cookie_is_read_or_set(kept: Evidence, cast: Cast, settings: Settings) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = True
    client = Client()
    client.force_login(cast.user(cast.kari))
    before = {name: cookie.value for name, cookie in client.cookies.items()}
    answer = client.get(address_of(kept))
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    assert not answer.cookies
    assert {name: cookie.value for name, cookie in client.cookies.items()} == before
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.get(reverse("office:today")).status_code == 200, "the session is as it was"


def test_after_a_minute_it_opens_nothing(kept: Evidence) -> None:
    with time_machine.travel("2026-11-20T09:00:00+01:00", tick=False) as clock:
        address = address_of(kept)
        clock.shift(timedelta(seconds=61))
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["", "1", "WzEsIiJd:1abc:xyz", "../../etc/passwd"])
def test_an_address_that_is_guessed_opens_nothing(kept: Evidence, token: str) -> None:
    assert Client().get(f"/files/{token}").status_code == 404


def test_what_was_signed_for_another_purpose_opens_nothing(kept: Evidence) -> None:
    other = signing.dumps([kept.pk, ""], salt="another")
    assert Client().get(reverse("file", args=[other])).status_code == 404
    gone = signing.dumps([kept.pk + 999, ""], salt=SALT)
    assert Client().get(reverse("file", args=[gone])).status_code == 404


def test_a_shredded_or_infected_file_is_not_handed_out(
    kept: Evidence, cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = address_of(kept)
    Evidence.objects.visible_to(cast.kari).filter(id=kept.pk).update(scan=Evidence.Scan.WAITING)
    assert Client().get(address).status_code == 404
    Evidence.objects.visible_to(cast.kari).filter(id=kept.pk).update(scan=Evidence.Scan.CLEAN)
    with django_capture_on_commit_callbacks(execute=True):
        services.shred_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)
    assert Client().get(address).status_code == 404


def test_files_may_have_a_host_of_their_own(kept: Evidence, settings: Settings) -> None:
    settings.FILES_URL = "https://filer.prove.example"
    assert address_of(kept).startswith("https://filer.prove.example/files/")
