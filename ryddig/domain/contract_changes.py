"""What an agreed change makes of a contract's facts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from ryddig.domain.controls import add_months
from ryddig.domain.facts import ContractFacts, Option
from ryddig.domain.quality import last_day

OPTION: Final = "option"


@dataclass(frozen=True, slots=True)
class AgreedChange:
    """A change as it was agreed. `price_ore`, `days`: what it does to price and time; None: nothing, or not known."""

    kind: str
    price_ore: int | None = None
    days: int | None = None


def changed_facts(facts: ContractFacts, change: AgreedChange) -> dict[str, Any]:
    """The facts that change, by name; empty when none does.

    An option used is the next one that is not. Its price is in the contract's value already, which counts options;
    another price is added. Days move the last day there is: of the newest option in use, else of the contract.
    """
    found: dict[str, Any] = {}
    if change.price_ore and change.kind != OPTION and facts.value_ore is not None:
        found["value_ore"] = max(facts.value_ore + change.price_ore, 0)
    options = list(facts.options)
    at = next((number for number, option in enumerate(options) if not option.used), None)
    if change.kind == OPTION and at is not None:
        options[at] = _used(options[at], last_day(facts), change.days)
        return found | {"options": tuple(options)}
    return found | _moved(facts, options, timedelta(days=change.days or 0))


def _used(option: Option, end: date | None, days: int | None) -> Option:
    ends_on = option.ends_on
    if ends_on is None and end is not None and option.months:
        ends_on = add_months(end, option.months)
    elif ends_on is None and end is not None and days:
        ends_on = end + timedelta(days=days)
    return replace(option, used=True, ends_on=ends_on)


def _moved(facts: ContractFacts, options: list[Option], by: timedelta) -> dict[str, Any]:
    if not by or facts.ends_on is None:
        return {}
    in_use = [number for number, option in enumerate(options) if option.used and option.ends_on == last_day(facts)]
    if not in_use:
        return {"ends_on": facts.ends_on + by}
    option = options[in_use[-1]]
    options[in_use[-1]] = replace(option, ends_on=option.ends_on + by if option.ends_on else None)
    return {"options": tuple(options)}
