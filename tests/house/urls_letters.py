"""The sweep's entries for letters and money."""

from tests import letter_world
from tests.house.url_entry import CONTROLLERS, Entry
from tests.office_world import World


def of_new(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).deviation.pk, "notice"]


def of_draft(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).draft.pk]


def of_letter(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).letter.pk]


ENTRIES: dict[str, Entry] = {
    "letter_new": Entry(CONTROLLERS, args=of_new),
    "letter_draft": Entry(CONTROLLERS, args=of_draft),
    "letter_preview": Entry(CONTROLLERS, args=of_draft),
    "letter_discard": Entry(CONTROLLERS, "post", of_draft),
    "letter": Entry(args=of_letter),
}
