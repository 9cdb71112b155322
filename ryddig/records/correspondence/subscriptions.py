"""A person's own calendar address and digest: made, closed and chosen by that person alone, so without an event."""

import secrets
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Membership, User
from ryddig.records.correspondence import mails
from ryddig.records.correspondence.links import TOKEN_BYTES, hash_of
from ryddig.records.correspondence.models import Mail, Subscription
from ryddig.records.correspondence.queuing import new_mail

DIGESTS_KEPT: Final = timedelta(days=30)
_WHY: Final = "the secret says whose it is, and the worker serves every organisation"


def subscription_of(actor: Actor) -> Subscription:
    """What the person takes; made when it is first asked for."""
    rows = Subscription.objects.visible_to(actor)
    row, _made = rows.get_or_create(organisation_id=actor.organisation_id, user_id=actor.user_id)
    return row


@transaction.atomic
def make_calendar(*, actor: Actor, on: date) -> str:
    """A new secret for the calendar's address, told this once. The address before it shows nothing any more."""
    row, secret = subscription_of(actor), secrets.token_urlsafe(TOKEN_BYTES)
    row.calendar_hash, row.calendar_made_on, row.calendar_used_at = hash_of(secret), on, None
    row.save(update_fields=["calendar_hash", "calendar_made_on", "calendar_used_at"])
    return secret


def close_calendar(*, actor: Actor) -> None:
    """No address shows the person's due days."""
    Subscription.objects.visible_to(actor).filter(user_id=actor.user_id).update(calendar_hash=None)


def choose_digest(*, actor: Actor, wanted: bool) -> None:
    """Whether the person wants the mail."""
    row = subscription_of(actor)
    row.digest = wanted
    row.save(update_fields=["digest"])


def calendar_with(secret: str) -> Subscription | None:
    """Whose calendar this is; its use is noted. None for one that nobody has, or whose person has left."""
    rows = Subscription.objects.unscoped(_WHY).select_related("user", "organisation")
    row = rows.filter(calendar_hash=hash_of(secret), user__is_active=True).first()
    if row is not None:
        Subscription.objects.unscoped(_WHY).filter(id=row.pk).update(calendar_used_at=timezone.now())
    return row


def digests_due(on: date) -> list[Subscription]:
    """People who want a digest and have not been looked at today; a row is made for each new colleague."""
    members = Membership.objects.unscoped(_WHY).filter(user__is_active=True).exclude(user__email="")
    wanted = set(members.values_list("organisation_id", "user_id"))
    known = set(Subscription.objects.unscoped(_WHY).values_list("organisation_id", "user_id"))
    new = [Subscription(organisation_id=buyer, user_id=user) for buyer, user in sorted(wanted - known)]
    Subscription.objects.bulk_create(new, ignore_conflicts=True)
    rows = Subscription.objects.unscoped(_WHY).filter(Q(digested_on=None) | Q(digested_on__lt=on), digest=True)
    rows = rows.filter(user__is_active=True).exclude(user__email="").select_related("user", "organisation")
    return [row for row in rows.order_by("id") if (row.organisation_id, row.user_id) in wanted]


@transaction.atomic
def finish_digest(row: Subscription, said: str, *, on: date) -> Mail | None:
    """Today is looked at for this person, once. With something to say, a mail is queued; at most one a day."""
    rows = Subscription.objects.unscoped(_WHY).filter(Q(digested_on=None) | Q(digested_on__lt=on), id=row.pk)
    if not rows.update(digested_on=on) or not said:
        return None
    user: User = row.user
    key = f"digest:{user.pk}:{on.isoformat()}"
    mail, _made = new_mail(row.organisation_id, mails.DIGEST, key=key, user=user, note=said, params={"day_on": str(on)})
    return mail


def prune_digests(on: date) -> int:
    """Take away digests older than a month: they repeat what stands elsewhere. Returns how many."""
    old = Mail.objects.unscoped(_WHY).filter(kind=mails.DIGEST.code, queued_at__date__lt=on - DIGESTS_KEPT)
    return old.delete()[0]
