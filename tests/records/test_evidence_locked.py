"""Evidence is locked where it lies: each file with a key of its own, the keys with the ring, on disk and on S3."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as real_settings
from django.core.files.storage import storages
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.records.accounts import keyring
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence import files, relocking, services
from ryddig.records.evidence.models import Evidence
from ryddig.site.file_storage import file_storages
from tests.cast import TODAY, Cast, contract
from tests.kept_files import content_of, path_of
from tests.pay_world import CSV, received

DAY = timedelta(days=1)


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


def test_each_file_has_a_key_of_its_own(cast: Cast, row: Contract) -> None:
    one, other = received(cast.kari, row), received(cast.kari, row, CSV + b"\n")
    assert path_of(one.place).read_bytes().startswith(b"age-encryption.org/v1")
    path_of(other.place).write_bytes(path_of(one.place).read_bytes())
    with pytest.raises(OurFault, match="changed"):
        files.opened(other)
    assert content_of(one) == CSV


def test_nothing_is_given_out_of_a_file_that_was_changed(cast: Cast, row: Contract, tmp_path: Path) -> None:
    kept = received(cast.kari, row, CSV * 20_000)
    locked = bytearray(path_of(kept.place).read_bytes())
    locked[-5] ^= 1
    path_of(kept.place).write_bytes(locked)
    with pytest.raises(OurFault, match="changed"):
        files.opened(kept)
    path_of(kept.place).unlink()
    with pytest.raises(OurFault, match="not where"):
        files.lay_out(kept, tmp_path / "1.csv")


def test_no_plain_content_is_left_beside(cast: Cast, row: Contract) -> None:
    kept = received(cast.kari, row)
    stream = files.opened(kept)
    left = [path for path in Path(real_settings.EVIDENCE_FOLDER).rglob("*") if path.is_file()]
    assert left == [path_of(kept.place)]
    assert stream.read() == CSV
    stream.close()


def test_a_new_key_opens_everything_and_the_old_one_can_go(cast: Cast, row: Contract, settings: Settings) -> None:
    kept = received(cast.kari, row)
    (old,), new = settings.KEYS, keyring.new_key()
    before = path_of(kept.place).read_bytes()
    settings.KEYS = [new]
    with pytest.raises(OurFault, match="None of the keys"):
        content_of(kept)
    settings.KEYS = [new, old]
    assert keyring.rotate_all()["files"] == Evidence.objects.visible_to(cast.kari).exclude(wrapped_key="").count()
    settings.KEYS = [new]
    kept.refresh_from_db()
    assert content_of(kept) == CSV
    assert path_of(kept.place).read_bytes() == before, "the files themselves are not touched"


@pytest.mark.parametrize(("keys", "said"), [([], "no key to lock"), (["short"], "is no key")])
def test_without_a_key_nothing_is_kept(
    cast: Cast, row: Contract, settings: Settings, *, keys: list[str], said: str
) -> None:
    settings.KEYS = keys
    with pytest.raises(UserCanFix, match=said):
        received(cast.kari, row)
    assert list(Path(settings.EVIDENCE_FOLDER).glob("??/*")) == []


def test_shredding_takes_the_key_as_well(
    cast: Cast, row: Contract, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = received(cast.kari, row)
    with django_capture_on_commit_callbacks(execute=True):
        kept = services.shred_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)
    assert (kept.wrapped_key, path_of(kept.place).exists()) == ("", False)


def test_a_file_from_before_is_read_and_then_locked(
    cast: Cast, row: Contract, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = received(cast.kari, row)
    path_of(kept.place).write_bytes(CSV)
    kept.wrapped_key = ""
    kept.save(update_fields=["wrapped_key"])
    assert content_of(kept) == CSV
    first = kept.place
    with django_capture_on_commit_callbacks(execute=True):
        assert relocking.lock_plain_files(TODAY) == 1
        assert relocking.lock_plain_files(TODAY) == 0
    kept.refresh_from_db()
    assert (content_of(kept), path_of(first).exists()) == (CSV, False)
    assert CSV not in path_of(kept.place).read_bytes()


@pytest.fixture
def bucket(settings: Settings) -> Iterator[Settings]:
    """A real S3 server (moto) with one bucket, and the one setting that names it."""
    import boto3
    from moto.server import ThreadedMotoServer

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port)
    server.start()
    known = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_EC2_METADATA_DISABLED": "true"}
    try:
        with mock.patch.dict("os.environ", known):
            end = f"http://127.0.0.1:{port}"
            boto3.client("s3", endpoint_url=end, region_name="us-east-1").create_bucket(Bucket="ryddig")
            settings.FILES = f"s3://ryddig/kommune?endpoint={end}&region=us-east-1&style=path"
            settings.STORAGES = {**settings.STORAGES, **file_storages(settings.FILES, folder=Path("/nowhere"))}
            yield settings
    finally:
        server.stop()


def test_the_same_on_s3(
    cast: Cast, row: Contract, bucket: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = received(cast.kari, row)
    there = storages["evidence"]
    assert there.listdir(kept.place[:2]) == ([], [kept.place])
    with there.open(f"{kept.place[:2]}/{kept.place}") as locked:
        assert locked.read().startswith(b"age-encryption.org/v1")
    assert content_of(kept) == CSV
    assert list(Path(bucket.EVIDENCE_FOLDER).rglob(kept.place)) == []
    there.save("aa/" + "a" * 32, BytesIO(b"left by a crash"))
    with mock.patch("django.utils.timezone.now", return_value=there.get_modified_time("aa/" + "a" * 32) + 2 * DAY):
        services.shred_due(on=TODAY)
    assert not there.exists("aa/" + "a" * 32)
    with django_capture_on_commit_callbacks(execute=True):
        services.shred_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)
    assert not there.exists(f"{kept.place[:2]}/{kept.place}")
    with pytest.raises(UserCanFix, match="no longer kept"):
        services.fetch_file(actor=cast.kari, evidence_id=kept.pk, on=TODAY)


@pytest.mark.parametrize("address", ["s3://", "gs://bucket", "s3://bucket?acl=public-read"])
def test_an_address_that_is_none_is_said_at_start(address: str) -> None:
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured, match="Expected s3://"):
        file_storages(address, folder=Path("/nowhere"))


def test_opening_costs_little(cast: Cast, row: Contract) -> None:
    """50 MB are unlocked in far less than a second on any machine that runs a pay control of that size in minutes."""
    with files.written([b"0123456789abcdef" * 65_536] * 50) as content:
        kept = Evidence(place=content.place, wrapped_key=content.wrapped_key)
        began = time.perf_counter()
        files.opened(kept).close()
        assert time.perf_counter() - began < 3
        files.remove(content.place)
