"""The chain of subcontractors: a firm is asked for, approved or refused, replaced, ended. The tiers that work become a
fact of the contract, and its risk follows from that fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from ryddig.domain.chain import Link, Role, chain_length
from ryddig.domain.chain_tree import TOP, Limits, TierRule
from ryddig.domain.controls import due
from ryddig.domain.decision import Outcome
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.domain.law import Book
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Guest, require
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.events import CONTRACT_CHANGED
from ryddig.records.contracts.facts import with_facts
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.contracts.suppliers import SupplierBook
from ryddig.records.followup.models import ContractDuty
from ryddig.records.followup.screenings import ScreeningWork
from ryddig.records.lookups.services import ask_about_named
from ryddig.records.reviews import events
from ryddig.records.reviews.chain_models import ChainFirm

ANSWER: Final = "deadlines.subcontractor_answer"
SUBCONTRACTOR: Final = "subcontractor"
THEME: Final = "chain"
State = ChainFirm.State


@dataclass(frozen=True, slots=True)
class FirmAsked:
    """A firm somebody wants in the chain. `under`: row of the firm it works for, None for the supplier itself.
    `replaces`: row of the firm that goes out when this one is approved. `head`: the contract's supplier whose chain it
    is; None where there is one only, or where `under` tells."""

    name: str
    orgnr: str = ""
    role: Role = Role.WORK
    task: str = ""
    under: int | None = None
    replaces: int | None = None
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a firm is approved or refused. `rule`: the duty it rests on; `clause`: the contract's own words or number."""

    reason: str
    rule: str = ""
    clause: str = ""
    unforeseen: bool = False


def limits_of(contract: Contract, book: Book, *, on: date) -> Limits:
    """What bounds the chain of a contract, as it was decided at the newest screening."""
    duties = ContractDuty.objects.visible_to(contract).filter(contract=contract, theme=THEME)
    found = {row.outcome: row.rule for row in duties.order_by("-rule")}
    outcome = next((one for one in (Outcome.APPLIES, Outcome.UNKNOWN) if one in found), Outcome.DOES_NOT_APPLY)
    started = contract.announced_on or contract.invited_on or on
    return Limits(book, started, contract.max_tiers, outcome, found.get(outcome, ""))


def links_of(rows: list[ChainFirm]) -> list[Link]:
    """Rows as links of a chain under the supplier."""
    return [Link(TOP), *(Link(str(row.pk), str(row.under_id or TOP), Role(row.role)) for row in rows)]


def live(author: Viewer, contract_id: int) -> ScopedQuerySet[ChainFirm]:
    """Firms of a contract that are asked for or approved; for a guest those of its own supplier."""
    rows = ChainFirm.objects.visible_to(author).filter(contract_id=contract_id)
    rows = rows.filter(state__in=(State.ASKED, State.APPROVED)).select_related("supplier").order_by("id")
    return rows.filter(head_id=author.supplier_id) if isinstance(author, Guest) else rows


@transaction.atomic
def ask_for_firm(
    *, author: Author, contract_id: int, asked: FirmAsked, book: Book, on: date, origin: str = ""
) -> ChainFirm:
    """Register that somebody wants to use a firm: the buyer's people, or the supplier on its own contract.

    Raises UserCanFix for a wrong number, a firm that is in the chain already, or a place that is not there.
    """
    contract = need_contract(author, contract_id, Action.RECORD_CONTROL)
    supplier, under = _firm_of(contract, asked), _live_row(author, contract, asked.under)
    row = ChainFirm.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier=supplier,
        head_id=under.head_id if under is not None else _head(author, contract, asked.head),
        under=under,
        role=asked.role.value,
        task=asked.task.strip()[:300],
        origin=origin or (ChainFirm.Origin.BUYER if isinstance(author, Actor) else ChainFirm.Origin.SUPPLIER),
        asked_on=on,
        asked_by_id=author.user_id,
        answer_by=answer_day(book, on),
        replaces=_live_row(author, contract, asked.replaces),
    )
    record(events.FIRM_ASKED, row, author=author, on=on, details={"origin": row.origin, "answer_by": row.answer_by})
    ask_about_named(author=author, supplier=supplier, on=on)
    return row


