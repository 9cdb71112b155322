"""What stands at the top of every page of one contract, its facts with their sources, and its history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.decision import Outcome
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.office.shown_duties import belongs_in_text
from ryddig.records.accounts.access import Action
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract, ContractOption
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.queries import ContractPage
from ryddig.reports.formats import day, kroner_short
from ryddig.reports.history import author_said, event_said
from ryddig.reports.labels import label
from ryddig.reports.origins import origin_said
from ryddig.reports.proof import FACTS

PARTS = (
    ("contract", N_("Overview")),
    ("duties", N_("Requirements")),
    ("risk", N_("Risk")),
    ("plan", N_("Plan")),
    ("followup", N_("Follow-up")),
    ("pay_controls", N_("Pay control")),
    ("checklist", N_("Checklist")),
    ("facts", N_("Facts")),
    ("history", N_("History")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the contract. `count` is shown beside the name when there is something waiting."""

    name: str
    url: str
    here: bool
    count: int


@dataclass(frozen=True, slots=True)
class Head:
    """The line below the title, and the parts."""

    line: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with this contract."""

    change: bool
    screen: bool
    answer: bool
    overrule: bool
    record_control: bool
    close_finding: bool


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact and where it comes from."""

    name: str
    value: str
    known: bool
    origin: str


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """Something that was done."""

    at: datetime
    actor: str
    said: str
    details: tuple[str, ...]


def context(desk: Desk, page: ContractPage, here: str) -> dict[str, Any]:
    """What every page of one contract hands its template."""
    return {"contract": page.contract, "head": head(page, here), "may": may(desk, page.contract)}


def head(page: ContractPage, here: str) -> Head:
    """Title line and parts."""
    counts = {"duties": page.applying, "plan": page.waiting}
    parts = tuple(
        Part(gettext(text), reverse(f"office:{name}", args=[page.contract.pk]), name == here, counts.get(name, 0))
        for name, text in PARTS
    )
    return Head(tuple(_line(page.contract)), parts)


def _line(contract: Contract) -> Iterator[str]:
    if contract.reference:
        yield contract.reference
    yield contract.unit.name
    if contract.supplier_names:
        yield contract.supplier_names
    if contract.value_ore is not None:
        yield kroner_short(contract.value_ore)
    if contract.starts_on or contract.ends_on:
        yield f"{day(contract.starts_on, 'short') or '…'} – {day(contract.ends_on, 'short') or '…'}"
    who = str(contract.responsible or contract.responsible_name)
    if who:
        yield gettext("responsible: %(name)s") % {"name": who}


def may(desk: Desk, contract: Contract) -> May:
    """What the person may do with the contract."""
    unit = contract.unit_id
    return May(
        change=desk.may(Action.CHANGE, unit),
        screen=desk.may(Action.SCREEN, unit),
        answer=desk.may(Action.ANSWER, unit),
        overrule=desk.may(Action.OVERRULE, unit),
        record_control=desk.may(Action.RECORD_CONTROL, unit),
        close_finding=desk.may(Action.CLOSE_FINDING, unit),
    )


def facts(contract: Contract, desk: Desk) -> list[ShownFact]:
    """Every fact with its value and source, known or not."""
    return [_fact(contract, name, desk) for name in FACTS]


def _fact(contract: Contract, name: str, desk: Desk) -> ShownFact:
    value = getattr(contract, name)
    known = value not in (None, "", [])
    source: Mapping[str, Any] = contract.fact_sources.get(name, {}) if known else {}
    said = desk.teller.fact(name, value) if known else ""
    return ShownFact(label("fact", name), said, known, origin_said(source))


def option_lines(contract: Contract) -> list[str]:
    """Each option in words."""
    return [", ".join(_option(option)) for option in contract.options.all()]


def _option(option: ContractOption) -> Iterator[str]:
    yield gettext("Option %(number)s") % {"number": option.position}
    if option.months:
        yield gettext("%(value)s months") % {"value": option.months}
    if option.exercise_by:
        yield gettext("decide by %(day)s") % {"day": day(option.exercise_by)}
    if option.ends_on:
        yield gettext("new end %(day)s") % {"day": day(option.ends_on)}
    if option.used is not None:
        yield gettext("used") if option.used else gettext("not used")


def counts(duties: tuple[ContractDuty, ...]) -> list[tuple[str, int]]:
    """Requirements in figures."""
    applying = [row for row in duties if row.outcome == Outcome.APPLIES.value]
    clauses = [row for row in applying if belongs_in_text(row)]
    answers = ContractDuty.InContract
    return [
        (gettext("Apply"), len(applying)),
        (gettext("May apply"), sum(row.outcome == Outcome.UNKNOWN.value for row in duties)),
        (gettext("Stand in the contract"), sum(row.in_contract == answers.YES for row in clauses)),
        (gettext("Missing in the contract"), sum(row.in_contract == answers.NO for row in clauses)),
        (gettext("Not looked at"), sum(row.in_contract == answers.UNKNOWN for row in clauses)),
    ]


def events(rows: tuple[Event, ...], differences: Mapping[int, Any], desk: Desk) -> list[ShownEvent]:
    """The history in words. `differences`: what each screening changed, by its id."""
    return [_event(row, differences.get(row.details.get("screening", 0), ()), desk) for row in rows]


def _event(row: Event, difference: Iterable[Mapping[str, Any]], desk: Desk) -> ShownEvent:
    said = event_said(row, desk.teller)
    return ShownEvent(row.at, author_said(row), said, tuple(desk.teller.tell(one) for one in difference))
