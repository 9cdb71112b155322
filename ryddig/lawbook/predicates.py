"""Conditions of `applies_when`: names that `domain/duties.py` knows, arguments of the right kind, ids they refer to."""

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum

from ryddig.domain.duties import PREDICATES
from ryddig.domain.facts import BuyerKind, ContractKind, Sector
from ryddig.domain.law import Condition
from ryddig.lawbook.faults import Refused

ANY = "any"
MIN_GROUPS = 2  # one alternative is no choice
SERIES_UNITS: Mapping[str, str] = {
    "value_at_least": "ore",
    "value_above": "ore",
    "value_below": "ore",
    "lasts_longer_than": "months",
}
_FLAGS = (
    "high_risk_product",
    "trade_certificate_relevant",
    "apprentice_need",
    "framework",
    "has_subcontractors",
    "norwegian_supplier",
)


def conditions(applies_when: Mapping[str, object], path: tuple[str | int, ...]) -> tuple[Condition, ...]:
    """The conditions of one rule, in the order written. Raises Refused."""
    return tuple(condition(test, wanted, (*path, test)) for test, wanted in applies_when.items())


def condition(test: str, wanted: object, path: tuple[str | int, ...]) -> Condition:
    """One condition with its argument checked. Raises Refused."""
    if test not in PREDICATES:
        raise Refused("unknown_predicate", path, given=test, known=", ".join(sorted(PREDICATES)))
    if test == ANY:
        return Condition(ANY, _groups(wanted, path))
    want, fits = ARGUMENTS[test]
    if not fits(wanted):
        raise Refused("wrong_argument", path, test=test, given=wanted, want=want)
    return Condition(test, wanted)


def _groups(wanted: object, path: tuple[str | int, ...]) -> tuple[tuple[Condition, ...], ...]:
    groups = wanted if isinstance(wanted, tuple) else ()
    if len(groups) < MIN_GROUPS or not all(isinstance(group, Mapping) and group for group in groups):
        raise Refused("wrong_argument", path, test=ANY, given=wanted, want="[{…}, {…}]")
    return tuple(conditions(group, (*path, number)) for number, group in enumerate(groups))


def _names(kind: type[StrEnum]) -> tuple[str, Callable[[object], bool]]:
    known = frozenset(kind)

    def fits(wanted: object) -> bool:
        return isinstance(wanted, tuple) and bool(wanted) and all(item in known for item in wanted)

    return f"[{', '.join(sorted(known))}]", fits


def _is_texts(wanted: object) -> bool:
    return isinstance(wanted, tuple) and bool(wanted) and all(isinstance(item, str) for item in wanted)


def _is_text(wanted: object) -> bool:
    return isinstance(wanted, str) and bool(wanted)


_GROUP = ("cpv_group", lambda wanted: _is_text(wanted) or _is_texts(wanted))
_SERIES = ("series id", _is_text)
_FLAG = ("true | false", lambda wanted: isinstance(wanted, bool))

ARGUMENTS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "kind": _names(ContractKind),
    "buyer_kind": _names(BuyerKind),
    "sector": _names(Sector),
    "cpv_in": _GROUP,
    "value_at_least": _SERIES,
    "value_above": _SERIES,
    "value_below": _SERIES,
    "lasts_longer_than": _SERIES,
    "tiers_at_least": ("1, 2, 3 …", lambda wanted: type(wanted) is int and wanted > 0),
    "county_in": ("[Oslo, …]", _is_texts),
    "answer": ("RM-01 …", _is_text),
    **dict.fromkeys(_FLAGS, _FLAG),
}


def references(found: Collection[Condition]) -> Iterator[tuple[str, str, str]]:
    """Every id the conditions name: (predicate, kind of thing: `series` or `cpv_group`, id)."""
    for one in found:
        if one.test == ANY and isinstance(one.wanted, tuple):
            for group in one.wanted:
                yield from references(group)
        elif one.test in SERIES_UNITS:
            yield one.test, "series", str(one.wanted)
        elif one.test == "cpv_in":
            names = (one.wanted,) if isinstance(one.wanted, str) else one.wanted
            yield from ((one.test, "cpv_group", str(name)) for name in (names if isinstance(names, tuple) else ()))
