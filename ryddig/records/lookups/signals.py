"""Signals into rows: opened when the lawbook says that an answer gives reason to ask, cleared when it no longer does.

Within the caller's transaction. What a source did not answer neither opens nor clears anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Machine
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups import events
from ryddig.records.lookups.facts import Raised
from ryddig.records.lookups.models import Lookup, Signal, Snapshot
from ryddig.records.lookups.storing import BATCH, Kept, Key

_WHY: Final = "rows of the buyer that the round stores for"
Rule = tuple[str, int | None]
"""Kind of signal, and the contract it is about (None: all of the firm's)."""
_Mark = tuple[int, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a firm's answers give reason to ask. `settled`: rules that could be answered, with yes or no."""

    raised: Sequence[Raised] = ()
    settled: frozenset[Rule] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Changed:
    """Signals that came and went."""

    opened: tuple[Signal, ...]
    cleared: tuple[Signal, ...]

    @property
    def suppliers(self) -> frozenset[int]:
        """Firms with a signal that came or went."""
        return frozenset(signal.supplier_id for signal in (*self.opened, *self.cleared))


def keep_signals(
    judged: Mapping[int, Judged], kept: Kept, *, author: Machine, lawbook_version: str, on: date
) -> Changed:
    """Open and clear signals. `judged`: by supplier's id; `kept`: the answers stored just now."""
    standing = _standing(author, judged)
    suppliers = Supplier.objects.visible_to(author).in_bulk(list(judged))
    new = [
        (supplier_id, raised)
        for supplier_id, one in judged.items()
        for raised in one.raised
        if (supplier_id, raised.contract_id, raised.kind, raised.mark) not in standing
    ]
    snapshots = _snapshots(author, kept, [suppliers[supplier_id].orgnr or "" for supplier_id, _ in new])
    opened = [
        _row(raised, suppliers[supplier_id], snapshots, earlier=kept.earlier, version=lawbook_version, on=on)
        for supplier_id, raised in new
        if (raised.source, suppliers[supplier_id].orgnr or "") in snapshots
    ]
    cleared = [row for row in standing.values() if _gone(row, judged[row.supplier_id])]
    for row in cleared:
        row.state, row.cleared_on = Signal.State.CLEARED, on
    Signal.objects.unscoped(_WHY).save_many(cleared, ("state", "cleared_on"))
    Signal.objects.bulk_create(opened, batch_size=BATCH)
    entries = [
        *(_entry(events.SIGNAL_CLEARED, row, suppliers) for row in cleared),
        *(_entry(events.SIGNAL_OPENED, row, suppliers) for row in opened),
    ]
    record_events(entries, actor=author, on=on)
    return Changed(tuple(opened), tuple(cleared))


def _standing(author: Machine, judged: Mapping[int, Judged]) -> dict[_Mark, Signal]:
    found: dict[_Mark, Signal] = {}
    ids = sorted(judged)
    for start in range(0, len(ids), BATCH):
        rows = Signal.objects.visible_to(author).filter(supplier_id__in=ids[start : start + BATCH])
        rows = rows.select_related("snapshot").defer("snapshot__content", "snapshot__facts")
        for row in rows.exclude(state=Signal.State.CLEARED):
            found[row.supplier_id, row.contract_id, row.kind, row.mark] = row
    return found


def _gone(row: Signal, judged: Judged) -> bool:
    """A change that happened is never undone by the register; only what stands can go."""
    holds = {(raised.contract_id, raised.kind, raised.mark) for raised in judged.raised}
    settled = (row.kind, row.contract_id) in judged.settled
    return row.standing and settled and (row.contract_id, row.kind, row.mark) not in holds


def _snapshots(author: Machine, kept: Kept, numbers: Iterable[str]) -> dict[Key, Snapshot]:
    """The newest snapshot of every source about these numbers, those just stored included."""
    asked = sorted(set(numbers))
    found: dict[Key, Snapshot] = {}
    for start in range(0, len(asked), BATCH):
        rows = Lookup.objects.visible_to(author).filter(subject__in=asked[start : start + BATCH], newest__isnull=False)
        for row in rows.select_related("newest").defer("newest__content", "newest__facts"):
            if row.newest is not None:
                found[row.source, row.subject] = row.newest
    return found | kept.newest


def _row(
    raised: Raised,
    supplier: Supplier,
    snapshots: Mapping[Key, Snapshot],
    *,
    earlier: Mapping[Key, Snapshot | None],
    version: str,
    on: date,
) -> Signal:
    key = (raised.source, supplier.orgnr or "")
    return Signal(
        organisation_id=supplier.organisation_id,
        supplier=supplier,
        contract_id=raised.contract_id,
        kind=raised.kind,
        severity=raised.severity,
        rank=raised.rank,
        code=raised.code,
        standing=raised.standing,
        mark=raised.mark,
        text=raised.text.text,
        params=plain(raised.text.params),
        because=plain(list(raised.because)),
        facts=plain(raised.facts),
        before=raised.before,
        after=raised.after,
        since=raised.since,
        snapshot=snapshots[key],
        earlier=earlier.get(key),
        lawbook_version=version,
        opened_on=on,
    )


def _entry(event: EventType, row: Signal, suppliers: Mapping[int, Supplier]) -> Entry:
    details = {
        "signal": row.pk,
        "kind": row.kind,
        "orgnr": suppliers[row.supplier_id].orgnr,
        "contract": row.contract_id,
        "snapshot": row.snapshot_id,
        "sha256": row.snapshot.sha256,
    }
    because = row.because if event is events.SIGNAL_OPENED else ()
    return Entry(event, "supplier", row.supplier_id, because, row.lawbook_version, details)
