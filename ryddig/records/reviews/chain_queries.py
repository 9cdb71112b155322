"""Reading the chain of a contract. The viewer first, always scoped."""

from datetime import date

from ryddig.records.accounts.access import Author, Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.reviews.chain_models import ChainFirm, ChainList


def chain_of(viewer: Author, contract_id: int) -> ScopedQuerySet[ChainFirm]:
    """Every firm that is or was asked for on a contract, in the order they came; for a guest those of its supplier."""
    rows = ChainFirm.objects.visible_to(viewer).filter(contract_id=contract_id)
    if isinstance(viewer, Guest):
        rows = rows.filter(head_id=viewer.supplier_id, contract_id=viewer.contract_id)
    return rows.select_related("supplier", "head", "under__supplier", "replaces__supplier", "decided_by").order_by("id")


def chain_list(viewer: Author, contract_id: int, list_id: int) -> ChainList:
    """One list that was read. Raises ChainList.DoesNotExist for another buyer's, or another contract's."""
    rows = ChainList.objects.visible_to(viewer).select_related("actor")
    return rows.get(id=list_id, contract_id=contract_id)


def waiting_firms(viewer: Author, *, before: date) -> ScopedQuerySet[ChainFirm]:
    """Firms on running contracts that wait for an answer due by then, the oldest first."""
    rows = ChainFirm.objects.visible_to(viewer).filter(state=ChainFirm.State.ASKED, answer_by__lte=before)
    rows = rows.filter(contract__state="running")
    return rows.select_related("contract__unit", "supplier").order_by("answer_by", "id")