def _head(author: Author, contract: Contract, wanted: int | None) -> int:
    """The supplier whose chain it is. Raises UserCanFix where nothing tells which of several."""
    if isinstance(author, Guest):
        return author.supplier_id
    links = contract.supplier_links.filter(role="supplier").order_by("id")
    found = [one for one in links.values_list("supplier_id", flat=True) if wanted in (None, one)]
    if len(found) != 1:
        hint = N_("Register the contract's supplier first, or choose which of them it works for.")
        raise UserCanFix("chain.no_head", N_("Nothing says which supplier the firm works for."), hint=hint)
    return found[0]


def answer_day(book: Book, on: date) -> date | None:
    """The day the buyer should have answered by."""
    found = due(book, ANSWER, on, on=on)
    return found[0] if found else None


def need_contract(author: Author, contract_id: int, action: Action) -> Contract:
    """The contract, locked, for one of the buyer's people who may do this, or for the supplier whose link it is."""
    rows = Contract.objects.visible_to(author).select_for_update(no_key=True, of=("self",))
    contract = rows.get(id=contract_id)
    if isinstance(author, Actor):
        require(author, action, Case.of(contract))
    elif isinstance(author, Guest) and author.contract_id != contract.pk:
        raise ObjectDoesNotExist
    return contract


def _firm_of(contract: Contract, asked: FirmAsked) -> Supplier:
    number = read_orgnr(asked.orgnr)
    if not number.empty and number.digits is None:
        text = N_("%(number)s is not a valid organisation number: nine digits, of which the last is a check digit.")
        raise UserCanFix(
            "chain.wrong_number", text, hint=N_("Look it up and try again."), params={"number": asked.orgnr}
        )
    name = asked.name.strip()[:1000]
    if not name and number.digits is None:
        hint = N_("Write its name, and its organisation number when it has one.")
        raise UserCanFix("chain.no_firm", N_("Nothing says which firm it is."), hint=hint)
    fact = SupplierFact(name or str(number.digits), number.digits)
    known = SupplierBook(contract.organisation_id, [fact])
    supplier = known.need(fact)
    known.save_new()
    if contract.supplier_links.filter(supplier=supplier, role="supplier").exists():
        raise UserCanFix("chain.supplier_itself", N_("This firm is the supplier of the contract itself."))
    if live(contract, contract.pk).filter(supplier=supplier).exists():
        raise UserCanFix("chain.twice", N_("This firm is in the chain, or waits for an answer."))
    return supplier


def _live_row(author: Author, contract: Contract, row_id: int | None) -> ChainFirm | None:
    if row_id is None:
        return None
    row = live(author, contract.pk).filter(id=row_id).first()
    if row is None:
        hint = N_("Choose a firm that is in the chain now.")
        raise UserCanFix("chain.no_such_place", N_("The firm it works for is no longer in the chain."), hint=hint)
    return row


