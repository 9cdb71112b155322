"""Entries of the supplier's side of the dialogue."""

from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.dialogue.guest_talks import write_expectation
from tests.cast import TODAY
from tests.office_world import World
from tests.portal.entry import Entry
from tests.portal_world import contact, guest


def of_expectation(world: World) -> list[object]:
    """One that the supplier of the cleaning contract has written."""
    known = SupplierContact.objects.visible_to(world.cast.kari).filter(email="per@prove.example").first()
    ola = guest(known or contact(world.cast.kari, world.cleaning, name="Per Prøve", email="per@prove.example"))
    row = write_expectation(author=ola, contract_id=world.cleaning.pk, text="Én kontakt", on=TODAY)
    return [row.pk]


ENTRIES = {
    "dialogue": Entry(),
    "expectation": Entry("post", of_expectation),
    "pulse": Entry(),
}
