"""Entries of the chain of subcontractors."""

from tests.house.url_entry import CONTROLLERS, MANAGERS, Entry, of_contract
from tests.office_world import World


def of_firm(world: World) -> list[object]:
    return [world.cleaning.pk, world.chain_firm.pk]


def of_list(world: World) -> list[object]:
    return [world.cleaning.pk, world.chain_list.pk]


ENTRIES = {
    "chain": Entry(args=of_contract),
    "chain_decide": Entry(
        MANAGERS, "post", of_firm, {"choice": "refuse", "version": "1", "reason": "Nei.", "clause": "8"}
    ),
    "chain_end": Entry(CONTROLLERS, "post", of_firm),
    "chain_stated": Entry(CONTROLLERS, "post", of_contract),
    "chain_read": Entry(CONTROLLERS, "post", of_contract),
    "chain_list": Entry(args=of_list),
    "chain_store": Entry(CONTROLLERS, "post", of_list),
    "chain_discard": Entry(CONTROLLERS, "post", of_list),
}
