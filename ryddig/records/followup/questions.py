"""What nobody has answered yet and would settle a requirement or a risk factor: the open questions of one contract."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ryddig.domain.decision import Answer, Outcome

STAND_INS: Final = {"invited_on": "announced_on", "starts_on": "signed_on"}
SAME_FACT: Final = {"has_subcontractors": "tiers"}
_UNKNOWN: Final = Answer.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class Question:
    """A missing fact or answer, by its name, and the rules that wait for it."""

    fact: str
    rules: tuple[str, ...]


def open_questions(decision: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Question, ...]:
    """Questions of a stored decision on these stored facts, those that most rules wait for first."""
    known = {*facts, *facts.get("answers", ())}
    waiting: dict[str, list[str]] = {}
    for rule, reason in _unsettled(decision):
        for fact in _missing(reason, known):
            waiting.setdefault(SAME_FACT.get(fact, fact), []).append(rule)
    found = (Question(fact, tuple(dict.fromkeys(rules))) for fact, rules in waiting.items())
    return tuple(sorted(found, key=lambda question: (-len(question.rules), question.fact)))


def _unsettled(decision: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for duty in decision.get("duties", ()):
        if duty["outcome"] == Outcome.UNKNOWN.value:
            yield from ((duty["rule"], reason) for reason in duty["because"] if reason["answer"] == _UNKNOWN)
    risk = decision["risk"]
    for state in (*risk.get("factors", ()), *risk.get("flags", ())):
        if state["answer"] == _UNKNOWN:
            yield state["id"], state["because"]


def _missing(reason: Mapping[str, Any], known: Container[str]) -> Iterator[str]:
    """Facts the reason lacks. One whose stand-in is known or asked for (announced for invited, signed for start) is
    left out.
    """
    asked = [fact for fact in reason.get("facts", ()) if fact not in known]
    yield from (fact for fact in asked if STAND_INS.get(fact) not in asked and STAND_INS.get(fact) not in known)
