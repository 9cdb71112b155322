"""How each resource is asked in the sweep: its path, and who of the buyer's people it answers with a good answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.office_world import World

READERS = frozenset({"kari", "petter", "lise", "bjorn", "ada"})
MANAGERS = frozenset({"kari", "lise"})


@dataclass(frozen=True)
class Entry:
    """One operation. `foreign`: it names a row, which another buyer's key does not find."""

    path: Callable[[World], str]
    allowed: frozenset[str] = READERS
    body: Callable[[World], dict[str, Any]] | None = None
    foreign: bool = False


def new_contract(world: World) -> dict[str, Any]:
    """What the smallest contract says."""
    return {"unit_id": world.cast.property.pk, "reference": "API-1", "title": "Snømåking i tenkt sone"}


def new_import(world: World) -> dict[str, Any]:
    """One new contract and one that is known."""
    rows = [{"reference": "API-2", "title": "Brøyting"}, {"reference": "K-1", "title": "Renhold av alle skoler"}]
    return {"unit_id": world.cast.property.pk, "store": True, "contracts": rows}


def _of_contract(part: str) -> Callable[[World], str]:
    return lambda world: f"/contracts/{world.cleaning.pk}{part}"


ENTRIES: dict[str, Entry] = {
    "get_me": Entry(lambda _: "/me"),
    "list_contracts": Entry(lambda _: "/contracts"),
    "get_contract": Entry(_of_contract(""), foreign=True),
    "get_duties": Entry(_of_contract("/duties"), foreign=True),
    "get_risk": Entry(_of_contract("/risk"), foreign=True),
    "get_plan": Entry(_of_contract("/plan"), foreign=True),
    "get_proof": Entry(_of_contract("/proof"), foreign=True),
    "register_contract": Entry(lambda _: "/contracts", MANAGERS, new_contract, foreign=True),
    "import_contracts": Entry(lambda _: "/imports", MANAGERS, new_import, foreign=True),
    "list_plan": Entry(lambda _: "/plan"),
    "list_deviations": Entry(lambda _: "/deviations"),
    "list_findings": Entry(lambda _: "/findings"),
    "list_signals": Entry(lambda _: "/signals"),
    "get_totals": Entry(lambda _: "/totals"),
}
