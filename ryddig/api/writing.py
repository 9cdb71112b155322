"""A change that is asked for twice is done once: the caller sends a key of its own with it (`Idempotency-Key`)."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from django.db import transaction
from django.utils import timezone
from ninja import Header
from pydantic import StringConstraints

from ryddig.api.keys import ApiRequest
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.accounts.models import ApiWrite

IdempotencyKey = Header[Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=r"^[A-Za-z0-9._:-]+$")]]


@transaction.atomic
def once(request: ApiRequest, key: str, change: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do the change and keep its answer, or give the answer that was kept. What fails is not kept and may be tried
    again under the same key.

    Raises NotAllowed for a key that only reads, UserCanFix when the idempotency key came with another request.
    """
    token = request.auth.token
    if not token.may_write:
        text = N_("This API key reads and does not change.")
        raise NotAllowed("api.reads_only", text, hint=N_("Make a key that may change, on the page with API keys."))
    said = sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    row, new = ApiWrite.objects.visible_to(request.auth.actor).get_or_create(
        token=token,
        key=key,
        defaults={"organisation_id": token.organisation_id, "request": said, "at": timezone.now()},
    )
    if new:
        row.answer = change()
        row.save(update_fields=["answer"])
    elif row.request != said:
        text = N_("This Idempotency-Key came with another request before.")
        raise UserCanFix("api.key_used", text, hint=N_("Use a new key for a new change."))
    return dict(row.answer)
