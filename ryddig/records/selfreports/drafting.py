"""The answers while they are written: saved section by section, by whoever at the supplier has the link.

Each save names the number of the draft it was made on: of two people who save the same, the second is shown both.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from ryddig.domain.answers import Answers, Given, Value, answers_plain
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.questionnaire import Form, QuestionKind
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Guest
from ryddig.records.evidence.models import Evidence
from ryddig.records.selfreports.facts import draft_answers, form_asked
from ryddig.records.selfreports.models import SelfReportDraft, SelfReportFile, SelfReportRequest

STATE: Final = SelfReportRequest.State


class DraftChanged(UserCanFix):
    """Somebody else has saved since the page was loaded. `draft` is how it stands now; nothing was stored."""

    def __init__(self, draft: SelfReportDraft) -> None:
        self.draft = draft
        text = N_("Somebody else has saved this form since you opened the page. Yours is not saved.")
        hint = N_("Both are shown below. Choose what is right, and save again.")
        super().__init__("self_report.changed", text, hint=hint)


def request_of(guest: Guest, request_id: int) -> SelfReportRequest:
    """The guest's own request, once it is sent. Raises ObjectDoesNotExist for any other."""
    rows = SelfReportRequest.objects.visible_to(guest).exclude(state=STATE.PLANNED)
    rows = rows.filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id)
    return rows.select_related("contract__organisation", "supplier").get(id=request_id)


@transaction.atomic
def save_answers(
    *,
    guest: Guest,
    request_id: int,
    number: int,
    changes: Mapping[str, Value | None],
    seen: Iterable[str],
    book: Book,
    on: date,
) -> SelfReportDraft:
    """Keep answers; None takes one away. `seen`: every question on the page, so that what stood there from before and
    was left as it is counts as confirmed.

    Raises DraftChanged when `number` is not the draft's, UserCanFix when it is no longer open.
    """
    draft = _locked(guest, request_id)
    if draft.number != number:
        raise DraftChanged(draft)
    form = form_asked(draft.request, book)
    looked_at = set(seen)
    given = dict(draft_answers(draft, form).given)
    for name, value in changes.items():
        if value is None:
            given.pop(name, None)
        elif name not in given or given[name].value != value:
            given[name] = Given(value, on)
    for name in looked_at & draft.prefilled.keys() & given.keys():
        given[name] = Given(given[name].value, on)
    draft.prefilled = {name: one for name, one in draft.prefilled.items() if name not in looked_at}
    return _keep(draft, form, given, guest=guest)


@transaction.atomic
def replace_answers(*, guest: Guest, request_id: int, number: int, answers: Answers, book: Book) -> SelfReportDraft:
    """The answers of a spreadsheet in place of the draft's. Files that were sent here stay.

    An answer that is the same as before keeps its day; the rest bear the day of the file. What stood in the draft from
    before stands in the spreadsheet too, so all of it has been looked at.
    """
    draft = _locked(guest, request_id)
    if draft.number != number:
        raise DraftChanged(draft)
    form = form_asked(draft.request, book)
    if (answers.questionnaire, answers.version) != (form.questionnaire.id, form.version):
        text = N_("The spreadsheet is another form than the one you are asked for.")
        hint = N_("Fetch the spreadsheet on this page, and fill in that one.")
        raise UserCanFix("self_report.other_form", text, hint=hint)
    before = draft_answers(draft, form).given
    given = {name: _kept(before.get(name), one) for name, one in answers.given.items()}
    for name in {question.id for question in form.questions if question.kind is QuestionKind.FILE}:
        if name in before and any(one.isdigit() for one in _names(before[name])):
            given[name] = before[name]
    draft.prefilled = {}
    return _keep(draft, form, given, guest=guest)


def _kept(before: Given | None, now: Given) -> Given:
    return before if before is not None and before.value == now.value else now


def _names(given: Given) -> tuple[str, ...]:
    return tuple(one for one in given.value if isinstance(one, str)) if isinstance(given.value, tuple) else ()


@transaction.atomic
def forget_prefilled(*, guest: Guest, request_id: int, number: int, book: Book) -> SelfReportDraft:
    """Take away what stands there from before and nobody has looked at, save what the buyer's register says."""
    draft = _locked(guest, request_id)
    if draft.number != number:
        raise DraftChanged(draft)
    form = form_asked(draft.request, book)
    gone = {name for name, one in draft.prefilled.items() if one["from"] != "contract"}
    given = {name: one for name, one in draft_answers(draft, form).given.items() if name not in gone}
    draft.prefilled = {name: one for name, one in draft.prefilled.items() if name not in gone}
    return _keep(draft, form, given, guest=guest)


@transaction.atomic
def add_file(
    *, guest: Guest, request_id: int, question: str, evidence_id: int, book: Book, on: date
) -> SelfReportDraft:
    """A file that has been received becomes part of an answer. The same file again changes nothing."""
    draft = _locked(guest, request_id)
    form = form_asked(draft.request, book)
    asked = form.question(question)
    if asked is None or asked.kind is not QuestionKind.FILE:
        raise SelfReportRequest.DoesNotExist
    evidence = Evidence.objects.visible_to(guest).get(id=evidence_id, contract_id=guest.contract_id)
    SelfReportFile.objects.visible_to(guest).get_or_create(
        organisation_id=draft.organisation_id,
        evidence=evidence,
        defaults={"request": draft.request, "question": question},
    )
    given = dict(draft_answers(draft, form).given)
    names = _names(given[question]) if question in given else ()
    given[question] = Given(tuple(dict.fromkeys((*names, str(evidence.pk)))), on)
    return _keep(draft, form, given, guest=guest)


@transaction.atomic
def remove_file(*, guest: Guest, request_id: int, question: str, name: str, book: Book, on: date) -> SelfReportDraft:
    """Take a file out of an answer. The file itself is kept as long as what is received is kept."""
    draft = _locked(guest, request_id)
    form = form_asked(draft.request, book)
    given = dict(draft_answers(draft, form).given)
    left = tuple(one for one in _names(given[question]) if one != name) if question in given else ()
    if left:
        given[question] = Given(left, on)
    else:
        given.pop(question, None)
    if name.isdigit():
        files = SelfReportFile.objects.visible_to(guest).filter(request=draft.request, evidence_id=int(name))
        files.filter(question=question).delete()
    return _keep(draft, form, given, guest=guest)


def _keep(draft: SelfReportDraft, form: Form, given: Mapping[str, Given], *, guest: Guest) -> SelfReportDraft:
    draft.answers = answers_plain(Answers(form.questionnaire.id, form.version, given))
    draft.number += 1
    draft.saved_at, draft.saved_by_link = timezone.now(), guest.link_id
    draft.save()
    return draft


def _locked(guest: Guest, request_id: int) -> SelfReportDraft:
    """The draft of a request that is open, for one save at a time."""
    request = request_of(guest, request_id)
    if not request.is_open:
        text = N_("This form can no longer be changed.")
        raise UserCanFix("self_report.not_open", text, hint=N_("See how it stands on your page."))
    drafts = SelfReportDraft.objects.visible_to(guest).select_related("request__contract__organisation")
    return drafts.select_for_update(no_key=True, of=("self",)).get(request=request)
