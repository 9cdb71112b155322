"""Files that are handed over: kept as they came, opened by few, shredded on their day, and never in the database."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence import services, tombstones
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.pseudonyms import pseudonym_key
from ryddig.records.evidence.queries import evidence_of
from tests.cast import TODAY, Cast, contract
from tests.kept_files import content_of, path_of
from tests.pay_world import CSV, received

NAME = "Lønnsslipper Ola Oppdiktet.csv"


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


def on_disk(settings: Settings) -> list[Path]:
    found = Path(settings.EVIDENCE_FOLDER).glob("*/*")
    return [path for path in found if path.is_file() and path.parent.name != tombstones.FOLDER]


def events(cast: Cast) -> list[str]:
    rows = Event.objects.visible_to(cast.lise).filter(type__startswith="evidence")
    return list(rows.order_by("number").values_list("type", flat=True))


def test_a_file_is_kept_as_it_came_and_nobody_else_on_the_machine_reads_it(
    cast: Cast, row: Contract, settings: Settings
) -> None:
    kept = received(cast.kari, row, name=NAME)
    (path,) = on_disk(settings)
    assert content_of(kept) == CSV
    assert CSV not in path.read_bytes()
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)
    assert (kept.name, kept.kind, kept.size, kept.received_by_id) == (NAME, "text", len(CSV), cast.kari.user_id)
    assert kept.keep_until == TODAY + timedelta(days=365)
    assert NAME not in str(path)


def test_neither_content_nor_name_goes_into_the_chain(cast: Cast, row: Contract) -> None:
    received(cast.kari, row, name=NAME)
    told = str(Event.objects.visible_to(cast.lise).get(type="evidence.received").details)
    assert "Ola" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_evidence")
        assert "210,00" not in str(cursor.fetchall())


def test_the_same_file_twice_is_refused_and_leaves_nothing(cast: Cast, row: Contract, settings: Settings) -> None:
    received(cast.kari, row)
    with pytest.raises(UserCanFix, match="here already"):
        received(cast.petter, row, name="igjen.csv")
    assert len(on_disk(settings)) == 1


def test_a_failed_transaction_leaves_no_file(cast: Cast, row: Contract, settings: Settings) -> None:
    with pytest.raises(NotAllowed):
        received(cast.ada, row)
    with pytest.raises(UserCanFix, match="no file of pay"):
        received(cast.kari, row, b"MZ\x00\x01\x02")
    assert on_disk(settings) == []
    assert not Evidence.objects.visible_to(cast.kari).exists()


def test_a_file_that_is_too_large_is_refused_while_it_is_written(cast: Cast, row: Contract, settings: Settings) -> None:
    settings.EVIDENCE_LARGEST = 10
    with pytest.raises(UserCanFix, match="larger than"):
        received(cast.kari, row)
    assert on_disk(settings) == []


def workbook(part: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(part, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (workbook("xl/workbook.xml"), "xlsx"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><melding/>", "xml"),
        (b'{"values": []}', "json"),
        (b"[\n  {}]", "json"),
        (b"[sic];b\n1;2\n", "text"),
        ("a;b\n1;2\n".encode("utf-16"), "text"),
    ],
)
def test_what_a_file_is_stands_in_its_content(cast: Cast, row: Contract, content: bytes, kind: str) -> None:
    assert received(cast.kari, row, content, name="løgn.exe").kind == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (workbook("readme.txt"), "Archives"),
        (workbook("xl/workbook.bin"), "XLSB"),
        (b"PK\x03\x04 broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    ],
)
def test_what_nobody_can_read_is_refused_with_a_cure(cast: Cast, row: Contract, content: bytes, said: str) -> None:
    with pytest.raises(UserCanFix, match=said) as refused:
        received(cast.kari, row, content)
    assert refused.value.hint


def test_who_opens_a_file_and_who_does_not(cast: Cast, row: Contract) -> None:
    kept = received(cast.kari, row)
    for actor in (cast.kari, cast.petter, cast.lise, cast.ada):
        assert content_of(services.fetch_file(actor=actor, evidence_id=kept.pk, on=TODAY)) == CSV
    with pytest.raises(NotAllowed):
        services.fetch_file(actor=cast.bjorn, evidence_id=kept.pk, on=TODAY)
    with pytest.raises(Evidence.DoesNotExist):
        services.fetch_file(actor=cast.omar, evidence_id=kept.pk, on=TODAY)
    assert events(cast).count("evidence.fetched") == 4
    assert not evidence_of(cast.omar, row.pk).exists()


def test_shredding_takes_the_file_and_the_name_and_leaves_row_and_event(
    cast: Cast, row: Contract, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = received(cast.kari, row, name=NAME)
    with pytest.raises(NotAllowed):
        services.shred_file(actor=cast.petter, evidence_id=kept.pk, on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        services.shred_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)
        assert on_disk(settings), "not before the database has said yes"
    assert on_disk(settings) == []
    left = Evidence.objects.visible_to(cast.kari).get(id=kept.pk)
    assert (left.name, left.sha256, left.shredded_on) == ("", kept.sha256, TODAY)
    assert events(cast)[-1] == "evidence.shredded"
    with pytest.raises(UserCanFix, match="no longer kept"):
        services.fetch_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)


def test_the_day_after_the_last_one_the_shredder_comes(
    cast: Cast, row: Contract, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = received(cast.kari, row)
    services.change_retention(actor=cast.kari, evidence_id=kept.pk, keep_until=TODAY + timedelta(days=9), on=TODAY)
    other = received(cast.kari, row, b"a;b\n2;3\n")
    assert services.shred_due(on=TODAY + timedelta(days=9)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.shred_due(on=TODAY + timedelta(days=10)) == 1
        assert services.shred_due(on=TODAY + timedelta(days=10)) == 0
    assert [path.name for path in on_disk(settings)] == [other.place]
    last = Event.objects.visible_to(cast.lise).order_by("-number")[0]
    assert (last.type, last.actor_id, last.details["sha256"]) == ("evidence.shredded", None, kept.sha256)
    assert check_chain(cast.fjordvik.pk).why is None


def test_a_day_that_has_passed_is_no_retention(cast: Cast, row: Contract) -> None:
    kept = received(cast.kari, row)
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(UserCanFix, match="has passed"):
        services.change_retention(actor=cast.kari, evidence_id=kept.pk, keep_until=yesterday, on=TODAY)


def test_a_contract_that_goes_takes_its_files_along(
    cast: Cast, row: Contract, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    received(cast.kari, row)
    with django_capture_on_commit_callbacks(execute=True):
        Contract.objects.visible_to(cast.kari).filter(id=row.pk).delete()
    assert on_disk(settings) == []


def test_what_a_crash_left_on_disk_goes_after_a_day(cast: Cast, row: Contract, settings: Settings) -> None:
    import os
    import time

    kept = received(cast.kari, row)
    for place, age in (("aa" + "0" * 30, 2 * 86_400), ("bb" + "0" * 30, 60)):
        path = path_of(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left behind")
        os.utime(path, (time.time() - age, time.time() - age))
    services.shred_due(on=TODAY)
    assert {path.name for path in on_disk(settings)} == {kept.place, "bb" + "0" * 30}


def test_one_buyer_has_one_key_and_another_buyer_another(cast: Cast, settings: Settings) -> None:
    settings.PSEUDONYM_KEY = "one secret"
    ours, theirs = pseudonym_key(cast.fjordvik.pk), pseudonym_key(cast.nesodden.pk)
    assert (len(ours), ours) == (32, pseudonym_key(cast.fjordvik.pk))
    assert ours != theirs
    settings.PSEUDONYM_KEY = "another secret"
    assert pseudonym_key(cast.fjordvik.pk) != ours
    settings.PSEUDONYM_KEY = ""
    with pytest.raises(UserCanFix, match="no key"):
        pseudonym_key(cast.fjordvik.pk)


def test_an_event_and_its_file_stand_or_fall_together(cast: Cast, row: Contract, settings: Settings) -> None:
    kept = received(cast.kari, row)

    def shred_and_fail() -> None:
        with transaction.atomic():
            services.shred_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)
            services.fetch_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)

    with pytest.raises(UserCanFix):
        shred_and_fail()
    assert len(on_disk(settings)) == 1
    assert "evidence.shredded" not in events(cast)