@transaction.atomic
def approve_firm(
    *, actor: Actor, firm_id: int, version: int, ground: Ground, screener: Screener, on: date
) -> ChainFirm:
    """Say yes. The firm it replaces goes out, and the contract's tiers and risk follow.

    Raises UserCanFix when somebody has changed the row, when the firm above is not approved, and for more tiers than
    the limit without unforeseen events and a reason.
    """
    row = _to_decide(actor, firm_id, version)
    if row.under is not None and row.under.state != State.APPROVED:
        hint = N_("Decide on the firm above first.")
        raise UserCanFix("chain.above_not_approved", N_("The firm it works for is not approved."), hint=hint)
    limits = limits_of(row.contract, screener.book, on=on)
    outcome, because = limits.judged(links_with(row, live(actor, row.contract_id)))
    if outcome is TierRule.TOO_LONG and not (ground.unforeseen and ground.reason.strip()):
        text = N_("With this firm the chain has more tiers than the contract may have.")
        hint = N_("Refuse it, or say which unforeseen events make it necessary to get the contract done.")
        raise UserCanFix("chain.too_long", text, hint=hint)
    row.unforeseen = ground.unforeseen and outcome is TierRule.TOO_LONG
    row.because = plain([because]) if because is not None else []
    row.rule = ground.rule or (limits.rule if because is not None else "")
    _decide(row, State.APPROVED, ground, actor=actor, on=on)
    ContractSupplier.objects.visible_to(actor).get_or_create(
        contract=row.contract,
        supplier=row.supplier,
        role=SUBCONTRACTOR,
        defaults={"organisation_id": row.organisation_id, "named": row.supplier.name},
    )
    record(events.FIRM_APPROVED, row, author=actor, on=on, details=_decided(row, outcome))
    if row.replaces is not None and row.replaces.is_live:
        _take_out(row.replaces, N_("replaced"), author=actor, on=on, instead=row)
    let_tiers_count(actor, row.contract_id, screener=screener, on=on)
    return row


@transaction.atomic
def refuse_firm(*, actor: Actor, firm_id: int, version: int, ground: Ground, on: date) -> ChainFirm:
    """Say no, with the reason and the rule or clause it rests on. Raises UserCanFix without them."""
    row = _to_decide(actor, firm_id, version)
    if not ground.reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    if not (ground.rule or ground.clause.strip()):
        hint = N_("Choose the requirement, or write the contract's clause.")
        raise UserCanFix("chain.no_rule", N_("Nothing says under which rule the firm is refused."), hint=hint)
    row.rule = ground.rule
    _decide(row, State.REFUSED, ground, actor=actor, on=on)
    record(events.FIRM_REFUSED, row, author=actor, on=on, details=_decided(row, None))
    return row


def links_with(row: ChainFirm, rows: Iterable[ChainFirm]) -> list[Link]:
    """The chain as it will be with this firm: what is approved, those above it, and itself in the place of the one it
    replaces. `rows`: the live ones."""
    by_id = {one.pk: one for one in rows if one.pk != row.replaces_id}
    kept = {key for key, one in by_id.items() if one.state == State.APPROVED} | {row.pk}
    above = by_id.get(row.under_id or 0)
    while above is not None and above.pk not in kept:
        kept.add(above.pk)
        above = by_id.get(above.under_id or 0)
    links = []
    for key, one in by_id.items():
        under = row.pk if one.under_id is not None and one.under_id == row.replaces_id else one.under_id
        if key in kept:
            links.append(Link(str(key), str(under or TOP), Role(one.role)))
    return [Link(TOP), *links]


def _to_decide(actor: Actor, firm_id: int, version: int) -> ChainFirm:
    row = locked(actor, firm_id, Action.APPROVE_SUBCONTRACTOR)
    if row.state != State.ASKED or row.version != version:
        text = N_("Somebody has changed this firm since you opened the page. It is now: %(state)s.")
        hint = N_("Look at it again before you decide.")
        raise UserCanFix("chain.changed", text, hint=hint, params={"state": row.state})
    return row


def locked(author: Author, firm_id: int, action: Action) -> ChainFirm:
    """A row of the chain for one who may do this, with its contract locked until the transaction ends."""
    rows = ChainFirm.objects.visible_to(author).select_related("supplier", "under", "replaces")
    rows = rows.filter(head_id=author.supplier_id) if isinstance(author, Guest) else rows
    contract = need_contract(author, rows.get(id=firm_id).contract_id, action)
    row = rows.get(id=firm_id)
    row.contract = contract
    return row


def _decide(row: ChainFirm, state: str, ground: Ground, *, actor: Actor, on: date) -> None:
    row.state, row.decided_on, row.decided_by_id = state, on, actor.user_id
    row.reason, row.clause = ground.reason.strip(), ground.clause.strip()[:300]
    row.version += 1
    row.save()


