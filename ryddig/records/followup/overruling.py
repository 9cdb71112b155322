"""A person's level and step beside the computed ones: which counts, and when the overruling must be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ryddig.domain import controls
from ryddig.domain.controls import PlanItem, Step
from ryddig.domain.decision import Answer, Because
from ryddig.domain.findings import Finding
from ryddig.domain.law import Book
from ryddig.domain.risk import higher
from ryddig.domain.screening import Screening
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.followup.models import RiskOverride

LEVELS: Final = ("low", "medium", "high")
OUTDATED: Final = "risk.overruling_outdated"


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for the contract now: level, steps and plan, and the question an outdated overruling opens."""

    level: str
    steps: tuple[Step, ...]
    plan: tuple[PlanItem, ...]
    overruled: bool = False
    question: Finding | None = None


def standing(screening: Screening, override: RiskOverride | None, *, book: Book, on: date) -> Standing:
    """The computed result, or a person's where one stands.

    When the result has changed materially since it was overruled, the higher level and all steps count until a person
    has looked again: an old overruling must not hide a new risk.
    """
    if override is None or override.withdrawn:
        return Standing(screening.risk.level, screening.steps, screening.plan)
    outdated = material(override.screening.decision) != material(result_of(screening))
    level = override.level or screening.risk.level
    if outdated:
        level = higher(level, screening.risk.level)
    steps = _steps(override, level=level, book=book)
    if outdated:
        steps = _union(steps, screening.steps)
    risk = replace(screening.risk, level=level)
    plan = controls.plan(screening.facts, risk, book, steps=steps, on=on)
    return Standing(level, steps, plan, overruled=True, question=_question(override, screening) if outdated else None)


def standing_steps(decision: Mapping[str, Any], override: RiskOverride, *, book: Book) -> tuple[tuple[str, bool], ...]:
    """Steps that stand on a stored decision, in the method's order: (step, whether the person's overruling gives it).

    The same as `standing` gives: an outdated overruling hides none of the computed steps.
    """
    computed: set[str] = set()
    level = override.level or decision["risk"]["level"]
    if material(override.screening.decision) != material(decision):
        level = higher(level, decision["risk"]["level"])
        computed = {step["id"] for step in decision["steps"]}
    chosen = _chosen_steps(override, level=level, book=book)
    return tuple((step, step in chosen) for step in controls.STEPS if step in chosen or step in computed)


def result_of(screening: Screening) -> dict[str, Any]:
    """The parts of a screening that `material` looks at, in the shape they are stored in."""
    factors = [{"id": state.id, "answer": state.answer.value} for state in screening.risk.factors]
    flags = [{"id": state.id, "answer": state.answer.value} for state in screening.risk.flags]
    return {
        "regime": screening.regime,
        "risk": {"level": screening.risk.level, "factors": factors, "flags": flags},
        "steps": [{"id": step.id} for step in screening.steps],
    }


def material(decision: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a stored decision a person overruled on: regime, level, steps, and the factors and flags that hold."""
    risk = decision["risk"]
    states = (*risk.get("factors", ()), *risk.get("flags", ()))
    holds = frozenset(state["id"] for state in states if state["answer"] == Answer.YES.value)
    return decision["regime"], risk["level"], frozenset(step["id"] for step in decision.get("steps", ())), holds


def _steps(override: RiskOverride, *, level: str, book: Book) -> tuple[Step, ...]:
    reason = (Because("overruled", Answer.YES, (), override.step or override.level),)
    return tuple(Step(step, reason) for step in _chosen_steps(override, level=level, book=book))


def _chosen_steps(override: RiskOverride, *, level: str, book: Book) -> tuple[str, ...]:
    if override.step:
        return controls.STEPS[: controls.STEPS.index(override.step) + 1]
    return next((one.steps for one in book.risk_levels if one.id == level), ())


def _union(one: tuple[Step, ...], other: tuple[Step, ...]) -> tuple[Step, ...]:
    found = {step.id: step for step in (*other, *one)}
    return tuple(found[step] for step in controls.STEPS if step in found)


def _question(override: RiskOverride, screening: Screening) -> Finding:
    text = N_(
        "The risk was overruled on %(on)s. The assessment said %(before)s then and says %(after)s now. "
        "Does the overruling still hold?"
    )
    before = override.screening.decision["risk"]["level"]
    params = plain({"on": override.on, "before": before, "after": screening.risk.level})
    return Finding(OUTDATED, Message(text, params), ())
