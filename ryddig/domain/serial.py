"""Facts and screenings as plain values for JSON, and facts back again. One shape for storage, API and terminal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from operator import attrgetter, methodcaller
from typing import Any, Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known, Option, Sector, SupplierFact
from ryddig.domain.law import Source, Status
from ryddig.domain.screening import Screening
from ryddig.domain.words import Message


def plain(value: object) -> Any:
    """Dataclasses, dates, enums and tuples as what JSON holds. Empty fields of dataclasses are left out."""
    kind: type = type(value)
    return value if kind in _AS_IT_IS else _way_of(kind)(value)


@cache
def _way_of(kind: type) -> Callable[[Any], Any]:
    """How values of this type are made plain. It is asked once a type: a screening holds thousands of values."""
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, date):
        return methodcaller("isoformat")
    if kind is Message:
        return _message
    if is_dataclass(kind):
        return partial(_dataclass, tuple(field.name for field in fields(kind)))
    if issubclass(kind, Mapping):
        return _mapping
    return _sequence if issubclass(kind, tuple | list | frozenset) else _itself


def _message(message: Message) -> Any:
    return {"text": message.text, "params": plain(message.params)}


def _dataclass(names: tuple[str, ...], value: object) -> Any:
    shown = {}
    for name in names:
        item = getattr(value, name)
        kind: type = type(item)
        if kind in _AS_IT_IS:
            if item is not None and item != "":
                shown[name] = item
        elif item not in _EMPTY:
            shown[name] = _way_of(kind)(item)
    return shown


def _mapping(values: Mapping[object, object]) -> Any:
    return {str(key): plain(item) for key, item in values.items()}


def _sequence(values: Iterable[object]) -> Any:
    return [plain(item) for item in values]


def _itself(value: object) -> object:
    return value


_AS_IT_IS: Final = frozenset((str, int, float, bool, type(None)))
_EMPTY: Final[tuple[object, ...]] = ((), {}, "")


def facts_from_plain(stored: Mapping[str, Any]) -> ContractFacts:
    """Facts read back from `plain(facts)`."""
    given = dict(stored)
    for name in _DATES & given.keys():
        given[name] = date.fromisoformat(given[name])
    for name, kind in _ENUMS.items():
        if given.get(name) is not None:
            given[name] = kind(given[name])
    given["cpv"] = tuple(given.get("cpv", ()))
    given["options"] = tuple(_option(option) for option in given.get("options", ()))
    given["suppliers"] = tuple(SupplierFact(**supplier) for supplier in given.get("suppliers", ()))
    given["answers"] = {code: _known(known) for code, known in given.get("answers", {}).items()}
    return ContractFacts(**given)


def _option(stored: Mapping[str, Any]) -> Option:
    days = {name: date.fromisoformat(stored[name]) for name in ("exercise_by", "ends_on") if stored.get(name)}
    return Option(months=stored.get("months"), used=stored.get("used"), **days)


def _known(stored: Mapping[str, Any]) -> Known:
    return Known(stored["value"], date.fromisoformat(stored["on"]), stored.get("source", ""))


_DATES = {"last_call_off_on", "announced_on", "invited_on", "signed_on", "starts_on", "ends_on"}
_ENUMS: Mapping[str, type[BuyerKind] | type[ContractKind] | type[Sector]] = {
    "buyer_kind": BuyerKind,
    "kind": ContractKind,
    "sector": Sector,
}


def screening_plain(screening: Screening) -> dict[str, Any]:
    """The whole screening: facts, then every decision with its reasons."""
    shown: dict[str, Any] = plain(screening)
    return shown


def because_from_plain(stored: Mapping[str, Any]) -> Because:
    """A reason read back from `plain(because)`."""
    source = stored.get("source")
    since = stored.get("since")
    return Because(**{**_reason_parts(stored), "source": Source(**source) if source else None, "since": _day(since)})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _reason_parts(stored: Mapping[str, Any]) -> dict[str, Any]:

    parts = {**stored, "answer": Answer(stored["answer"]), "facts": tuple(stored.get("facts", ()))}
    wanted = stored.get("wanted")
    parts["wanted"] = tuple(wanted) if isinstance(wanted, list) else wanted
    parts["status"] = Status(stored["status"]) if stored.get("status") else None
    return parts
