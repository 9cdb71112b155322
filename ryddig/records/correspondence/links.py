"""Personal links: made when a mail is sent, opened in the portal, withdrawn by a person or when the contact goes.

A token is in the mail and nowhere else. Whoever holds it is the guest of one supplier's desk on one contract.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone

from ryddig.records.accounts.access import Author, Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink

TOKEN_BYTES: Final = 32
LINK_DAYS: Final = 60
"""How long a link opens when nobody says otherwise."""
_WHY: Final = "whose link it is follows from the token"


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that somebody came with, and whether it still opens: `open`, `expired` or `withdrawn`."""

    link: SupplierLink
    state: str

    @property
    def guest(self) -> Guest:
        """Who it lets in. Only for one that is `open`."""
        return guest_of_link(self.link)


def hash_of(token: str) -> str:
    """What the database knows of a token."""
    return sha256(token.encode()).hexdigest()


def mint_link(
    *, contact: SupplierContact, on: date, until: date | None = None, mail: Mail | None = None
) -> tuple[SupplierLink, str]:
    """A new link for a contact, and its token, which is told this once. `until`: its last day."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = SupplierLink.objects.create(
        organisation_id=contact.organisation_id,
        contract_id=contact.contract_id,
        supplier_id=contact.supplier_id,
        contact=contact,
        mail=mail,
        token_hash=hash_of(token),
        made_at=timezone.now(),
        expires_on=max(until or on, on + timedelta(days=LINK_DAYS)),
    )
    return link, token


def open_token(token: str, *, on: date) -> Opened | None:
    """The link with this token; None when there is none. Its use is noted, its first use stands in the chain."""
    link = _links().filter(token_hash=hash_of(token)).first()
    if link is None:
        return None
    opened = Opened(link, state_of(link, on))
    if opened.state == "open":
        _note_use(link, on=on)
    return opened


def open_links(ids: list[int], *, on: date) -> list[SupplierLink]:
    """Those of these links that still open, in the order given. For the session of somebody who came with them."""
    found = {link.pk: link for link in _links().filter(id__in=ids)}
    return [found[number] for number in ids if number in found and state_of(found[number], on) == "open"]


def state_of(link: SupplierLink, on: date) -> str:
    """`withdrawn` goes before `expired`: a new link is not offered for one that somebody took away."""
    if link.revoked_at is not None:
        return "withdrawn"
    return "expired" if link.expires_on < on else "open"


def guest_of_link(link: SupplierLink) -> Guest:
    """The guest that a link lets in."""
    return Guest(
        organisation_id=link.organisation_id,
        contract_id=link.contract_id,
        supplier_id=link.supplier_id,
        link_id=link.pk,
        language=link.contact.language,
    )


def revoke(links: ScopedQuerySet[SupplierLink], *, why: SupplierLink.Why) -> int:
    """Let these links open nothing any more. Within the caller's transaction, who also writes the event."""
    return links.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_why=why)


def links_of(contact: SupplierContact) -> ScopedQuerySet[SupplierLink]:
    """Every link of a contact, newest first."""
    return SupplierLink.objects.visible_to(contact).filter(contact=contact).order_by("-id")


def _links() -> ScopedQuerySet[SupplierLink]:
    return SupplierLink.objects.unscoped(_WHY).select_related("organisation", "contract", "supplier", "contact")


def _note_use(link: SupplierLink, *, on: date) -> None:
    now, first = timezone.now(), link.first_used_at is None
    with transaction.atomic():
        rows = SupplierLink.objects.unscoped(_WHY).filter(id=link.pk)
        rows.update(last_used_at=now)
        if first and rows.filter(first_used_at=None).update(first_used_at=now):
            _record_first_use(link, author=guest_of_link(link), on=on)


def _record_first_use(link: SupplierLink, *, author: Author, on: date) -> None:
    details = {"opened": link.pk, "supplier": link.supplier_id}
    record_event(Entry(events.LINK_OPENED, "contract", link.contract_id, details=details), actor=author, on=on)
