"""The chain of subcontractors on the guest's desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.records.accounts.access import Guest
from ryddig.records.reviews.chain import live
from ryddig.records.reviews.chain_models import ChainFirm


def chain_items(guest: Guest, _on: date) -> Iterator[DeskItem]:
    """One line: what waits for the buyer, or how many firms are approved."""
    rows = list(live(guest, guest.contract_id))
    waiting = [row for row in rows if row.state == ChainFirm.State.ASKED]
    title, url = gettext("Your subcontractors"), reverse("portal:chain")
    if waiting:
        said = ngettext("%(n)s firm waits for approval.", "%(n)s firms wait for approval.", len(waiting))
        yield DeskItem(title, said % {"n": len(waiting)}, url, Turn.BUYER, waiting[0].answer_by)
        return
    said = ngettext("%(n)s firm is approved.", "%(n)s firms are approved.", len(rows)) % {"n": len(rows)}
    if not rows:
        said = gettext("None is registered. Ask here before you use one.")
    yield DeskItem(title, said, url, Turn.NOBODY)