def _decided(row: ChainFirm, outcome: TierRule | None) -> dict[str, object]:
    details: dict[str, object] = {"rule": row.rule, "unforeseen": row.unforeseen}
    if outcome is not None:
        details["tiers"] = outcome.value
    if row.reason:
        details["reason_hash"] = sha256(row.reason.encode()).hexdigest()
    return details


@transaction.atomic
def end_firm(*, author: Author, firm_id: int, why: str, screener: Screener, on: date) -> ChainFirm:
    """Take a firm out of the chain, or take back what was asked. Raises UserCanFix while other firms work for it."""
    row = locked(author, firm_id, Action.RECORD_CONTROL)
    if not row.is_live:
        raise UserCanFix("chain.not_live", N_("This firm is no longer in the chain."))
    _take_out(row, why.strip()[:300], author=author, on=on)
    let_tiers_count(author, row.contract_id, screener=screener, on=on)
    return row


def _take_out(row: ChainFirm, why: str, *, author: Author, on: date, instead: ChainFirm | None = None) -> None:
    """`instead`: the firm that comes in its place, and that those below work for from now on."""
    below = live(author, row.contract_id).filter(under=row)
    if instead is None and below.exists():
        hint = N_("End those first, or register which firm comes in its place.")
        raise UserCanFix("chain.has_below", N_("Other firms in the chain work for this one."), hint=hint)
    if instead is not None:
        below.exclude(id=instead.pk).update(under=instead)
    row.state, row.ended_on, row.ended_why, row.version = State.ENDED, on, why, row.version + 1
    row.save(update_fields=["state", "ended_on", "ended_why", "version"])
    links = ContractSupplier.objects.visible_to(author).filter(contract_id=row.contract_id, role=SUBCONTRACTOR)
    links.filter(supplier_id=row.supplier_id).delete()
    details = {"instead": instead.pk if instead is not None else None}
    record(events.FIRM_ENDED, row, author=author, on=on, details=details)


def let_tiers_count(author: Author, contract_id: int, *, screener: Screener, on: date) -> None:
    """Make the tiers that work a fact of the contract and screen it. Within a transaction; the same again does nothing.

    A firm that waits counts when a list shows it at work.
    """
    contracts = with_facts(Contract.objects.visible_to(author).filter(id=contract_id))
    contract = contracts.get()
    number = chain_length(links_of(at_work(list(live(contract, contract_id))))).sure
    if contract.tiers == number:
        return
    before, contract.tiers = contract.tiers, number
    contract.fact_sources = {**contract.fact_sources, "tiers": {"source": THEME, "on": on.isoformat()}}
    contract.save(update_fields=["tiers", "fact_sources"])
    details = {"fields": ["tiers"], "changes": {"tiers": [before, number]}}
    record_event(Entry(CONTRACT_CHANGED, "contract", contract.pk, details=details), actor=author, on=on)
    ScreeningWork(screener, actor=author, on=on).run([contracts.get()])


def at_work(rows: list[ChainFirm]) -> list[ChainFirm]:
    """Firms that are approved or that a list shows at work, and those they work for."""
    by_id = {row.pk: row for row in rows}
    kept: set[int] = set()
    for row in rows:
        one: ChainFirm | None = row if row.state == State.APPROVED or row.seen_on is not None else None
        while one is not None and one.pk not in kept:
            kept.add(one.pk)
            one = by_id.get(one.under_id or 0)
    return [row for row in rows if row.pk in kept]


def record(event: EventType, row: ChainFirm, *, author: Author, on: date, details: Mapping[str, Any]) -> None:
    """The event, on the contract's history. A firm stands by its rows, never by its name."""
    told = {"firm": row.pk, "supplier": row.supplier_id, **details}
    record_event(Entry(event, "contract", row.contract_id, details=told), actor=author, on=on)
