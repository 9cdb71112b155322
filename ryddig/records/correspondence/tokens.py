"""Keys to the API: made by a person for one of their own seats, or by the coordinator for another system.

A key reaches what its seat reaches that day, and never more: no lent seats, no other seats of the person. It is shown
once; what is kept cannot be turned back into it.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, actor_in, may, require
from ryddig.records.accounts.models import ApiToken, ApiWrite, Membership, Organisation, Role, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.people import NAME, ROLES, NewSeat, seat_person

PREFIX = "ryd_"
SHOWN = 10
LONGEST = timedelta(days=366)
MOST_A_MINUTE = 300
WRITES_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a key is for: a name to know it by, whether it may change anything, and its last day."""

    name: str
    may_write: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class Caller:
    """Who came with a key."""

    actor: Actor
    organisation: Organisation
    token: ApiToken


def tokens_of(viewer: Actor) -> ScopedQuerySet[ApiToken]:
    """One's own keys, and everybody's for those who keep them; those that are over stand last."""
    rows = ApiToken.objects.visible_to(viewer)
    if not may(viewer, Action.KEEP_TOKENS, Case(viewer.organisation_id)):
        rows = rows.filter(membership__user_id=viewer.user_id)
    return rows.select_related("membership__user", "membership__unit").order_by(
        F("revoked_on").asc(nulls_first=True), "-made_on", "-id"
    )


def seats_for_keys(viewer: Actor) -> list[Membership]:
    """Seats that the viewer may make a key for: their own, and those of systems for those who keep them."""
    rows = Membership.objects.visible_to(viewer).exclude(role=Role.EXTERNAL_AUDITOR).select_related("user", "unit")
    keeps = bool(may(viewer, Action.KEEP_TOKENS, Case(viewer.organisation_id)))
    return [row for row in rows.order_by("id") if row.user_id == viewer.user_id or (keeps and row.user.is_system)]


@transaction.atomic
def let_system_in(*, actor: Actor, name: str, seat: NewSeat, on: date) -> Membership:
    """A system with a role, to make keys for. It has no password and no address: nobody logs in as it."""
    require(actor, Action.KEEP_TOKENS, Case(actor.organisation_id))
    told = " ".join(name.split())[:NAME]
    if not told or seat.role not in ROLES:
        raise UserCanFix("token.system_incomplete", N_("Write what the system is called, and choose a role."))
    user = User(username=f"system-{secrets.token_hex(8)}", first_name=told, is_system=True)
    user.set_unusable_password()
    user.save()
    return seat_person(actor, user, seat, on=on)


@transaction.atomic
def make_token(*, actor: Actor, membership_id: int, key: NewKey, on: date) -> tuple[ApiToken, str]:
    """A new key, and the key itself: the only time it is seen.

    Raises Membership.DoesNotExist for a seat that is not the actor's to use, UserCanFix without a name or with a last
    day that is past or more than a year ahead.
    """
    seat = next((row for row in seats_for_keys(actor) if row.pk == membership_id), None)
    if seat is None:
        raise Membership.DoesNotExist
    name = " ".join(key.name.split())[:80]
    if not name:
        raise UserCanFix("token.no_name", N_("Write what the key is for."))
    if not on <= key.expires_on <= on + LONGEST:
        raise UserCanFix("token.days", N_("The last day must be today or later, and within a year."))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.visible_to(actor).create(
        organisation_id=actor.organisation_id,
        membership=seat,
        name=name,
        digest=digest_of(secret),
        shown=secret[:SHOWN],
        may_write=key.may_write,
        made_by_id=actor.user_id,
        made_on=on,
        expires_on=key.expires_on,
    )
    details = {"token": row.pk, "user": seat.user_id, "role": seat.role, "until": row.expires_on}
    _record(events.TOKEN_MADE, actor, on=on, details=details)
    return row, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int, on: date) -> None:
    """The key opens nothing from now on. Again changes nothing."""
    row = tokens_of(actor).select_for_update(no_key=True, of=("self",)).get(id=token_id)
    if row.revoked_on is None:
        row.revoked_on = on
        row.save(update_fields=["revoked_on"])
        _record(events.TOKEN_REVOKED, actor, on=on, details={"token": row.pk})


def digest_of(secret: str) -> str:
    """What is kept of a key. 256 random bits need no slow hash."""
    return sha256(secret.encode()).hexdigest()


def caller_with(secret: str, *, now: datetime, on: date) -> Caller | None:
    """Who comes with this key, or None for a key that opens nothing, whatever the reason.

    Counts the request. Raises AskAgainLater when the key has asked too often this minute.
    """
    rows = ApiToken.objects.unscoped("the key says whose rows it reads")
    rows = rows.filter(digest=digest_of(secret), revoked_on=None, expires_on__gte=on, membership__user__is_active=True)
    row = rows.select_related("membership__user", "membership__organisation").first()
    if row is None:
        return None
    _count(row, now)
    seat = row.membership
    return Caller(replace(actor_in(seat.user, [seat]), token_id=row.pk), seat.organisation, row)


def _count(row: ApiToken, now: datetime) -> None:
    """One statement each, so that no process forgets what another counted."""
    minute = now.replace(second=0, microsecond=0)
    mine = ApiToken.objects.unscoped("the key says whose rows it reads").filter(pk=row.pk)
    if not mine.filter(minute=minute).update(asked=F("asked") + 1, last_used_at=now):
        mine.update(minute=minute, asked=1, last_used_at=now)
    elif row.asked >= MOST_A_MINUTE and row.minute == minute:
        text = N_("This key has asked %(most)s times this minute.")
        hint = N_("Wait a minute and go on where you were.")
        raise AskAgainLater("api.too_often", text, hint=hint, params={"most": MOST_A_MINUTE})


def shred_old_writes(on: date) -> int:
    """Answers to changes older than a week go: an idempotency key counts that long."""
    rows = ApiWrite.objects.unscoped("the worker cleans up for everybody").filter(at__date__lt=on - WRITES_KEPT)
    return rows.delete()[0]


def _record(event: EventType, actor: Actor, *, on: date, details: dict[str, object]) -> None:
    record_event(Entry(event, "organisation", actor.organisation_id, details=details), actor=actor, on=on)
