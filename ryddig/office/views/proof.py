"""The proof page of one contract, as a page and as a PDF that can be archived."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ryddig.office.desk import Desk, at_desk
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.proof_rows import proof_rows
from ryddig.records.followup.queries import contract_page
from ryddig.reports.document import Document
from ryddig.reports.pdf import pdf
from ryddig.reports.proof import proof_of


@at_desk
def proof(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What applies, what was decided, on which facts, under which rule, by whom and when. Chapters are folded under
    the short answer; `?all=1` unfolds them."""
    contract, document = proof_now(desk, contract_id)
    shown = {"contract": contract, "document": document, "all_open": bool(request.GET.get("all"))}
    return render(request, "office/proof.html", shown)


def proof_now(desk: Desk, contract_id: int) -> tuple[Contract, Document]:
    """The contract and its proof in the language in use."""
    page = contract_page(desk.actor, contract_id)
    rows = proof_rows(desk.actor, page.contract)
    return page.contract, proof_of(page, rows, desk.teller, organisation=desk.organisation.name, on=desk.on)


@require_safe
@at_desk
def proof_pdf(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The same as PDF/A, shown in the browser or fetched as a file (`?fetch=1`)."""
    _contract, document = proof_now(desk, contract_id)
    name = f"ryddig-{contract_id}-{desk.on.isoformat()}.pdf"
    way = "attachment" if request.GET.get("fetch") else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{name}"'}
    return HttpResponse(pdf(document), content_type="application/pdf", headers=headers)
