"""The three to five things to do today: what, why, and one thing to press; and what waits besides. The same input gives
the same list."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists

from ryddig.domain.decision import Answer
from ryddig.domain.supplier_signals import Severity
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.models import Organisation
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract, ContractSupplier, RiskLevel, Supplier, SupplierMatch
from ryddig.records.contracts.queries import in_state, open_matches
from ryddig.records.evidence.paper_models import Paper
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


@dataclass(frozen=True, slots=True)
class Source:
    """Where things to do come from. `rows`: those that wait, in the order they are told; `tell`: what they ask of the
    person. All sources are first asked in one question whether anything waits; only those where it does are read."""

    rows: Callable[[Actor, date], ScopedQuerySet[Any]]
    tell: Callable[[ScopedQuerySet[Any], Actor, date], Iterable[ToDo]]


def today(viewer: Actor, *, on: date, most: int = MOST, more: Iterable[Source] = ()) -> tuple[ToDo, ...]:
    """The few to begin with."""
    return day_list(viewer, on=on, most=most, more=more).first


def day_list(viewer: Actor, *, on: date, most: int = MOST, more: Iterable[Source] = ()) -> DayList:
    """At most `most` things first, most urgent first. `more`: what other apps have to do.

    Not more than two of a kind while other kinds wait. What only comes next is no part of the rest.
    """
    asked = [(source, source.rows(viewer, on)) for source in (*OWN, *more)]
    found = [item for source, rows in _waiting(viewer, asked) for item in source.tell(rows, viewer, on)]
    ordered = sorted(found, key=lambda item: (-item.urgency, item.due_on or on, _number(item), item.kind))
    first = _varied(_one_per_contract(ordered), most)
    rest = (item for item in ordered if item.kind != "upcoming" and not any(item is one for one in first))
    return DayList(first, tuple(rest))


Asked = tuple[Source, ScopedQuerySet[Any]]


def _waiting(viewer: Actor, asked: Iterable[Asked]) -> list[Asked]:
    """Those with at least one row, found in one query."""
    possible = [one for one in asked if not one[1].query.is_empty()]
    exists = [Exists(rows) for _source, rows in possible]
    there = Organisation.objects.filter(id=viewer.organisation_id).values_list(*exists).get()
    return [one for one, is_there in zip(possible, there, strict=True) if is_there]


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


def _signals(viewer: Actor, _on: date) -> ScopedQuerySet[Signal]:
    return signals_for(viewer).filter(state=Signal.State.OPEN, rank__gte=SHOWN_FROM)


def _tell_signals(rows: ScopedQuerySet[Signal], viewer: Actor, on: date) -> Iterator[ToDo]:
    """What a register says of a firm on a running contract and nobody has answered; the gravest of each contract."""
    found = sorted(_signals_on_contracts(viewer, rows.only("supplier_id", "contract_id", "rank"), on=on), key=_gravest)
    told = rows.in_bulk([signal.pk for signal, _link in found[: MOST * SAME_KIND]])
    for signal, link in ((told[signal.pk], link) for signal, link in found if signal.pk in told):
        yield ToDo(
            kind="signal",
            urgency=100 if signal.rank > SHOWN_FROM else 98,
            why=Message(signal.text, signal.params),
            button=N_("Look into it"),
            url_name="office:supplier",
            target=link.supplier_id,
            contract=link.contract,
            firm=link.supplier,
            because=signal.because,
            facts=signal.facts,
        )


def _signals_on_contracts(
    viewer: Actor, signals: Iterable[Signal], *, on: date
) -> Iterator[tuple[Signal, ContractSupplier]]:
    """Each with the running contracts it is about."""
    of_firm: dict[int, list[Signal]] = {}
    for signal in signals:
        of_firm.setdefault(signal.supplier_id, []).append(signal)
    links = ContractSupplier.objects.visible_to(viewer).filter(
        supplier_id__in=of_firm, contract_id__in=running_of(viewer, on).values("id")
    )
    for link in links.select_related("contract__unit", "supplier"):
        for signal in of_firm[link.supplier_id]:
            if signal.contract_id in {None, link.contract_id}:
                yield signal, link


def _gravest(one: tuple[Signal, ContractSupplier]) -> tuple[int, ...]:
    signal, link = one
    return (-signal.rank, -link.contract.risk_rank, link.contract_id, link.pk, signal.pk)


def _overdue(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    return running_of(viewer, on).filter(next_due_on__lte=on).order_by("-risk_rank", "next_due_on", "id")


def _tell_overdue(rows: ScopedQuerySet[Contract], viewer: Actor, on: date) -> Iterator[ToDo]:
    """The first thing that is due on each contract."""
    contracts = {contract.pk: contract for contract in rows[: MOST * SAME_KIND]}
    items = PlanItem.objects.visible_to(viewer).filter(contract_id__in=contracts, state=PlanItem.State.PLANNED)
    first: dict[int, PlanItem] = {}
    for item in items.filter(due_on__lte=on).order_by("due_on", "kind", "number"):
        first.setdefault(item.contract_id, item)
    for number, contract in contracts.items():
        if number in first:
            yield _late(first[number], contract, on)


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


def _unassessed(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    rows = running_of(viewer, on).filter(risk_level=RiskLevel.UNASSESSED, value_ore__isnull=False)
    return rows.order_by("-value_ore", "id")


def _tell_unassessed(rows: ScopedQuerySet[Contract], _viewer: Actor, _on: date) -> Iterator[ToDo]:
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


def _endings(viewer: Actor, on: date) -> ScopedQuerySet[PlanItem]:
    rows = PlanItem.objects.visible_to(viewer).filter(
        state=PlanItem.State.PLANNED, kind__in=ENDINGS, due_on__gt=on, due_on__lte=on + NEAR
    )
    rows = rows if viewer.units is None else rows.filter(unit_id__in=viewer.units)
    rows = rows.filter(contract__state=Contract.State.RUNNING)
    return rows.select_related("contract__unit").order_by("due_on", "id")


def _tell_endings(rows: ScopedQuerySet[PlanItem], _viewer: Actor, on: date) -> Iterator[ToDo]:
    for item in rows[: SAME_KIND + 1]:
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


def _open_findings(viewer: Actor) -> ScopedQuerySet[QualityFinding]:
    return QualityFinding.objects.visible_to(viewer).filter(state=QualityFinding.State.OPEN, code__in=BLOCKING)


def _blocked(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    lacking = running_of(viewer, on).filter(id__in=_open_findings(viewer).values("contract_id"))
    return lacking.order_by("-risk_rank", "-id")


def _tell_blocked(rows: ScopedQuerySet[Contract], viewer: Actor, _on: date) -> Iterator[ToDo]:
    """The first thing that each contract lacks; a judgement that no longer stands comes before a missing fact."""
    contracts = {contract.pk: contract for contract in rows[: SAME_KIND + 1]}
    findings = _open_findings(viewer).filter(contract_id__in=contracts)
    first: dict[int, QualityFinding] = {}
    for finding in sorted(findings, key=lambda row: (row.code != OUTDATED, row.pk)):
        first.setdefault(finding.contract_id, finding)
    for number, contract in contracts.items():
        finding = first[number]
        yield ToDo(
            kind="finding",
            urgency=95 if finding.code == OUTDATED else 60,
            why=Message(finding.text, finding.params),
            button=N_("Fill in what is missing"),
            url_name="office:contract",
            target=number,
            contract=contract,
        )


def _papers(viewer: Actor, on: date) -> ScopedQuerySet[Paper]:
    return run_out(viewer, on=on).filter(contract_id__in=running_of(viewer, on).values("id"))


def _tell_papers(rows: ScopedQuerySet[Paper], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    """Papers that stood in for a register on a running contract and no longer count, the oldest first."""
    for paper in rows[: SAME_KIND + 1]:
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


def _matches(viewer: Actor, _on: date) -> ScopedQuerySet[SupplierMatch]:
    """For those who may decide them."""
    rows = open_matches(viewer)
    return rows if may(viewer, Action.MATCH_SUPPLIER, Case(viewer.organisation_id)) else rows.none()


def _tell_matches(rows: ScopedQuerySet[SupplierMatch], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    """One line for all proposals."""
    number = rows.order_by().count()
    if number:
        text = N_("%(number)s suppliers are known by name only; a firm with a number looks the same.")
        yield ToDo(
            kind="match",
            urgency=40,
            why=Message(text, {"number": number}),
            button=N_("Look at the proposals"),
            url_name="office:suppliers",
        )


def _upcoming(viewer: Actor, on: date) -> ScopedQuerySet[Contract]:
    return running_of(viewer, on).filter(next_due_on__gt=on).order_by("next_due_on", "-risk_rank", "id")


def _tell_upcoming(rows: ScopedQuerySet[Contract], _viewer: Actor, on: date) -> Iterator[ToDo]:
    """What comes next, so that a quiet day is not an empty page."""
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


OWN: Final = (
    Source(_signals, _tell_signals),
    Source(_overdue, _tell_overdue),
    Source(_unassessed, _tell_unassessed),
    Source(_endings, _tell_endings),
    Source(_blocked, _tell_blocked),
    Source(_papers, _tell_papers),
    Source(_matches, _tell_matches),
    Source(_upcoming, _tell_upcoming),
)
