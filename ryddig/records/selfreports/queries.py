"""Reading self-reports: the viewer first, always scoped. A guest sees its own supplier's on its own contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from ryddig.domain.answers import Row, rows
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import FeedKind, form_of_version
from ryddig.records.accounts.access import Actor, Author, Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import in_state
from ryddig.records.selfreports.facts import report_answers
from ryddig.records.selfreports.models import (
    SelfReport,
    SelfReportOutcome,
    SelfReportReader,
    SelfReportRequest,
    SelfReportWeighing,
)

STATE: Final = SelfReportRequest.State


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One request with everything that belongs to it; None where it has not come that far. `late`: what followed when
    nothing was delivered in time."""

    request: SelfReportRequest
    report: SelfReport | None
    weighing: SelfReportWeighing | None
    late: SelfReportWeighing | None
    outcome: SelfReportOutcome | None
    readers: tuple[SelfReportReader, ...]
    files: Mapping[str, str]
    """Name of each file that was sent, by the number an answer holds."""


def requests_of(viewer: Actor, contract_id: int) -> ScopedQuerySet[SelfReportRequest]:
    """Every request about a contract, newest first."""
    rows = SelfReportRequest.objects.visible_to(viewer).filter(contract_id=contract_id)
    return rows.select_related("supplier", "contact", "asked_by").order_by("-number")


def requests_for(guest: Guest) -> ScopedQuerySet[SelfReportRequest]:
    """What the guest's supplier is asked for, or was, on the guest's contract; newest first."""
    rows = SelfReportRequest.objects.visible_to(guest).exclude(state=STATE.PLANNED)
    rows = rows.filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    return rows.order_by("-number")


def report_page(viewer: Author, contract_id: int, request_id: int) -> ReportPage:
    """One request, in six queries. Raises ObjectDoesNotExist for another buyer's or another supplier's."""
    rows = SelfReportRequest.objects.visible_to(viewer).filter(contract_id=contract_id)
    if isinstance(viewer, Guest):
        rows = requests_for(viewer)
    related = ("contract__organisation", "contract__unit", "supplier", "contact", "asked_by")
    request = rows.select_related(*related).get(id=request_id, contract_id=contract_id)
    weighed = SelfReportWeighing.objects.visible_to(viewer).filter(request=request).defer("terms")
    by_late = {one.late: one for one in weighed.select_related("before", "after")}
    report = SelfReport.objects.visible_to(viewer).filter(request=request).select_related("persons", "request").first()
    readers = SelfReportReader.objects.visible_to(viewer).filter(report__request=request).select_related("user")
    outcomes = SelfReportOutcome.objects.visible_to(viewer).filter(request=request).select_related("actor")
    return ReportPage(
        request=request,
        report=report,
        weighing=by_late.get(False),
        late=by_late.get(True),
        outcome=outcomes.first(),
        readers=tuple(readers),
        files=file_names(viewer, request),
    )


def file_names(viewer: Author, request: SelfReportRequest) -> dict[str, str]:
    """Name of each file that was sent with a report, by the number an answer holds; a shredded one has no name."""
    files = request.files.select_related("evidence").filter(organisation_id=viewer.organisation_id)
    return {str(one.evidence_id): one.evidence.name for one in files}


def waiting_reports(viewer: Actor, *, on: date) -> ScopedQuerySet[SelfReportRequest]:
    """Reports on running contracts of the viewer's units that are delivered and not closed, or late; oldest first."""
    contracts = Contract.objects.visible_to(viewer).filter(in_state("running", on))
    if viewer.units is not None:
        contracts = contracts.filter(unit_id__in=viewer.units)
    waits = Q(state=STATE.DELIVERED) | Q(state=STATE.SENT, due_on__lt=on)
    rows = SelfReportRequest.objects.visible_to(viewer).filter(waits, contract_id__in=contracts.values("id"))
    return rows.select_related("contract__unit", "supplier").order_by("due_on", "id")


def newest_report(viewer: Actor, contract_id: int, questionnaire: str = "") -> SelfReport | None:
    """The newest report of a contract, of one form or any."""
    found = SelfReport.objects.visible_to(viewer).filter(request__contract_id=contract_id)
    found = found.filter(questionnaire=questionnaire) if questionnaire else found
    return found.select_related("request", "persons").order_by("-id").first()


def chain_stated(viewer: Actor, contract_id: int, *, book: Book) -> tuple[SelfReport | None, tuple[Row, ...]]:
    """The subcontractors that the newest report naming them states, as rows of its table, and the report."""
    found = SelfReport.objects.visible_to(viewer).filter(request__contract_id=contract_id)
    for report in found.select_related("request", "persons").order_by("-id"):
        form = form_of_version(book, report.questionnaire, report.version)
        answers = report_answers(report, book)
        asked = [one for one in form.questions if one.columns and any(f.to is FeedKind.CHAIN for f in one.feeds)]
        table: tuple[Row, ...] = tuple(row for one in asked for row in rows(answers.value(one.id)))
        if table:
            return report, table
    return None, ()


def counts(viewer: Actor, contract_id: int, *, on: date) -> dict[str, Any]:
    """How many wait for the supplier, for the buyer, and are late; in one query."""
    found = list(requests_of(viewer, contract_id).values_list("state", "due_on"))
    return {
        "asked": sum(state in (STATE.PLANNED, STATE.SENT) for state, _ in found),
        "to_read": sum(state == STATE.DELIVERED for state, _ in found),
        "late": sum(state == STATE.SENT and due_on < on for state, due_on in found),
        "closed": sum(state == STATE.CLOSED for state, _ in found),
    }
