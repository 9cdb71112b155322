"""The watch: once a day every firm in a running contract is looked at, whichever buyer's it is.

The feed tells what changed; that, what nobody has seen and what has grown old is asked for in batches, and each batch
is stored whole for each buyer. A round that is cut off loses nothing: what is stored is fresh, the rest is still due.
A source that does not answer stops no other.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.models import Organisation
from ryddig.records.followup.register_rounds import (
    FirmOutcome,
    RoundStored,
    store_late_effects,
    store_outcomes,
)
from ryddig.records.lookups.models import FeedCursor
from ryddig.records.lookups.watching import (
    Freshness,
    Known,
    WatchedFirm,
    cursor_of,
    freshness,
    newest_answers,
    watched_firms,
)
from ryddig.registers.asking import Asker
from ryddig.registers.brreg.client import UNITS
from ryddig.registers.settings import RegisterSettings
from ryddig.reports.law import Law, law_for
from ryddig.worker.stopping import go_on
from ryddig.worker.watch_ask import SOURCES, Clock, FirmAsker, Heard, is_on
from ryddig.worker.watch_between import store_between
from ryddig.worker.watch_due import concerned, due_sources
from ryddig.worker.watch_feed import mark_answered, mark_silent, read_feed
from ryddig.worker.watch_judge import firm_facts, judge, known_now

LOG: Final = logging.getLogger("ryddig.worker")
BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Order:
    """What a round is about. Empty: everything that is due. `number`: one firm, asked about whatever its age;
    `organisation_id`: for one buyer; `sources`: these and no others, whatever their age."""

    number: str = ""
    organisation_id: int | None = None
    sources: Collection[str] = ()

    @property
    def is_round(self) -> bool:
        """The whole daily round."""
        return not (self.number or self.organisation_id or self.sources)


EVERYTHING: Final = Order()


@dataclass(slots=True)
class WatchResult:
    """What a round did. `answered`, `failed`: numbers by source. `off`: sources nobody may ask."""

    firms: int = 0
    feed_read: bool = False
    answered: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    stored: RoundStored = field(default_factory=RoundStored)

    def count(self, batch: Iterable[Heard]) -> None:
        """Add what was heard in a batch."""
        for heard in batch:
            for one in heard.answers:
                self.answered[one.source] = self.answered.get(one.source, 0) + 1
            for failure in heard.failed:
                self.failed[failure.source] = self.failed.get(failure.source, 0) + 1


def watch(
    settings: RegisterSettings, *, on: date, order: Order = EVERYTHING, clock: Clock = timezone.now
) -> WatchResult:
    """One round. Raises Stopped when the worker is told to stop: what is stored by then stays."""
    firms = watched_firms(on=on, number=order.number, organisation_id=order.organisation_id)
    with Asker(settings) as asker:
        requestor = _requestor(firms)
        off = tuple(source for source in SOURCES if not is_on(source, asker, requestor=requestor))
        result = WatchResult(len(firms), off=off)
        result.feed_read = read_feed(asker, firms, now=clock()) if order.is_round else False
        wanted = _wanted(result, firms, order, now=clock())
        asking = FirmAsker(asker, requestor=requestor, clock=clock)
        keeping = Keeping(on)
        for batch in asking.ask(wanted, size=BATCH):
            result.count(batch)
            result.stored += keeping.store(batch, firms)
            go_on()
        result.stored += keeping.store_between(firms, whole=order.is_round)
        result.stored += keeping.store_late(firms)
        _mark_sources(result, asking, now=clock())
    if order.is_round:
        FeedCursor.objects.update_or_create(source=UNITS, defaults={"round_on": on})
    return result


def _wanted(
    result: WatchResult, firms: Mapping[str, WatchedFirm], order: Order, *, now: datetime
) -> dict[str, set[str]]:
    book = law_for([]).book
    on = set(order.sources or SOURCES) - set(result.off)

    def sources(firm: WatchedFirm) -> Collection[str]:
        return [source for source in SOURCES if source in on & concerned(firm, book)]

    known: dict[Known, Freshness] = {} if order.number or order.sources else freshness(firms)
    return due_sources(firms.values(), known, sources=sources, now=now, feed_read=result.feed_read)


def _requestor(firms: Mapping[str, WatchedFirm]) -> str:
    """The buyer's own number where there is one buyer: eBevis must be told who asks, and nobody asks for another."""
    buyers = {organisation for firm in firms.values() for organisation in firm.seats}
    if len(buyers) != 1:
        return ""
    return Organisation.objects.get(id=buyers.pop()).orgnr


class Keeping:
    """Stores batches for every buyer that has the firm. Keeps the law of each."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._law: dict[int, Law] = {}
        self._heard: dict[int, set[str]] = {}

    def store(self, batch: Sequence[Heard], firms: Mapping[str, WatchedFirm]) -> RoundStored:
        """Each buyer's part in a transaction of its own."""
        stored = RoundStored()
        buyers = {organisation for heard in batch for organisation in firms[heard.number].seats}
        for organisation in sorted(buyers):
            mine = [heard for heard in batch if organisation in firms[heard.number].seats]
            stored += self._store_for(organisation, mine, firms)
        return stored

    def store_between(self, firms: Mapping[str, WatchedFirm], *, whole: bool) -> RoundStored:
        """What shows between the firms of each buyer. `whole`: every firm, also where nothing new was heard."""
        stored = RoundStored()
        buyers = {organisation for firm in firms.values() for organisation in firm.seats} if whole else self._heard
        for organisation in sorted(buyers):
            heard = self._heard.get(organisation, set())
            stored += store_between(organisation, self.law(organisation), on=self._on, heard=heard, whole=whole)
        return stored

    def store_late(self, firms: Mapping[str, WatchedFirm]) -> RoundStored:
        """Signals that stand count in contracts that have come since, and not in those the firm has left."""
        contracts = 0
        for organisation in sorted({organisation for firm in firms.values() for organisation in firm.seats}):
            screener = self.law(organisation).screener
            contracts += store_late_effects(author=Machine(organisation), screener=screener, on=self._on)
        return RoundStored(contracts=contracts)

    def law(self, organisation: int) -> Law:
        """The lawbook the buyer follows."""
        found = self._law.get(organisation)
        if found is None:
            found = self._law[organisation] = law_for(Organisation.objects.get(id=organisation).layers)
        return found

    def _store_for(self, organisation: int, batch: Sequence[Heard], firms: Mapping[str, WatchedFirm]) -> RoundStored:
        author, law = Machine(organisation), self.law(organisation)
        stored = newest_answers(author, (heard.number for heard in batch))
        outcomes = []
        for heard in batch:
            facts = firm_facts(known_now(heard.number, stored, heard.answers))
            seat = firms[heard.number].seats[organisation]
            judged = judge(facts, seat, book=law.book, on=self._on)
            outcomes.append(FirmOutcome(seat.supplier_id, heard.answers, heard.failed, judged))
            self._heard.setdefault(organisation, set()).add(heard.number)
        return store_outcomes(outcomes, author=author, screener=law.screener, on=self._on)


def _mark_sources(result: WatchResult, asking: FirmAsker, *, now: datetime) -> None:
    """Which source answers and which does not, for the pages."""
    for source in sorted({*result.answered, *result.failed}):
        reason = asking.silent[source].reason
        if reason is not None:
            mark_silent(cursor_of(source), reason, at=now)
        elif result.answered.get(source):
            mark_answered(cursor_of(source), at=now)
    LOG.info("watched %s firms: %s answered, %s failed", result.firms, result.answered, result.failed)
