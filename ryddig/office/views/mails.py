"""Mail to suppliers: of one contract, of all, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contract, shown_mails
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.pages import page_number
from ryddig.office.views.followup import HERE
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.queries import cut
from ryddig.records.correspondence import sending
from ryddig.records.correspondence.models import Mail
from ryddig.records.correspondence.queries import UNSENT, mails_of
from ryddig.records.followup.queries import contract_page


@at_desk
def mails(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every mail of the organisation, what has not gone out first on request."""
    unsent = request.GET.get("show") == "unsent"
    page = cut(mails_of(desk.actor, states=UNSENT if unsent else ()), page_number(request.GET))
    context = {
        "mails": shown_mails.mails(page.rows, desk),
        "page": page,
        "unsent": unsent,
        "waiting": mails_of(desk.actor, states=UNSENT).count(),
        "goes_nowhere": shown_mails.goes_nowhere(),
    }
    return render(request, "office/correspondence/mails.html", context)


@at_desk
def of_contract(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every mail about one contract."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    page = cut(mails_of(desk.actor, contract_id=contract_id), page_number(request.GET))
    context |= {
        "mails": shown_mails.mails(page.rows, desk),
        "page": page,
        "goes_nowhere": shown_mails.goes_nowhere(),
    }
    return render(request, "office/correspondence/contract_mails.html", context)


@at_desk
def mail(request: HttpRequest, desk: Desk, mail_id: int) -> HttpResponse:
    """What it says, to whom, and what came of it."""
    row = mails_of(desk.actor).get(id=mail_id)
    may_open = _may_open(desk, row)
    context = {
        "mail": shown_mails.shown(row, desk),
        "is_kept": may_open and shown_mails.kept_copy(row) is not None,
        "goes_nowhere": shown_mails.goes_nowhere(),
    }
    return render(request, "office/correspondence/mail.html", context)


def _may_open(desk: Desk, row: Mail) -> bool:
    return desk.may(Action.WRITE_SUPPLIER, row.contract.unit_id if row.contract is not None else None)


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, mail_id: int) -> HttpResponse:
    """Have it sent once more."""
    row = mails_of(desk.actor).get(id=mail_id)
    attempt(
        request,
        desk,
        lambda: sending.send_again(actor=desk.actor, mail_id=row.pk, on=desk.on),
        done=gettext("The mail is sent again in a moment, with a new link."),
    )
    return redirect("office:mail", row.pk)


@at_desk
def as_sent(request: HttpRequest, desk: Desk, mail_id: int) -> HttpResponse:
    """The mail as the supplier gets it, link and all: only where mail is kept in a folder instead of sent."""
    row = mails_of(desk.actor).get(id=mail_id)
    desk.need(Action.WRITE_SUPPLIER, row.contract.unit_id if row.contract is not None else None)
    path = shown_mails.kept_copy(row)
    if path is None:
        return redirect("office:mail", row.pk)
    return render(request, "office/correspondence/as_sent.html", {"mail": row, **shown_mails.letter_in(path)})
