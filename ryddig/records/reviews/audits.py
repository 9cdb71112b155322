"""External audits: ordered for one control, an auditor let in to that alone, delivered, accepted or cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.models import Membership, Role
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.people import Invited, need_person, send_invitation
from ryddig.records.evidence import files
from ryddig.records.evidence.services import Terms, receiving
from ryddig.records.reviews import events
from ryddig.records.reviews.audit_models import AuditCallOff

CONTROLS: Final[Mapping[str, str]] = {
    "pay_control": "followup.PayControl",
    "document_review": "reviews.Review",
    "visit": "visits.Visit",
}
"""Kinds of controls and their models, by name: visits lie above this room."""
HOURS_MOST: Final = 5000
REPORT_KINDS: Final = ("pdf",)
State = AuditCallOff.State


@dataclass(frozen=True, slots=True)
class AuditTerms:
    """What is ordered. `price_ore`: without VAT."""

    firm: str
    orgnr: str
    hours: Decimal
    price_ore: int
    due_on: date
    asked: str = ""


@transaction.atomic
def order_audit(
    *, actor: Actor, contract_id: int, control: tuple[str, int], terms: AuditTerms, on: date
) -> AuditCallOff:
    """Order an audit for one control of the contract. Raises UserCanFix for hours, price or a day that cannot be."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.ORDER_AUDIT, Case.of(contract))
    need_control(actor, contract_id, control)
    number = _checked(terms, on)
    row = AuditCallOff.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        control_kind=control[0],
        control_id=control[1],
        firm=terms.firm.strip()[:200],
        orgnr=number,
        asked=terms.asked.strip(),
        hours_ordered=terms.hours,
        price_ore=terms.price_ore,
        due_on=terms.due_on,
        ordered_by_id=actor.user_id,
        ordered_on=on,
    )
    told = {"hours": str(terms.hours), "price_ore": terms.price_ore, "due_on": terms.due_on, "orgnr": number}
    _record(events.AUDIT_ORDERED, row, by=actor, on=on, details=told)
    return row


def need_control(actor: Actor, contract_id: int, control: tuple[str, int]) -> None:
    """Raises ObjectDoesNotExist when the contract has no such control."""
    if control[0] not in CONTROLS:
        raise ObjectDoesNotExist
    rows: ScopedQuerySet[Any] = apps.get_model(CONTROLS[control[0]]).objects.visible_to(actor)
    if not rows.filter(id=control[1], contract_id=contract_id).exists():
        raise ObjectDoesNotExist


def _checked(terms: AuditTerms, on: date) -> str:
    number = read_orgnr(terms.orgnr)
    if not terms.firm.strip():
        raise UserCanFix("audit.no_firm", N_("Write which firm carries out the audit."))
    if not number.empty and number.digits is None:
        text = N_("%(number)s is not a valid organisation number: nine digits, of which the last is a check digit.")
        raise UserCanFix("audit.wrong_number", text, params={"number": terms.orgnr})
    if not 0 < terms.hours <= HOURS_MOST:
        raise UserCanFix("audit.hours", N_("Hours must lie between 0 and %(most)s."), params={"most": HOURS_MOST})
    if terms.price_ore < 0:
        raise UserCanFix("audit.price", N_("The price cannot be less than nothing."))
    if terms.due_on < on:
        raise UserCanFix("audit.day_passed", N_("That day has passed."), hint=N_("Give today or a later day."))
    return number.digits or ""


@transaction.atomic
def seat_auditor(*, actor: Actor, audit_id: int, name: str, email: str, on: date) -> AuditCallOff:
    """Let a person in to the control and to nothing else. They get a mail, as anybody who is invited.

    Raises UserCanFix for somebody who works for this buyer, for an address that is none, or when somebody is let in
    already.
    """
    row = _locked(actor, audit_id)
    if not row.is_open or row.auditor_id is not None:
        raise UserCanFix("audit.seated", N_("Somebody is let in already, or the audit is over."))
    user = need_person(Invited(name, email, actor.language))
    seats = Membership.objects.unscoped("what the person is here already").filter(user=user)
    if seats.filter(organisation_id=row.organisation_id).exclude(role=Role.EXTERNAL_AUDITOR).exists():
        raise UserCanFix("audit.own_person", N_("This person works here and sees the control already."))
    Membership.objects.create(
        organisation_id=row.organisation_id,
        user=user,
        role=Role.EXTERNAL_AUDITOR,
        control_kind=row.control_kind,
        control_id=row.control_id,
    )
    row.auditor, row.version = user, row.version + 1
    row.save(update_fields=["auditor", "version"])
    _record(events.AUDITOR_SEATED, row, by=actor, on=on, details={"user": user.pk})
    send_invitation(actor, user, on=on)
    return row


