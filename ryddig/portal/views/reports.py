"""A self-report while it is filled in: where one stands, one section a page, looked over and delivered."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.answer_checks import AnswerProblem
from ryddig.domain.answers import progress
from ryddig.domain.errors import UserCanFix
from ryddig.domain.questionnaire import FormSection, Question, QuestionKind
from ryddig.portal import report_files
from ryddig.portal.frame import GuestDesk, cure, for_guest, left_out_told, said
from ryddig.portal.report_fields import Raw, Sheet, remove_name
from ryddig.portal.report_pages import Filling, anchor
from ryddig.portal.report_reading import as_raw, read_page
from ryddig.portal.shown_receipt import receipt
from ryddig.records.selfreports import delivering, drafting
from ryddig.records.selfreports.drafting import DraftChanged
from ryddig.records.selfreports.facts import draft_answers
from ryddig.records.selfreports.queries import report_page

FIGURES = 9
NOT_OPEN = "self_report.not_open"


@for_guest
def report(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """Where the report stands: its pages while it is open, the receipt when it is delivered."""
    filling = Filling(desk, request_id)
    context: dict[str, Any] = {"desk": desk, "filling": filling, "form": filling.form, "row": filling.request}
    if not filling.request.is_open:
        context["receipt"] = receipt(report_page(desk.guest, desk.contract.pk, request_id), desk)
        return render(request, "portal/report/receipt.html", context)
    context["progress"] = progress(filling.form, filling.answers)
    return render(request, "portal/report/overview.html", context)


@for_guest
def section(request: HttpRequest, desk: GuestDesk, *, request_id: int, name: str) -> HttpResponse:
    """One section: shown, or saved and on to the next. What leads to more questions is shown again with them."""
    filling = Filling(desk, request_id)
    if not filling.request.is_open:
        if request.method == "POST":
            messages.error(request, gettext("This form can no longer be changed."))
        return redirect("portal:report", request_id)
    page = filling.section(name)
    if request.method == "POST":
        return save(request, filling, page)
    sheet = Sheet(
        filling.form,
        desk.book,
        desk.language,
        {question: one.value for question, one in filling.answers.given.items()},
        filling.before,
        filling.files,
        more=request.GET.get("more", ""),
    )
    return shown(request, filling, page, sheet=sheet)


def shown(
    request: HttpRequest,
    filling: Filling,
    page: FormSection,
    *,
    sheet: Sheet,
    questions: Sequence[Question] = (),
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of a section."""
    order = filling.open_sections()
    context = {
        "desk": filling.desk,
        "row": filling.request,
        "section": page,
        "name": page.name.in_language(filling.desk.language),
        "questions": [(anchor(question), sheet.shown(question)) for question in questions or filling.asked_in(page)],
        "number": filling.draft.number,
        "conflict": conflict,
        "place": order.index(page) + 1 if page in order else 0,
        "places": len(order),
        "wrong": len(sheet.problems),
    }
    return render(request, "portal/report/section.html", context, status=status)


def save(request: HttpRequest, filling: Filling, page: FormSection) -> HttpResponse:
    """Keep what can be kept; show again what cannot, as it was written."""
    raw = as_raw(request.POST.lists())
    questions = [one for one in page.questions if one.id in raw.get("seen", ())]
    read = read_page(filling.form, questions, raw, language=filling.desk.language)
    try:
        filling.draft = drafting.save_answers(
            guest=filling.desk.guest,
            request_id=filling.request.pk,
            number=number_of(request.POST),
            changes=read.changes,
            seen=[one.id for one in questions],
            book=filling.desk.book,
            on=filling.desk.on,
        )
    except DraftChanged as error:
        return conflict(request, filling, page, raw=raw, error=error)
    refused = files(request, filling, questions)
    if read.problems or refused:
        return again(request, filling, page, raw=raw, problems=read.problems)
    return go_on(request, filling, page, seen={one.id for one in questions})


