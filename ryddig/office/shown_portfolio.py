"""Rows and columns of the portfolio's table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import SORTS

COLUMNS = (
    (N_("Contract"), "title", False),
    (N_("Unit"), "", False),
    (N_("Risk"), "risk", False),
    (N_("Value"), "value", True),
    (N_("Ends"), "end", False),
    (N_("Next"), "due", False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One contract in the table."""

    id: int
    title: str
    reference: str
    suppliers: str
    unit: str
    risk_level: str
    value_ore: int | None
    last_day: date | None
    next_due_kind: str
    next_due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `url` sorts by it, `sorted` is what `aria-sort` says."""

    name: str
    url: str
    sorted: str
    number: bool


def rows(contracts: Iterable[Contract], on: date) -> list[Row]:
    """The contracts of one page."""
    return [
        Row(
            id=contract.pk,
            title=contract.title,
            reference=contract.reference,
            suppliers=contract.supplier_names,
            unit=contract.unit.name,
            risk_level=contract.risk_level,
            value_ore=contract.value_ore,
            last_day=contract.last_day,
            next_due_kind=contract.next_due_kind,
            next_due_on=contract.next_due_on,
            is_late=contract.next_due_on is not None and contract.next_due_on < on,
        )
        for contract in contracts
    ]


def columns(query: QueryDict) -> Iterator[Column]:
    """The headings, with where pressing each leads."""
    now = query.get("sort", "") or "risk"
    for name, key, number in COLUMNS:
        sorted_by = now.lstrip("-") == key
        turned = f"-{key}" if now == key else key
        yield Column(gettext(name), _address(query, turned) if key else "", _said(now) if sorted_by else "", number)


def _address(query: QueryDict, sort: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    changed["sort"] = sort
    return f"?{changed.urlencode()}"


def _said(sort: str) -> str:
    falls = SORTS.get(sort.lstrip("-"), ("", True))[1] != sort.startswith("-")
    return "descending" if falls else "ascending"
