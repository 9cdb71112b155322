"""Entries of deviations and letters."""

from tests import letter_world
from tests.office_world import World
from tests.portal.entry import Entry


def of_deviation(world: World) -> list[object]:
    """A deviation the supplier has been written to about."""
    return [letter_world.of_world(world).deviation.pk]


def of_letter(world: World) -> list[object]:
    """The letter."""
    return [letter_world.of_world(world).letter.pk]


ENTRIES = {
    "deviation": Entry(args=of_deviation),
    "letter": Entry(args=of_letter),
    "letter_pdf": Entry(args=of_letter),
    "letter_word": Entry(args=of_letter),
}
