"""What a round has to ask: never seen, told of by the change feed, failed last time, or old."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from ryddig.domain.law import Book
from ryddig.records.lookups.watching import Freshness, Known, WatchedContract, WatchedFirm
from ryddig.registers.brreg.client import ACCOUNTS, UNITS
from ryddig.worker.watch_ask import ROLES

DAY: Final = timedelta(hours=20)
"""Yesterday's answer, whatever the hour of today's round."""
WEEK: Final = timedelta(days=7)
QUARTER: Final = timedelta(days=90)
OLDEST: Final[Mapping[str, timedelta]] = {
    UNITS: WEEK,
    ROLES: WEEK,
    ACCOUNTS: QUARTER,
    "renhold": DAY,
    "bemanning": DAY,
    "bilpleie": DAY,
    "sentral_godkjenning": WEEK,
}
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "renhold": ("cleaning",),
    "bemanning": ("staffing",),
    "bilpleie": ("car_care",),
    "sentral_godkjenning": ("building",),
}
"""Approval registers are asked about firms on contracts under these groups of CPV codes."""


def concerned(firm: WatchedFirm, book: Book) -> frozenset[str]:
    """Sources that say something of such a firm."""
    of_all = {UNITS, ROLES, ACCOUNTS}
    approvals = {
        source
        for source, groups in GROUPS.items()
        if any(_under(contract, groups, book) for contract in firm.contracts)
    }
    return frozenset(of_all | approvals)


def _under(contract: WatchedContract, groups: Iterable[str], book: Book) -> bool:
    prefixes = tuple(prefix for group in groups for prefix in book.cpv_groups.get(group, ()))
    return any(code.startswith(prefixes) for code in contract.cpv) if prefixes else False


def due_sources(
    firms: Iterable[WatchedFirm],
    known: Mapping[Known, Freshness],
    *,
    sources: Callable[[WatchedFirm], Collection[str]],
    now: datetime,
    feed_read: bool,
) -> dict[str, set[str]]:
    """{number: sources to ask}. A number is asked about once, when any buyer needs it. `sources`: those that concern a
    firm and are on. `feed_read`: False when nobody knows what has changed; then yesterday's answer is old."""

    def oldest(source: str) -> timedelta:
        return OLDEST[source] if feed_read or source != UNITS else DAY

    wanted: dict[str, set[str]] = {}
    for firm in firms:
        due = {
            source
            for source in sources(firm)
            if any(_is_due(known.get((seat, source, firm.number)), oldest(source), now) for seat in firm.seats)
        }
        if UNITS in due and any(_changed(known.get((seat, UNITS, firm.number))) for seat in firm.seats):
            due |= {ROLES, ACCOUNTS} & set(sources(firm))
        if due:
            wanted[firm.number] = due
    return wanted


def _changed(fresh: Freshness | None) -> bool:
    return fresh is not None and fresh.due_at is not None


def _is_due(fresh: Freshness | None, oldest: timedelta, now: datetime) -> bool:
    if fresh is None or fresh.answered_at is None or fresh.due_at is not None or fresh.failures:
        return True
    return now - fresh.answered_at > oldest
