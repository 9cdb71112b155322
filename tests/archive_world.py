"""A message to the archive in the tests."""

from datetime import date

from ryddig.domain.archive import Screening
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Organisation
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.archiving import archive_record, messages_of
from ryddig.records.evidence.models import ArchiveMessage
from ryddig.reports.archive_package import content_of, make_package, wanted_now
from ryddig.reports.law import law_for
from tests.cast import TODAY
from tests.office_world import World

SCREENED = Screening("UO", "Offl. § 13")


def archived(
    actor: Actor,
    contract: Contract,
    *,
    chosen: set[int] | None = None,
    screening: Screening | None = SCREENED,
    on: date = TODAY,
) -> ArchiveMessage:
    """A message made as a person makes it."""
    wanted = wanted_now(
        actor,
        contract.pk,
        teller=law_for([]).teller,
        organisation=Organisation.objects.get(id=actor.organisation_id),
        chosen=chosen,
        screening=screening,
        on=on,
    )
    return archive_record(
        actor=actor,
        contract_id=contract.pk,
        content=content_of(wanted),
        make=lambda keys, folder: make_package(wanted, keys, folder=folder, on=on),
        on=on,
    )


def of_world(world: World) -> ArchiveMessage:
    """The one of the world's cleaning contract, made the first time somebody asks."""
    kept = messages_of(world.cast.kari, world.cleaning.pk).first()
    return kept or archived(world.cast.kari, world.cleaning)
