"""Entries of the supplier's chain."""

from tests.office_world import World
from tests.portal.entry import Entry


def of_firm(world: World) -> list[object]:
    return [world.chain_firm.pk]


ENTRIES = {
    "chain": Entry(),
    "chain_end": Entry("post", of_firm),
}
