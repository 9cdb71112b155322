"""The shapes of law: a series of dated entries with source and status, and the book that holds them.

The lawbook room reads YAML into these values; nothing here knows a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_, NO_WORDS, Words

if TYPE_CHECKING:
    from ryddig.domain.document_requests import Document
    from ryddig.domain.law_library import (
        Checklist,
        CpvGroup,
        GlossaryWord,
        Layer,
        Method,
        PayCheck,
        Requirement,
        Sanction,
        SiteCheck,
        SourceRecord,
        SupplierSignal,
        WarningSigns,
    )
    from ryddig.domain.questionnaire import Choice, Question, Questionnaire

Value = int | str | bool | None | Mapping[str, int] | tuple[str, ...]


class Status(StrEnum):
    """How sure we are of an entry. Only `official` carries a deviation or a sanction."""

    OFFICIAL = "official"
    PROPOSED = "proposed"
    LAPSED = "lapsed"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"


class CountsFrom(StrEnum):
    """Which date on the case picks the entry."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    DELIVERED = "delivered"
    WORKED = "worked"
    PAID = "paid"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a person can read it: act or page, place in it, amending act, link."""

    act: str
    link: str
    at: str = ""
    amended_by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read a disputed entry; `cpv` limits it to these CPV prefixes (empty: every contract)."""

    value: Value
    note: Words
    source: Source
    cpv: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated value. `value` None means the rule ended on `since`."""

    since: date
    value: Value
    source: Source
    status: Status
    checked_on: date
    note: Words = NO_WORDS
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A rule with dated entries, newest first.

    `unit`: ore, ore_per_hour, days, months, percent, text, … ; `entries` fall strictly in date. `stricter`: lower or
    higher, the direction in which a local rule may go; empty where the rule has no direction. `stricter_than`: id of
    the
    national series that a local one tightens.
    """

    id: str
    name: Words
    unit: str
    counts_from: CountsFrom
    entries: tuple[Entry, ...]
    stricter: str = ""
    stricter_than: str = ""

    def at(self, on: date) -> Entry | None:
        """The entry in force on `on`; None before the first. An ended rule gives its ending entry (`value` None)."""
        for entry in self.entries:
            if entry.since <= on:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class Condition:
    """One named predicate of `applies_when` and what it asks for. The predicate is a function in `duties.py`."""

    test: str
    wanted: object


class OwedBy(StrEnum):
    """Who has to do it."""

    SUPPLIER = "supplier"
    SUBCONTRACTOR = "subcontractor"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Duty:
    """A requirement on one contract (or on the buyer), with its scope as data.

    `regime`: `R2008`, `R2026` or `any`. `layer`: `national` or the id of a local layer. `theme`: pay, pension,
    hms_card,
    information, bank, chain, apprentices, tax, control, routines, sanctions, human_rights, climate, animal_welfare, …
    `deadline`: id of a deadline series or empty. `cadence`: once, running, each_pay, each_report_period, yearly,
    on_request.
    `sanctions`: ids of sanctions the contract must or may carry. `series` gives from when, source and status:
    value True while in force, None from the day it ended. `limits`: ids of series with the figures the duty holds
    (two tiers, ten per cent). `stricter_than`: id of the national duty that a local one tightens.
    """

    id: str
    name: Words
    text: Words
    regime: str
    layer: str
    theme: str
    owed_by: tuple[OwedBy, ...]
    conditions: tuple[Condition, ...]
    evidence: Words
    series: Series
    deadline: str = ""
    cadence: str = ""
    sanctions: tuple[str, ...] = ()
    stricter_than: str = ""
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """Law data that is not a duty, a bare series or a risk rule, each kind by id (sources by key, words by code)."""

    methods: Mapping[str, "Method"] = field(default_factory=dict)
    sanctions: Mapping[str, "Sanction"] = field(default_factory=dict)
    requirements: Mapping[str, "Requirement"] = field(default_factory=dict)
    checklists: Mapping[str, "Checklist"] = field(default_factory=dict)
    warning_signs: Mapping[str, "WarningSigns"] = field(default_factory=dict)
    pay_checks: Mapping[str, "PayCheck"] = field(default_factory=dict)
    site_checks: Mapping[str, "SiteCheck"] = field(default_factory=dict)
    signals: Mapping[str, "SupplierSignal"] = field(default_factory=dict)
    cpv_groups: Mapping[str, "CpvGroup"] = field(default_factory=dict)
    glossary: Mapping[str, "GlossaryWord"] = field(default_factory=dict)
    sources: Mapping[str, "SourceRecord"] = field(default_factory=dict)
    layers: Mapping[str, "Layer"] = field(default_factory=dict)
    documents: Mapping[str, "Document"] = field(default_factory=dict)
    questionnaires: Mapping[str, "Questionnaire"] = field(default_factory=dict)
    questions: Mapping[str, "Question"] = field(default_factory=dict)
    choice_lists: Mapping[str, tuple["Choice", ...]] = field(default_factory=dict)
    form_texts: Mapping[str, Words] = field(default_factory=dict)


