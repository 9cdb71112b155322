"""Import of a file into a buyer's register from the terminal: the same services as the page, a dry run until told."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext

from ryddig.cli.contracts_views import print_problems
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_
from ryddig.intake.read import read_files
from ryddig.intake.reading import Reading
from ryddig.lawbook import load
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.models import Organisation, Unit, User
from ryddig.records.contracts.models import ImportBatch, ImportLayout
from ryddig.records.contracts.services import discard_import, preview_import
from ryddig.records.followup.services import store_and_screen

Columns = Mapping[str, Mapping[str, str]]


class Importer:
    """Imports for one buyer, as one person, into one unit. Raises UserCanFix when one of them is not found."""

    def __init__(self, organisation: str, login: str, unit: str | None) -> None:
        self._buyer, self._actor = buyer_and_actor(organisation, login)
        self._unit = _unit(self._actor, unit)

    def run(self, path: Path, columns: Columns, *, on: date, really: bool) -> bool:
        """Show the preview, and store it when `really`. False when errors stand in the way."""
        book = load(tuple(self._buyer.layers))
        kind = BuyerKind(self._buyer.kind)
        layouts = {**self._remembered(), **columns}
        reading = read_files([path], book=book, on=on, mapping=layouts, buyer_kind=kind)
        print_problems(reading.problems)
        if not reading.rows and not reading.errors:
            raise _nothing(path)
        batch = self._preview(reading, path.name, on)
        report = batch.report
        click.echo(gettext(N_("New: %(new)s, changed: %(changed)s, unchanged: %(unchanged)s.")) % report)
        if reading.errors or not really:
            discard_import(actor=self._actor, batch_id=batch.pk, on=on)
            click.echo(gettext(N_("Nothing is stored.")))
            return not reading.errors
        stored = store_and_screen(actor=self._actor, batch_id=batch.pk, screener=Screener(book), on=on)
        click.echo(gettext(N_("Stored: %(count)s contracts.")) % {"count": len(stored.contract_ids)})
        return True

    def _preview(self, reading: Reading, name: str, on: date) -> ImportBatch:
        return preview_import(actor=self._actor, reading=reading, file_name=name, unit_id=self._unit.pk, on=on)

    def _remembered(self) -> dict[str, Mapping[str, str]]:
        layouts = ImportLayout.objects.visible_to(self._actor).values_list("header_key", "mapping")
        return dict(layouts)


def buyer_and_actor(organisation: str, login: str) -> tuple[Organisation, Actor]:
    """The buyer, and the person with a seat there. Raises UserCanFix when one of them is not found."""
    buyer = _buyer(organisation)
    return buyer, _actor(buyer, login)


def _buyer(name: str) -> Organisation:
    rows = Organisation.objects.filter(orgnr=name) if name.isdigit() else Organisation.objects.filter(short_name=name)
    found = rows.first()
    if found is None:
        raise _unknown(N_("There is no organisation called %(name)s."), name)
    return found


def _actor(buyer: Organisation, login: str) -> Actor:
    user = User.objects.filter(username=login, is_active=True).first()
    actor = actor_of(user, organisation_id=buyer.pk) if user is not None else None
    if actor is None:
        raise _unknown(N_("%(name)s has no role with this organisation."), login)
    return actor


def _unit(actor: Actor, name: str | None) -> Unit:
    units = Unit.objects.visible_to(actor).order_by("id")
    if actor.units is not None:
        units = units.filter(id__in=actor.units)
    found = (units.filter(name=name) if name else units).first()
    if found is None:
        raise _unknown(N_("There is no unit called %(name)s that you may import into."), name or "–")
    return found


def _unknown(text: str, name: str) -> UserCanFix:
    return UserCanFix("import.unknown", text, hint=N_("Check the spelling."), params={"name": name})


def _nothing(path: Path) -> UserCanFix:
    text = N_("%(file)s holds no contracts.")
    return UserCanFix(
        "import.empty", text, hint=N_("Check that the right file was chosen."), params={"file": path.name}
    )
