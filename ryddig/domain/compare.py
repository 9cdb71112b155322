"""What changed from one stored screening to the next, in words. Both are in the shape of `serial.screening_plain`."""

from collections.abc import Iterator, Mapping
from typing import Any

from ryddig.domain.words import N_, Message

Stored = Mapping[str, Any]


def difference(before: Stored, after: Stored) -> tuple[Message, ...]:
    """Changes in facts, regime, duties, risk and steps, in that order. Empty when nothing changed."""
    return (
        *_facts(before["facts"], after["facts"]),
        *_changed(N_("The rules changed from %(before)s to %(after)s."), before["regime"], after["regime"]),
        *_each(
            N_("The duty %(name)s went from %(before)s to %(after)s."),
            _duties(before),
            _duties(after),
            absent="does_not_apply",
        ),
        *_each(
            N_("The risk factor %(name)s went from %(before)s to %(after)s."),
            _factors(before),
            _factors(after),
            absent="unknown",
        ),
        *_changed(
            N_("The risk level changed from %(before)s to %(after)s."), before["risk"]["level"], after["risk"]["level"]
        ),
        *_steps(before, after),
    )


def _changed(text: str, before: object, after: object) -> Iterator[Message]:
    if before != after:
        yield Message(text, {"before": before, "after": after})


def _facts(before: Stored, after: Stored) -> Iterator[Message]:
    text = N_("%(name)s changed from %(before)s to %(after)s.")
    for name in dict.fromkeys((*before, *after)):
        if name != "answers" and before.get(name) != after.get(name):
            yield Message(text, {"name": name, "before": before.get(name), "after": after.get(name)})


def _each(text: str, before: Mapping[str, str], after: Mapping[str, str], *, absent: str) -> Iterator[Message]:
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, absent), after.get(name, absent)
        if was != now:
            yield Message(text, {"name": name, "before": was, "after": now})


def _duties(screening: Stored) -> dict[str, str]:
    return {decision["rule"]: decision["outcome"] for decision in screening.get("duties", ())}


def _factors(screening: Stored) -> dict[str, str]:
    risk = screening["risk"]
    return {state["id"]: state["answer"] for state in (*risk.get("factors", ()), *risk.get("flags", ()))}


def _steps(before: Stored, after: Stored) -> Iterator[Message]:
    old, new = ({step["id"] for step in screening.get("steps", ())} for screening in (before, after))
    for step in sorted(new - old):
        yield Message(N_("The step %(step)s is now recommended."), {"step": step})
    for step in sorted(old - new):
        yield Message(N_("The step %(step)s is no longer recommended."), {"step": step})
