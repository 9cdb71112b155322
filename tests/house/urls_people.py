"""Entries of the buyer's people."""

from ryddig.records.accounts.models import Membership
from tests.house.url_entry import Entry
from tests.office_world import WHY, World

COORDINATOR = frozenset({"lise"})


def of_user(world: World) -> list[object]:
    return [world.cast.petter.user_id]


def of_seat(world: World) -> list[object]:
    return [Membership.objects.unscoped(WHY).filter(user_id=world.cast.petter.user_id).order_by("id")[0].pk]


ENTRIES = {
    "people": Entry(foreign=False),
    "seat_give": Entry(COORDINATOR, "post", of_user, {"role": "leader", "unit": ""}),
    "person_again": Entry(COORDINATOR, "post", of_user),
    "seat_end": Entry(COORDINATOR, "post", of_seat),
    "recover": Entry(foreign=False),
    "choose_password": Entry(args=lambda _: ["MQ", "x-y"], foreign=False),
}
