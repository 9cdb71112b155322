"""The sweep's entries for document reviews."""

from tests import review_world
from tests.house.url_entry import CONTROLLERS, Entry, of_contract
from tests.office_world import World


def of_review(world: World) -> list[object]:
    return [world.cleaning.pk, review_world.of_world(world).pk]


def of_item(world: World) -> list[object]:
    review = review_world.of_world(world)
    return [world.cleaning.pk, review.pk, review_world.item(review).pk]


ENTRIES = {
    "reviews": Entry(args=of_contract),
    "review_new": Entry(CONTROLLERS, args=of_contract),
    "review": Entry(args=of_review),
    "review_edit": Entry(CONTROLLERS, args=of_review),
    "review_send": Entry(CONTROLLERS, "post", of_review, {"seen": "1"}),
    "review_pick": Entry(CONTROLLERS, "post", of_review, {"seen": "1", "pick-workers": "7"}),
    "review_again": Entry(CONTROLLERS, "post", of_review, {"again-seen": "1", "again-message": "Mer"}),
    "review_withdraw": Entry(CONTROLLERS, "post", of_review, {"seen": "1"}),
    "review_close": Entry(CONTROLLERS, "post", of_review, {"close-seen": "1", "close-conclusion": "Ferdig"}),
    "review_pay": Entry(CONTROLLERS, "post", of_review),
    "review_decide": Entry(CONTROLLERS, "post", of_item),
    "review_add": Entry(CONTROLLERS, "post", of_item),
    "review_paper": Entry(CONTROLLERS, "post", of_item, {"paper": ""}),
}
