"""How each address of the portal is asked. An app adds its own in `entries_<app>.py` and merges them into ENTRIES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ryddig.records.correspondence.models import SupplierLink
from tests.office_world import World

Args = Callable[[World], list[object]]


@dataclass(frozen=True)
class Entry:
    """How an address is asked by the supplier's own guest. `args` name rows of the supplier of `world.cleaning`; where
    there are any, no other guest finds them. `opens`: what the guest is answered."""

    method: str = "get"
    args: Args = lambda _: []
    data: Mapping[str, Any] = field(default_factory=dict)
    opens: tuple[int, ...] = (200, 302)


def own_link(world: World) -> list[object]:
    """The newest link of Ola's."""
    links = SupplierLink.objects.unscoped("the tests look at everything").filter(contract=world.cleaning)
    return [links.order_by("-id")[0].pk]


ENTRIES: dict[str, Entry] = {
    "desk": Entry(),
    "people": Entry(),
    "other": Entry("post", own_link),
}
NO_LINK_NEEDED = frozenset({"enter", "new_link", "unknown", "language", "leave"})
"""What somebody without a link may ask. A new address here wants a reason."""
ASKS_ABOUT_COOKIE = frozenset({"other"})
"""Names a row, and answers by what the browser has come with: it changes nothing for anybody else."""