def deliver_audit(
    *,
    actor: Actor,
    audit_id: int,
    hours: Decimal,
    on: date,
    report: tuple[str, Iterable[bytes]] | None = None,
) -> AuditCallOff:
    """The auditor says that the work is done: hours used, and the report as PDF. It may be mended until it is accepted.

    Raises UserCanFix for hours that cannot be, or a file that is no PDF.
    """
    row = audit_for(actor, audit_id)
    if not 0 < hours <= HOURS_MOST:
        raise UserCanFix("audit.hours", N_("Hours must lie between 0 and %(most)s."), params={"most": HOURS_MOST})
    if report is None:
        return _delivered(actor, audit_id, hours=hours, report_id=row.report_id, on=on)
    terms = Terms(row.contract, report[0], REPORT_KINDS, on)
    with receiving(author=actor, terms=terms, content=files.written(report[1])) as kept:
        return _delivered(actor, audit_id, hours=hours, report_id=kept.pk, on=on)


@transaction.atomic
def _delivered(actor: Actor, audit_id: int, *, hours: Decimal, report_id: int | None, on: date) -> AuditCallOff:
    row = AuditCallOff.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).get(id=audit_id)
    if not row.is_open:
        raise UserCanFix("audit.over", N_("The audit is over."))
    row.hours_used, row.report_id, row.delivered_on = hours, report_id, on
    row.state, row.version = State.DELIVERED, row.version + 1
    row.save(update_fields=["hours_used", "report", "delivered_on", "state", "version"])
    _record(events.AUDIT_DELIVERED, row, by=actor, on=on, details={"hours": str(hours), "evidence": report_id})
    return row


@transaction.atomic
def close_audit(*, actor: Actor, audit_id: int, accepted: bool, on: date) -> AuditCallOff:
    """Accept what was delivered, or cancel the order. The auditor's seat ends at once."""
    row = _locked(actor, audit_id)
    if not row.is_open or (accepted and row.state != State.DELIVERED):
        raise UserCanFix("audit.not_delivered", N_("The audit is not delivered, or it is over."))
    row.state, row.closed_on, row.version = (State.ACCEPTED if accepted else State.CANCELLED), on, row.version + 1
    row.save(update_fields=["state", "closed_on", "version"])
    if row.auditor_id is not None:
        _end_seat(row, row.auditor_id)
    details = {"hours": str(row.hours_used) if row.hours_used is not None else None}
    _record(events.AUDIT_ACCEPTED if accepted else events.AUDIT_CANCELLED, row, by=actor, on=on, details=details)
    return row


def _end_seat(row: AuditCallOff, user_id: int) -> None:
    seats = Membership.objects.unscoped("the seat that the call-off gave").filter(user_id=user_id)
    here = seats.filter(organisation_id=row.organisation_id, control_kind=row.control_kind, control_id=row.control_id)
    others = AuditCallOff.objects.visible_to(row).filter(auditor_id=user_id, control_kind=row.control_kind)
    open_ones = others.filter(control_id=row.control_id, state__in=(State.ORDERED, State.DELIVERED))
    if not open_ones.exclude(id=row.pk).exists():
        here.delete()


def _locked(actor: Actor, audit_id: int) -> AuditCallOff:
    rows = AuditCallOff.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=audit_id)
    require(actor, Action.ORDER_AUDIT, Case.of(row.contract))
    return row


def audits_of(viewer: Actor, contract_id: int, control: tuple[str, int]) -> ScopedQuerySet[AuditCallOff]:
    """Audits ordered for one control, newest first."""
    rows = AuditCallOff.objects.visible_to(viewer).filter(contract_id=contract_id)
    rows = rows.filter(control_kind=control[0], control_id=control[1])
    return rows.select_related("auditor", "ordered_by", "report").order_by("-id")


def audits_for(viewer: Actor) -> ScopedQuerySet[AuditCallOff]:
    """Open audits of the person who is the auditor, what is due first in front."""
    rows = AuditCallOff.objects.visible_to(viewer).filter(auditor_id=viewer.user_id)
    rows = rows.filter(state__in=(State.ORDERED, State.DELIVERED))
    return rows.select_related("contract__unit", "organisation", "report").order_by("due_on", "id")


def audit_for(viewer: Actor, audit_id: int) -> AuditCallOff:
    """One open audit for its own auditor. Raises AuditCallOff.DoesNotExist for anybody else, and NotAllowed for one
    whose seat is gone."""
    row = audits_for(viewer).get(id=audit_id)
    require(viewer, Action.REPORT_AUDIT, Case.of(row.contract, control=row.control))
    return row


def _record(event: EventType, row: AuditCallOff, *, by: Actor, on: date, details: Mapping[str, Any]) -> None:
    told = {"audit": row.pk, "control_kind": row.control_kind, "control": row.control_id, **details}
    record_event(Entry(event, "contract", row.contract_id, details=told), actor=by, on=on)
