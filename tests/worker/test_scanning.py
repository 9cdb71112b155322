"""The virus scanner: a real clamd stops EICAR; one that is away keeps files waiting and out of everybody's hands."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ryddig.domain.errors import AskAgainLater, OurFault, UserCanFix
from ryddig.records.accounts.access import Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import fetch_file, fetch_own_file
from ryddig.records.followup.services import register_and_screen
from ryddig.records.reviews.models import Review
from ryddig.reports.law import law_for
from ryddig.worker.scanning import is_infected, scan_waiting
from tests import review_world as reviews
from tests.cast import TODAY, Cast, facts, make_cast
from tests.kept_files import path_of
from tests.portal_world import contact, guest
from tests.worker import clamd

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOBODY = "127.0.0.1:9"
WHY = "the tests look at everything"


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if clamd.program() is None:
        message = "clamd is not installed: make system-packages"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with clamd.running(tmp_path_factory.mktemp("clamd")) as address:
        yield address


@pytest.fixture
def cast(db: None, settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return make_cast()


@pytest.fixture
def review(cast: Cast) -> Review:
    told: dict[str, Any] = {"actor": cast.lise, "facts": facts(), "unit_id": cast.property.pk, "on": TODAY}
    row: Contract = register_and_screen(screener=law_for([]).screener, **told)
    return reviews.sent(cast.kari, row, contact(cast.kari, row))


@pytest.fixture
def visitor(review: Review) -> Guest:
    return guest(reviews.contact_of(review))


def handed_in(visitor: Guest, review: Review, data: bytes) -> Evidence:
    return reviews.handed_in(visitor, reviews.item(review), data, name="brev.txt").evidence


def now(row: Evidence) -> Evidence:
    return Evidence.objects.unscoped(WHY).get(id=row.pk)


def test_eicar_is_stopped_and_both_sides_are_told(  # noqa: PLR0917 - pytest fills them by name
    scanner: str,
    settings: Settings,
    cast: Cast,
    review: Review,
    visitor: Guest,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.CLAMAV = scanner
    row = handed_in(visitor, review, clamd.EICAR)
    assert row.scan == "waiting"
    with pytest.raises(UserCanFix, match="not yet scanned"):
        fetch_file(actor=cast.kari, evidence_id=row.pk, on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting(NOW) == 1
    assert now(row).scan == "infected"
    assert not path_of(row.place).exists()
    with pytest.raises(UserCanFix, match="A virus was found"):
        fetch_file(actor=cast.kari, evidence_id=row.pk, on=TODAY)
    with pytest.raises(UserCanFix, match="A virus was found"):
        fetch_own_file(guest=visitor, evidence_id=row.pk, on=TODAY)
    assert scan_waiting(NOW) == 0


def test_a_clean_file_is_let_through(
    scanner: str, settings: Settings, cast: Cast, review: Review, visitor: Guest
) -> None:
    settings.CLAMAV = scanner
    row = handed_in(visitor, review, b"Ansattnr;Timer\n1;160\n" * 50_000)
    assert scan_waiting(NOW) == 1
    assert now(row).scan == "clean"
    assert fetch_own_file(guest=visitor, evidence_id=row.pk, on=TODAY).pk == row.pk


def test_a_scanner_that_is_away_keeps_the_file_waiting(
    settings: Settings, cast: Cast, review: Review, visitor: Guest
) -> None:
    settings.CLAMAV = NOBODY
    row = handed_in(visitor, review, b"Ansattnr;Timer\n1;160\n")
    assert scan_waiting(NOW) == 0
    assert now(row).scan == "waiting"
    with pytest.raises(UserCanFix, match="not yet scanned"):
        fetch_own_file(guest=visitor, evidence_id=row.pk, on=TODAY)


def test_without_a_scanner_files_say_so(settings: Settings, cast: Cast, review: Review, visitor: Guest) -> None:
    settings.CLAMAV = ""
    row = handed_in(visitor, review, b"Ansattnr;Timer\n1;160\n")
    assert (now(row).scan, scan_waiting(NOW)) == ("none", 0)
    assert fetch_file(actor=cast.kari, evidence_id=row.pk, on=TODAY).pk == row.pk


def test_what_the_scanner_cannot_take_is_not_called_clean(scanner: str, tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(120_000_000)
    with large.open("rb") as content, pytest.raises(AskAgainLater):
        is_infected(content, scanner)


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(OurFault, match="RYDDIG_CLAMAV"):
        is_infected(BytesIO(b"a"), "clamd")
