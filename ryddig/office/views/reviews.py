"""Document reviews of a contract: the list, a new one, and one review with its documents."""

import secrets
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ryddig.office import shown_contract, shown_pay_run, shown_reviews
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm, anew, posted, typed
from ryddig.office.review_form import AgainForm, CloseForm, ReviewForm, WorkersForm, advice, first_guess, known
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.queries import contacts_of
from ryddig.records.evidence.paper_queries import papers_of
from ryddig.records.followup.pay_queries import newest_run
from ryddig.records.followup.queries import contract_page
from ryddig.records.reviews import asking, judging
from ryddig.records.reviews.models import Review
from ryddig.records.reviews.review_queries import ReviewPage, review_page, reviews_of

HERE = "followup"
SEED_BYTES = 8
KEPT: Final = {"again": "again", "close": "closing", "pick": "picking"}
"""Prefix of a form → its name on the page."""


def base(desk: Desk, contract_id: int) -> dict[str, Any]:
    """What every page of a contract's reviews hands its template."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    return context | {"may_control": desk.may(Action.RECORD_CONTROL, context["contract"].unit_id)}


@at_desk
def reviews(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every review of the contract, newest first."""
    context = base(desk, contract_id)
    context["reviews"] = shown_reviews.listed(reviews_of(desk.actor, contract_id), desk.on)
    return render(request, "office/reviews/list.html", context)


def form_for(request: HttpRequest, desk: Desk, contract: Contract, *, review: Review | None = None) -> ReviewForm:
    """The form of a new review, or of one that is not sent."""
    suppliers = Supplier.objects.visible_to(desk.actor).filter(contract_links__contract=contract).distinct()
    contacts = list(contacts_of(desk.actor, contract.pk))
    return ReviewForm(
        posted(request),
        offered=asking.documents_for(contract, desk.book, on=desk.on),
        suppliers=suppliers.order_by("contract_links__id"),
        contacts=contacts,
        initial=known(review) if review is not None else first_guess(desk.on, contacts),
    )


@at_desk
def new(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """What to ask for."""
    context = base(desk, contract_id)
    contract = context["contract"]
    desk.need(Action.RECORD_CONTROL, contract.unit_id)
    form, made = form_for(request, desk, contract), list[Review]()
    if request.method == "POST" and form.is_valid():
        opening: dict[str, Any] = {"actor": desk.actor, "contract_id": contract_id, "book": desk.book, "on": desk.on}
        opening |= {"supplier_id": int(form.cleaned_data["supplier"]), "asked": form.asked(_seed())}
        attempt(request, desk, lambda: made.append(asking.open_review(**opening)), done="")
    if made:
        return redirect("office:review", contract_id, made[0].pk)
    context |= {"form": form, "heading": gettext("Ask for documents"), "advice": advice(None)}
    return render(request, "office/reviews/edit.html", context)


@at_desk
def edit(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """Change what is asked, before it is sent."""
    context = base(desk, contract_id)
    desk.need(Action.RECORD_CONTROL, context["contract"].unit_id)
    review = of_contract(desk, contract_id, review_id).review
    form = form_for(request, desk, context["contract"], review=review)
    if request.method == "POST" and form.is_valid():
        change: dict[str, Any] = {"actor": desk.actor, "review_id": review_id, "book": desk.book, "on": desk.on}
        change |= {"seen": review.version, "asked": form.asked(_seed())}
        if attempt(request, desk, lambda: asking.change_review(**change), done=gettext("Saved.")):
            return redirect("office:review", contract_id, review_id)
    context |= {"form": form, "heading": gettext("Change what is asked for"), "advice": advice(review.people)}
    return render(request, "office/reviews/edit.html", context | {"review": review})


def _seed() -> str:
    return secrets.token_hex(SEED_BYTES)


def of_contract(desk: Desk, contract_id: int, review_id: int) -> ReviewPage:
    """The review, when it is of this contract. Raises Review.DoesNotExist."""
    page = review_page(desk.actor, review_id)
    if page.review.contract_id != contract_id:
        raise Review.DoesNotExist
    return page


@at_desk
def review(request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int) -> HttpResponse:
    """One review: as it will be sent, what came, what was decided, how it ended."""
    return page_with(request, desk, contract_id=contract_id, review_id=review_id)


def page_with(
    request: HttpRequest, desk: Desk, *, contract_id: int, review_id: int, kept: OfficeForm | None = None
) -> HttpResponse:
    """The review as it stands now. `kept`: a form that was refused; what was typed in it stands there still."""
    context = base(desk, contract_id)
    page = of_contract(desk, contract_id, review_id)
    row = page.review
    papers = papers_of(desk.actor, row.supplier_id).filter(withdrawn_on=None)
    said, colour = shown_reviews.state_said(row, desk.on)
    context |= {
        "review": row,
        "name": shown_reviews.name_of(row),
        "said": said,
        "colour": colour,
        "items": shown_reviews.items(page, desk, papers, kept=kept),
        "workers": page.workers,
        "reasons": desk.teller.reasons(row.because, {}),
        "may_open": desk.may(Action.READ_EVIDENCE, row.contract.unit_id),
        **forms_of(desk, row, kept=kept),
    }
    if kept is not None and row.state != Review.State.SENT:
        context["not_stored"] = typed(kept)
    return render(request, "office/reviews/review.html", context)


def forms_of(desk: Desk, review: Review, *, kept: OfficeForm | None = None) -> dict[str, Any]:
    """What can be done with a review that is sent, and the pay control beside it."""
    found: dict[str, Any] = {}
    if review.state == Review.State.SENT:
        seen = {"seen": review.version}
        found |= {"again": AgainForm(initial=seen, prefix="again"), "closing": CloseForm(initial=seen, prefix="close")}
        found["picking"] = WorkersForm(prefix="pick") if not review.workers.exists() else None
        if kept is not None and kept.prefix in KEPT:
            found[KEPT[kept.prefix]] = anew(kept, review.version)
        found["can_join"] = review.pay_control_id is None and bool(judging.pay_files(review, desk.book))
    control = review.pay_control
    if control is not None:
        run = newest_run(desk.actor, control)
        shown = shown_pay_run.listed([control], {control.pk: run} if run is not None else {})
        found["pay"] = shown[0]
    return found
