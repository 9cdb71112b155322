"""Reading what is kept of files. The viewer first, always scoped."""

from datetime import date

from ryddig.records.accounts.access import Author
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.evidence.models import Evidence


def evidence_of(viewer: Author, contract_id: int) -> ScopedQuerySet[Evidence]:
    """Files of one contract, newest first, with who handed them over."""
    rows = Evidence.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("received_by", "shredded_by").order_by("-id")


def due_to_shred(on: date) -> ScopedQuerySet[Evidence]:
    """Files of every organisation whose last day has passed."""
    rows = Evidence.objects.unscoped("the shredder serves every organisation")
    return rows.filter(shredded_on=None, keep_until__lt=on)


def waiting_for_scan() -> ScopedQuerySet[Evidence]:
    """Files of every organisation that the virus scanner has not looked at, oldest first."""
    rows = Evidence.objects.unscoped("the worker scans every organisation's files")
    return rows.filter(scan=Evidence.Scan.WAITING, shredded_on=None).order_by("id")
