"""The sweep's entries for letters and money."""

from tests import letter_world
from tests.cast import TODAY
from tests.house.url_entry import CONTROLLERS, MANAGERS, Entry, of_contract
from tests.office_world import World


def of_new(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).deviation.pk, "notice"]


def of_draft(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).draft.pk]


def of_letter(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).letter.pk]


def of_deviation(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).deviation.pk]


def of_term(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.of_world(world).term.pk]


def of_incentive(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.bonus_of(world).pk]


def of_claim(world: World) -> list[object]:
    return [world.cleaning.pk, letter_world.claim_of(world).pk, "stop"]


ENTRIES: dict[str, Entry] = {
    "letter_new": Entry(CONTROLLERS, args=of_new),
    "letter_draft": Entry(CONTROLLERS, args=of_draft),
    "letter_preview": Entry(CONTROLLERS, args=of_draft),
    "letter_discard": Entry(CONTROLLERS, "post", of_draft),
    "letter": Entry(args=of_letter),
    "incentives": Entry(args=of_contract),
    "incentive_lighter": Entry(MANAGERS, "post", of_contract, {"reason": "Rene resultater."}),
    "incentive_bonus": Entry(MANAGERS, "post", of_contract, {"reason": "Målt."}),
    "incentive_reference": Entry(CONTROLLERS, "post", of_contract, {"language": "nb"}),
    "incentive_decide": Entry(
        frozenset({"kari", "lise", "bjorn"}), "post", of_incentive, {"reason": "Nei.", "choice": "no"}
    ),
    "terms": Entry(args=of_contract),
    "term_withdraw": Entry(MANAGERS, "post", of_term, {"why": "Lest feil."}),
    "money": Entry(args=of_deviation),
    "money_claim": Entry(MANAGERS, "post", of_deviation, {"reason": "Ikke rettet."}),
    "money_repayment": Entry(
        MANAGERS,
        "post",
        of_deviation,
        {"amount": "1", "workers": "1", "paid_on": TODAY.isoformat(), "kept_at": "26/1"},
    ),
    "money_entry": Entry(MANAGERS, "post", of_claim, {"last": TODAY.isoformat(), "reason": "Enighet."}),
}
