"""How an address of the portal is asked in the sweep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

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
