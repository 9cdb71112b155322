"""Worked cases of a rule, as the lawbook browser shows them: a day and what applied, or a contract and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from ryddig.domain.law import Entry
from ryddig.lawbook.cases import read_cases
from ryddig.lawbook.catalogue import Rule
from ryddig.lawbook.loader import CASES, HERE
from ryddig.lawbook.shapes_cases import CaseModel
from ryddig.office.shown_law import value_said
from ryddig.reports.formats import as_day, day, language
from ryddig.reports.labels import label
from ryddig.reports.telling import Teller

MOST = 6
TOLD = ("kind", "sector", "cpv", "buyer_kind", "value_ore", "announced_on")


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case. `why` is written in bokmål alone, by those who keep the lawbook, and is shown in bokmål alone."""

    said: str
    why: str = ""


@lru_cache(maxsize=1)
def all_cases() -> tuple[CaseModel, ...]:
    """Every worked case that comes with Ryddig."""
    items, _faults = read_cases(CASES, HERE)
    return tuple(item.model for item in items if isinstance(item.model, CaseModel))


def cases_of(rule: Rule, teller: Teller) -> list[ShownCase]:
    """Cases that name the rule, the first few."""
    return [shown for case in all_cases() for shown in _shown(case, rule, teller)][:MOST]


def _shown(case: CaseModel, rule: Rule, teller: Teller) -> Iterator[ShownCase]:
    if rule.id in (case.rule, *case.rules):
        days = "; ".join(_on(text, rule, teller) for text in sorted(case.expect))
        yield ShownCase(days, _in_bokmaal(case.why))
    expected = case.duties.get(rule.id)
    if expected is not None and case.on is not None:
        said = f"{_contract(case, teller)}: {label('outcome', expected.outcome)}"
        why = _in_bokmaal(f"{case.why} {expected.why}".strip())
        yield ShownCase(f"{said}:" if why else said, why)


def _in_bokmaal(why: str) -> str:
    """The reason where the page is in bokmål; the outcome speaks for itself in the other languages."""
    return why if language() == "nb" else ""


def _contract(case: CaseModel, teller: Teller) -> str:
    """The facts of the case that most rules ask for."""
    known = ((name, case.facts[name]) for name in TOLD if name in case.facts)
    return ", ".join(teller.fact(name, value) for name, value in known)


def _on(text: str, rule: Rule, teller: Teller) -> str:
    on = as_day(text) or date.min
    entry: Entry | None = rule.series.at(on)
    value = gettext("nothing yet") if entry is None else value_said(rule, entry, teller)
    return f"{day(on, 'short')}: {value}"
