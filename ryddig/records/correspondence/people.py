"""The buyer's own people: let in by the coordinator, given roles, and let go; and the way back in for one who forgot.

Whether somebody has an account is told to nobody who does not already know: asking for a new password looks the same
for every address, and inviting somebody who logs in elsewhere looks like inviting anybody.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, Machine, memberships_of, require
from ryddig.records.accounts.models import Language, Membership, Role, Unit, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.correspondence import events
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.people_mails import INVITED, RECOVERY, SEATED
from ryddig.records.correspondence.queuing import new_mail

NAME = 150
ONE_RECOVERY_IN = timedelta(minutes=5)
ROLES = (Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.COORDINATOR, Role.LEADER, Role.AUDITOR)
"""Roles that a coordinator gives. An external auditor is let in from the control."""


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A role, and the unit it holds for (None: the whole organisation)."""

    role: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to let in. The address is the user name."""

    name: str
    email: str
    language: str = Language.NB.value


def people_of(viewer: Actor) -> list[User]:
    """Everybody with a seat at the viewer's buyer, by name; `seats` on each are those they have here."""
    seats = list(_seats(viewer).select_related("user", "unit").order_by("role", "unit__name", "id"))
    people = {seat.user_id: seat.user for seat in seats}
    for user in people.values():
        user.seats = [seat for seat in seats if seat.user_id == user.pk]  # type: ignore[attr-defined]  # as a prefetch
    return sorted(people.values(), key=lambda user: (str(user).casefold(), user.pk))


@transaction.atomic
def invite_person(*, actor: Actor, person: Invited, seat: NewSeat, on: date) -> User:
    """Let somebody in with a role. A new person gets a mail in which to choose a password, one who logs in elsewhere in
    this installation a mail that says so.

    Raises UserCanFix without a name, for an address that is none, an unknown role, or a seat that the person has.
    """
    require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    user = need_person(person)
    seat_person(actor, user, seat, on=on)
    send_invitation(actor, user, on=on)
    return user


def need_person(person: Invited) -> User:
    """The person with this address, made when there is none; for services that have checked access, hold the
    transaction and give a seat. Raises UserCanFix without a name, for an address that is none, or a closed account."""
    name, email = " ".join(person.name.split()), person.email.strip().lower()
    _check(name, email, person.language)
    user = User.objects.select_for_update(no_key=True).filter(Q(username=email) | Q(email__iexact=email)).first()
    if user is None:
        first, _, last = name.partition(" ")
        user = User(username=email, email=email, first_name=first[:NAME], last_name=last[:NAME])
        user.language = person.language
        user.set_unusable_password()
        user.save()
    elif not user.is_active:
        text = N_("This person's account is closed. Ask those who run Ryddig.")
        raise UserCanFix("person.closed", text)
    return user


@transaction.atomic
def give_seat(*, actor: Actor, user_id: int, seat: NewSeat, on: date) -> Membership:
    """Give somebody who works here one role more. Raises UserCanFix for a seat that the person has."""
    require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    return seat_person(actor, _person(actor, user_id), seat, on=on)


@transaction.atomic
def end_seat(*, actor: Actor, membership_id: int, on: date) -> None:
    """Take a role away. Whoever has no role left does not come in any more.

    Raises UserCanFix for the last coordinator of the whole organisation.
    """
    require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    rows = _seats(actor).select_for_update(no_key=True)
    seat = next((row for row in rows.order_by("id") if row.pk == membership_id), None)
    if seat is None:
        raise Membership.DoesNotExist
    if _leads(seat) and not any(_leads(row) for row in rows if row.pk != seat.pk):
        text = N_("This is the last coordinator. Let another coordinator in first.")
        raise UserCanFix("person.last_coordinator", text)
    details = {"user": seat.user_id, "role": seat.role, "unit": seat.unit_id}
    seat.delete()
    _record(events.SEAT_ENDED, actor, on=on, details=details)


