"""What names persons goes on its day: answers of a report, and what was written and never delivered."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.selfreports import events
from ryddig.records.selfreports.asking import record
from ryddig.records.selfreports.models import SelfReportDraft, SelfReportPersons

_WHY: Final = "the worker shreds every buyer's"


def report_persons_due(on: date) -> ScopedQuerySet[SelfReportPersons]:
    """Personal answers of every organisation's reports whose last day has passed."""
    return SelfReportPersons.objects.unscoped(_WHY).filter(shredded_on=None, keep_until__lt=on)


def drafts_due(on: date) -> ScopedQuerySet[SelfReportDraft]:
    """Drafts of every organisation that nobody delivered, and nobody has saved for as long as persons are kept."""
    gone = on - timedelta(days=settings.PERSONS_DAYS)
    rows = SelfReportDraft.objects.unscoped(_WHY).filter(request__due_on__lt=on, saved_at__date__lt=gone)
    return rows.exclude(answers__answers={})


def shred_report_persons_due(on: date) -> int:
    """Empty the personal answers whose last day has passed; each in a transaction of its own. Returns how many."""
    ids = list(report_persons_due(on).order_by("id").values_list("id", flat=True))
    for number in ids:
        with transaction.atomic():
            row = SelfReportPersons.objects.unscoped(_WHY).select_related("report__request").get(id=number)
            row.answers, row.shredded_on = {}, on
            row.save(update_fields=["answers", "shredded_on"])
            author = Machine(row.organisation_id)
            record(events.PERSONS_SHREDDED, row.report.request, by=author, on=on)
    return len(ids)


def shred_drafts_due(on: date) -> int:
    """Empty drafts that nobody delivered, when the last day is past and nobody has saved for as long as persons are
    kept. Returns how many."""
    ids = list(drafts_due(on).order_by("id").values_list("id", flat=True))
    for number in ids:
        with transaction.atomic():
            row = SelfReportDraft.objects.unscoped(_WHY).select_related("request").get(id=number)
            row.answers, row.prefilled = {**row.answers, "answers": {}}, {}
            row.save(update_fields=["answers", "prefilled"])
            record(events.DRAFT_SHREDDED, row.request, by=Machine(row.organisation_id), on=on)
    return len(ids)
