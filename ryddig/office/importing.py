"""Reading a file for a person: with the columns they chose before, and kept until they have decided."""

from dataclasses import replace

from django.core.files.base import File

from ryddig.domain.facts import BuyerKind
from ryddig.intake.detect import format_by_name, limit_of
from ryddig.intake.mapping import ColumnMatch, Why
from ryddig.intake.read import read_files
from ryddig.intake.reading import NamedBytes, Reading
from ryddig.office import uploads
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import ImportBatch
from ryddig.records.contracts.queries import remembered_layouts
from ryddig.records.contracts.services import discard_import, preview_import
from ryddig.tables.read.limits import refuse_large

Chosen = dict[str, str]


def opened(sent: "File[bytes]") -> NamedBytes:
    """The file that was sent. Its size is looked at before it is taken into memory. Raises UserCanFix."""
    name = str(sent.name)
    refuse_large(name, sent.size or 0, limit_of(format_by_name(name)))
    return NamedBytes(name, sent.read())


def read(desk: Desk, given: NamedBytes, *, unit_id: int, chosen: tuple[str, Chosen] | None = None) -> ImportBatch:
    """Read the file and keep what storing it would change. `chosen`: layout key and {column letter: field}."""
    layouts = remembered_layouts(desk.actor)
    if chosen is not None:
        layouts[chosen[0]] = chosen[1]
    reading = read_files(
        [given], book=desk.book, on=desk.on, mapping=layouts, buyer_kind=BuyerKind(desk.organisation.kind)
    )
    batch = preview_import(
        actor=desk.actor,
        reading=remembered(reading) if chosen is None else reading,
        file_name=given.name,
        unit_id=unit_id,
        on=desk.on,
        mapping=layouts.get(reading.layout_key) or columns_of(reading),
    )
    uploads.keep(desk.actor.organisation_id, batch.sha256, given.content)
    return batch


def remembered(reading: Reading) -> Reading:
    """The reading, with columns that follow an earlier file marked so: nobody chose them for this one."""
    tables = (replace(table, columns=tuple(_remembered(match) for match in table.columns)) for table in reading.tables)
    return replace(reading, tables=tuple(tables))


def _remembered(match: ColumnMatch) -> ColumnMatch:
    return replace(match, why=Why.REMEMBERED) if match.why in (Why.CHOSEN, Why.IGNORED) else match


def read_again(desk: Desk, before: ImportBatch, given: NamedBytes, *, chosen: Chosen) -> ImportBatch:
    """The same file with other columns; the first reading is put away."""
    key = str(before.report["layout_key"])
    batch = read(desk, given, unit_id=before.unit_id, chosen=(key, chosen))
    discard_import(actor=desk.actor, batch_id=before.pk, on=desk.on)
    return batch


def columns_of(reading: Reading) -> Chosen:
    """{column letter: field} as it was read."""
    return {match.letter: match.field for match in reading.mapping}
