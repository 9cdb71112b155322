"""Entries of small pictures of photos."""

import io
from typing import Any

from ryddig.records.evidence.kinds import PHOTOS
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import receive_file
from tests.cast import TODAY
from tests.house.url_entry import CONTROLLERS, Entry
from tests.office_world import World


def of_photo(world: World) -> list[object]:
    """A photo on the cleaning contract."""
    from PIL import Image

    actor = world.cast.kari
    row = Evidence.objects.visible_to(actor).filter(contract=world.cleaning, kind="png").first()
    if row is None:
        made = io.BytesIO()
        Image.new("RGB", (4, 4), "red").save(made, "PNG")
        given: dict[str, Any] = {
            "contract_id": world.cleaning.pk,
            "name": "bilde.png",
            "chunks": [made.getvalue()],
            "on": TODAY,
        }
        row = receive_file(actor=actor, kinds=PHOTOS, **given)
    return [row.pk]


ENTRIES = {"photo_small": Entry(CONTROLLERS | {"ada"}, args=of_photo)}
