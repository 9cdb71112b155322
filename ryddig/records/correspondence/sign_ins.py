"""How the buyer's people come in: what is told to the audit chain and to the person, and whom a provider's answer is.

A person may work for several buyers; what happens to their log-in stands in the chain of each.
"""

from collections.abc import Callable, Collection
from datetime import date

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Machine, memberships_of, require
from ryddig.records.accounts.models import Organisation, Role, User
from ryddig.records.accounts.second_factor import remove_second_factors
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.people_mails import SIGN_IN_CHANGED
from ryddig.records.correspondence.queuing import new_mail


def record_by(user: User, event: EventType, *, on: date, **details: object) -> None:
    """An event about the person, done by the person, in the chain of each buyer they work for. Within the caller's
    transaction."""
    _record(user, event, lambda buyer: Actor(user.pk, "", user.language, buyer, ()), on=on, details=details)


def record_about(user: User, event: EventType, *, on: date, **details: object) -> None:
    """The same where nobody knows that it is the person: before the log-in is done."""
    _record(user, event, Machine, on=on, details=details)


def _record(
    user: User, event: EventType, author: Callable[[int], Author], *, on: date, details: dict[str, object]
) -> None:
    for buyer in _buyers(user):
        entry = Entry(event, "organisation", buyer, details={"user": user.pk, **details})
        record_event(entry, actor=author(buyer), on=on)


def _buyers(user: User) -> list[int]:
    return sorted({seat.organisation_id for seat in memberships_of(user)})


@transaction.atomic
def note(user: User, event: EventType, *, on: date, **details: object) -> None:
    """An event about the person alone, in a transaction of its own."""
    record_about(user, event, on=on, **details)


@transaction.atomic
def note_log_in(user: User, way: str, *, on: date) -> None:
    """The person came in."""
    record_by(user, events.LOGGED_IN, on=on, way=way)


def tell_of_change(user: User) -> None:
    """A mail to the person that their log-in was changed. Within the caller's transaction."""
    buyers = _buyers(user)
    if user.email and buyers:
        key = f"{SIGN_IN_CHANGED.code}:{user.pk}:{timezone.now().isoformat(timespec='milliseconds')}"
        new_mail(buyers[0], SIGN_IN_CHANGED, key=key, user=user)


def invited_by_address(address: str, *, provider: str) -> User | None:
    """Whom a verified address belongs to, when somebody comes with a provider for the first time. None where nobody of
    ours has it, has a seat, or where somebody else came with this provider on it already.
    """
    found = list(User.objects.filter(email__iexact=address, is_active=True, is_system=False).order_by("id")[:2])
    if len(found) != 1 or not memberships_of(found[0]):
        return None
    taken = SocialAccount.objects.filter(user=found[0], provider=provider).exists()
    return None if taken else found[0]


@transaction.atomic
def help_locked_out(user: User, *, on: date) -> tuple[int, int]:
    """Take away the person's second factors and end their sessions. Returns how many of each. For those who run the
    installation; the person gets a mail."""
    factors, sessions = remove_second_factors(user), _end(UserSession.objects.filter(user=user))
    record_about(user, events.FACTORS_RESET, on=on, count=factors)
    if sessions:
        record_about(user, events.SESSIONS_ENDED, on=on, count=sessions)
    tell_of_change(user)
    return factors, sessions


@transaction.atomic
def end_sessions(user: User, *, keep: str | None, only: int | None = None, on: date) -> int:
    """End the person's sessions everywhere but in the browser that asks (`keep`), or one of them. Returns how many."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    ended = _end(rows.filter(id=only) if only is not None else rows)
    if ended:
        record_by(user, events.SESSIONS_ENDED, on=on, count=ended)
    return ended


def _end(rows: "Collection[UserSession]") -> int:
    listed = list(rows)
    Session.objects.filter(session_key__in=[row.session_key for row in listed]).delete()
    UserSession.objects.filter(id__in=[row.pk for row in listed]).delete()
    return len(listed)


def forget_sessions(_on: date) -> int:
    """Take away what is left of sessions that have run out: where from and with which browser. Returns how many."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    left = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return int(left.delete()[0])


@transaction.atomic
def choose_rules(
    *, actor: Actor, roles: Collection[str], starts_on: date | None, provider: str, came_by: str, on: date
) -> Organisation:
    """Say who must log in with a second factor and from which day, and by which provider everybody must come.

    The coordinator is always among them once anybody is. Raises UserCanFix for an unknown role, a second factor without
    a day, and a provider that the one who asks has not come by: it might let nobody in.
    """
    require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    wanted = {*roles, Role.COORDINATOR.value} if roles else set()
    if wanted - set(Role.values):
        raise UserCanFix("sign_in.no_role", N_("Choose a role."))
    if wanted and starts_on is None:
        raise UserCanFix("sign_in.no_day", N_("Say from which day a second factor is needed."))
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=actor.organisation_id)
    if provider not in {"", organisation.log_in_with, came_by}:
        text = N_("Log in with this provider yourself first, so that it is sure to let people in.")
        raise UserCanFix("sign_in.untried", text)
    organisation.second_factor_roles = sorted(wanted)
    organisation.second_factor_from = starts_on if wanted else None
    organisation.log_in_with = provider
    organisation.save(update_fields=["second_factor_roles", "second_factor_from", "log_in_with"])
    details = {"roles": sorted(wanted), "starts_on": organisation.second_factor_from, "provider": provider}
    entry = Entry(events.RULES_CHOSEN, "organisation", organisation.pk, details=details)
    record_event(entry, actor=actor, on=on)
    return organisation
