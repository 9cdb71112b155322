"""Addresses of document reviews in the sweep of the portal."""

from datetime import UTC, datetime

from ryddig.records.reviews.uploading import begin_upload
from tests import review_world
from tests.office_world import World
from tests.portal.entry import Entry
from tests.portal_world import guest

TUS = {"Tus-Resumable": "1.0.0"}


def of_review(world: World) -> list[object]:
    return [review_world.of_world(world).pk]


def of_item(world: World) -> list[object]:
    review = review_world.of_world(world)
    return [review.pk, review_world.item(review).pk]


def of_file(world: World) -> list[object]:
    return [review_world.file_of(world).pk]


def of_upload(world: World) -> list[object]:
    review = review_world.of_world(world)
    visitor = guest(review_world.contact_of(review))
    item = review_world.item(review)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return [begin_upload(guest=visitor, item_id=item.pk, name="a.pdf", size=9, now=now).key]


ENTRIES: dict[str, Entry] = {
    "review": Entry(args=of_review),
    "review_done": Entry("post", of_review),
    "review_files": Entry("post", of_item),
    "review_explain": Entry("post", of_item, {"explanation": "Har ikke"}),
    "upload_begin": Entry("options", of_item, opens=(204,)),
    "upload": Entry("head", of_upload, opens=(200, 412)),
    "review_file": Entry(args=of_file),
    "review_take_back": Entry("post", of_file),
}
