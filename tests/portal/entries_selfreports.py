"""Addresses of self-reports in the sweep of the portal."""

from tests.office_world import World
from tests.portal.entry import Entry


def of_report(world: World) -> list[object]:
    return [world.self_report.pk]


ENTRIES: dict[str, Entry] = {
    "report": Entry(args=of_report),
    "report_check": Entry(args=of_report),
    "report_sheet": Entry(args=of_report),
    "report_all": Entry(args=of_report),
    "report_section": Entry(args=lambda world: [*of_report(world), "workers"]),
    "report_fill_in": Entry("post", of_report),
    "report_forget": Entry("post", of_report, {"number": "1"}),
    "report_reuse": Entry("post", of_report, {"allowed": "no"}),
    "report_deliver": Entry("post", of_report, {"number": "0"}),
}
