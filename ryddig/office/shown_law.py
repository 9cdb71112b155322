"""A rule of the lawbook as the page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from ryddig.domain.law import Duty, Entry, Reading, Source
from ryddig.lawbook.catalogue import Rule
from ryddig.reports.conditions import conditions
from ryddig.reports.labels import RULE_SHAPE, label
from ryddig.reports.telling import Teller

SHAPE_ORDER = {code: place for place, code in enumerate(RULE_SHAPE)}
SERIES_SHAPES = {"thresholds": "threshold", "deadlines": "deadline"}


@dataclass(frozen=True, slots=True)
class ShownReading:
    """Another reading of a disputed entry."""

    value: str
    note: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One dated value."""

    since: date
    value: str
    status: str
    source: str
    link: str
    amended_by: str
    checked_on: date
    note: str
    is_now: bool
    readings: tuple[ShownReading, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list, as it stands today."""

    id: str
    name: str
    what: str
    value: str
    since: date | None
    status: str


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule on its own page."""

    id: str
    name: str
    what: str
    theme: str
    layer: str
    text: str
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    counts_from: str
    entries: tuple[ShownEntry, ...]
    series_links: tuple[tuple[str, str], ...]
    is_duty: bool


def rows(teller: Teller, on: date, *, text: str = "", what: str = "", status: str = "") -> list[RuleRow]:
    """Rules that match, duties first, each kind in the order of the book."""
    rules = sorted(teller.rules.values(), key=lambda rule: SHAPE_ORDER[shape(rule)])
    found = [row(rule, teller, on) for rule in rules if what in ("", shape(rule))]
    words = text.casefold().split()
    return [one for one in found if status in ("", one.status) and _has(one, words)]


def _has(one: RuleRow, words: list[str]) -> bool:
    haystack = f"{one.name} {one.id} {one.what}".casefold()
    return all(word in haystack for word in words)


def row(rule: Rule, teller: Teller, on: date) -> RuleRow:
    """One rule as it stands `on`; before its first day, the first entry to come."""
    entry = rule.series.at(on) or rule.series.entries[-1]
    value = value_said(rule, entry, teller)
    what = label("rule_shape", shape(rule))
    return RuleRow(rule.id, teller.words(rule.name), what, value, entry.since, str(entry.status))


def shape(rule: Rule) -> str:
    """The rule's shape; bare series are told apart by the first part of their id."""
    return SERIES_SHAPES.get(rule.id.partition(".")[0], "series") if rule.shape == "series" else rule.shape


def value_said(rule: Rule, entry: Entry, teller: Teller) -> str:
    """The value in words: in force, ended, or the figure."""
    if entry.value is None or entry.value is False:
        return gettext("ended")
    return gettext("in force") if entry.value is True else teller.value(rule.id, entry.value)


def shown(rule: Rule, teller: Teller, on: date) -> ShownRule:
    """Everything the book says of one rule."""
    duty = teller.duties.get(rule.id)
    now = rule.series.at(on)
    return ShownRule(
        id=rule.id,
        name=teller.words(rule.name),
        what=label("rule_shape", shape(rule)),
        theme=duty.theme if duty else "",
        layer=_layer(rule, teller),
        text=teller.words(rule.text) if rule.text else "",
        facts=tuple(_facts(duty, teller)) if duty else (),
        conditions=conditions(duty.conditions, teller) if duty else (),
        counts_from=label("counts_from", rule.series.counts_from.value),
        entries=tuple(_entry(rule, entry, teller, is_now=entry is now) for entry in rule.series.entries),
        series_links=tuple(_links(duty, teller)) if duty else (),
        is_duty=duty is not None,
    )


def _layer(rule: Rule, teller: Teller) -> str:
    if rule.layer == "national":
        return ""
    layer = teller.book.library.layers.get(rule.layer)
    return teller.words(layer.name) if layer else rule.layer


def _facts(duty: Duty, teller: Teller) -> Iterator[tuple[str, str]]:
    yield gettext("Rules"), label("regime", duty.regime)
    yield gettext("Who has to do it"), ", ".join(label("owed_by", who.value) for who in duty.owed_by)
    evidence = teller.words(duty.evidence)
    if evidence:
        yield gettext("Evidence"), evidence
    if duty.deadline:
        yield gettext("Deadline"), teller.name(duty.deadline)
    if duty.cadence:
        yield gettext("How often"), label("cadence", duty.cadence)
    if duty.sanctions:
        yield gettext("Sanctions in the contract"), ", ".join(teller.name(name) for name in duty.sanctions)


def _links(duty: Duty, teller: Teller) -> Iterator[tuple[str, str]]:
    wanted = (str(one.wanted) for one in duty.conditions if isinstance(one.wanted, str))
    for rule in dict.fromkeys((*wanted, duty.deadline, *duty.limits, duty.stricter_than, *duty.sanctions)):
        if rule in teller.rules:
            yield rule, teller.name(rule)


def _entry(rule: Rule, entry: Entry, teller: Teller, *, is_now: bool) -> ShownEntry:
    return ShownEntry(
        since=entry.since,
        value=value_said(rule, entry, teller),
        status=str(entry.status),
        source=place(entry.source),
        link=entry.source.link,
        amended_by=entry.source.amended_by,
        checked_on=entry.checked_on,
        note=teller.words(entry.note),
        is_now=is_now,
        readings=tuple(_reading(rule, reading, teller) for reading in entry.readings),
    )


def _reading(rule: Rule, reading: Reading, teller: Teller) -> ShownReading:
    return ShownReading(
        teller.value(rule.id, reading.value), teller.words(reading.note), place(reading.source), reading.source.link
    )


def place(source: Source) -> str:
    """Act and place in it."""
    return f"{source.act} {source.at}".strip()


def kinds() -> Mapping[str, str]:
    """Kinds of rules by code, in words."""
    return {code: gettext(text) for code, text in RULE_SHAPE.items()}
