"""How an address of the office is asked in the sweep. Each app's entries stand in `urls_<app>.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.test.client import MULTIPART_CONTENT

from tests.office_world import World

EVERYBODY = frozenset({"kari", "petter", "lise", "bjorn", "ada"})
MANAGERS = frozenset({"kari", "lise"})
CONTROLLERS = MANAGERS | {"petter"}
OPEN = frozenset({"login", "language", "visit_worker", "recover", "choose_password"})
Args = Callable[[World], list[object]]


@dataclass(frozen=True)
class Entry:
    """How an address is asked, by whom it answers, and whether Omar of another buyer finds nothing there.

    `refused`: what those of the buyer's own people get whom it does not answer.
    """

    allowed: frozenset[str] = EVERYBODY
    method: str = "get"
    args: Args = lambda _: []
    data: Mapping[str, object] = field(default_factory=dict)
    foreign: bool = True
    refused: int = 403
    content_type: str = MULTIPART_CONTENT


def of_contract(world: World) -> list[object]:
    return [world.cleaning.pk]
