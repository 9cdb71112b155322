"""The spreadsheet of a self-report out and in, everything of it to keep, and what the supplier decides about it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.answers import Answers
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.intake.reading import NamedBytes
from ryddig.intake.self_report import ReportReading, read_report
from ryddig.portal import report_files
from ryddig.portal.frame import GuestDesk, cure, for_guest, refuse_left_out, said
from ryddig.portal.report_pages import Filling
from ryddig.portal.shown_receipt import receipt, receipt_plain
from ryddig.portal.views.reports import number_of
from ryddig.records.selfreports import delivering, drafting
from ryddig.records.selfreports.facts import report_answers
from ryddig.records.selfreports.queries import report_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20_000_000


@for_guest
def sheet(_request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """The form as a spreadsheet with the answers so far, or as they were delivered."""
    filling = Filling(desk, request_id)
    content = report_files.sheet_of(report_files.order_of(desk, filling.request, answers_of(filling)))
    name = report_files.sheet_name(filling.request)
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def answers_of(filling: Filling) -> Answers:
    """The answers as they stand: delivered, or in the draft; none of a request that is withdrawn."""
    if filling.request.is_open:
        return filling.answers
    found = report_page(filling.desk.guest, filling.desk.contract.pk, filling.request.pk).report
    if found is not None:
        return report_answers(found, filling.desk.book)
    return Answers(filling.form.questionnaire.id, filling.form.version)


@require_POST
@for_guest
def fill_in(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """A spreadsheet comes back: its answers become the draft, or each cell that is wrong is shown."""
    filling = Filling(desk, request_id)
    if not filling.request.is_open:
        return redirect("portal:report", request_id)
    try:
        sent = sent_sheet(request)
        reading = read(sent, desk)
        if reading.whole:
            keep(request, filling, reading)
            return redirect("portal:report_check", request_id)
    except UserCanFix as error:
        messages.error(request, f"{said(error)} {cure(error)}".strip())
        return redirect("portal:report", request_id)
    context = {"desk": desk, "row": filling.request, "file": sent.name, "problems": told(reading, desk)}
    return render(request, "portal/report/sheet_problems.html", context, status=422)


def sent_sheet(request: HttpRequest) -> "UploadedFile[Any]":
    """The file that came. Raises UserCanFix where none did."""
    refuse_left_out(request)
    sent = request.FILES.get("sheet")
    if sent is None:
        raise UserCanFix("self_report.no_sheet", N_("No file was chosen."), hint=N_("Choose the spreadsheet first."))
    return sent


def read(sent: "UploadedFile[Any]", desk: GuestDesk) -> ReportReading:
    """The spreadsheet read, outside any transaction."""
    if (sent.size or 0) > LARGEST:
        raise UserCanFix("self_report.large", gettext("The file is too large to be the form."))
    return read_report(NamedBytes(sent.name or "", sent.read()), desk.book, on=desk.on)


def keep(request: HttpRequest, filling: Filling, reading: ReportReading) -> None:
    """The answers of the spreadsheet become the draft."""
    drafting.replace_answers(
        guest=filling.desk.guest,
        request_id=filling.request.pk,
        number=number_of(request.POST),
        answers=reading.answers,
        book=filling.desk.book,
    )
    messages.success(request, gettext("The spreadsheet is read. Look over the answers, and deliver."))


def told(reading: ReportReading, desk: GuestDesk) -> Sequence[tuple[str, str, str, str]]:
    """Each thing that is wrong: where, what, what was expected, what to do."""
    found = []
    for one in reading.problems:
        if not one.note and one.code != "missing":
            question = reading.form.question(one.question)
            name = question.text.in_language(desk.language) if question is not None else ""
            place = f"{one.where.sheet} {one.where.column}{one.where.row}" if one.where is not None else ""
            found.append((f"{place} {name}".strip(), *one.told(desk.book, desk.language)))
    return found


@for_guest
def all_of_it(_request: HttpRequest, desk: GuestDesk, request_id: int) -> FileResponse:
    """Everything of the report as one archive."""
    filling = Filling(desk, request_id)
    page = report_page(desk.guest, desk.contract.pk, request_id)
    order = report_files.order_of(desk, filling.request, answers_of(filling))
    plain = receipt_plain(receipt(page, desk), page)
    numbers = [int(one) for one in page.files]
    archive = report_files.everything(desk, filling.request, order, numbers=numbers, receipt=plain)
    name = report_files.sheet_name(filling.request).replace(".xlsx", ".zip")
    return FileResponse(archive, as_attachment=True, filename=name)


@require_POST
@for_guest
def reuse(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """Let the answers stand in other buyers' forms, or no longer."""
    allowed = request.POST.get("allowed") == "yes"
    delivering.allow_reuse(guest=desk.guest, request_id=request_id, allowed=allowed, on=desk.on)
    messages.success(request, gettext("Saved."))
    return redirect("portal:report", request_id)


@require_POST
@for_guest
def forget(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """Begin without what stands there from earlier reports."""
    number = number_of(request.POST)
    drafting.forget_prefilled(guest=desk.guest, request_id=request_id, number=number, book=desk.book)
    messages.success(request, gettext("What stood there from earlier reports is taken away."))
    return redirect("portal:report", request_id)
