"""Files as answers: received from the supplier, and everything of a report as one file to keep."""

import json
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, Final

from django.core.files.uploadedfile import UploadedFile

from ryddig.domain.answers import Answers, answers_plain
from ryddig.domain.errors import UserCanFix
from ryddig.domain.questionnaire import Question, short
from ryddig.portal.frame import GuestDesk
from ryddig.portal.photos import readable
from ryddig.records.evidence import files
from ryddig.records.evidence.kinds import PAPERS
from ryddig.records.evidence.services import Terms, fetch_own_file, receiving
from ryddig.records.selfreports.drafting import add_file
from ryddig.records.selfreports.facts import form_asked
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.reports.self_report_xlsx import FormOrder, write_form

LARGEST_NAME: Final = 80
MOST_FILES: Final = 20


def receive(
    desk: GuestDesk, request: SelfReportRequest, question: Question, *, sent: Iterable["UploadedFile[Any]"]
) -> list[UserCanFix]:
    """Keep each file and let it be part of the answer. Returns what was wrong with those that were refused."""
    refused = []
    for one in list(sent)[:MOST_FILES]:
        try:
            name, content = readable(one)
            terms = Terms(desk.contract, name, PAPERS, desk.on, supplier_id=desk.supplier.pk)
            with receiving(author=desk.guest, terms=terms, content=files.written(content)) as row:
                add_file(
                    guest=desk.guest,
                    request_id=request.pk,
                    question=question.id,
                    evidence_id=row.pk,
                    book=desk.book,
                    on=desk.on,
                )
        except UserCanFix as error:
            refused.append(error)
    return refused


def sheet_of(order: FormOrder) -> bytes:
    """The form as a spreadsheet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(order, path)
        return path.read_bytes()


def sheet_name(request: SelfReportRequest) -> str:
    """What the spreadsheet is called."""
    reference = "".join(sign for sign in request.contract.reference if sign.isalnum() or sign in "-_")
    return "-".join(filter(None, (short(request.questionnaire), reference[:LARGEST_NAME]))) + ".xlsx"


def everything(
    desk: GuestDesk, request: SelfReportRequest, order: FormOrder, *, numbers: Iterable[int], receipt: object
) -> IO[bytes]:
    """The form, the answers and the receipt as data, and the files that were sent, in one archive."""
    archive = TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(sheet_name(request), sheet_of(order))
        packed.writestr("answers.json", _json(answers_plain(order.answers)))
        packed.writestr("receipt.json", _json(receipt))
        for number in numbers:
            _pack(desk, packed, number, on=desk.on)
    archive.seek(0)
    return archive


def _pack(desk: GuestDesk, packed: zipfile.ZipFile, number: int, *, on: date) -> None:
    """A file that is shredded or not yet scanned is left out; the receipt names it."""
    try:
        row = fetch_own_file(guest=desk.guest, evidence_id=number, on=on)
    except UserCanFix:
        return
    with files.opened(row) as content, packed.open(f"{number}-{row.name}", "w", force_zip64=True) as goal:
        copyfileobj(content, goal)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def order_of(desk: GuestDesk, request: SelfReportRequest, answers: Answers) -> FormOrder:
    """The spreadsheet in the guest's language, with these answers in it."""
    title = " ".join(filter(None, (desk.contract.reference, desk.contract.title)))
    return FormOrder(form_asked(request, desk.book), desk.book, desk.language, answers, title, request.due_on)
