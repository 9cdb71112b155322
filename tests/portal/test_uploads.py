"""Files in pieces: cut off anywhere and continued, kept once and whole, refused in words with nothing left."""

import os
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.keyring import new_key, rotate_all
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.locking import turned_from
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.services import register_and_screen
from ryddig.records.reviews import handing_in, uploading
from ryddig.records.reviews.models import Review, ReviewFile, Upload
from ryddig.records.reviews.review_queries import review_page
from ryddig.reports.law import law_for
from tests import review_world as reviews
from tests.cast import TODAY, Cast, facts, make_cast
from tests.portal_world import browser, contact, guest

WHY = "the tests look at everything"
PIECE = "application/offset+octet-stream"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CONTENT = b"%PDF-1.7\n" + os.urandom(300_000)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def row(cast: Cast) -> Contract:
    told: dict[str, Any] = {"actor": cast.lise, "facts": facts(), "unit_id": cast.property.pk, "on": TODAY}
    return register_and_screen(screener=law_for([]).screener, **told)


@pytest.fixture
def review(cast: Cast, row: Contract) -> Review:
    return reviews.sent(cast.kari, row, contact(cast.kari, row))


@pytest.fixture
def per(review: Review) -> Client:
    return browser(reviews.contact_of(review))


def begun(per: Client, review: Review, *, size: int = len(CONTENT), name: str = "slipp.pdf") -> Any:
    item = reviews.item(review)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size)}
    headers["Upload-Metadata"] = f"filename {b64encode(name.encode()).decode()}"
    return per.post(f"/s/reviews/{review.pk}/documents/{item.pk}/uploads/", headers=headers)


def piece(per: Client, place: str, *, at: int, data: bytes) -> Any:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(at)}
    return per.patch(place, data, content_type=PIECE, headers=headers)


def offset(per: Client, place: str) -> int:
    answer = per.head(place, headers={"Tus-Resumable": "1.0.0"})
    return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else -answer.status_code


def came(upload: Upload, data: bytes) -> None:
    """It lies there, and no answer went out: the server was killed."""
    path = uploading.path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(turned_from(upload.wrapped_key, 0)(data))


def left(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.EVIDENCE_FOLDER).glob("*/*") if path.is_file()]


def test_a_file_in_pieces_is_kept_whole_and_once(per: Client, review: Review, settings: Settings) -> None:
    answer = begun(per, review, name="Lønn æøå.pdf")
    assert answer.status_code == 201
    place = answer.headers["Location"]
    assert piece(per, place, at=0, data=CONTENT[:100_000]).status_code == 204
    assert offset(per, place) == 100_000
    assert piece(per, place, at=100_000, data=CONTENT[100_000:]).headers["Upload-Offset"] == str(len(CONTENT))
    kept = Evidence.objects.unscoped(WHY).get()
    assert (kept.name, kept.size, kept.sha256) == ("Lønn æøå.pdf", len(CONTENT), sha256(CONTENT).hexdigest())
    assert offset(per, place) == -404
    assert len(left(settings)) == 1


def test_a_piece_that_was_cut_off_is_continued_where_it_ended(per: Client, review: Review) -> None:
    place = begun(per, review).headers["Location"]
    upload = Upload.objects.unscoped(WHY).get()
    came(upload, CONTENT[:12_345])
    assert offset(per, place) == 12_345
    assert piece(per, place, at=0, data=CONTENT).status_code == 409
    assert piece(per, place, at=12_345, data=CONTENT[12_345:]).status_code == 204
    assert Evidence.objects.unscoped(WHY).get().sha256 == sha256(CONTENT).hexdigest()


def test_pieces_lie_locked_also_when_the_ring_has_got_a_new_key(
    per: Client, review: Review, settings: Settings
) -> None:
    place = begun(per, review).headers["Location"]
    for at in range(0, 290_000, 7_777):  # no piece ends where a block of the cipher does
        piece(per, place, at=at, data=CONTENT[at : at + 7_777])
    upload = Upload.objects.unscoped(WHY).get()
    lies = uploading.path_of(upload).read_bytes()
    assert 290_000 < len(lies) < len(CONTENT)
    assert not any(lies[at : at + 16] in CONTENT for at in range(0, len(lies) - 16, 1_000))
    settings.KEYS = [new_key(), *settings.KEYS]
    assert rotate_all()["files on their way"] == 1
    settings.KEYS = settings.KEYS[:1]
    piece(per, place, at=len(lies), data=CONTENT[len(lies) :])
    assert Evidence.objects.unscoped(WHY).get().sha256 == sha256(CONTENT).hexdigest()


def test_killed_between_the_last_piece_and_the_keeping(per: Client, review: Review, settings: Settings) -> None:
    place = begun(per, review).headers["Location"]
    upload = Upload.objects.unscoped(WHY).get()
    came(upload, CONTENT)
    assert offset(per, place) == len(CONTENT)
    assert ReviewFile.objects.unscoped(WHY).count() == 1
    assert len(left(settings)) == 1


def test_the_worker_keeps_what_came_whole_and_forgets_what_nobody_continues(per: Client, review: Review) -> None:
    begun(per, review)
    whole = Upload.objects.unscoped(WHY).get()
    came(whole, CONTENT)
    begun(per, review)
    later = whole.touched_at + timedelta(days=3)
    assert [uploading.settle_uploads(later, on=TODAY) for _ in range(2)] == [2, 0]
    assert ReviewFile.objects.unscoped(WHY).count() == 1
    assert not Upload.objects.unscoped(WHY).exists()