def _figure(series: Series, on: date) -> int | None:
    """The value on `on` when it is one figure."""
    entry = series.at(on)
    return entry.value if entry is not None and type(entry.value) is int else None


@dataclass(frozen=True, slots=True)
class Book:
    """All law data of one version. `version` is the content hash stored with every decision.

    `tightened_by`: per national series the local series that may only be stricter.
    """

    version: str
    series: Mapping[str, Series]
    duties: tuple[Duty, ...]
    layers: tuple[str, ...] = ()
    risk_factors: tuple["RiskFactor", ...] = ()
    risk_levels: tuple["RiskLevel", ...] = ()
    red_flags: tuple["RedFlag", ...] = ()
    risk_products: tuple["RiskProduct", ...] = ()
    cpv_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    tightened_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def entry(self, rule: str, on: date) -> Entry | None:
        """The entry of series `rule` in force on `on`. Raises OurFault for an unknown rule."""
        return self.need(rule).at(on)

    def strictest(self, rule: str, on: date) -> Series:
        """The series `rule`, or the local one that tightens it and has the strictest single figure on `on`."""
        national = self.need(rule)
        figures = [(_figure(series, on), series) for series in map(self.need, self.tightened_by.get(rule, ()))]
        known = [(_figure(national, on), national), *figures]
        comparable = [(figure, series) for figure, series in known if figure is not None]
        choose = max if national.stricter == "higher" else min
        return choose(comparable, key=lambda pair: pair[0])[1] if figures and comparable else national

    def need(self, rule: str) -> Series:
        """The series `rule`. Raises OurFault when the book does not hold it."""
        found = self.series.get(rule)
        if found is None:
            raise OurFault("lawbook.unknown_rule", N_("The lawbook has no rule %(rule)s."), params={"rule": rule})
        return found


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """A risk factor (RM-01 …): weight, which fact or answer shows it, and its wording.

    `test` names a predicate of `risk.py`; `wanted` its argument. `asks` is the question to a person where no fact
    answers it.
    """

    id: str
    name: Words
    asks: Words
    test: str
    wanted: object
    series: Series


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """low, medium or high: from which score, which weight or factor alone is enough, and what it triggers (step
    ids)."""

    id: str
    name: Words
    score_from: Series
    single_weight: int | None
    steps: tuple[str, ...]
    triggers: tuple[Words, ...]
    factors_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign (RF-01 …). `severity` is `hard` or 1–4; `test` empty when only a person or a later check can
    see it. `asks` is the question to a person; empty where nobody is asked.
    """

    id: str
    name: Words
    data: tuple[str, ...]
    severity: str
    test: str
    wanted: object
    series: Series
    asks: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class RiskProduct:
    """A product on DFØ's high-risk list. Levels per stage: low, medium, high, very_high, unknown, not_assessed.

    The list names no CPV codes: `cpv` are prefixes of our own, as sure as `cpv_status`.
    """

    id: str
    category: Words
    product: Words
    levels: Mapping[str, str]
    themes: tuple[Words, ...]
    countries: tuple[str, ...]
    generation: str
    cpv: tuple[str, ...]
    series: Series
    cpv_status: Status = Status.UNVERIFIED
