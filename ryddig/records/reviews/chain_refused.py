"""A firm that was refused and stands in a list of who works on the contract: proposed as a deviation, once."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from ryddig.domain.law import Book
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations.models import Origin
from ryddig.records.deviations.services import Found, propose_deviation
from ryddig.records.reviews.chain_models import ChainFirm

LISTED: Final = N_(
    "%(firm)s was refused as a subcontractor on %(day)s, and a list of %(listed)s shows it on the contract."
)
WHY: Final = "firm_listed"


def propose_refused(actor: Actor, contract_id: int, *, keys: Iterable[int], book: Book, on: date) -> int:
    """Propose what a list of today shows of refused firms. `keys`: their suppliers. Returns how many there are.

    A list is no proof, so it is a question. The same refusal listed again adds nothing.
    """
    rows = ChainFirm.objects.visible_to(actor).filter(contract_id=contract_id, supplier_id__in=list(keys))
    newest = {row.supplier_id: row for row in rows.select_related("supplier").order_by("id")}
    refused = [row for row in newest.values() if row.state == ChainFirm.State.REFUSED]
    for row in refused:
        found = Found(
            origin=Origin.CHAIN_FIRM,
            origin_id=row.pk,
            key=f"chain:{row.pk}",
            rule=row.rule,
            text=Message(LISTED, {"firm": row.supplier.name, "day": row.decided_on, "listed": on}),
            certain=False,
            why=WHY,
            lawbook_version=book.version,
            supplier_id=row.head_id,
            firm_id=row.supplier_id,
        )
        propose_deviation(author=actor, contract_id=contract_id, found=found, on=on)
    return len(refused)
