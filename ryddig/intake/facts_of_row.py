"""The values of one row put together as facts: suppliers from two columns, options from four, answers from theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any, Final

from ryddig.domain.facts import BuyerKind, ContractFacts, Known, Option, SupplierFact
from ryddig.domain.names import is_remark, says_cancelled, take_apart
from ryddig.intake.fields import ANSWER_PREFIX

_SUPPLIER: Final = frozenset({"supplier_name", "supplier_orgnr"})
_OPTION: Final = frozenset({"options", "options_used", "option_exercise_by", "option_ends_on"})
SOURCE: Final = "import"
NAMES_KEPT: Final = 20_000


@dataclass(slots=True)
class RowValues:
    """The values of one row: `facts` are facts by name already; `others` belong together before they are."""

    facts: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:  # noqa: ANN401 - as many types as columns
        """A value by its field's name; None when the row has none."""
        return self.facts.get(name) if name in self.facts else self.others.get(name)


def is_fact(name: str) -> bool:
    """True for a field whose value is a fact as it stands."""
    return name in FACT_NAMES


FACT_NAMES: Final = frozenset(fact.name for fact in fields(ContractFacts)) - {"options", "suppliers", "answers"}


def facts_of(values: RowValues, *, on: date, buyer_kind: BuyerKind | None) -> ContractFacts:
    """Facts of a row without problems. `on` dates the answers; `buyer_kind` fills in where the row has none."""
    facts, others = values.facts, values.others
    if buyer_kind is not None:
        facts.setdefault("buyer_kind", buyer_kind)
    if not others:
        return ContractFacts(**facts)
    if not _SUPPLIER.isdisjoint(others):
        facts["suppliers"] = suppliers_of(others)
    if not _OPTION.isdisjoint(others):
        facts["options"] = options_of(others)
    answers = {
        name.removeprefix(ANSWER_PREFIX): Known(value, on, SOURCE)
        for name, value in others.items()
        if name.startswith(ANSWER_PREFIX)
    }
    return ContractFacts(**facts, answers=answers)


def suppliers_of(values: Mapping[str, Any]) -> tuple[SupplierFact, ...]:
    """Suppliers in the order of the row, remarks left out. A valid number confirms one; a name alone does not."""
    return _suppliers(values.get("supplier_name", ()), values.get("supplier_orgnr", ()))


@lru_cache(maxsize=NAMES_KEPT)
def _suppliers(stated: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[SupplierFact, ...]:
    names = [name for name in stated if not is_no_firm(name)]
    if not numbers:
        return tuple(SupplierFact(name) for name in names)
    if not names:
        return tuple(SupplierFact("", number, confirmed=True, norwegian=True) for number in numbers)
    return tuple(_numbered(name, number) for name, number in zip(names, numbers, strict=True))


def _numbered(name: str, number: str) -> SupplierFact:
    """A branch of a foreign firm (NUF) has a Norwegian number too, so its number does not make it Norwegian."""
    foreign_branch = take_apart(name).legal_form == "nuf"
    return SupplierFact(name, number, confirmed=True, norwegian=None if foreign_branch else True)


@lru_cache(maxsize=NAMES_KEPT)
def is_no_firm(name: str) -> bool:
    """True for a remark or a text about cancellation where a firm's name should stand."""
    return is_remark(name) or says_cancelled(name)


def do_not_pair(values: Mapping[str, Any]) -> tuple[int, int] | None:
    """Counts of names and numbers when a row has both and they cannot be put together; else None."""
    stated, numbers = values.get("supplier_name", ()), len(values.get("supplier_orgnr", ()))
    names = len(stated) - len(_remarks(stated))
    return (names, numbers) if names and numbers and names != numbers else None


def options_of(values: Mapping[str, Any]) -> tuple[Option, ...]:
    """Options in order. The first `options_used` are used, the rest open; the dates belong to the next one, if any."""
    used: int = values.get("options_used") or 0
    dated = "option_exercise_by" in values or "option_ends_on" in values
    lengths: tuple[int | None, ...] = values.get("options", ()) or (None,) * (used or int(dated))
    return _options(lengths, used, exercise_by=values.get("option_exercise_by"), ends_on=values.get("option_ends_on"))


@lru_cache(maxsize=NAMES_KEPT)
def _options(
    lengths: tuple[int | None, ...], used: int, *, exercise_by: date | None, ends_on: date | None
) -> tuple[Option, ...]:
    following = min(used, len(lengths) - 1)
    return tuple(
        Option(
            months,
            exercise_by=exercise_by if number == following else None,
            ends_on=ends_on if number == following else None,
            used=True if number < used else None,
        )
        for number, months in enumerate(lengths)
    )


def more_used_than_agreed(values: Mapping[str, Any]) -> bool:
    """True when more options are said to be used than the row lists."""
    return "options" in values and values.get("options_used", 0) > len(values["options"])


def remarks_in(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Texts in the supplier column that are no firms."""
    return _remarks(values.get("supplier_name", ()))


@lru_cache(maxsize=NAMES_KEPT)
def _remarks(stated: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in stated if is_no_firm(name))
