"""Asking a supplier for a self-report: planned, sent, reminded, withdrawn. A person or the worker does it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max

from ryddig.domain.controls import due
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form, form_on
from ryddig.domain.self_report_days import ReportDays, report_days
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Machine, require
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import queue_mail
from ryddig.records.selfreports import events, mails
from ryddig.records.selfreports.facts import form_asked
from ryddig.records.selfreports.models import SelfReportDraft, SelfReportRequest
from ryddig.records.selfreports.prefilling import start_draft

STATE: Final = SelfReportRequest.State
NOTICE: Final = timedelta(days=14)
"""The least time a supplier gets when the deadline that counts from the signing is near or gone."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Which form, whom, when. `due_on` None: by the rule of the form."""

    questionnaire: str
    contact_id: int
    send_on: date
    due_on: date | None = None


def days_of(form: Form, signed_on: date | None, *, send_on: date, book: Book, agreed: date | None = None) -> ReportDays:
    """Last day and reminders: counted from the signing while that leaves the supplier time, else from the sending."""
    from_signing = due(book, form.questionnaire.deadline, signed_on, on=send_on) if signed_on is not None else None
    in_time = signed_on is not None and from_signing is not None and from_signing[0] >= send_on + NOTICE
    start = signed_on if in_time and signed_on is not None else send_on
    found = report_days(form.questionnaire, start, book=book, on=send_on, agreed=agreed)
    return ReportDays(found.due_on, tuple(day for day in found.remind_on if day > send_on), found.because)


def lock_contract(actor: Actor | Machine, contract_id: int) -> Contract:
    """The contract, so that nobody else asks its supplier until the caller's transaction ends."""
    rows = Contract.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    return rows.get(id=contract_id)


@transaction.atomic
def ask_report(*, actor: Actor | Machine, contract_id: int, asking: Asking, book: Book, on: date) -> SelfReportRequest:
    """Ask for a report: at once, or on a day to come. Raises UserCanFix: asked already, a day that has passed."""
    contract = lock_contract(actor, contract_id)
    if isinstance(actor, Actor):
        require(actor, Action.WRITE_SUPPLIER, Case.of(contract))
    contact = SupplierContact.objects.visible_to(actor).get(
        id=asking.contact_id, contract=contract, shredded_on__isnull=True
    )
    _check_days(asking, on)
    others = SelfReportRequest.objects.visible_to(actor).filter(contract=contract)
    if others.filter(
        supplier_id=contact.supplier_id, questionnaire=asking.questionnaire, state__in=(STATE.PLANNED, STATE.SENT)
    ).exists():
        text = N_("This form is asked for already and not delivered yet.")
        hint = N_("Wait for it, remind the supplier, or withdraw it first.")
        raise UserCanFix("self_report.asked_already", text, hint=hint)
    form = form_on(book, asking.questionnaire, asking.send_on)
    days = days_of(form, contract.signed_on, send_on=asking.send_on, book=book, agreed=asking.due_on)
    row = SelfReportRequest.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier_id=contact.supplier_id,
        contact=contact,
        number=(others.aggregate(last=Max("number"))["last"] or 0) + 1,
        questionnaire=form.questionnaire.id,
        version=form.version,
        send_on=asking.send_on,
        asked_by_id=actor.user_id,
        asked_on=on,
        **_days_columns(days),
    )
    record(events.REPORT_ASKED, row, by=actor, on=on, questionnaire=row.questionnaire, due_on=row.due_on)
    if row.send_on <= on:
        send(row, author=actor, book=book, on=on)
    return row


def _days_columns(days: ReportDays) -> dict[str, object]:
    return {
        "due_on": days.due_on,
        "remind_on": [day.isoformat() for day in days.remind_on],
        "because": plain(days.because),
    }


def _check_days(asking: Asking, on: date) -> None:
    if asking.send_on < on:
        raise UserCanFix("self_report.day_passed", N_("That day has passed."), hint=N_("Send it today or later."))
    if asking.due_on is not None and asking.due_on <= asking.send_on:
        text = N_("The last day must be after the day it is sent.")
        raise UserCanFix("self_report.no_time", text, hint=N_("Give the supplier at least some days."))


def send(row: SelfReportRequest, *, author: Author, book: Book, on: date) -> None:
    """The form goes out, with what stands in it from before. Within the caller's transaction; `row` is locked."""
    start_draft(row, form_asked(row, book), book=book, on=on)
    row.state, row.sent_on = STATE.SENT, on
    row.save(update_fields=["state", "sent_on"])
    record(events.REPORT_SENT, row, by=author, on=on, due_on=row.due_on)
    mail(row, mails.ASKED, author=author, on=on)


