"""Risk of one contract as the page shows it: the level and what it rests on, what is known and how old."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from ryddig.domain.law import Book
from ryddig.domain.risk import age_in_days
from ryddig.records.followup.models import RiskOverride
from ryddig.records.followup.overruling import standing_steps
from ryddig.records.followup.queries import ContractPage
from ryddig.reports.formats import as_day, day
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason, Teller

MONTH_DAYS = 60


@dataclass(frozen=True, slots=True)
class ShownRisk:
    """The level in words."""

    said: str
    open_said: str
    limits: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class KnownFactor:
    """A factor with an answer."""

    id: str
    name: str
    answer: str
    weight: int
    how: str
    age: str


@dataclass(frozen=True, slots=True)
class Named:
    """A step or product with its reasons. `said`: a person's own reason. `level` and `themes` only for products."""

    name: str
    reasons: tuple[Reason, ...]
    said: str = ""
    level: str = ""
    themes: tuple[str, ...] = ()


def level_shown(risk: Mapping[str, Any], facts: Mapping[str, Any], teller: Teller, *, on: date) -> ShownRisk:
    """The level that was calculated, and what it would be if every open answer were yes."""
    params = {"level": label("level", risk["level"]).lower(), "score": risk["score"]}
    said = gettext("Calculated level: %(level)s. The known factors sum to %(score)s.") % params
    higher = risk["level_if_all"] != risk["level"]
    params = {"level": label("level", risk["level_if_all"]).lower(), "score": risk["score_if_all"]}
    open_said = gettext("If every open question were answered yes: %(level)s (%(score)s).") % params if higher else ""
    return ShownRisk(said, open_said, limits_said(teller.book, on), teller.reasons(risk.get("because", ()), facts))


def limits_said(book: Book, on: date) -> str:
    """From which score each level above the lowest counts `on`, lowest first; empty where the book has no limits."""
    found = ((level.id, level.score_from.at(on)) for level in book.risk_levels)
    limits = [(entry.value, level) for level, entry in found if entry and isinstance(entry.value, int) and entry.value]
    parts = (
        gettext("%(level)s from %(score)s") % {"level": label("level", level).lower(), "score": score}
        for score, level in sorted(limits)
    )
    return gettext("Limits: %(limits)s.") % {"limits": ", ".join(parts)} if limits else ""


def known(risk: Mapping[str, Any], facts: Mapping[str, Any], teller: Teller, *, on: date) -> list[KnownFactor]:
    """Factors with an answer, the heaviest that hold first."""
    states = [state for state in (*risk.get("factors", ()), *risk.get("flags", ())) if state["answer"] != "unknown"]
    ordered = sorted(states, key=lambda state: (state["answer"] != "yes", -state.get("weight", 0), state["id"]))
    return [_known(state, facts, teller, on=on) for state in ordered]


def _known(state: Mapping[str, Any], facts: Mapping[str, Any], teller: Teller, *, on: date) -> KnownFactor:
    answer = facts.get("answers", {}).get(state["id"])
    how = teller.reason(state["because"], facts).text
    return KnownFactor(
        id=state["id"],
        name=teller.name(state["id"]),
        answer=state["answer"],
        weight=state.get("weight", 0),
        how=how,
        age=age_said(as_day(answer["on"]), on) if answer else gettext("from the facts"),
    )


def age_said(known_on: date | None, on: date) -> str:
    """How old an answer is."""
    if known_on is None:
        return ""
    days = age_in_days(known_on, on)
    if days < MONTH_DAYS:
        return day(known_on, "short")
    months = days // 30
    return ngettext("%(months)s month ago", "%(months)s months ago", months) % {"months": months}


@dataclass(frozen=True, slots=True)
class ShownOverride:
    """A person's judgement in place of the calculated one."""

    said: str
    reason: str


def override(row: RiskOverride | None) -> ShownOverride | None:
    """The overruling that stands."""
    if row is None:
        return None
    chosen = (label("level", row.level) if row.level else "", label("plan", row.step) if row.step else "")
    params = {"chosen": ", ".join(part for part in chosen if part), "name": row.actor, "day": day(row.on)}
    return ShownOverride(gettext("Set to %(chosen)s by %(name)s on %(day)s.") % params, row.reason)


def steps(given: Iterable[Mapping[str, Any]], facts: Mapping[str, Any], teller: Teller) -> list[Named]:
    """Calculated steps."""
    return [Named(label("plan", step["id"]), teller.reasons(step.get("because", ()), facts)) for step in given]


def standing(page: ContractPage, teller: Teller) -> list[Named]:
    """Steps that stand now: the calculated ones, or those that follow when a person has overruled, with her reason."""
    if page.screening is None:
        return []
    decision = page.screening.decision
    calculated = steps(decision["steps"], page.screening.facts, teller)
    judged = override(page.override)
    if page.override is None or judged is None:
        return calculated
    by_name = {step.name: step for step in calculated}
    said = f"{judged.said} {judged.reason}"
    return [
        Named(label("plan", step), (), said) if by_person else by_name[label("plan", step)]
        for step, by_person in standing_steps(decision, page.override, book=teller.book)
    ]


def products(risk: Mapping[str, Any], facts: Mapping[str, Any], teller: Teller) -> list[Named]:
    """Products of the high-risk list that the contract's CPV codes lie under."""
    shelf = {product.id: product for product in teller.book.risk_products}
    found = []
    for state in risk.get("products", ()):
        product = shelf.get(state["product"])
        themes = tuple(teller.words(theme) for theme in product.themes) if product else ()
        reasons = teller.reasons((state["because"],), facts)
        found.append(Named(teller.name(state["product"]), reasons, level=state["level"], themes=themes))
    return found
