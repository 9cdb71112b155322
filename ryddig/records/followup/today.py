"""The three to five things to do today: what, why, and one thing to press; and what waits besides. The same input gives
the same list."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Q

from ryddig.domain.decision import Answer
from ryddig.domain.supplier_signals import Severity
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractSupplier, RiskLevel, Supplier
from ryddig.records.contracts.queries import in_state, open_matches
from ryddig.records.evidence.paper_queries import run_out
from ryddig.records.followup.models import PlanItem, QualityFinding
from ryddig.records.followup.overruling import OUTDATED
from ryddig.records.lookups.models import Signal
from ryddig.records.lookups.queries import signals_for

MOST: Final = 5
SAME_KIND: Final = 2
NEAR: Final = timedelta(days=60)
ENDINGS: Final = ("option", "renewal", "evaluation")
SHOWN_FROM: Final = Severity.GRAVE.rank
"""What is less grave stays on the firm's page."""
BLOCKING: Final = (OUTDATED, "kind.missing", "value.missing", "cpv.missing", "announcement.missing", "term.missing")


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing: `kind` says what, `why` in words, `because` the stored reasons and `facts` what those rest on,
    `url_name` and `target` where the button leads.

    `urgency`: 0–100, what the list is ordered by. `target` None: the page takes no id; `then`: further ids it takes.
    `what`: the heading, untranslated, where the kind alone does not tell it.
    """

    kind: str
    urgency: int
    why: Message
    button: str
    url_name: str
    target: int | None = None
    contract: Contract | None = None
    firm: Supplier | None = None
    due_on: date | None = None
    because: Sequence[dict[str, Any]] = field(default=())
    facts: Mapping[str, Any] = field(default_factory=dict)
    then: tuple[int, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class DayList:
    """`first`: the few to begin with, each contract once. `also`: everything else that waits, so that nothing that is
    due is hidden behind another thing on the same contract."""

    first: tuple[ToDo, ...]
    also: tuple[ToDo, ...]


Source = Callable[[Actor, date], Iterable[ToDo]]


def today(viewer: Actor, *, on: date, most: int = MOST, more: Iterable[Source] = ()) -> tuple[ToDo, ...]:
    """The few to begin with."""
    return day_list(viewer, on=on, most=most, more=more).first


def day_list(viewer: Actor, *, on: date, most: int = MOST, more: Iterable[Source] = ()) -> DayList:
    """At most `most` things first, most urgent first, in eight queries and those of `more`: what other apps have to do.

    Not more than two of a kind while other kinds wait. What only comes next is no part of the rest.
    """
    found = [
        *_signals(viewer, on),
        *_overdue(viewer, on),
        *_unassessed(viewer, on),
        *_endings(viewer, on),
        *_blocking(viewer, on),
        *_papers(viewer, on),
        *_matches(viewer),
        *_upcoming(viewer, on),
        *(item for source in more for item in source(viewer, on)),
    ]
    ordered = sorted(found, key=lambda item: (-item.urgency, item.due_on or on, _number(item), item.kind))
    first = _varied(_one_per_contract(ordered), most)
    rest = (item for item in ordered if item.kind != "upcoming" and not any(item is one for one in first))
    return DayList(first, tuple(rest))


def _number(item: ToDo) -> int:
    return item.contract.pk if item.contract is not None else 0


def _one_per_contract(items: Iterable[ToDo]) -> list[ToDo]:
    seen: set[int] = set()
    kept = []
    for item in items:
        number = _number(item)
        if number and number in seen:
            continue
        seen.add(number)
        kept.append(item)
    return kept


def _varied(items: Sequence[ToDo], most: int) -> tuple[ToDo, ...]:
    """The most urgent, at most two of a kind; what is left of the room goes to the rest in order."""
    count: dict[str, int] = {}
    first, rest = list[int](), list[int]()
    for place, item in enumerate(items):
        count[item.kind] = count.get(item.kind, 0) + 1
        (first if count[item.kind] <= SAME_KIND else rest).append(place)
    return tuple(items[place] for place in sorted([*first, *rest][:most]))


def running_of(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    """Running contracts of the viewer's units."""
    rows = Contract.objects.visible_to(viewer).filter(in_state("running", on)).select_related("unit")
    return rows if viewer.units is None else rows.filter(unit_id__in=viewer.units)


