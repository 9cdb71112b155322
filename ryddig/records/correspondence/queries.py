"""Reading contacts, links and mail: the viewer first, always scoped."""

from collections.abc import Collection
from typing import Final

from django.db.models import Prefetch

from ryddig.records.accounts.access import Actor, Author
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink

UNSENT: Final = (Mail.State.QUEUED, Mail.State.SENDING, Mail.State.FAILED, Mail.State.GIVEN_UP)


def contacts_of(viewer: Author, contract_id: int, supplier_id: int | None = None) -> ScopedQuerySet[SupplierContact]:
    """Whom we write to about a contract: at one supplier, or at every one. Those that are shredded are left out."""
    rows = SupplierContact.objects.visible_to(viewer).filter(contract_id=contract_id, shredded_on=None)
    if supplier_id is not None:
        rows = rows.filter(supplier_id=supplier_id)
    return rows.select_related("supplier").order_by("supplier_id", "name", "id")


def contacts_with_links(viewer: Actor, contract_id: int) -> ScopedQuerySet[SupplierContact]:
    """The same, each with its links, newest first."""
    links = SupplierLink.objects.visible_to(viewer).order_by("-id")
    return contacts_of(viewer, contract_id).prefetch_related(Prefetch("links", queryset=links))


def mails_of(viewer: Actor, *, contract_id: int | None = None, states: Collection[str] = ()) -> ScopedQuerySet[Mail]:
    """Mail to suppliers, newest first: of one contract or of all, in these states or in any."""
    rows = Mail.objects.visible_to(viewer).filter(contact__isnull=False)
    if contract_id is not None:
        rows = rows.filter(contract_id=contract_id)
    if states:
        rows = rows.filter(state__in=list(states))
    return rows.select_related("organisation", "contract__unit", "supplier", "contact").order_by("-id")
