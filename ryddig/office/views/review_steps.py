"""What a person does with a review: sends it, picks workers, decides about documents, asks again, closes."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import Trade
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm
from ryddig.office.pay_form import first_guess
from ryddig.office.review_form import AgainForm, CloseForm, OutcomeForm, WorkersForm
from ryddig.office.views.pay import supplier_numbers
from ryddig.office.views.reviews import SEED_BYTES, of_contract, page_with
from ryddig.records.accounts.access import Action
from ryddig.records.evidence.files import written
from ryddig.records.reviews import asking, handing_in, judging
from ryddig.records.reviews.models import ReviewItem


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdigit() else -1


def _told(request: HttpRequest, form: OfficeForm) -> bool:
    """Whether the form can be used; else what is wrong is said."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(str(error) for error in errors)}".lstrip(": "))
    return not form.errors


@require_POST
@at_desk
def send(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Send the request."""
    review = of_contract(desk, contract_id, review_id).review
    told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "seen": _seen(request)}
    done = gettext("The request is on its way to the supplier.")
    attempt(request, desk, lambda: asking.send_review(**told, book=desk.book, on=desk.on), done=done)
    return redirect("office:review", contract_id, review_id)


@require_POST
@at_desk
def pick(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Say whom the documents are asked for."""
    review, form = of_contract(desk, contract_id, review_id).review, WorkersForm(request.POST, prefix="pick")
    if _told(request, form):
        told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "seen": _seen(request), "on": desk.on}
        told |= {"picked": form.picked(secrets.token_hex(SEED_BYTES)), "due_on": form.cleaned_data["due_on"]}
        done = gettext("The workers are picked, and the supplier gets a mail.")
        if attempt(request, desk, lambda: asking.pick_workers(**told, book=desk.book), done=done):
            return redirect("office:review", contract_id, review_id)
    return page_with(request, desk, contract_id=contract_id, review_id=review_id, kept=form)


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Ask for what is lacking."""
    review, form = of_contract(desk, contract_id, review_id).review, AgainForm(request.POST, prefix="again")
    if _told(request, form):
        told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "book": desk.book, "on": desk.on}
        done = gettext("The supplier gets a mail with the new last day.")
        if attempt(request, desk, lambda: asking.ask_again(**told, **form.cleaned_data), done=done):
            return redirect("office:review", contract_id, review_id)
    return page_with(request, desk, contract_id=contract_id, review_id=review_id, kept=form)


@require_POST
@at_desk
def withdraw(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Ask for nothing after all."""
    review = of_contract(desk, contract_id, review_id).review
    told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "seen": _seen(request), "on": desk.on}
    attempt(request, desk, lambda: asking.withdraw_review(**told), done=gettext("The review is withdrawn."))
    return redirect("office:review", contract_id, review_id)


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Close it and tell the supplier."""
    review, form = of_contract(desk, contract_id, review_id).review, CloseForm(request.POST, prefix="close")
    if _told(request, form):
        told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "on": desk.on, **form.cleaned_data}
        done = gettext("The review is closed, and the supplier gets a mail.")
        if attempt(request, desk, lambda: judging.close_review(**told, screener=desk.screener), done=done):
            return redirect("office:review", contract_id, review_id)
    return page_with(request, desk, contract_id=contract_id, review_id=review_id, kept=form)


@require_POST
@at_desk
def pay(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Open a pay control with the pay files that came."""
    review = of_contract(desk, contract_id, review_id).review
    guess = first_guess(review.contract, supplier_numbers(desk, review.contract), desk.book, on=desk.on)
    told: dict[str, Any] = {"actor": desk.actor, "review_id": review.pk, "book": desk.book, "on": desk.on}
    made: list[Any] = []
    firm = Firm(trade=Trade(guess["trade"]) if guess["trade"] else None, number=guess["number"])
    attempt(request, desk, lambda: made.append(judging.join_pay_control(**told, firm=firm)), done="")
    if made:
        return redirect("office:pay_edit", contract_id, made[0].pk)
    return redirect("office:review", contract_id, review_id)


@require_POST
@at_desk
def decide(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int, item_id: int) -> HttpResponse:
    """Decide about a document."""
    item = item_of(desk, contract_id, review_id, item_id=item_id)
    desk.need(Action.RECORD_CONTROL, item.review.contract.unit_id)
    form = OutcomeForm(request.POST, prefix=f"item-{item.pk}")
    if _told(request, form):
        told: dict[str, Any] = {"actor": desk.actor, "item_id": item.pk, "book": desk.book, "on": desk.on}
        if attempt(request, desk, lambda: judging.decide_item(**told, **form.cleaned_data), done=gettext("Saved.")):
            return back(contract_id, review_id, item)
    return page_with(request, desk, contract_id=contract_id, review_id=review_id, kept=form)


@require_POST
@at_desk
def add_files(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int, item_id: int) -> HttpResponse:
    """Files that came another way than through the portal."""
    item = item_of(desk, contract_id, review_id, item_id=item_id)
    desk.need(Action.RECORD_CONTROL, item.review.contract.unit_id)
    for sent in request.FILES.getlist("files"):
        _take_in(request, desk, item=item, sent=sent)
    return back(contract_id, review_id, item)


def _take_in(request: HttpRequest, desk: Desk, *, item: ReviewItem, sent: "UploadedFile[bytes]") -> None:
    told: dict[str, Any] = {"author": desk.actor, "item_id": item.pk, "name": str(sent.name), "on": desk.on}
    content = written(sent.chunks())
    done = gettext("%(name)s is added.") % {"name": sent.name}
    attempt(request, desk, lambda: handing_in.hand_in_file(**told, content=content), done=done)


@require_POST
@at_desk
def use_paper(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int, item_id: int) -> HttpResponse:
    """Use a registered paper for a document."""
    item = item_of(desk, contract_id, review_id, item_id=item_id)
    desk.need(Action.RECORD_CONTROL, item.review.contract.unit_id)
    given = request.POST.get("paper", "")
    if not given.isdecimal():
        messages.error(request, gettext("Choose a paper."))
        return back(contract_id, review_id, item)
    told: dict[str, Any] = {"actor": desk.actor, "item_id": item.pk, "on": desk.on, "paper_id": int(given)}
    attempt(request, desk, lambda: judging.attach_paper(**told), done=gettext("Saved."))
    return back(contract_id, review_id, item)


def item_of(desk: Desk, contract_id: int, review_id: int, *, item_id: int) -> ReviewItem:
    """A document of the review of the contract. Raises ObjectDoesNotExist."""
    rows = ReviewItem.objects.visible_to(desk.actor).filter(review_id=review_id, review__contract_id=contract_id)
    rows = rows.select_related("review__contract")
    return rows.get(id=item_id)


def back(contract_id: int, review_id: int, item: ReviewItem) -> HttpResponse:
    """To the document on the page."""
    response = redirect("office:review", contract_id, review_id)
    response["Location"] += f"#item-{item.pk}"
    return response