def _signals(viewer: Actor, on: date) -> Iterator[ToDo]:
    """What a register says of a firm on a running contract and nobody has answered; the gravest of each contract."""
    links = ContractSupplier.objects.visible_to(viewer).filter(
        Q(supplier__signals__contract__isnull=True) | Q(supplier__signals__contract=F("contract")),
        supplier__signals__in=signals_for(viewer),
        supplier__signals__state=Signal.State.OPEN,
        supplier__signals__rank__gte=SHOWN_FROM,
        contract_id__in=running_of(viewer, on).values("id"),
    )
    rows = links.select_related("contract__unit", "supplier").annotate(
        signal_rank=F("supplier__signals__rank"),
        signal_text=F("supplier__signals__text"),
        signal_params=F("supplier__signals__params"),
        signal_because=F("supplier__signals__because"),
        signal_facts=F("supplier__signals__facts"),
    )
    for link in rows.order_by("-signal_rank", "-contract__risk_rank", "contract_id", "id")[: MOST * SAME_KIND]:
        yield ToDo(
            kind="signal",
            urgency=100 if link.signal_rank > SHOWN_FROM else 98,
            why=Message(link.signal_text, link.signal_params),
            button=N_("Look into it"),
            url_name="office:supplier",
            target=link.supplier_id,
            contract=link.contract,
            firm=link.supplier,
            because=link.signal_because,
            facts=link.signal_facts,
        )


def _overdue(viewer: Actor, on: date) -> Iterator[ToDo]:
    """The first thing that is due on each contract."""
    due = PlanItem.objects.visible_to(viewer).filter(state=PlanItem.State.PLANNED, due_on=F("contract__next_due_on"))
    items = due.filter(due_on__lte=on, contract_id__in=running_of(viewer, on).values("id")).select_related(
        "contract__unit"
    )
    items = items.order_by("-contract__risk_rank", "due_on", "contract_id", "kind", "number")
    seen: set[int] = set()
    for item in items[: MOST * SAME_KIND]:
        if item.contract_id not in seen:
            seen.add(item.contract_id)
            yield _late(item, item.contract, on)


URGENCY_OF_LEVEL: Final = {RiskLevel.HIGH.value: 99, RiskLevel.MEDIUM.value: 97, RiskLevel.LOW.value: 96}


def _late(item: PlanItem, contract: Contract, on: date) -> ToDo:
    if item.due_on == on:
        text = N_("%(kind)s is due today, and the risk is %(level)s.")
    else:
        text = N_("%(kind)s was due on %(due_on)s, %(days)s days ago, and the risk is %(level)s.")
    days = (on - item.due_on).days
    params = {"kind": item.kind, "due_on": item.due_on, "days": days, "level": contract.risk_level}
    return ToDo(
        kind="overdue",
        urgency=URGENCY_OF_LEVEL.get(contract.risk_level, 96),
        why=Message(text, params),
        button=N_("Open the contract"),
        url_name="office:contract",
        target=contract.pk,
        contract=contract,
        due_on=item.due_on,
        because=item.because,
    )


def _unassessed(viewer: Actor, on: date) -> Iterator[ToDo]:
    rows = (
        running_of(viewer, on)
        .filter(risk_level=RiskLevel.UNASSESSED, value_ore__isnull=False)
        .order_by("-value_ore", "id")
    )
    for contract in rows[: SAME_KIND + 1]:
        text = N_("The contract is worth NOK %(value_ore)s, and nobody has assessed the risk yet.")
        yield ToDo(
            kind="unassessed",
            urgency=70,
            why=Message(text, {"value_ore": contract.value_ore}),
            button=N_("Assess the risk"),
            url_name="office:risk",
            target=contract.pk,
            contract=contract,
        )


