"""Whom the watch looks at, and how fresh what is known of them is. For the worker: every buyer's firms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q

from ryddig.records.accounts.access import Machine
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.lookups.models import FeedCursor, Lookup
from ryddig.records.lookups.storing import BATCH

_WHY: Final = "the watch serves every organisation"
Known = tuple[int, str, str]
"""Organisation, source and number."""


@dataclass(frozen=True, slots=True)
class WatchedContract:
    """A running contract as the signals need to see it."""

    id: int
    kind: str
    value_ore: int | None
    announced_on: date | None
    invited_on: date | None
    signed_on: date | None
    starts_on: date | None
    cpv: tuple[str, ...]


@dataclass(slots=True)
class Seat:
    """A firm as one buyer knows it: the row, and the running contracts it is on in any role."""

    organisation_id: int
    supplier_id: int
    contracts: list[WatchedContract] = field(default_factory=list)


@dataclass(slots=True)
class WatchedFirm:
    """One number, and every buyer that has it in a running contract. It is asked about once for all of them."""

    number: str
    seats: dict[int, Seat] = field(default_factory=dict)

    @property
    def contracts(self) -> Iterator[WatchedContract]:
        """Every buyer's contracts."""
        return (contract for seat in self.seats.values() for contract in seat.contracts)


def watched_firms(*, on: date, number: str = "", organisation_id: int | None = None) -> dict[str, WatchedFirm]:
    """Every supplier and subcontractor with a number in a running contract, by number. One query.

    `number`, `organisation_id`: only that firm, only that buyer; with both, also a firm without a running contract.
    """
    links = ContractSupplier.objects.unscoped(_WHY).filter(_running(on), supplier__orgnr__isnull=False)
    if number:
        links = links.filter(supplier__orgnr=number)
    if organisation_id is not None:
        links = links.filter(organisation_id=organisation_id)
    found: dict[str, WatchedFirm] = {}
    columns = ("supplier__orgnr", "organisation_id", "supplier_id", *(f"contract__{name}" for name in _OF_CONTRACT))
    for orgnr, organisation, supplier, *contract in links.order_by("id").values_list(*columns):
        firm = found.setdefault(orgnr, WatchedFirm(orgnr))
        seat = firm.seats.setdefault(organisation, Seat(organisation, supplier))
        told = dict(zip(_OF_CONTRACT, contract, strict=True))
        seat.contracts.append(WatchedContract(**{**told, "cpv": tuple(told["cpv"])}))
    if number and organisation_id is not None and not found:
        supplier = Supplier.objects.unscoped(_WHY).filter(organisation_id=organisation_id, orgnr=number).first()
        if supplier is not None:
            found[number] = WatchedFirm(number, {organisation_id: Seat(organisation_id, supplier.pk)})
    return found


_OF_CONTRACT: Final = tuple(column.name for column in fields(WatchedContract))


def _running(on: date) -> Q:
    """The same as `contracts.queries.in_state("running")`, seen from a link."""
    lasts = Q(contract__last_day__isnull=True) | Q(contract__last_day__gte=on)
    return Q(contract__state=Contract.State.RUNNING) & lasts


@dataclass(frozen=True, slots=True)
class Freshness:
    """How one buyer stands with one source about one number. `sha256`: of the newest snapshot, empty without one."""

    answered_at: datetime | None
    due_at: datetime | None
    failures: int
    sha256: str


def freshness(numbers: Iterable[str]) -> dict[Known, Freshness]:
    """What is stored about these numbers, every buyer and source."""
    found: dict[Known, Freshness] = {}
    asked = sorted(set(numbers))
    columns = ("organisation_id", "source", "subject", "answered_at", "due_at", "failures", "newest__sha256")
    for start in range(0, len(asked), BATCH):
        rows = Lookup.objects.unscoped(_WHY).filter(subject__in=asked[start : start + BATCH])
        for organisation, source, subject, *rest in rows.values_list(*columns):
            answered_at, due_at, failures, sha256 = rest
            found[organisation, source, subject] = Freshness(answered_at, due_at, failures, sha256 or "")
    return found


@dataclass(frozen=True, slots=True)
class Stored:
    """The newest answer of one source about one number, persons included while they are kept (`whole`)."""

    content: Any
    persons: Mapping[str, Any]
    whole: bool
    state: str
    answered_at: datetime
    sha256: str


def newest_answers(author: Machine, numbers: Iterable[str]) -> dict[tuple[str, str], Stored]:
    """The newest snapshot of each source about these numbers, by (source, number). One query a batch."""
    found: dict[tuple[str, str], Stored] = {}
    asked = sorted(set(numbers))
    for start in range(0, len(asked), BATCH):
        rows = Lookup.objects.visible_to(author).filter(subject__in=asked[start : start + BATCH], newest__isnull=False)
        for row in rows.select_related("newest__persons").defer("newest__facts"):
            snapshot = row.newest
            if snapshot is None:
                continue
            persons = getattr(snapshot, "persons", None)
            found[row.source, row.subject] = Stored(
                content=snapshot.content,
                persons=persons.content if persons is not None else {},
                whole=persons is None or persons.shredded_on is None,
                state=snapshot.state,
                answered_at=row.answered_at or snapshot.answered_at,
                sha256=snapshot.sha256,
            )
    return found


def numbers_looked_up(author: Machine) -> list[str]:
    """Every number the buyer has an answer about, also of firms whose contracts have ended."""
    rows = Lookup.objects.visible_to(author).filter(newest__isnull=False)
    return sorted(rows.order_by().values_list("subject", flat=True).distinct())


def cursor_of(source: str) -> FeedCursor:
    """How far the source's list of changes is read; a row that is not stored yet when it never was."""
    return FeedCursor.objects.filter(source=source).first() or FeedCursor(source=source)
