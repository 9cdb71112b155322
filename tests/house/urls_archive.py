"""Entries of the archive."""

from tests import archive_world
from tests.house.url_entry import MANAGERS, Entry, of_contract
from tests.office_world import World


def of_message(world: World) -> list[object]:
    return [world.cleaning.pk, archive_world.of_world(world).pk]


ENTRIES = {
    "archive": Entry(args=of_contract),
    "archive_answer": Entry(MANAGERS, "post", of_message, {"case_number": "2026/123", "record_number": "2026/9"}),
}