def test_a_file_that_is_too_large_is_refused_before_a_byte_is_sent(per: Client, review: Review) -> None:
    answer = begun(per, review, size=2_000_000_000)
    assert answer.status_code == 413
    assert "500 MB" in answer.content.decode()
    assert not Upload.objects.unscoped(WHY).exists()


def test_more_than_was_told_is_not_written(per: Client, review: Review) -> None:
    place = begun(per, review, size=1_000).headers["Location"]
    piece(per, place, at=0, data=CONTENT)
    assert Evidence.objects.unscoped(WHY).get().size == 1_000


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x00\x01"])
def test_a_whole_file_that_cannot_be_kept_is_told_and_leaves_nothing(
    per: Client, review: Review, settings: Settings, data: bytes
) -> None:
    place = begun(per, review, size=len(data)).headers["Location"]
    answer = piece(per, place, at=0, data=data)
    assert answer.status_code == 422
    assert answer.content
    assert left(settings) == []
    assert not Upload.objects.unscoped(WHY).exists()


def test_another_version_of_the_protocol_is_not_spoken(per: Client, review: Review) -> None:
    place = begun(per, review).headers["Location"]
    assert per.head(place).status_code == 412
    assert per.patch(place, b"x", content_type="text/plain", headers={"Tus-Resumable": "1.0.0"}).status_code == 400


def test_given_up_it_leaves_nothing(per: Client, review: Review, settings: Settings) -> None:
    place = begun(per, review).headers["Location"]
    piece(per, place, at=0, data=CONTENT[:10])
    assert per.delete(place, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert left(settings) == []


def test_two_at_once_do_not_write_into_each_other(review: Review, per: Client) -> None:
    visitor = guest(reviews.contact_of(review))
    upload = uploading.begin_upload(guest=visitor, item_id=reviews.item(review).pk, name="a", size=10, now=NOW)

    def slow() -> Any:
        yield b"12345"
        with pytest.raises(uploading.Elsewhere):
            uploading.add_piece(guest=visitor, key=upload.key, at=0, chunks=[b"x"], now=NOW)
        yield b"67890"

    assert uploading.add_piece(guest=visitor, key=upload.key, at=0, chunks=slow(), now=NOW) == 10
    assert b"".join(uploading.unlocked(upload)) == b"1234567890"


def test_so_many_files_on_their_way_and_no_more(review: Review, per: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MOST_OPEN", 2)
    assert [begun(per, review).status_code for _ in range(3)] == [201, 201, 422]


def test_ten_thousand_uploads_meet_a_limit_and_a_page_that_stays_small(
    cast: Cast, review: Review, per: Client, django_assert_max_num_queries: Any
) -> None:
    """Two thousand are kept; the rest are refused in words; the page shows the newest of each document and counts."""
    visitor, item = guest(reviews.contact_of(review)), reviews.item(review)
    lonely = reviews.handed_in(visitor, reviews.item(review, "documents.crew_list"), b"%PDF-1.7 crew")
    first = reviews.handed_in(visitor, item)
    fields = {
        f.attname: getattr(first.evidence, f.attname) for f in Evidence._meta.concrete_fields if f.attname != "id"
    }
    made = Evidence.objects.bulk_create(
        Evidence(**{**fields, "place": f"{number:032d}", "sha256": f"{number:064d}"}) for number in range(1, 1_999)
    )
    ReviewFile.objects.bulk_create(
        ReviewFile(organisation_id=review.organisation_id, review=review, item=item, evidence=one, received_on=TODAY)
        for one in made
    )
    assert review.files.count() == handing_in.MOST_FILES
    refused = 0
    for number in range(200):
        with pytest.raises(UserCanFix, match="takes no more"):
            reviews.handed_in(visitor, item, b"%%PDF-1.7 %d" % number)
        refused += 1
    assert refused == 200
    with django_assert_max_num_queries(8):
        page = review_page(visitor, review.pk)
    shown = {one.item.document: (len(one.files), one.count) for one in page.items if one.count}
    assert shown == {"documents.payslip": (50, 1_999), "documents.crew_list": (1, 1)}
    assert lonely.evidence.name in per.get(f"/s/reviews/{review.pk}/").content.decode()
    assert len(per.get(f"/s/reviews/{review.pk}/").content) < 200_000


def test_a_photo_of_an_iphone_is_kept_as_jpeg(per: Client, review: Review) -> None:
    photo = (Path(__file__).parents[1] / "intake" / "photo.heic").read_bytes()
    place = begun(per, review, size=len(photo), name="slipp.HEIC")["Location"]
    assert piece(per, place, at=0, data=photo).status_code == 204
    item = reviews.item(review)
    sent = SimpleUploadedFile("timeliste.heic", photo)
    assert per.post(f"/s/reviews/{review.pk}/documents/{item.pk}/files/", {"files": [sent]}).status_code == 302
    kept = {one.evidence.name: one.evidence.kind for one in ReviewFile.objects.unscoped(WHY)}
    assert kept == {"slipp.jpg": "jpeg"}, "the same photo for the same document is kept once"
    assert b"HEIC" not in per.get(f"/s/reviews/{review.pk}/").content
