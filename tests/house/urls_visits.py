"""Entries of on-site controls. The telephone's addresses come before the visit is called off."""

import io

from tests.house.url_entry import CONTROLLERS, Entry, of_contract
from tests.office_world import World

ON_IT = frozenset({"kari", "petter"})
WRITTEN = {"key": "visit.note", "value": "Sett på.", "base": 0, "serial": 1}


class Picture(io.BytesIO):
    """A photo that can be sent many times."""

    name = "bilde.png"

    def read(self, _size: int | None = -1, /) -> bytes:
        from PIL import Image

        made = io.BytesIO()
        Image.new("RGB", (4, 4), "red").save(made, "PNG")
        return made.getvalue()


class Crew(io.BytesIO):
    """A crew list that can be sent many times."""

    name = "mannskap.csv"

    def read(self, _size: int | None = -1, /) -> bytes:
        return b"Firma;Ansattnr\nRen Luft AS;1\n"


def of_visit(world: World) -> list[object]:
    return [world.cleaning.pk, world.visit.pk]


def of_phone(world: World) -> list[object]:
    return [world.visit.pk]


ENTRIES = {
    "visits": Entry(args=of_contract),
    "visit_new": Entry(CONTROLLERS, args=of_contract),
    "visit": Entry(args=of_visit),
    "visit_edit": Entry(CONTROLLERS, args=of_visit),
    "visit_report": Entry(args=of_visit),
    "visit_talks": Entry(CONTROLLERS, args=of_visit),
    "visit_worker": Entry(foreign=False),
    "visit_phone": Entry(ON_IT, args=of_phone),
    "visit_fields": Entry(
        ON_IT, "post", of_phone, {"device": "sweep", "fields": [WRITTEN]}, content_type="application/json"
    ),
    "visit_photos": Entry(ON_IT, "post", of_phone, {"mark": "p1", "photo": Picture()}),
    "visit_crew": Entry(ON_IT, "post", of_visit, {"file": Crew()}),
    "visit_close": Entry(CONTROLLERS, args=of_visit),
    "visit_cancel": Entry(CONTROLLERS, "post", of_visit, {"why": "Utsatt."}),
}
