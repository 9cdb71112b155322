"""Addresses of self-reports in the sweep of the office."""

from tests.house.url_entry import CONTROLLERS, Entry, of_contract
from tests.office_world import World


def of_sent(world: World) -> list[object]:
    return [world.cleaning.pk, world.self_report.pk]


ENTRIES: dict[str, Entry] = {
    "self_reports": Entry(args=of_contract),
    "self_report_new": Entry(CONTROLLERS, args=of_contract),
    "self_report": Entry(args=of_sent),
    "self_report_remind": Entry(CONTROLLERS, "post", of_sent),
    "self_report_move": Entry(CONTROLLERS, "post", of_sent, {"due_on": "2027-03-01"}),
    "self_report_close": Entry(CONTROLLERS, "post", of_sent),
    "self_report_withdraw": Entry(CONTROLLERS, "post", of_sent),
}
