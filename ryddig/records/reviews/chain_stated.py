"""What the supplier states of its chain in a self-report, as a list to compare with the chain we know."""

from hashlib import sha256
from json import dumps

from ryddig.domain.answers import Row
from ryddig.domain.chain_tree import ListedFirm
from ryddig.domain.law import Book
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Supplier
from ryddig.records.reviews.chain_lists import SELF_REPORT, ListRead, key_of
from ryddig.records.selfreports.queries import chain_stated


def stated_list(viewer: Actor, contract_id: int, *, book: Book) -> ListRead | None:
    """The firms of the newest self-report that names any; None where none does. `file_name` is the day it came."""
    report, rows = chain_stated(viewer, contract_id, book=book)
    if report is None:
        return None
    head = report.request.supplier
    return ListRead(
        kind=SELF_REPORT,
        file_name=report.delivered_on.isoformat(),
        sha256=sha256(dumps([dict(row) for row in rows], sort_keys=True, default=str).encode()).hexdigest(),
        firms=tuple({one.key: one for one in (_listed(row, head) for row in rows) if one.key}.values()),
        head_id=head.pk,
        told={_key(row): {"role": str(row.get("role", "")), "task": str(row.get("task", ""))} for row in rows},
    )


def _key(row: Row) -> str:
    return key_of(str(row.get("orgnr", "")), str(row.get("firm", "")))


def _listed(row: Row, head: Supplier) -> ListedFirm:
    """One row of the table. A firm that works for nobody named works for the supplier itself."""
    orgnr = str(row.get("orgnr", ""))
    above = str(row.get("works_for") or "") or key_of(head.orgnr or "", head.name)
    return ListedFirm(_key(row), orgnr, str(row.get("firm", "")) or orgnr, above=above)
