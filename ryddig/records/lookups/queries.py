"""Reading what the registers said, how old it is, and what it gives reason to ask. The viewer first, always scoped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Max, Min, Prefetch, Q, Value, When

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import ContractSupplier, Supplier
from ryddig.records.lookups.models import (
    Ask,
    FeedCursor,
    Lookup,
    RegisterCase,
    RegisterCaseAnswer,
    Signal,
    SignalAnswer,
    Snapshot,
)
from ryddig.records.lookups.tax_readers import TAX, tax_reader

UNIT: Final = "enhetsregisteret"


@dataclass(frozen=True, slots=True)
class SupplierRegisters:
    """One firm and the registers. `lookups`: one for each source that was tried, with its newest snapshot."""

    supplier: Supplier
    lookups: tuple[Lookup, ...]
    signals: tuple[Signal, ...]
    ask: Ask | None
    name_ask: Ask | None

    def lookup(self, source: str) -> Lookup | None:
        """How things stand with one source; None when it was never tried."""
        return next((row for row in self.lookups if row.source == source), None)


def supplier_registers(viewer: Actor, supplier: Supplier) -> SupplierRegisters:
    """What is known of a firm, with every signal and its answers, in five queries."""
    rows = Lookup.objects.visible_to(viewer).filter(subject=supplier.orgnr or "").select_related("newest")
    if not tax_reader(viewer).of_firm(supplier.pk):
        rows = rows.exclude(source__startswith=TAX)
    asks = Ask.objects.visible_to(viewer).filter(supplier=supplier).select_related("asked_by").order_by("-id")
    newest = {ask.kind: ask for ask in reversed(asks[:20])}
    return SupplierRegisters(
        supplier=supplier,
        lookups=tuple(rows.order_by("source")),
        signals=tuple(signals_of(viewer, supplier)),
        ask=newest.get(Ask.Kind.FIRM),
        name_ask=newest.get(Ask.Kind.NAME),
    )


def signals_for(viewer: Actor) -> ScopedQuerySet[Signal]:
    """Signals the viewer may see: those that rest on tax data are for those who may read it and have no conflict there.

    That the risk question is answered with yes is seen by all who see the contract, as with a paper.
    """
    return Signal.objects.visible_to(viewer).exclude(tax_reader(viewer).closed("snapshot__source"))


def signals_of(viewer: Actor, supplier: Supplier) -> ScopedQuerySet[Signal]:
    """Every signal about a firm: open ones first, then answered, then cleared; the gravest first in each. Answers come
    newest first."""
    answers = SignalAnswer.objects.visible_to(viewer).select_related("actor").order_by("-id")
    rows = signals_for(viewer).filter(supplier=supplier).select_related("contract", "snapshot", "earlier")
    rows = rows.defer("snapshot__content", "snapshot__facts", "earlier__content", "earlier__facts")
    return rows.prefetch_related(Prefetch("answers", queryset=answers)).order_by(_OPEN_FIRST, "-rank", "-id")


_OPEN_FIRST: Final = Choose(
    When(state=Signal.State.OPEN, then=Value(0)),
    When(state=Signal.State.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def signals_of_contract(viewer: Actor, contract_id: int) -> ScopedQuerySet[Signal]:
    """What the registers give reason to ask about the firms of a contract and what is done about it, gravest first."""
    firms = ContractSupplier.objects.visible_to(viewer).filter(contract_id=contract_id).values("supplier_id")
    rows = signals_for(viewer).filter(supplier_id__in=firms).exclude(state=Signal.State.CLEARED)
    rows = rows.filter(Q(contract__isnull=True) | Q(contract_id=contract_id)).select_related("supplier", "snapshot")
    return rows.defer("snapshot__content", "snapshot__facts").order_by(_OPEN_FIRST, "-rank", "id")


def open_signal_counts(viewer: Actor, supplier_ids: Iterable[int]) -> dict[int, int]:
    """Open signals of each firm; firms without any are left out. One query."""
    rows = signals_for(viewer).filter(supplier_id__in=list(supplier_ids), state=Signal.State.OPEN)
    return dict(rows.order_by().values("supplier_id").annotate(number=Count("id")).values_list("supplier_id", "number"))


def last_answers(viewer: Actor, supplier_ids: Iterable[int], *, source: str = UNIT) -> dict[int, datetime]:
    """When a register last answered about each firm; those it never answered about are left out. Two queries."""
    firms = Supplier.objects.visible_to(viewer).filter(id__in=list(supplier_ids), orgnr__isnull=False)
    numbers = dict(firms.values_list("orgnr", "id"))
    rows = Lookup.objects.visible_to(viewer).filter(source=source, subject__in=numbers, answered_at__isnull=False)
    return {numbers[subject]: at for subject, at in rows.values_list("subject", "answered_at") if at}


def snapshot_page(viewer: Actor, snapshot_id: int) -> Snapshot:
    """One answer as it came, with its persons while they are kept.

    Raises Snapshot.DoesNotExist for another buyer's, and for tax data to somebody who may not read it.
    """
    reader = tax_reader(viewer)
    closed = Q(source__startswith=TAX)
    if reader.reads:
        firms = Supplier.objects.visible_to(viewer).filter(id__in=reader.suppliers, orgnr__isnull=False)
        closed &= Q(subject__in=firms.values("orgnr"))
    return Snapshot.objects.visible_to(viewer).select_related("persons").exclude(closed).get(id=snapshot_id)


def cases_of(viewer: Actor, supplier: Supplier) -> ScopedQuerySet[RegisterCase]:
    """Requests for evidence about a firm, newest first, with their answers."""
    answers = RegisterCaseAnswer.objects.visible_to(viewer).select_related("snapshot").order_by("id")
    rows = RegisterCase.objects.visible_to(viewer).filter(supplier=supplier).select_related("opened_by", "contract")
    return rows.prefetch_related(Prefetch("answers", queryset=answers)).order_by("-id")


@dataclass(frozen=True, slots=True)
class SourceAge:
    """How one source stands for a buyer: how many numbers it has answered about, the oldest and the newest answer, how
    many were tried in vain since, and why the last of these failed (`code`, `text`, `params`)."""

    source: str
    known: int
    failing: int
    oldest: datetime | None
    newest: datetime | None
    failure: Mapping[str, Any]


def source_ages(viewer: Actor) -> tuple[SourceAge, ...]:
    """Every source that was tried for the viewer's firms, in two queries."""
    return _ages(Lookup.objects.visible_to(viewer))


def all_source_ages() -> tuple[SourceAge, ...]:
    """The same for every buyer together, for the command line."""
    return _ages(Lookup.objects.unscoped("those who run the installation see how old its answers are"))


def _ages(lookups: ScopedQuerySet[Lookup]) -> tuple[SourceAge, ...]:
    rows = (
        lookups.order_by()
        .values("source")
        .annotate(
            known=Count("id", filter=Q(answered_at__isnull=False)),
            failing=Count("id", filter=Q(failures__gt=0)),
            oldest=Min("answered_at"),
            newest=Max("answered_at"),
        )
    )
    reasons = dict(FeedCursor.objects.values_list("source", "failure"))
    return tuple(
        SourceAge(
            row["source"], row["known"], row["failing"], row["oldest"], row["newest"], reasons.get(row["source"]) or {}
        )
        for row in sorted(rows, key=lambda row: row["source"])
    )
