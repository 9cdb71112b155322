"""Entries of the dialogue with the supplier."""

from tests.house.url_entry import CONTROLLERS, MANAGERS, Entry, of_contract
from tests.office_world import World

KARI = frozenset({"kari"})


def of_meeting(world: World) -> list[object]:
    return [world.cleaning.pk, world.talk.meeting.pk]


def of_decision(world: World) -> list[object]:
    return [world.cleaning.pk, world.talk.decision.pk]


def of_expectation(world: World) -> list[object]:
    return [world.cleaning.pk, world.talk.expectation.pk]


def of_change(world: World) -> list[object]:
    return [world.cleaning.pk, world.talk.change.pk]


def of_time(world: World) -> list[object]:
    return [world.cleaning.pk, world.talk.time.pk]


ENTRIES = {
    "dialogue": Entry(args=of_contract),
    "meeting": Entry(args=of_meeting),
    "meeting_agenda": Entry(CONTROLLERS, "post", of_meeting, {"choice": "renew"}),
    "meeting_file": Entry(args=lambda world: [*of_meeting(world), "docx"]),
    "meeting_decision": Entry(CONTROLLERS, "post", of_decision, {"choice": "drop"}),
    "talks": Entry(args=of_contract),
    "expect": Entry(CONTROLLERS, "post", of_contract, {"text": "Svar"}),
    "expect_withdraw": Entry(CONTROLLERS, "post", of_expectation),
    "changes": Entry(args=of_contract),
    "change_decide": Entry(MANAGERS, "post", of_change, {"choice": "reject"}),
    "evaluation": Entry(MANAGERS, "post", of_contract, {"e-reached": "yes"}),
    "time_spent": Entry(args=of_contract),
    "time_take_back": Entry(KARI, "post", of_time, refused=404),
}
