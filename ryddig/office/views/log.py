"""The organisation's log: everything that was done, newest first, and whether its chain of seals is whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ryddig.office.desk import Desk, at_desk
from ryddig.office.pages import page_number
from ryddig.records.audit.queries import audit_log, check_chain
from ryddig.records.contracts.queries import cut
from ryddig.reports.history import author_said, event_said


@at_desk
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One page of events. With `?check=1` the whole chain is walked."""
    page = cut(audit_log(desk.actor), page_number(request.GET))
    told = [(row, author_said(row), event_said(row, desk.teller)) for row in page.rows]
    context: dict[str, object] = {"page": page, "events": told}
    if request.GET.get("check"):
        found = check_chain(desk.actor.organisation_id)
        context["checked"] = found
        context["fault"] = desk.teller.tell(found.why) if found.why is not None else ""
    return render(request, "office/log.html", context)
