"""The supplier delivers; or does not, and the last day passes."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from ryddig.domain.answer_checks import check_answers
from ryddig.domain.answers import Answers, of_asked, progress
from ryddig.domain.controls import SELF_REPORT, due
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Author, Guest, Machine
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.followup.events import PLAN_ITEM_FINISHED
from ryddig.records.followup.models import PlanItem
from ryddig.records.selfreports import events, mails
from ryddig.records.selfreports.asking import locked, mail, record
from ryddig.records.selfreports.drafting import DraftChanged, request_of
from ryddig.records.selfreports.facts import dated, digest, draft_answers, form_asked, split_persons
from ryddig.records.selfreports.models import SelfReport, SelfReportDraft, SelfReportPersons, SelfReportRequest
from ryddig.records.selfreports.weighing import take_back_late, weigh_report

NOTHING: Final = N_("There is nothing to deliver: not one question is answered.")


@transaction.atomic
def deliver_report(
    *, guest: Guest, request_id: int, number: int, may_reuse: bool, screener: Screener, on: date
) -> SelfReport:
    """The answers as they stand become the report; what is prefilled and still stands is confirmed by it.

    What an answer leads to follows in the same transaction. Answers that are missing may be missing: that is told and
    raises the risk. Raises DraftChanged when somebody has saved since, UserCanFix for an answer that cannot be used.
    """
    request_of(guest, request_id)
    row = locked(guest, request_id)
    if row.state != SelfReportRequest.State.SENT:
        text = N_("This form is delivered already, or no longer asked for.")
        raise UserCanFix("self_report.not_open", text, hint=N_("See how it stands on your page."))
    draft = SelfReportDraft.objects.visible_to(guest).select_for_update(no_key=True, of=("self",)).get(request=row)
    if draft.number != number:
        raise DraftChanged(draft)
    form = form_asked(row, screener.book)
    confirmed = sorted(name for name, one in draft.prefilled.items() if one["state"] == "confirm")
    answers = of_asked(form, dated(draft_answers(draft, form), confirmed, on))
    _check(form, answers)
    row.state, row.delivered_on, row.may_reuse = SelfReportRequest.State.DELIVERED, on, may_reuse
    row.save(update_fields=["state", "delivered_on", "may_reuse"])
    report = _keep(row, form, answers, confirmed=confirmed, guest=guest, book=screener.book)
    draft.delete()
    take_back_late(row, author=guest, on=on)
    finish_plan(row, author=guest, on=on)
    weigh_report(row, form, answers, author=guest, screener=screener, on=on)
    mail(row, mails.DELIVERED, author=guest, on=on)
    return report


def _check(form: Form, answers: Answers) -> None:
    wrong = [one for one in check_answers(form, answers) if not one.note and one.code != "missing"]
    if wrong:
        text = N_("%(count)s answers cannot be used as they stand.")
        hint = N_("They are marked in the form. Mend them, and deliver again.")
        raise UserCanFix("self_report.not_usable", text, hint=hint, params={"count": len(wrong)})
    if not answers.given:
        raise UserCanFix("self_report.nothing", NOTHING, hint=N_("Answer the form first."))


def _keep(
    row: SelfReportRequest, form: Form, answers: Answers, *, confirmed: list[str], guest: Guest, book: Book
) -> SelfReport:
    on = row.delivered_on or row.due_on
    rest, persons = split_persons(form, answers)
    last = expires_on(form, on, book)
    report = SelfReport.objects.create(
        organisation_id=row.organisation_id,
        request=row,
        questionnaire=form.questionnaire.id,
        version=form.version,
        answers=rest,
        confirmed=[name for name in confirmed if name in answers.given],
        sha256=digest(answers),
        lawbook_version=book.version,
        language=guest.language,
        delivered_on=on,
        delivered_by_link=guest.link_id,
        expires_on=last,
    )
    SelfReportPersons.objects.create(
        organisation_id=row.organisation_id, report=report, answers=persons, keep_until=last
    )
    done = progress(form, answers)
    figures = {"answered": done.answered, "asked": done.asked, "sha256": report.sha256, "missing": len(done.missing)}
    record(events.REPORT_DELIVERED, row, by=guest, on=on, **figures)
    if row.may_reuse:
        record(events.REUSE_ALLOWED, row, by=guest, on=on, allowed=True)
    return report


def expires_on(form: Form, delivered_on: date, book: Book) -> date:
    """The last day a report counts, by the rule of its form; the answers that name persons are kept as long."""
    found = due(book, form.questionnaire.keeps, delivered_on, on=delivered_on)
    return found[0] if found is not None else delivered_on + timedelta(days=settings.EVIDENCE_DAYS)


def finish_plan(row: SelfReportRequest, *, author: Author, on: date) -> None:
    """What was planned is done: the report is here. The decision that follows plans the rest."""
    items = PlanItem.objects.visible_to(row).filter(contract_id=row.contract_id, kind=SELF_REPORT)
    for item in items.filter(state=PlanItem.State.PLANNED).select_for_update(no_key=True, of=("self",)):
        item.state, item.done_on = PlanItem.State.DONE, on
        item.save(update_fields=["state", "done_on"])
        details = {"kind": item.kind, "due_on": item.due_on, "item": item.pk, "hours": None}
        record_event(Entry(PLAN_ITEM_FINISHED, "contract", row.contract_id, details=details), actor=author, on=on)


@transaction.atomic
def allow_reuse(*, guest: Guest, request_id: int, allowed: bool, on: date) -> None:
    """Let the answers stand in other buyers' forms from now on, or no longer. What others have stays theirs."""
    row = request_of(guest, request_id)
    if row.is_delivered and row.may_reuse != allowed:
        row.may_reuse = allowed
        row.save(update_fields=["may_reuse"])
        record(events.REUSE_ALLOWED, row, by=guest, on=on, allowed=allowed)


@transaction.atomic
def store_late(*, author: Machine, request_id: int, screener: Screener, on: date) -> bool:
    """The last day has passed without a report: risk and proposal follow, and the supplier is told. Once."""
    row = locked(author, request_id)
    if not row.is_open or row.late_on is not None or on <= row.due_on:
        return False
    row.late_on = on
    row.save(update_fields=["late_on"])
    record(events.REPORT_LATE, row, by=author, on=on, due_on=row.due_on)
    form = form_asked(row, screener.book)
    nothing = Answers(form.questionnaire.id, form.version)
    weigh_report(row, form, nothing, author=author, screener=screener, on=on)
    if row.contact.shredded_on is None:
        mail(row, mails.LATE, author=author, on=on)
    return True
