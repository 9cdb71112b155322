"""Checked models -> the frozen values of the domain. Dates, ends and sources are judged here, rule by rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from ryddig.domain.law import Duty, Entry, Reading, Series, Source, Status
from ryddig.domain.law_library import SourceRecord
from ryddig.domain.words import Words
from ryddig.lawbook.faults import Refused
from ryddig.lawbook.predicates import conditions
from ryddig.lawbook.shapes import DutyModel, EntryModel, ReadingModel, SeriesModel, SourceModel, WordsModel

IN_FORCE = "in_force"
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Known:
    """What law files may name by key: sources, and notes by their bokmål text."""

    sources: Mapping[str, SourceRecord]
    notes: Mapping[str, Words]

    def note(self, text: str) -> Words:
        """The note in three languages; in bokmål alone where nobody has translated it, which lint tells."""
        return self.notes.get(text, Words(text))


def words(model: WordsModel) -> Words:
    """The text in its three languages."""
    return Words(model.nb, model.nn, model.en)


def source(model: SourceModel, known: Known, path: Path, *, at: str = "", amended_by: str = "") -> Source:
    """The source with act and link, looked up by key where only a key stands. Raises Refused."""
    place, amends = at or model.at, amended_by or model.amended_by
    if model.key:
        record = known.sources.get(model.key)
        if record is None:
            close = ", ".join(get_close_matches(model.key, known.sources, n=3, cutoff=0.4)) or "–"
            raise Refused("unknown_source", path, given=model.key, close=close)
        return Source(record.act, model.link or record.link, place, amends)
    if not model.act or not model.link:
        missing = "link" if model.act else "act"
        raise Refused("missing_key", (*path, missing), key=missing, where="source")
    return Source(model.act, model.link, place, amends)


def _reading(model: ReadingModel, entry: Source, known: Known, *, path: Path) -> Reading:
    found = source(model.source, known, (*path, "source"), at=model.at) if model.source else entry
    return Reading(model.value, known.note(model.note), found, model.cpv)


def _entry(model: EntryModel, known: Known, path: Path) -> Entry:
    where = source(model.source, known, (*path, "source"), at=model.at, amended_by=model.amended_by)
    readings = tuple(
        _reading(reading, where, known, path=(*path, "readings", number))
        for number, reading in enumerate(model.readings)
    )
    if model.status is Status.DISPUTED and not readings and not model.note:
        raise Refused("no_readings", (*path, "status"))
    return Entry(model.since, model.value, where, model.status, model.checked_on, known.note(model.note), readings)


def entries(models: tuple[EntryModel, ...], known: Known, path: Path) -> tuple[Entry, ...]:
    """The entries of one series, newest first. Raises Refused when dates do not fall or an end ends nothing."""
    found = tuple(_entry(model, known, (*path, number)) for number, model in enumerate(models))
    for number, (newer, older) in enumerate(pairwise(found), start=1):
        if newer.since <= older.since:
            raise Refused("dates_not_falling", (*path, number, "from"), given=older.since, before=newer.since)
    for number, entry in enumerate(found):
        before = found[number + 1] if number + 1 < len(found) else None
        ends_nothing = entry.value is None and (before is None or before.value is None)
        if ends_nothing or (entry.status is Status.LAPSED and entry.value is not None):
            raise Refused("bad_end", (*path, number, "value"), given=entry.since)
    return found


def series(model: SeriesModel, known: Known) -> Series:
    """A free-standing series."""
    return Series(
        id=model.id,
        name=words(model.name),
        unit=model.unit,
        counts_from=model.counts_from,
        entries=entries(model.series, known, ("series",)),
        stricter=model.stricter,
        stricter_than=model.stricter_than,
    )


def duty(model: DutyModel, known: Known, layer: str) -> Duty:
    """A duty of the nation or of a local layer."""
    name = words(model.name)
    return Duty(
        id=model.id,
        name=name,
        text=words(model.text),
        regime=model.regime,
        layer=layer,
        theme=model.theme,
        owed_by=model.owed_by,
        conditions=conditions(model.applies_when, ("applies_when",)),
        evidence=words(model.evidence),
        series=Series(model.id, name, IN_FORCE, model.counts_from, entries(model.series, known, ("series",))),
        deadline=model.deadline,
        cadence=model.cadence,
        sanctions=model.sanctions,
        stricter_than=model.stricter_than,
        limits=model.limits,
    )
