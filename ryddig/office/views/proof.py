"""The proof page of one contract, as a page and as a PDF that can be archived."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ryddig.office.desk import Desk, at_desk
from ryddig.records.followup.queries import contract_page
from ryddig.reports.pdf import pdf
from ryddig.reports.proof import proof_of


@at_desk
def proof(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What applies, what was decided, on which facts, under which rule, by whom and when."""
    page = contract_page(desk.actor, contract_id)
    document = proof_of(page, desk.teller, organisation=desk.organisation.name, on=desk.on)
    return render(request, "office/proof.html", {"contract": page.contract, "document": document})


@require_safe
@at_desk
def proof_pdf(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """The same as PDF/A, shown in the browser or fetched as a file (`?fetch=1`)."""
    page = contract_page(desk.actor, contract_id)
    document = proof_of(page, desk.teller, organisation=desk.organisation.name, on=desk.on)
    name = f"ryddig-{contract_id}-{desk.on.isoformat()}.pdf"
    way = "attachment" if request.GET.get("fetch") else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{name}"'}
    return HttpResponse(pdf(document), content_type="application/pdf", headers=headers)
