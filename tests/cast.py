"""The people of the tests: Kari, Petter, Lise and Ada work for Fjordvik; Omar works for another buyer. Today is fixed.

Plain builder functions with defaults; nothing is made that a test does not ask for.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ryddig.domain.facts import ContractFacts, ContractKind, SupplierFact
from ryddig.domain.orgnr import check_digit
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.models import Membership, Organisation, Role, Unit, User
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.services import register_contract
from tests.domain.small_book import small_book

TODAY: Final = date(2026, 11, 20)
MILLION: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Cast:
    """Two buyers and their people. `property` and `health` are units of Fjordvik; `school` lies under `property`."""

    fjordvik: Organisation
    nesodden: Organisation
    property: Unit
    health: Unit
    school: Unit
    elsewhere: Unit
    kari: Actor
    petter: Actor
    lise: Actor
    bjorn: Actor
    ada: Actor
    omar: Actor

    def user(self, actor: Actor) -> User:
        """The person behind an actor, to log in with."""
        return User.objects.get(id=actor.user_id)


def make_cast(*, demo: bool = True) -> Cast:
    """Everybody. Kari manages contracts of one unit, Petter controls there, Lise coordinates, Bjørn leads, Ada audits.

    `demo` organisations may be flushed after a test that commits; the triggers keep any other's events.
    """
    fjordvik = Organisation.objects.create(
        name="Fjordvik kommune", short_name="Fjordvik", kind="municipal", is_demo=demo
    )
    nesodden = Organisation.objects.create(name="Nabo fylkeskommune", short_name="Nabo", kind="county", is_demo=demo)
    property_ = Unit.objects.create(organisation=fjordvik, name="Eiendom")
    health = Unit.objects.create(organisation=fjordvik, name="Helse")
    school = Unit.objects.create(organisation=fjordvik, name="Skolebygg", parent=property_)
    elsewhere = Unit.objects.create(organisation=nesodden, name="Samferdsel")
    return Cast(
        fjordvik=fjordvik,
        nesodden=nesodden,
        property=property_,
        health=health,
        school=school,
        elsewhere=elsewhere,
        kari=person("kari", fjordvik, Role.CONTRACT_MANAGER, unit=property_),
        petter=person("petter", fjordvik, Role.CONTROLLER, unit=property_),
        lise=person("lise", fjordvik, Role.COORDINATOR),
        bjorn=person("bjorn", fjordvik, Role.LEADER),
        ada=person("ada", fjordvik, Role.AUDITOR),
        omar=person("omar", nesodden, Role.COORDINATOR),
    )


def person(name: str, organisation: Organisation, role: Role, *, unit: Unit | None = None) -> Actor:
    """A user with one role, as the actor they are."""
    user = User(username=name, first_name=name.capitalize(), email=f"{name}@example.org")
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organisation=organisation, role=role, unit=unit)
    actor = actor_of(user)
    assert actor is not None
    return actor


def orgnr(number: int) -> str:
    """The number-th valid organisation number in a series that is not issued to real units (3xx xxx xxx)."""
    valid = (
        f"{first}{digit}"
        for first in range(31_000_000 + 11 * number, 39_000_000)
        if (digit := check_digit(str(first))) is not None
    )
    return next(valid)


def facts(reference: str = "K-1", **more: Any) -> ContractFacts:
    """A municipal cleaning contract of NOK 3 million announced in August 2026, unless said otherwise."""
    told: dict[str, Any] = {
        "title": f"Renhold {reference}",
        "kind": ContractKind.SERVICES,
        "cpv": ("90910000",),
        "value_ore": 3 * MILLION,
        "announced_on": date(2026, 8, 1),
        "signed_on": date(2026, 10, 1),
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2028, 9, 30),
        "category": "Bygg",
        "suppliers": (SupplierFact("Ren Luft AS", orgnr(1)),),
    }
    return ContractFacts(reference, **{**told, **more})


def contract(cast: Cast, reference: str = "K-1", *, unit: Unit | None = None, **more: Any) -> Contract:
    """A registered contract of the property unit, not screened."""
    where = unit or cast.property
    return register_contract(actor=cast.lise, facts=facts(reference, **more), unit_id=where.pk, on=TODAY)


def screener() -> Screener:
    """A screener under the small invented book."""
    return Screener(small_book())
