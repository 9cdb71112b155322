"""The buyer's people as the page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from ryddig.office.desk import Desk
from ryddig.office.people_form import WHOLE
from ryddig.records.accounts.models import Role
from ryddig.records.correspondence.people import people_of
from ryddig.reports.labels import label


@dataclass(frozen=True, slots=True)
class ShownSeat:
    """One role. `ends`: it may be taken away here; an external auditor's ends with the control."""

    id: int
    said: str
    ends: bool


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person, or a system of the buyer's. `invited`: has not chosen a password yet."""

    id: int
    name: str
    username: str
    email: str
    seats: tuple[ShownSeat, ...]
    last_login: datetime | None
    invited: bool
    closed: bool
    is_me: bool
    is_system: bool


def people(desk: Desk) -> Iterator[ShownPerson]:
    """Everybody, by name."""
    for user in people_of(desk.actor):
        seats = tuple(
            ShownSeat(seat.pk, f"{label('role', seat.role)}, {seat.unit or WHOLE}", seat.role != Role.EXTERNAL_AUDITOR)
            for seat in user.seats  # type: ignore[attr-defined]  # put there by the query
        )
        yield ShownPerson(
            user.pk,
            str(user),
            user.username,
            user.email,
            seats,
            user.last_login,
            invited=bool(user.email) and user.is_active and not user.has_usable_password(),
            closed=not user.is_active,
            is_me=user.pk == desk.actor.user_id,
            is_system=user.is_system,
        )


def mail_goes() -> bool:
    """Whether this installation sends mail; where it does not, an invitation waits."""
    return bool(settings.EMAIL_HOST or settings.MAIL_FOLDER)
