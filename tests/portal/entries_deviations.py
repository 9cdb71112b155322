"""Entries of deviations and letters."""

from typing import Any

from ryddig.records.deviations.guest_files import SentFile, with_files
from ryddig.records.deviations.services import give_view
from tests import letter_world
from tests.cast import TODAY
from tests.office_world import World
from tests.portal.entry import Entry
from tests.portal_world import guest


def of_deviation(world: World) -> list[object]:
    """A deviation the supplier has been written to about."""
    return [letter_world.of_world(world).deviation.pk]


def of_letter(world: World) -> list[object]:
    """The letter."""
    return [letter_world.of_world(world).letter.pk]


def of_file(world: World) -> list[object]:
    """A file the supplier has sent with its view."""
    case = letter_world.of_world(world)
    about: dict[str, Any] = {"deviation_id": case.deviation.pk, "on": TODAY}
    sender = guest(case.contact)
    step = with_files(
        guest=sender,
        sent=[SentFile("bevis.pdf", [b"%PDF-1.7 proof"])],
        answer=lambda files: give_view(author=sender, text="Se filen.", files=files, **about),
        **about,
    )
    return [case.deviation.pk, step.files.get().evidence_id]


ENTRIES = {
    "deviation": Entry(args=of_deviation),
    "deviation_file": Entry(args=of_file),
    "letter": Entry(args=of_letter),
    "letter_pdf": Entry(args=of_letter),
    "letter_word": Entry(args=of_letter),
}
