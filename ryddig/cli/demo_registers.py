"""The demo's registers: stand-ins that know its firms, as they were yesterday and as the night made them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ryddig.cli.days import today
from ryddig.cli.demo_files import demo_folder, read_tree
from ryddig.registers.standin.brreg import UNITS
from ryddig.registers.standin.world import APPROVALS, World, world_of

FILE: Final = "registers.yaml"
LOADED_ON: Final = "demo-day"
"""File in the stand-in's folder with the day the demo was loaded: a bankruptcy keeps its date the next morning."""


def demo_world(folder: Path, *, on: date, now: datetime) -> World:
    """The demo's firms as the registers knew them the evening before `on`; `pass_night` makes it the morning.

    `now`: the time that what happens bears.
    """
    tree, firms = read_tree(folder / FILE), read_tree(folder / "suppliers.yaml")["suppliers"]
    numbers = {key: firm["orgnr"] for key, firm in firms.items() if "orgnr" in firm}
    plan: dict[str, dict[str, Any]] = {}
    for place, (key, number) in enumerate(numbers.items()):
        fields = _days({**_industry(key, tree), **tree["firms"].get(key, {})}, on)
        plan[number] = {"unit": {"navn": firms[key]["name"], "forretningsadresse": _address(place), **fields}}
    for source, told in tree["approvals"].items():
        for key, words in told.items():
            plan[numbers[key]][source] = words
    for key, night in tree["night"].items():
        plan[numbers[key]]["night"] = {**night, "unit": _days(night.get("unit", {}), on)}
    world = world_of({"firms": plan})
    world.register.now = now
    return world


def demo_world_now(standin: Path) -> World:
    """The world of the demo that was loaded last. `standin`: where the stand-in keeps its things."""
    loaded = standin / LOADED_ON
    on = date.fromisoformat(loaded.read_text(encoding="ascii")) if loaded.is_file() else today()
    return demo_world(demo_folder(), on=on, now=datetime.now(UTC))


def ask_yesterday(folder: Path, standin_folder: Path, *, on: date) -> None:
    """Let the watch ask about the state of the firms, as it did the day before `on`; roles and accounts come later."""
    from django.core.management import call_command
    from django.utils import timezone

    from ryddig.records.lookups.models import FeedCursor
    from ryddig.registers.settings import settings_from

    standin_folder.mkdir(parents=True, exist_ok=True)
    (standin_folder / LOADED_ON).write_text(on.isoformat(), encoding="ascii")
    FeedCursor.objects.all().delete()  # a stand-in's list of changes begins anew with each demo
    then = timezone.now() - timedelta(days=1)
    with demo_world(folder, on=on, now=then).stand_in(folder=standin_folder) as standin:
        given = {"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address}
        given["RYDDIG_STANDIN_FOLDER"] = str(standin_folder)
        asked = {"registers": settings_from(given), "sources": (UNITS, *APPROVALS)}
        call_command("watch", now=True, on=on - timedelta(days=1), at=then, stdout=StringIO(), **asked)


def _industry(key: str, tree: Mapping[str, Any]) -> dict[str, object]:
    found = (code for code, keys in tree["industries"].items() if key in keys)
    named = {f"naeringskode{place}": code for place, code in enumerate((*found, *_also(key, tree)), start=1)}
    return {name: dict(zip(("kode", "beskrivelse"), code.split(" ", 1), strict=True)) for name, code in named.items()}


def _also(key: str, tree: Mapping[str, Any]) -> Iterator[str]:
    if key in tree["also"]:
        yield tree["also"][key]


def _address(place: int) -> dict[str, object]:
    """Each firm lives by itself: firms that share an address would be a signal."""
    where = {"land": "Norge", "landkode": "NO", "postnummer": "0001", "poststed": "OSLO", "kommune": "OSLO"}
    return {**where, "kommunenummer": "0301", "adresse": [f"Tenktveien {place + 1}"]}


def _days(fields: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Whole numbers are days from `on`."""
    return {
        name: (on + timedelta(days=value)).isoformat() if type(value) is int else value
        for name, value in fields.items()
    }
