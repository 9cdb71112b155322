"""The crew list of a visit out of a file: how many of each firm, set into the rows where the controllers count."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import ContractSupplier
from ryddig.records.visits import events
from ryddig.records.visits.facts import listed
from ryddig.records.visits.models import Visit, VisitField
from ryddig.records.visits.queries import values_of
from ryddig.records.visits.receiving import Receiving, Typed, need_controller
from ryddig.records.visits.services import locked, need_running, record

DEVICE: Final = "crew-list"
SUPPLIER: Final = "supplier"
ROW_LENGTH: Final = 16
NAME_LENGTH: Final = 200


@transaction.atomic
def receive_crew_list(
    *, actor: Actor, visit_id: int, firms: Mapping[str, int], digest: str, at: int, on: date
) -> list[str]:
    """Set how many of each firm the list has. A firm that is counted already keeps its row; a list read again gives the
    newest figures. `digest`: SHA-256 of the file, which is not kept; `at`: the clock in milliseconds, as a telephone's.

    Raises UserCanFix when the visit is over. Returns the rows' ids.
    """
    visit = locked(actor, visit_id)
    need_controller(actor, visit)
    need_running(visit)
    rows = {row.key: row for row in VisitField.objects.visible_to(actor).filter(visit=visit)}
    named = _named(actor, visit, firms)
    work = Receiving(actor, visit, device=DEVICE, rows=rows)
    known = {row.get("firm", "").strip().casefold(): row["id"] for row in listed("crew", values_of(actor, visit))}
    ids = {name: known.get(name.casefold(), _row_id(name)) for name in named}
    for typed in _typed(named, ids, versions={key: row.version for key, row in rows.items()}, at=at):
        work.take(typed, ())
    details = {"sha256": digest, "firms": len(named), "people": sum(named.values())}
    record(events.CREW_LIST_READ, visit, by=actor, on=on, details=details)
    return list(ids.values())


def _named(actor: Actor, visit: Visit, firms: Mapping[str, int]) -> dict[str, int]:
    """A number that the contract knows becomes the firm's name; people without a firm are the only supplier's."""
    links = ContractSupplier.objects.visible_to(actor).filter(contract_id=visit.contract_id).select_related("supplier")
    known = list(links.order_by("id"))
    names = {link.supplier.orgnr: link.supplier.name for link in known if link.supplier.orgnr}
    heads = {link.supplier.name for link in known if link.role == SUPPLIER}
    names[""] = heads.pop() if len(heads) == 1 else gettext("Firm not stated")
    found: dict[str, int] = {}
    for name, people in firms.items():
        shown = names.get(name, name)
        found[shown] = found.get(shown, 0) + people
    return found


def _typed(
    firms: Mapping[str, int], ids: Mapping[str, str], *, versions: Mapping[str, int], at: int
) -> Iterator[Typed]:
    """The figure always; the name of a firm that is new; and a firm that was taken out is there again."""
    for place, (name, people) in enumerate(firms.items()):
        keys = {field: f"crew.{ids[name]}.{field}" for field in ("firm", "listed", "gone")}
        if keys["firm"] not in versions:
            yield Typed(keys["firm"], name[:NAME_LENGTH], 0, at + place)
        yield Typed(keys["listed"], str(people), versions.get(keys["listed"], 0), at + place)
        if keys["gone"] in versions:
            yield Typed(keys["gone"], "", versions[keys["gone"]], at + place)


def _row_id(name: str) -> str:
    return sha256(name.casefold().encode()).hexdigest()[:ROW_LENGTH]


def listed_firms(viewer: Actor, visit: Visit) -> list[tuple[str, str]]:
    """Firm and how many the list has, in the order they were begun."""
    rows = listed("crew", values_of(viewer, visit))
    return [(row.get("firm", ""), row["listed"]) for row in rows if row.get("listed")]
