"""Suppliers by how they stand with the registers, for the list's filter."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups.models import Lookup, Signal
from ryddig.records.lookups.queries import UNIT, signals_for

OLD: Final = timedelta(days=7)


def suppliers_that(viewer: Actor, wanted: str, *, now: datetime) -> ScopedQuerySet[Supplier] | None:
    """Suppliers of which `wanted` (a key of FILTERS) holds; None where it is no such key, which means all."""
    chosen = FILTERS.get(wanted)
    return Supplier.objects.visible_to(viewer).filter(chosen(viewer, now)) if chosen is not None else None


def _with_signals(viewer: Actor, _now: datetime) -> Q:
    rows = signals_for(viewer).filter(state=Signal.State.OPEN)
    return Q(id__in=rows.values("supplier_id"))


def _answered(viewer: Actor) -> ScopedQuerySet[Lookup]:
    return Lookup.objects.visible_to(viewer).filter(source=UNIT, answered_at__isnull=False)


def _not_asked(viewer: Actor, _now: datetime) -> Q:
    return Q(orgnr__isnull=False) & ~Q(orgnr__in=_answered(viewer).values("subject"))


def _old(viewer: Actor, now: datetime) -> Q:
    old = Lookup.objects.visible_to(viewer).filter(source=UNIT).filter(Q(failures__gt=0) | Q(answered_at__lt=now - OLD))
    return Q(orgnr__in=old.values("subject"))


def _no_number(_viewer: Actor, _now: datetime) -> Q:
    return Q(orgnr__isnull=True)


FILTERS: Final[Mapping[str, Callable[[Actor, datetime], Q]]] = {
    "signals": _with_signals,
    "not_asked": _not_asked,
    "old": _old,
    "no_number": _no_number,
}
