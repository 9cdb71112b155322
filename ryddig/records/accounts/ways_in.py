"""What an organisation demands of the way somebody logs in, by organisation, roles and how they came. No query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ryddig.records.accounts.models import Organisation, Role


class Lack(StrEnum):
    """What is missing in the way a person came in. SOON: nothing yet, but the day is set."""

    NOTHING = "nothing"
    SOON = "soon"
    SECOND_FACTOR = "second_factor"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class WayIn:
    """How a session came about: with a second factor or not, and by which OpenID Connect provider, if any.

    A passkey that asks for finger, face or PIN is two factors, and so is a provider that those who run Ryddig have
    said asks for two.
    """

    second_factor: bool = False
    provider: str = ""


def what_lacks(organisation: Organisation, roles: Collection[Role], came: WayIn, *, on: date) -> Lack:
    """What the organisation still demands of somebody with these roles who came this way."""
    if organisation.log_in_with and organisation.log_in_with != came.provider:
        return Lack.PROVIDER
    starts_on = organisation.second_factor_from
    if came.second_factor or starts_on is None or not set(organisation.second_factor_roles or ()) & {*roles}:
        return Lack.NOTHING
    return Lack.SOON if on < starts_on else Lack.SECOND_FACTOR
