"""A person says what the contract holds: a requirement of the library, or a step of the ladder without an amount."""

from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.controls import due
from ryddig.domain.decision import Because
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.law_library import Requirement
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations import events
from ryddig.records.deviations.agreed_models import AgreedTerm
from ryddig.records.deviations.stepping import case_of

TERMINATION: Final = "sanctions.termination"
STEPS_WITHOUT_AMOUNT: Final = ("sanctions.replace_subcontractor", TERMINATION)
PLACE_LENGTH: Final = 200


@transaction.atomic
def agree_term(
    *,
    actor: Actor,
    contract_id: int,
    rule: str,
    place: str,
    book: Book,
    on: date,
    due_on: date | None = None,
    notice_days: int | None = None,
) -> AgreedTerm:
    """What the contract holds, and where. A requirement with a deadline gets its last day by rule, counted from the
    signing (else the start), unless the contract says another. The same again moves place and day.

    Raises UserCanFix for a rule that is neither, without a place, or for notice of anything but a termination.
    """
    contract = Contract.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=contract_id)
    require(actor, Action.ANSWER, case_of(contract))
    requirement = book.library.requirements.get(rule)
    if requirement is None and rule not in STEPS_WITHOUT_AMOUNT:
        raise UserCanFix("agreed.unknown_rule", N_("Choose a requirement, or a step of the ladder."))
    if not place.strip():
        raise UserCanFix("agreed.no_place", N_("Say where in the contract it stands: document and clause."))
    _need_no_notice(rule, notice_days)
    day: date | None = due_on
    because: tuple[Because, ...] = ()
    if day is None and requirement is not None:
        day, because = last_day_of(requirement, contract, book, on=on)
    rows = AgreedTerm.objects.visible_to(actor).filter(contract=contract, withdrawn_on=None)
    row = rows.filter(rule=rule).first() or AgreedTerm(
        organisation_id=contract.organisation_id, contract=contract, rule=rule
    )
    row.place, row.due_on, row.because = place.strip()[:PLACE_LENGTH], day, plain(list(because))
    row.lawbook_version, row.read_by_id, row.read_on = book.version, actor.user_id, on
    row.notice_days = notice_days
    row.save()
    details = {"term": row.pk, "rule": rule, "due_on": day}
    entry = Entry(events.TERM_AGREED, "contract", contract.pk, row.because, book.version, details)
    record_event(entry, actor=actor, on=on)
    return row


def _need_no_notice(rule: str, notice_days: int | None) -> None:
    if notice_days is not None and rule != TERMINATION:
        text = N_("Only a termination has days of notice.")
        raise UserCanFix("agreed.no_notice", text, hint=N_("Leave the days of notice empty."))


def last_day_of(
    requirement: Requirement, contract: Contract, book: Book, *, on: date
) -> tuple[date | None, tuple[Because, ...]]:
    """The last day to have begun, by the requirement's own deadline; None where it has none or the start is unknown."""
    start = contract.signed_on or contract.starts_on
    found = due(book, requirement.due, start, on=on) if requirement.due and start else None
    return (None, ()) if found is None else (found[0], (found[1],))


@transaction.atomic
def begin_term(*, actor: Actor, term_id: int, begun_on: date, on: date) -> AgreedTerm:
    """The supplier has shown that it has begun with what the requirement asks."""
    row = _locked(actor, term_id)
    if begun_on > on:
        raise UserCanFix("agreed.not_yet", N_("The day has not come yet."))
    row.begun_on = begun_on
    row.save(update_fields=["begun_on"])
    _record(row, actor=actor, on=on, begun_on=begun_on)
    return row


@transaction.atomic
def withdraw_term(*, actor: Actor, term_id: int, on: date) -> AgreedTerm:
    """It does not stand in the contract after all. The row stays."""
    row = _locked(actor, term_id)
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    _record(row, actor=actor, on=on, withdrawn_on=on)
    return row


def _locked(actor: Actor, term_id: int) -> AgreedTerm:
    rows = AgreedTerm.objects.visible_to(actor).select_related("contract").filter(withdrawn_on=None)
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=term_id)
    require(actor, Action.ANSWER, case_of(row.contract))
    return row


def _record(row: AgreedTerm, *, actor: Actor, on: date, **details: date) -> None:
    told = {"term": row.pk, "rule": row.rule, **details}
    record_event(Entry(events.TERM_CHANGED, "contract", row.contract_id, details=told), actor=actor, on=on)