def _endings(viewer: Actor, on: date) -> Iterator[ToDo]:
    rows = PlanItem.objects.visible_to(viewer).filter(
        state=PlanItem.State.PLANNED, kind__in=ENDINGS, due_on__gt=on, due_on__lte=on + NEAR
    )
    rows = rows if viewer.units is None else rows.filter(unit_id__in=viewer.units)
    running = rows.filter(contract__state=Contract.State.RUNNING).select_related("contract__unit")
    for item in running.order_by("due_on", "id")[: SAME_KIND + 1]:
        days = (item.due_on - on).days
        text = N_("%(kind)s: the deadline is %(due_on)s, in %(days)s days.")
        yield ToDo(
            kind="ending",
            urgency=90 if days <= NEAR.days // 2 else 65,
            why=Message(text, {"kind": item.kind, "due_on": item.due_on, "days": days}),
            button=N_("Open the contract"),
            url_name="office:contract",
            target=item.contract_id,
            contract=item.contract,
            due_on=item.due_on,
            because=item.because,
        )


def _blocking(viewer: Actor, on: date) -> Iterator[ToDo]:
    rows = QualityFinding.objects.visible_to(viewer).filter(state=QualityFinding.State.OPEN, code__in=BLOCKING)
    running = Q(contract__last_day__isnull=True) | Q(contract__last_day__gte=on)
    rows = rows.filter(running, contract__state=Contract.State.RUNNING)
    rows = rows if viewer.units is None else rows.filter(contract__unit_id__in=viewer.units)
    rows = rows.select_related("contract__unit").order_by("-contract__risk_rank", "contract_id", "id")
    for finding in rows[: SAME_KIND + 1]:
        yield ToDo(
            kind="finding",
            urgency=95 if finding.code == OUTDATED else 60,
            why=Message(finding.text, finding.params),
            button=N_("Fill in what is missing"),
            url_name="office:contract",
            target=finding.contract_id,
            contract=finding.contract,
        )


def _papers(viewer: Actor, on: date) -> Iterator[ToDo]:
    """Papers that stood in for a register on a running contract and no longer count, the oldest first."""
    running = running_of(viewer, on).values("id")
    for paper in run_out(viewer, on=on).filter(contract_id__in=running)[: SAME_KIND + 1]:
        text = N_("The supplier’s %(paper)s counted until %(day)s. Nobody knows how it stands now.")
        yield ToDo(
            kind="paper",
            urgency=80,
            why=Message(text, {"paper": paper.kind, "day": paper.valid_until}),
            button=N_("Ask for a new one"),
            url_name="office:supplier_papers",
            target=paper.supplier_id,
            contract=paper.contract,
            firm=paper.supplier,
            because=[{**one, "answer": Answer.NO.value} for one in paper.because[:1]],
            facts={"tax_certificate_dated": paper.dated},
        )


def _matches(viewer: Actor) -> Iterator[ToDo]:
    """One line for all proposals, for those who may decide them."""
    if not may(viewer, Action.MATCH_SUPPLIER, Case(viewer.organisation_id)):
        return
    number = open_matches(viewer).order_by().count()
    if number:
        text = N_("%(number)s suppliers are known by name only; a firm with a number looks the same.")
        yield ToDo(
            kind="match",
            urgency=40,
            why=Message(text, {"number": number}),
            button=N_("Look at the proposals"),
            url_name="office:suppliers",
        )


def _upcoming(viewer: Actor, on: date) -> Iterator[ToDo]:
    """What comes next, so that a quiet day is not an empty page."""
    rows = running_of(viewer, on).filter(next_due_on__gt=on).order_by("next_due_on", "-risk_rank", "id")
    for contract in rows[:MOST]:
        due_on = contract.next_due_on or on
        text = N_("%(kind)s is next, due on %(due_on)s.")
        yield ToDo(
            kind="upcoming",
            urgency=20,
            why=Message(text, {"kind": contract.next_due_kind, "due_on": due_on}),
            button=N_("Open the contract"),
            url_name="office:contract",
            target=contract.pk,
            contract=contract,
            due_on=due_on,
        )
