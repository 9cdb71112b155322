"""Pay controls as people ask for them: opened, given files, started.

Access, row and event in one transaction. The files' content and the run itself are never here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import UserCanFix
from ryddig.domain.pay_control import Firm
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import shred_unread
from ryddig.records.followup import events
from ryddig.records.followup.pay_facts import firm_plain
from ryddig.records.followup.pay_models import PayControl, PayControlFile, PayRun

LONGEST_DAYS: Final = 3 * 366


@transaction.atomic
def open_pay_control(*, actor: Actor, contract_id: int, first: date, last: date, firm: Firm, on: date) -> PayControl:
    """A new control of a period, without files yet. Raises UserCanFix for a period that cannot be."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.CONTROL_PAY, Case.of(contract))
    _need_period(first, last, on=on)
    control = PayControl.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        first=first,
        last=last,
        firm=firm_plain(firm),
        opened_by_id=actor.user_id,
        opened_on=on,
    )
    record(events.PAY_CONTROL_OPENED, control, by=actor, on=on, details={"first": first, "last": last})
    return control


@transaction.atomic
def change_pay_control(*, actor: Actor, control_id: int, first: date, last: date, firm: Firm, on: date) -> PayControl:
    """Ask for another period or say other facts of the firm. Runs that are done keep theirs."""
    control = locked(actor, control_id)
    _need_idle(control)
    _need_period(first, last, on=on)
    told = {"first": first, "last": last, "firm": firm_plain(firm)}
    changed = [name for name, value in told.items() if getattr(control, name) != value]
    if not changed:
        return control
    before = {name: getattr(control, name) for name in changed}
    for name in changed:
        setattr(control, name, told[name])
    control.save(update_fields=changed)
    details = {"fields": changed, "before": before, "after": {name: told[name] for name in changed}}
    record(events.PAY_CONTROL_CHANGED, control, by=actor, on=on, details=details)
    return control


@transaction.atomic
def add_evidence(
    *, actor: Actor, control_id: int, evidence_id: int, on: date, reading: Mapping[str, Any] | None = None
) -> PayControlFile:
    """Put a file of the same contract into the control. `reading`: what it was understood as."""
    control = locked(actor, control_id)
    _need_idle(control)
    evidence = Evidence.objects.visible_to(actor).get(id=evidence_id, contract_id=control.contract_id)
    row, made = PayControlFile.objects.unscoped("the control is the actor's").get_or_create(
        control=control,
        evidence=evidence,
        defaults={"organisation_id": control.organisation_id, "reading": dict(reading or {})},
    )
    if made:
        record(events.PAY_FILE_ADDED, control, by=actor, on=on, details={"evidence": evidence.pk})
    return row


@transaction.atomic
def remove_file(*, actor: Actor, control_id: int, file_id: int, on: date) -> None:
    """Take a file out of the control. One that no run has read was a mistake and is shredded at once; one that was
    read is kept until its last day."""
    control = locked(actor, control_id)
    _need_idle(control)
    row = PayControlFile.objects.visible_to(actor).select_related("evidence").get(id=file_id, control=control)
    evidence = row.evidence
    row.delete()
    record(events.PAY_FILE_REMOVED, control, by=actor, on=on, details={"evidence": evidence.pk})
    runs = PayRun.objects.visible_to(actor).filter(control__contract_id=control.contract_id)
    read = {file["evidence"] for files in runs.values_list("files", flat=True) for file in files}
    elsewhere = PayControlFile.objects.visible_to(actor).filter(evidence=evidence).exists()
    if evidence.pk not in read and not elsewhere:
        shred_unread(actor=actor, evidence_id=evidence.pk, on=on)


@transaction.atomic
def start_pay_control(*, actor: Actor, control_id: int, on: date) -> PayControl:
    """Ask for a run: the worker begins within seconds. Raises UserCanFix without files or while one is going on."""
    control = locked(actor, control_id)
    _need_idle(control)
    kept = PayControlFile.objects.visible_to(actor).filter(control=control, evidence__shredded_on=None).count()
    if not kept:
        text = N_("The control has no file to read.")
        raise UserCanFix("pay_control.no_files", text, hint=N_("Add the payslips and the timesheets first."))
    control.state, control.attempt = PayControl.State.WAITING, control.attempt + 1
    control.progress, control.failure, control.asked_at = {}, {}, timezone.now()
    control.save(update_fields=["state", "attempt", "progress", "failure", "asked_at"])
    details = {"files": kept, "attempt": control.attempt}
    record(events.PAY_CONTROL_STARTED, control, by=actor, on=on, details=details)
    return control


def locked(actor: Actor, control_id: int) -> PayControl:
    """The control for one who may work on it, locked until the transaction ends."""
    rows = PayControl.objects.visible_to(actor).select_related("contract")
    control = rows.select_for_update(no_key=True, of=("self",)).get(id=control_id)
    require(actor, Action.CONTROL_PAY, Case.of(control.contract))
    return control


def _need_idle(control: PayControl) -> None:
    if control.is_busy:
        text = N_("The control is running. Wait until it is done.")
        raise UserCanFix("pay_control.busy", text)


def _need_period(first: date, last: date, *, on: date) -> None:
    if last < first:
        hint = N_("Give the first day first.")
        raise UserCanFix("pay_control.period", N_("The period ends before it begins."), hint=hint)
    if first > on:
        hint = N_("Give days that have passed.")
        raise UserCanFix("pay_control.period", N_("The period has not begun."), hint=hint)
    if (last - first).days > LONGEST_DAYS:
        hint = N_("Control three years at a time.")
        raise UserCanFix("pay_control.period", N_("The period is longer than three years."), hint=hint)


def record(event: EventType, control: PayControl, *, by: Author, on: date, details: Mapping[str, Any]) -> None:
    """The event, on the contract's history."""
    entry = Entry(event, "contract", control.contract_id, details={"control": control.pk, **details})
    record_event(entry, actor=by, on=on)