@transaction.atomic
def invite_again(*, actor: Actor, user_id: int, on: date) -> Mail:
    """Send the invitation once more. Raises UserCanFix for somebody who has no address, or has chosen a password."""
    require(actor, Action.SEAT_PEOPLE, Case(actor.organisation_id))
    user = _person(actor, user_id)
    if not user.email or user.has_usable_password():
        text = N_("This person has chosen a password already, or has no address to write to.")
        raise UserCanFix("person.not_invited", text)
    return send_invitation(actor, user, on=on)


@transaction.atomic
def ask_recovery(*, given: str, now: datetime, on: date) -> None:
    """Somebody forgot their password. Those with this user name or address, and a seat somewhere, get a mail; at most
    one in five minutes. Nothing tells the one who asks whether there is anybody."""
    name = given.strip()
    found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name), is_active=True).exclude(email="")
    for user in found if name else ():
        seats = memberships_of(user)
        if seats:
            number = int(now.timestamp() // ONE_RECOVERY_IN.total_seconds())
            author = Machine(seats[0].organisation_id)
            mail, new = _mail(author, user, RECOVERY, key=f"person.recovery:{user.pk}:{number}")
            if new:
                _record(events.RECOVERY_ASKED, author, on=on, details={"user": user.pk, "mail": mail.pk})


def _seats(viewer: Actor) -> ScopedQuerySet[Membership]:
    return Membership.objects.visible_to(viewer)


def _leads(seat: Membership) -> bool:
    return seat.role == Role.COORDINATOR and seat.unit_id is None and seat.user.is_active


def _person(actor: Actor, user_id: int) -> User:
    if not _seats(actor).filter(user_id=user_id).exists():
        raise User.DoesNotExist
    return User.objects.get(id=user_id)


def _check(name: str, email: str, language: str) -> None:
    if not name:
        raise UserCanFix("person.no_name", N_("Write the person's name."))
    try:
        validate_email(email)
    except ValidationError as error:
        text = N_("“%(given)s” is not an e-mail address.")
        raise UserCanFix("person.no_address", text, params={"given": email[:100]}) from error
    if len(email) > NAME or language not in Language.values:
        raise UserCanFix(
            "person.no_address", N_("“%(given)s” is not an e-mail address."), params={"given": email[:100]}
        )


def seat_person(actor: Actor, user: User, seat: NewSeat, *, on: date) -> Membership:
    """A role for somebody, and its event; for services that have checked access and hold the transaction."""
    if seat.role not in ROLES:
        raise UserCanFix("person.no_role", N_("Choose a role."))
    unit = Unit.objects.visible_to(actor).get(id=seat.unit_id) if seat.unit_id is not None else None
    given, new = _seats(actor).get_or_create(
        user=user, role=seat.role, unit=unit, defaults={"organisation_id": actor.organisation_id}
    )
    if not new:
        raise UserCanFix("person.seated", N_("%(name)s has this role already."), params={"name": str(user)})
    details = {"user": user.pk, "role": seat.role, "unit": seat.unit_id}
    _record(events.SEAT_GIVEN, actor, on=on, details=details)
    return given


def send_invitation(actor: Actor, user: User, *, on: date) -> Mail:
    """A mail in which a new person chooses a password, or that tells one who logs in already of the new seat."""
    kind = SEATED if user.has_usable_password() else INVITED
    sent = Mail.objects.visible_to(actor).filter(user=user, kind__in=(INVITED.code, SEATED.code)).count()
    mail, _ = _mail(actor, user, kind, key=f"{kind.code}:{user.pk}:{sent}")
    _record(events.PERSON_INVITED, actor, on=on, details={"user": user.pk, "mail": mail.pk})
    return mail


def _mail(author: Actor | Machine, user: User, kind: MailKind, *, key: str) -> tuple[Mail, bool]:
    return new_mail(author.organisation_id, kind, key=key, user=user, params={"username": user.username})


def _record(event: EventType, author: Actor | Machine, *, on: date, details: dict[str, object]) -> None:
    record_event(Entry(event, "organisation", author.organisation_id, details=details), actor=author, on=on)