@transaction.atomic
def send_planned(*, author: Machine, request_id: int, book: Book, on: date) -> bool:
    """Send what is due to be sent; for the worker. False when somebody has sent or withdrawn it meanwhile."""
    row = locked(author, request_id)
    if row.state != STATE.PLANNED or row.send_on > on or row.contact.shredded_on is not None:
        return False
    form = form_on(book, row.questionnaire, on)
    row.version = form.version
    if row.due_on < on + NOTICE:
        days = days_of(form, None, send_on=on, book=book)
        row.due_on, row.remind_on = days.due_on, [day.isoformat() for day in days.remind_on]
        row.because = plain(days.because)
    row.save(update_fields=["version", "due_on", "remind_on", "because"])
    send(row, author=author, book=book, on=on)
    return True


@transaction.atomic
def remind(*, author: Machine, request_id: int, on: date) -> bool:
    """The reminder whose day has come; once for each day, and never after the last day."""
    row = locked(author, request_id)
    days = [date.fromisoformat(day) for day in row.remind_on]
    came = [day for day in days if day <= on]
    if not row.is_open or not came or on > row.due_on or row.contact.shredded_on is not None:
        return False
    kind = mails.LAST_DAY if came[-1] == row.due_on else mails.REMINDED
    row.remind_on = [day.isoformat() for day in days if day > on]
    row.save(update_fields=["remind_on"])
    mail(row, kind, author=author, on=on, day=came[-1])
    record(events.REPORT_REMINDED, row, by=author, on=on)
    return True


@transaction.atomic
def remind_now(*, actor: Actor, request_id: int, on: date) -> None:
    """A reminder because a person asks for it; once a day."""
    row = locked(actor, request_id)
    require(actor, Action.WRITE_SUPPLIER, Case.of(row.contract))
    need_state(row, STATE.SENT)
    mail(row, mails.REMINDED if on <= row.due_on else mails.LATE, author=actor, on=on, day=on)
    record(events.REPORT_REMINDED, row, by=actor, on=on)


@transaction.atomic
def move_due(*, actor: Actor, request_id: int, due_on: date, book: Book, on: date) -> SelfReportRequest:
    """Give the supplier another last day, before the one that was has passed."""
    row = locked(actor, request_id)
    require(actor, Action.WRITE_SUPPLIER, Case.of(row.contract))
    need_state(row, STATE.PLANNED, STATE.SENT)
    if due_on < on or row.late_on is not None:
        text = N_("The last day cannot be moved to %(due_on)s.")
        hint = N_("Choose today or a later day; a report that was late stays late.")
        raise UserCanFix("self_report.due_passed", text, hint=hint, params={"due_on": due_on})
    before, days = row.due_on, days_of(form_asked(row, book), None, send_on=on, book=book, agreed=due_on)
    row.due_on, row.remind_on = days.due_on, [day.isoformat() for day in days.remind_on]
    row.because = plain(days.because)
    row.save(update_fields=["due_on", "remind_on", "because"])
    record(events.DUE_MOVED, row, by=actor, on=on, before=before, due_on=due_on)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, request_id: int, on: date) -> SelfReportRequest:
    """Ask for it no longer. What the supplier had written and not delivered is deleted; one that was sent is told."""
    row = locked(actor, request_id)
    require(actor, Action.WRITE_SUPPLIER, Case.of(row.contract))
    need_state(row, STATE.PLANNED, STATE.SENT)
    was_sent, row.state = row.state == STATE.SENT, STATE.WITHDRAWN
    row.save(update_fields=["state"])
    SelfReportDraft.objects.visible_to(actor).filter(request=row).delete()
    record(events.REPORT_WITHDRAWN, row, by=actor, on=on)
    if was_sent and row.contact.shredded_on is None:
        mail(row, mails.WITHDRAWN, author=actor, on=on)
    return row


def locked(author: Author, request_id: int) -> SelfReportRequest:
    """The request with contract and contact, for one change at a time. Raises ObjectDoesNotExist for another's."""
    rows = SelfReportRequest.objects.visible_to(author).select_related("contract__organisation", "contact")
    return rows.select_for_update(no_key=True, of=("self",)).get(id=request_id)


def need_state(row: SelfReportRequest, *states: str) -> None:
    """Stop where the report stands otherwise. Raises UserCanFix."""
    if row.state not in states:
        text = N_("Somebody has been here before you: the report is %(state)s.")
        hint = N_("Load the page again and see how it stands now.")
        raise UserCanFix("self_report.state", text, hint=hint, params={"state": row.state})


def mail(row: SelfReportRequest, kind: MailKind, *, author: Author, on: date, day: date | None = None) -> None:
    """Tell the contact. The key makes each mail one for each report, kind and day."""
    key = f"{kind.code}:{row.pk}" + (f":{day.isoformat()}" if day is not None else "")
    queue_mail(
        author=author,
        contract_id=row.contract_id,
        supplier_id=row.supplier_id,
        contact_id=row.contact_id,
        kind=kind,
        key=key,
        on=on,
        params={"due_on": row.due_on, "delivered_on": row.delivered_on or on},
        link_until=row.due_on,
    )


def record(event: EventType, row: SelfReportRequest, *, by: Author, on: date, **more: object) -> None:
    """The event of a change, under the contract."""
    details = {"request": row.pk, "number": row.number, **more}
    record_event(Entry(event, "contract", row.contract_id, details=details), actor=by, on=on)
