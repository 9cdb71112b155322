"""What the steps find goes to a person: proposed once, opened or set aside with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Author, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.deviations import events
from ryddig.records.deviations.models import DeviationProposal, Origin
from ryddig.records.deviations.stepping import case_of, hash_of, need_reason

KEY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Found:
    """What a step found. `origin_id`: the row that shows it; `key`: what it is about within the origin (a question, an
    item, a check), the same each time it is found again.

    `text`: a marked message with its places; free words go in as `Message("%(said)s", {"said": …})`. `certain`: only
    where official law and a term of the contract both say so; `why`: what keeps it a question. `firm_id`: who did it,
    where that is not the supplier. `owed_ore`: owed to workers for certain; `workers`: how many it concerns.
    """

    origin: Origin
    origin_id: int | None
    key: str
    rule: str
    text: Message
    certain: bool
    because: Sequence[object] = ()
    why: str = ""
    lawbook_version: str = ""
    owed_ore: int = 0
    workers: int = 0
    supplier_id: int | None = None
    firm_id: int | None = None


@transaction.atomic
def propose_deviation(*, author: Author, contract_id: int, found: Found, on: date) -> DeviationProposal:
    """Keep what may be a deviation, for a person to decide about.

    The same key again adds nothing: while nobody has decided it is brought up to date, afterwards it stands. The
    caller has checked that the author may do what found it.
    """
    contract = Contract.objects.visible_to(author).get(id=contract_id)
    if not found.key or len(found.key) > KEY_LENGTH:
        raise UserCanFix("proposal.key", N_("A proposal needs a key of at most %(most)s signs."), params={"most": 120})
    rows = DeviationProposal.objects.visible_to(author).select_for_update(no_key=True, of=("self",))
    row = rows.filter(contract=contract, origin=found.origin, key=found.key).first()
    told = _columns(author, contract, found)
    if row is not None:
        return _again(row, told)
    row = DeviationProposal.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        origin=found.origin,
        key=found.key,
        proposed_on=on,
        proposed_by_id=author.user_id,
        **told,
    )
    _record(events.PROPOSED, row, by=author, on=on)
    return row


def _again(row: DeviationProposal, told: dict[str, object]) -> DeviationProposal:
    """Brought up to date while nobody has decided about it; what had gone is back."""
    undecided = (DeviationProposal.State.PROPOSED, DeviationProposal.State.GONE)
    if row.state in undecided:
        told = {**told, "state": DeviationProposal.State.PROPOSED}
        changed = [name for name, value in told.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, told[name])
        if changed:
            row.save(update_fields=changed)
    return row


def _columns(author: Author, contract: Contract, found: Found) -> dict[str, object]:
    firms = {one for one in (found.supplier_id, found.firm_id) if one is not None}
    known = Supplier.objects.visible_to(author).filter(id__in=firms).count()
    if known != len(firms):
        raise Supplier.DoesNotExist
    return {
        "supplier_id": found.supplier_id or main_supplier(contract),
        "firm_id": found.firm_id,
        "origin_id": found.origin_id,
        "rule": found.rule,
        "text": found.text.text,
        "params": plain(found.text.params),
        "certain": found.certain,
        "why": found.why,
        "because": plain(list(found.because)),
        "lawbook_version": found.lawbook_version,
        "owed_ore": found.owed_ore,
        "workers": found.workers,
    }


def main_supplier(contract: Contract) -> int | None:
    """The contract's supplier, when it has exactly one; else a person says which."""
    links = ContractSupplier.objects.visible_to(contract).filter(contract=contract, role="supplier")
    found = list(links.values_list("supplier_id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def take_back_proposal(*, author: Author, contract_id: int, origin: Origin, key: str, on: date) -> bool:
    """What it rested on is changed: gone from the list while nobody has decided. Returns whether it was there."""
    rows = DeviationProposal.objects.visible_to(author).select_for_update(no_key=True, of=("self",))
    row = rows.filter(contract_id=contract_id, origin=origin, key=key, state=DeviationProposal.State.PROPOSED).first()
    if row is None:
        return False
    row.state = DeviationProposal.State.GONE
    row.save(update_fields=["state"])
    _record(events.PROPOSAL_GONE, row, by=author, on=on)
    return True


@transaction.atomic
def set_aside(*, actor: Actor, proposal_id: int, reason: str, on: date) -> DeviationProposal:
    """A person says that it is no deviation, and why."""
    row = undecided_proposal(actor, proposal_id)
    row.reason = need_reason(reason)
    row.state, row.decided_by_id, row.decided_on = DeviationProposal.State.SET_ASIDE, actor.user_id, on
    row.save(update_fields=["reason", "state", "decided_by", "decided_on"])
    _record(events.PROPOSAL_SET_ASIDE, row, by=actor, on=on)
    return row


def undecided_proposal(actor: Actor, proposal_id: int) -> DeviationProposal:
    """The proposal, locked, for one who may decide. Raises UserCanFix when somebody has decided already."""
    rows = DeviationProposal.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=proposal_id)
    require(actor, Action.HANDLE_DEVIATION, case_of(row.contract))
    if row.state != DeviationProposal.State.PROPOSED:
        raise UserCanFix("proposal.decided", N_("Somebody has decided about this already."))
    return row


def mark_opened(row: DeviationProposal, deviation_id: int, *, actor: Actor, on: date) -> None:
    """The proposal has become a deviation."""
    row.state, row.deviation_id = DeviationProposal.State.OPENED, deviation_id
    row.decided_by_id, row.decided_on = actor.user_id, on
    row.save(update_fields=["state", "deviation", "decided_by", "decided_on"])


def _record(event: EventType, row: DeviationProposal, *, by: Author, on: date) -> None:
    details = {"proposal": row.pk, "rule": row.rule, "origin": row.origin, "certain": row.certain}
    if row.reason:
        details["reason_hash"] = hash_of(row.reason)
    entry = Entry(event, "contract", row.contract_id, row.because, row.lawbook_version, details)
    record_event(entry, actor=by, on=on)
