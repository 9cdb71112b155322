"""Mail as rows: made once per key, and withdrawn while it waits."""

import secrets
from datetime import date
from typing import Any, Final

from django.utils import timezone

from ryddig.records.accounts.access import Author
from ryddig.records.accounts.models import User
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.correspondence import events
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import Mail, SupplierContact

WAITING: Final = (Mail.State.QUEUED, Mail.State.SENDING, Mail.State.FAILED, Mail.State.GIVEN_UP)
NONCE_BYTES: Final = 12


def new_mail(
    organisation_id: int,
    kind: MailKind,
    *,
    key: str,
    contact: SupplierContact | None = None,
    user: User | None = None,
    **more: Any,
) -> tuple[Mail, bool]:
    """The mail with this key, and whether it is new. Within the caller's transaction."""
    now = timezone.now()
    to = contact if contact is not None else user
    made: dict[str, Any] = {
        "kind": kind.code,
        "contact": contact,
        "user": user,
        "contract_id": contact.contract_id if contact is not None else None,
        "supplier_id": contact.supplier_id if contact is not None else None,
        "language": to.language if to is not None else "nb",
        "message_id": secrets.token_urlsafe(NONCE_BYTES),
        "queued_at": now,
        "next_try_at": now,
    }
    rows = Mail.objects.unscoped("the key is the buyer's")
    return rows.get_or_create(organisation_id=organisation_id, key=key, defaults={**made, **more})


def withdraw_mails(contact: SupplierContact, *, by: Author, on: date) -> int:
    """Let mail to this contact that has not gone out stay here. Within the caller's transaction."""
    rows = Mail.objects.visible_to(contact).filter(contact=contact, state__in=WAITING)
    numbers = list(rows.order_by("id").values_list("id", flat=True))
    rows.update(state=Mail.State.WITHDRAWN, next_try_at=None)
    entries = [
        Entry(events.MAIL_WITHDRAWN, "contract", contact.contract_id, details={"mail": number}) for number in numbers
    ]
    record_events(entries, actor=by, on=on)
    return len(numbers)
