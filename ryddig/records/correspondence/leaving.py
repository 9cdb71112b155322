"""People who have left: their names are kept for a time, since a decision names who took it, and then forgotten.

The row of the person stays, under its number: events and decisions point to it, and no finding changes. Whoever has a
seat anywhere in this installation has not left.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ryddig.records.accounts.models import Delegation, Leaver, Membership, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.accounts.second_factor import remove_second_factors
from ryddig.records.audit.models import Event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.models import Mail, Subscription

_WHY: Final = "the worker forgets every buyer's"


def leavers_due(on: date) -> ScopedQuerySet[Leaver]:
    """Those who left so long ago, everywhere, that their name goes."""
    last = on - timedelta(days=settings.STAFF_DAYS)
    rows = Leaver.objects.unscoped(_WHY)
    newer = rows.filter(user=OuterRef("user"), left_on__gte=last)
    return rows.filter(left_on__lt=last, forgotten_on=None).exclude(Exists(_seats("user"))).exclude(Exists(newer))


def forget_leavers(on: date) -> int:
    """See who has left or come back; forget those who are due. Returns how many people."""
    _note_leavers(on)
    people = sorted(set(leavers_due(on).values_list("user_id", flat=True)))
    for user_id in people:
        _forget(user_id, on)
    return len(people)


def _seats(user: str) -> ScopedQuerySet[Membership]:
    return Membership.objects.unscoped(_WHY).filter(user=OuterRef(user))


def _note_leavers(on: date) -> None:
    """A row with each buyer where the person did something or was let in."""
    known = Leaver.objects.unscoped(_WHY)
    known.filter(Exists(_seats("user")), forgotten_on=None).delete()
    gone: QuerySet[User] = User.objects.filter(is_system=False).exclude(Exists(_seats("pk")))
    ids = list(gone.exclude(Exists(known.filter(user=OuterRef("pk")))).values_list("pk", flat=True))
    if ids:
        rows = [Leaver(organisation_id=buyer, user_id=user, left_on=on) for user, buyer in _worked_for(ids)]
        Leaver.objects.unscoped(_WHY).bulk_create(rows, ignore_conflicts=True)


def _worked_for(people: Iterable[int]) -> set[tuple[int, int]]:
    chain = Event.objects.unscoped(_WHY)
    acted = chain.filter(actor_id__in=people).order_by().values_list("actor_id", "organisation_id").distinct()
    invited = chain.filter(type=events.PERSON_INVITED.code, details__user__in=people)
    return {(user or 0, buyer) for user, buyer in acted} | {
        (row.details["user"], row.organisation_id) for row in invited.iterator()
    }


@transaction.atomic
def _forget(user_id: int, on: date) -> None:
    """Name, address and every way in. What points to the person goes on pointing to a number."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    user.username, user.first_name, user.last_name, user.email = f"person-{user.pk}", "", "", ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    remove_second_factors(user)
    for kept in (EmailAddress, SocialAccount):
        kept.objects.filter(user=user).delete()
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    Subscription.objects.unscoped(_WHY).filter(user=user).delete()
    Delegation.objects.unscoped(_WHY).filter(lender=user).delete()
    Delegation.objects.unscoped(_WHY).filter(deputy=user).delete()
    Mail.objects.unscoped(_WHY).filter(user=user).update(sent_to="", params={}, note="", subject="", body="")
    Leaver.objects.unscoped(_WHY).filter(user=user).update(forgotten_on=on)
