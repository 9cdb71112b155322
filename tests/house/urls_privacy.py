"""Entries of what is kept of persons: the coordinator's."""

from tests.house.url_entry import Entry

COORDINATOR = frozenset({"lise"})
ENTRIES = {
    "privacy": Entry(COORDINATOR, foreign=False),
    "privacy_copy": Entry(COORDINATOR, "post", data={"words": "Ola Prøve"}, foreign=False),
    "privacy_paper": Entry(COORDINATOR, args=lambda _: ["record"], foreign=False),
}