def again(
    request: HttpRequest, filling: Filling, page: FormSection, *, raw: Raw, problems: Sequence[AnswerProblem]
) -> HttpResponse:
    """The page as it was written, with what must be mended."""
    fresh = Filling(filling.desk, filling.request.pk)
    given = {question: one.value for question, one in fresh.answers.given.items()}
    sheet = Sheet(fresh.form, fresh.desk.book, fresh.desk.language, given, fresh.before, fresh.files, raw, problems)
    questions = [one for one in page.questions if one.id in raw.get("seen", ())]
    return shown(request, fresh, page, sheet=sheet, questions=questions, status=422 if problems else 200)


def conflict(
    request: HttpRequest, filling: Filling, page: FormSection, *, raw: Raw, error: DraftChanged
) -> HttpResponse:
    """Somebody else has saved: what was written stays in the fields, and beside it what they saved."""
    messages.error(request, f"{said(error)} {cure(error)}")
    fresh = Filling(filling.desk, filling.request.pk)
    theirs = {question: one.value for question, one in draft_answers(error.draft, fresh.form).given.items()}
    questions = [one for one in page.questions if one.id in raw.get("seen", ())]
    mine = read_page(fresh.form, questions, raw, language=fresh.desk.language).changes
    changed = frozenset(name for name, value in mine.items() if theirs.get(name) != value)
    sheet = Sheet(
        fresh.form, fresh.desk.book, fresh.desk.language, theirs, {}, fresh.files, raw, others=theirs, changed=changed
    )
    return shown(request, fresh, page, sheet=sheet, questions=questions, conflict=True, status=409)


def files(request: HttpRequest, filling: Filling, questions: Sequence[Question]) -> bool:
    """Files in and out of answers. True when one was refused; why is told on the page."""
    desk, told = filling.desk, left_out_told(request)
    for question in (one for one in questions if one.kind is QuestionKind.FILE):
        for held in request.POST.getlist(remove_name(question.id)):
            drafting.remove_file(
                guest=desk.guest,
                request_id=filling.request.pk,
                question=question.id,
                name=held,
                book=desk.book,
                on=desk.on,
            )
        for error in report_files.receive(desk, filling.request, question, sent=request.FILES.getlist(question.id)):
            messages.error(request, f"{said(error)} {cure(error)}".strip())
            told = True
    return told


def go_on(request: HttpRequest, filling: Filling, page: FormSection, *, seen: set[str]) -> HttpResponse:
    """Where the button leads: more rows, questions that the answers led to, the next section, or all of them."""
    fresh, do = Filling(filling.desk, filling.request.pk), request.POST.get("do", "")
    if do.startswith("more:"):
        return redirect(f"{fresh.url(page)}?more={do[5:]}#q-{do[5:].replace('.', '-')}")
    new = [one for one in fresh.asked_in(page) if one.id not in seen]
    if new:
        messages.info(request, gettext("Your answers led to more questions on this page."))
        return redirect(f"{fresh.url(page)}#{anchor(new[0])}")
    return redirect("portal:report", fresh.request.pk) if do == "leave" else redirect(fresh.after(page))


def number_of(posted: QueryDict) -> int:
    """The number of the draft that a page was made from; 0 for what is no number."""
    given = posted.get("number", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= FIGURES else 0


@for_guest
def check(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """Everything looked over before it is delivered."""
    filling = Filling(desk, request_id)
    if not filling.request.is_open:
        return redirect("portal:report", request_id)
    wrong = [one for one in filling.sections() if one.colour == "danger"]
    context = {"desk": desk, "filling": filling, "row": filling.request, "wrong": wrong}
    return render(request, "portal/report/check.html", context)


@require_POST
@for_guest
def deliver(request: HttpRequest, desk: GuestDesk, request_id: int) -> HttpResponse:
    """Deliver what was just looked over."""
    filling = Filling(desk, request_id)
    if filling.request.is_open:
        try:
            delivering.deliver_report(
                guest=desk.guest,
                request_id=request_id,
                number=number_of(request.POST),
                may_reuse=bool(request.POST.get("may_reuse")),
                screener=desk.law.screener,
                on=desk.on,
            )
        except DraftChanged as error:
            messages.error(request, said(error))
            return redirect("portal:report_check", request_id)
        except UserCanFix as error:
            if error.code != NOT_OPEN:
                raise
            return redirect("portal:report", request_id)  # the button was pressed twice: the first has delivered it
        messages.success(request, gettext("The report is delivered. Thank you."))
    return redirect("portal:report", request_id)
