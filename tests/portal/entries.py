"""How each address of the portal is asked. An app adds its own in `entries_<app>.py` and merges them into ENTRIES."""

from ryddig.records.correspondence.models import SupplierLink
from tests.office_world import World
from tests.portal import entries_chain, entries_deviations, entries_dialogue, entries_reviews, entries_selfreports
from tests.portal.entry import Entry


def own_link(world: World) -> list[object]:
    """The newest link of Ola's."""
    links = SupplierLink.objects.unscoped("the tests look at everything").filter(contract=world.cleaning)
    return [links.order_by("-id")[0].pk]


ENTRIES: dict[str, Entry] = {
    "desk": Entry(),
    "people": Entry(),
    "other": Entry("post", own_link),
    **entries_chain.ENTRIES,
    **entries_dialogue.ENTRIES,
    **entries_deviations.ENTRIES,
    **entries_selfreports.ENTRIES,
    **entries_reviews.ENTRIES,
}
NO_LINK_NEEDED = frozenset({"enter", "new_link", "unknown", "language", "leave"})
"""What somebody without a link may ask. A new address here wants a reason."""
ASKS_ABOUT_COOKIE = frozenset({"other"})
"""Names a row, and answers by what the browser has come with: it changes nothing for anybody else."""
