"""The sweep's entries for deviations."""

from tests.house.url_entry import CONTROLLERS, MANAGERS, Entry, of_contract
from tests.office_world import World


def of_deviation(world: World) -> list[object]:
    return [world.cleaning.pk, world.deviations.row.pk]


def of_proposal(world: World) -> list[object]:
    return [world.cleaning.pk, world.deviations.proposal.pk]


def of_term(world: World) -> list[object]:
    return [world.cleaning.pk, world.deviations.term.pk]


ENTRIES: dict[str, Entry] = {
    "all_deviations": Entry(foreign=False),
    "deviations": Entry(args=of_contract),
    "deviation_open": Entry(MANAGERS, args=of_contract),
    "deviation_note": Entry(CONTROLLERS, args=of_contract),
    "proposal_aside": Entry(MANAGERS, "post", of_proposal, {"reason": "Rettet i lønnskjøringen."}),
    "deviation": Entry(args=of_deviation),
    "deviation_act": Entry(
        MANAGERS,
        "post",
        lambda world: [*of_deviation(world), "regrade"],
        {"grade": "major", "reason": "Gjelder flere."},
    ),
    "deviation_from_pay": Entry(CONTROLLERS, "post", lambda world: [world.cleaning.pk, world.pay.pk]),
    "agreed_terms": Entry(args=of_contract),
    "agreed_term": Entry(CONTROLLERS, "post", of_term, {"choice": "withdraw"}),
}
