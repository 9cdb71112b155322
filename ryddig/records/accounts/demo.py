"""Invented organisations: made as demos, and taken away whole. Nothing that was not made as a demo is ever erased."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import ProtectedError

from ryddig.domain.facts import BuyerKind
from ryddig.records.accounts.models import Membership, Organisation, Role, Unit, User


@dataclass(frozen=True, slots=True)
class Seated:
    """A person to be made: `unit` is a key of the organisation's units, None for the whole organisation."""

    login: str
    first: str
    last: str
    role: Role
    unit: str | None
    language: str


def make_demo_organisation(
    *, name: str, orgnr: str, kind: BuyerKind, language: str, units: Mapping[str, str]
) -> tuple[Organisation, dict[str, Unit]]:
    """A new organisation that may be erased, and its units by key. Within the caller's transaction."""
    organisation = Organisation.objects.create(
        name=name, short_name=name.split(maxsplit=1)[0], orgnr=orgnr, kind=kind, language=language, is_demo=True
    )
    made = {key: Unit.objects.create(organisation=organisation, name=unit) for key, unit in units.items()}
    return organisation, made


def seat_demo_user(person: Seated, *, password: str, organisation: Organisation, units: Mapping[str, Unit]) -> User:
    """A new person with one role in a demo. `password` is the stored (hashed) form, shared by all of its people."""
    user = User.objects.create(
        username=person.login,
        first_name=person.first,
        last_name=person.last,
        language=person.language,
        password=password,
    )
    unit = units[person.unit] if person.unit else None
    Membership.objects.create(organisation=organisation, user=user, unit=unit, role=person.role)
    return user


def demo_people() -> list[User]:
    """People with a role in a demo and nowhere else, oldest first. Never one who runs the installation."""
    seats = Membership.objects.unscoped("people of demos")
    elsewhere = seats.filter(organisation__is_demo=False).values("user_id")
    here = seats.filter(organisation__is_demo=True).values("user_id")
    people = User.objects.filter(id__in=here, is_staff=False, is_superuser=False).exclude(id__in=elsewhere)
    return list(people.order_by("id"))


def set_demo_password(password: str) -> None:
    """Give all of the demo's people the same new password."""
    stored = make_password(password)
    User.objects.filter(id__in=[user.pk for user in demo_people()]).update(password=stored)


@transaction.atomic
def erase_demo() -> tuple[str, ...]:
    """Take away every demo, all that belongs to it, and its people. Returns the names of the demos.

    The database's triggers let go of a demo's events and screenings, and of nobody else's. A person whom another
    organisation's records name keeps the name, without a log-in.
    """
    organisations = list(Organisation.objects.filter(is_demo=True).order_by("id"))
    people = demo_people()
    for organisation in organisations:
        organisation.delete()
    for user in people:
        _remove(user)
    return tuple(organisation.name for organisation in organisations)


def _remove(user: User) -> None:
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.set_unusable_password()
        user.is_active = False
        user.save(update_fields=["password", "is_active"])
