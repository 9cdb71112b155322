"""The proof to the archive: a message is made, fetched, sent by whoever sends, and its answer noted."""

from functools import partial
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.intake.archive_receipt import read_receipt
from ryddig.office.archive_form import AnswerForm, ArchiveForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.archiving import archive_record, messages_of, store_answer
from ryddig.records.evidence.models import ArchiveMessage
from ryddig.reports.archive_package import content_of, make_package, wanted_now
from ryddig.reports.archive_parts import parts
from ryddig.reports.proof_archived import answer_said


@at_desk
def archive(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What has gone to the archive, and the form for the next message."""
    contract = Contract.objects.visible_to(desk.actor).select_related("unit").get(id=contract_id)
    offered = parts(desk.actor, contract, desk.book)
    if request.method == "POST":
        desk.need(Action.ARCHIVE, contract.unit_id)
    form = ArchiveForm(posted(request), parts=offered)
    if request.method == "POST" and form.is_valid() and _make(request, desk, contract_id, form=form):
        return redirect("office:archive", contract_id)
    context = {
        "contract": contract,
        "form": form,
        "answer_form": AnswerForm(auto_id=False),
        "messages_made": [(row, _answers(row)) for row in messages_of(desk.actor, contract_id)],
        "may_archive": desk.may(Action.ARCHIVE, contract.unit_id),
        "may_fetch": desk.may(Action.READ_EVIDENCE, contract.unit_id),
        "personal": [one.title for one in offered if one.personal],
    }
    return render(request, "office/archive/archive.html", context)


def _answers(row: ArchiveMessage) -> list[str]:
    return [answer_said(one) for one in row.answers.all()]


def _make(request: HttpRequest, desk: Desk, contract_id: int, *, form: ArchiveForm) -> bool:
    wanted = wanted_now(
        desk.actor,
        contract_id,
        teller=desk.teller,
        organisation=desk.organisation,
        chosen=form.chosen(),
        screening=form.screening(),
        on=desk.on,
    )
    make = partial(
        archive_record,
        actor=desk.actor,
        contract_id=contract_id,
        content=content_of(wanted),
        make=lambda keys, folder: make_package(wanted, keys, folder=folder, on=desk.on),
        on=desk.on,
    )
    return attempt(request, desk, make, done=gettext("The message to the archive is ready to be fetched."))


@require_POST
@at_desk
def answer(request: HttpRequest, desk: Desk, *, contract_id: int, message_id: int) -> HttpResponse:
    """Note what the archive answered."""
    contract = Contract.objects.visible_to(desk.actor).get(id=contract_id)
    desk.need(Action.ARCHIVE, contract.unit_id)
    row = messages_of(desk.actor, contract_id).get(id=message_id)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        attempt(request, desk, partial(_note, desk, row, form), done=gettext("The archive’s answer is noted."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("office:archive", contract_id)


def _note(desk: Desk, row: ArchiveMessage, form: AnswerForm) -> None:
    file = form.cleaned_data["receipt"]
    content = file.read() if file else b""
    receipt = read_receipt(content, name=str(file.name)) if file else form.by_hand()
    digest = sha256(content).hexdigest() if file else ""
    store_answer(actor=desk.actor, message_id=row.pk, receipt=receipt, sha256=digest, on=desk.on)
