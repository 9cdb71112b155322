"""Answer once: what stands in a new form from before, and where it is from.

From the register of contracts; from the supplier's earlier reports to this buyer; and from its reports to other buyers
here, where it has agreed and only of what is about the firm and names nobody.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from ryddig.domain.answer_checks import check_answer
from ryddig.domain.answers import Answers, Given, answers_plain
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form
from ryddig.domain.self_report_prefill import Earlier, Prefill, Prefilled, prefill, registered_answers
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.selfreports.facts import prefilled_plain, report_answers
from ryddig.records.selfreports.models import SelfReport, SelfReportDraft, SelfReportRequest

CONTRACT, FIRM, OTHER = "contract", "firm", "other"
NEWEST: Final = 10
Found = dict[str, tuple[str, Prefilled]]


def start_draft(request: SelfReportRequest, form: Form, *, book: Book, on: date) -> SelfReportDraft:
    """The draft as the supplier finds it. Within the caller's transaction."""
    found = from_before(request, form, book=book, on=on)
    given = {
        name: one.given for name, (_, one) in found.items() if one.state is Prefill.CONFIRM and one.given is not None
    }
    return SelfReportDraft.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        answers=answers_plain(Answers(form.questionnaire.id, form.version, given)),
        prefilled=prefilled_plain(found),
        saved_at=timezone.now(),
    )


def from_before(request: SelfReportRequest, form: Form, *, book: Book, on: date) -> Found:
    """What is known under each question: the register goes first, then the newest answer."""
    own, others = _earlier(request, book), _of_other_buyers(request, form, book)
    found = {**_newest(form, others, OTHER, book=book, on=on)}
    for name, one in _newest(form, own, FIRM, book=book, on=on).items():
        if name not in found or _day(found[name]) <= _day(one):
            found[name] = one
    return found | _registered(request, form, on)


def _day(one: tuple[str, Prefilled]) -> date:
    return one[1].given.on if one[1].given is not None else date.min


def _newest(form: Form, earlier: list[Earlier], origin: str, *, book: Book, on: date) -> Found:
    found = prefill(form, earlier, book=book, on=on)
    return {one.question: (origin, one) for one in found if one.given is not None}


def _earlier(request: SelfReportRequest, book: Book) -> list[Earlier]:
    """The firm's reports to the same buyer."""
    rows = SelfReport.objects.visible_to(request).filter(request__supplier_id=request.supplier_id)
    rows = rows.select_related("request", "persons").order_by("-id")
    return [
        Earlier(report_answers(row, book), same_contract=row.request.contract_id == request.contract_id)
        for row in rows[:NEWEST]
    ]


def _of_other_buyers(request: SelfReportRequest, form: Form, book: Book) -> list[Earlier]:
    """The firm's reports to other buyers, where it lets them be used: without answers that name persons."""
    orgnr = request.supplier.orgnr
    if not orgnr:
        return []
    rows = SelfReport.objects.unscoped("the supplier has agreed that these answers are used for other buyers")
    rows = rows.filter(request__supplier__orgnr=orgnr, request__may_reuse=True)
    rows = rows.exclude(organisation_id=request.organisation_id).order_by("-id")
    rows = rows.filter(questionnaire__in=book.library.questionnaires)
    personal = {question.id for question in form.questions if question.personal}
    return [Earlier(_without(report, personal, book), same_contract=False) for report in rows[:NEWEST]]


def _without(report: SelfReport, personal: set[str], book: Book) -> Answers:
    answers = report_answers(report, book)
    kept = {name: given for name, given in answers.given.items() if name not in personal}
    return Answers(answers.questionnaire, answers.version, kept)


def _registered(request: SelfReportRequest, form: Form, on: date) -> Found:
    """What the buyer's own register says, where it can stand as an answer."""
    contract = with_facts(Contract.objects.visible_to(request)).get(id=request.contract_id)
    known: dict[str, object] = {**registered_answers(form, contract_facts(contract)), **_parties(request, contract)}
    return dict(_usable(form, known, on))


def _parties(request: SelfReportRequest, contract: Contract) -> Mapping[str, object]:
    return {
        "questions.contract.buyer": contract.organisation.name,
        "questions.firm.name": request.supplier.name,
        "questions.firm.orgnr": request.supplier.orgnr or "",
    }


def _usable(form: Form, known: Mapping[str, object], on: date) -> Iterator[tuple[str, tuple[str, Prefilled]]]:
    for question in form.questions:
        value = known.get(question.id)
        if value not in (None, "") and not check_answer(form, question, value):  # type: ignore[arg-type]  # checked by it
            given = Given(value, on)  # type: ignore[arg-type]  # as the line above
            yield question.id, (CONTRACT, Prefilled(question.id, Prefill.CONFIRM, given))
