"""What both sides write: what they expect of each other, and the trust pulse. The supplier through its link."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from ryddig.domain.dialogue import Side, Trait, checked
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, Guest, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue import events
from ryddig.records.dialogue.models import Expectation, Meeting, TrustPulse


def side_of(author: Actor | Guest) -> Side:
    """Which of the two the author speaks for."""
    return Side.SUPPLIER if isinstance(author, Guest) else Side.BUYER


def _contract(author: Actor | Guest, contract_id: int) -> Contract:
    contract = Contract.objects.visible_to(author).get(id=contract_id)
    if isinstance(author, Actor):
        require(author, Action.HOLD_DIALOGUE, Case.of(contract))
    elif author.contract_id != contract.pk:
        raise ObjectDoesNotExist
    return contract


@transaction.atomic
def write_expectation(*, author: Actor | Guest, contract_id: int, text: str, on: date) -> Expectation:
    """What one side expects of the other. Raises UserCanFix for nothing written."""
    contract = _contract(author, contract_id)
    if not text.strip():
        raise UserCanFix("expectation.empty", N_("Write what you expect."))
    row = Expectation.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier_id=author.supplier_id if isinstance(author, Guest) else None,
        side=side_of(author).value,
        text=text.strip()[:1000],
        on=on,
    )
    _record(events.EXPECTATION_WRITTEN, row, author=author, on=on)
    return row


@transaction.atomic
def withdraw_expectation(*, author: Actor | Guest, expectation_id: int, on: date) -> Expectation:
    """Take back what one's own side expects."""
    rows = Expectation.objects.visible_to(author).filter(side=side_of(author).value, withdrawn_on=None)
    if isinstance(author, Guest):
        rows = rows.filter(contract_id=author.contract_id, supplier_id=author.supplier_id)
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=expectation_id)
    _contract(author, row.contract_id)
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    _record(events.EXPECTATION_WITHDRAWN, row, author=author, on=on)
    return row


@transaction.atomic
def answer_pulse(
    *, author: Actor | Guest, contract_id: int, figures: Mapping[Trait, int], on: date, meeting_id: int | None = None
) -> TrustPulse:
    """Five figures, once for each person and meeting (without one: once a day). It leaves no event and says nothing of
    who answered. Raises UserCanFix for a figure that is missing, and for the second answer."""
    contract = _contract(author, contract_id)
    meeting = Meeting.objects.visible_to(author).get(id=meeting_id, contract=contract) if meeting_id else None
    key = pulse_key(author, meeting_id, on)
    if TrustPulse.objects.visible_to(author).filter(contract=contract, key=key).exists():
        raise UserCanFix("pulse.twice", N_("You have answered already. Thank you."))
    return TrustPulse.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        meeting=meeting,
        side=side_of(author).value,
        on=on,
        key=key,
        **{trait.value: value for trait, value in checked(figures).items()},
    )


def pulse_key(author: Actor | Guest, meeting_id: int | None, on: date) -> str:
    """What tells one answer from another without saying whose it is."""
    who = f"link {author.link_id}" if isinstance(author, Guest) else f"user {author.user_id}"
    about = f"meeting {meeting_id}" if meeting_id else f"day {on.isoformat()}"
    return sha256(f"{author.organisation_id} {who} {about}".encode()).hexdigest()


def _record(event: EventType, row: Expectation, *, author: Actor | Guest, on: date) -> None:
    details = {"expectation": row.pk, "side": row.side, "sha256": sha256(row.text.encode()).hexdigest()}
    record_event(Entry(event, "contract", row.contract_id, details=details), actor=author, on=on)
