"""A document review as the supplier meets it: what is asked, files sent or taken back, the word that all is there."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ryddig.domain.errors import UserCanFix
from ryddig.portal import shown_review
from ryddig.portal.frame import GuestDesk, cure, for_guest, left_out_told, said
from ryddig.portal.photos import readable
from ryddig.records.evidence.files import MEGABYTE, written
from ryddig.records.evidence.handing_out import address_of
from ryddig.records.evidence.services import fetch_own_file
from ryddig.records.reviews import handing_in
from ryddig.records.reviews.models import Review, ReviewFile, ReviewItem
from ryddig.records.reviews.review_queries import review_page


@require_safe
@for_guest
def review(request: HttpRequest, desk: GuestDesk, review_id: int) -> HttpResponse:
    """Everything asked for in one review."""
    page = review_page(desk.guest, review_id)
    row = page.review
    context: dict[str, Any] = {
        "desk": desk,
        "review": row,
        "documents": shown_review.documents(page, desk.book),
        "open": row.state == Review.State.SENT,
        "late": row.due_on is not None and row.due_on < desk.on,
        "most_megabytes": settings.EVIDENCE_LARGEST // MEGABYTE,
    }
    return render(request, "portal/reviews/review.html", context)


@require_POST
@for_guest
def send_files(request: HttpRequest, desk: GuestDesk, *, review_id: int, item_id: int) -> HttpResponse:
    """Files from a browser without scripts: each by itself, so that one that is refused stops no other."""
    item = item_of(desk, review_id, item_id)
    sent = request.FILES.getlist("files")
    left_out = left_out_told(request)
    taken = sum(_take_in(request, desk, item=item, file=file) for file in sent)
    if taken:
        messages.success(request, gettext("The files have come."))
    elif not sent and not left_out:
        messages.error(request, gettext("Choose at least one file."))
    return back(review_id, item)


def _take_in(request: HttpRequest, desk: GuestDesk, *, item: ReviewItem, file: "UploadedFile[bytes]") -> bool:
    try:
        name, content = readable(file)
        handing_in.hand_in_file(author=desk.guest, item_id=item.pk, name=name, content=written(content), on=desk.on)
    except UserCanFix as error:
        messages.error(request, f"{file.name}: {said(error)} {cure(error)}".strip())
        return False
    return True


@require_POST
@for_guest
def explain(request: HttpRequest, desk: GuestDesk, *, review_id: int, item_id: int) -> HttpResponse:
    """Say why a document is not handed in."""
    item = item_of(desk, review_id, item_id)
    given = request.POST.get("explanation", "")
    handing_in.explain(guest=desk.guest, item_id=item.pk, explanation=given, on=desk.on)
    messages.success(request, gettext("Your explanation is kept."))
    return back(review_id, item)


@require_POST
@for_guest
def hand_in(request: HttpRequest, desk: GuestDesk, review_id: int) -> HttpResponse:
    """Say that all is there."""
    handing_in.hand_in(guest=desk.guest, review_id=review_id, on=desk.on)
    messages.success(request, gettext("Thank you. The buyer has been told. You get a mail when it is looked at."))
    return redirect("portal:review", review_id)


@require_safe
@for_guest
def own_file(_request: HttpRequest, desk: GuestDesk, file_id: int) -> HttpResponse:
    """A file the firm has sent, to be saved and never shown by the browser."""
    file = own(desk, file_id)
    return redirect(address_of(fetch_own_file(guest=desk.guest, evidence_id=file.evidence_id, on=desk.on)))


@require_POST
@for_guest
def take_back(request: HttpRequest, desk: GuestDesk, file_id: int) -> HttpResponse:
    """Take back a file that was sent by mistake."""
    file = own(desk, file_id)
    handing_in.take_back_file(author=desk.guest, file_id=file.pk, on=desk.on)
    messages.success(request, gettext("The file is taken back and shredded."))
    return back(file.review_id, file.item)


def own(desk: GuestDesk, file_id: int) -> ReviewFile:
    """A file of the guest's own firm on its contract. Raises ObjectDoesNotExist for any other."""
    rows = ReviewFile.objects.visible_to(desk.guest).filter(
        review__contract_id=desk.guest.contract_id, evidence__supplier_id=desk.guest.supplier_id
    )
    return rows.select_related("item").get(id=file_id)


def item_of(desk: GuestDesk, review_id: int, item_id: int) -> ReviewItem:
    """A document of a review that the guest may see. Raises ObjectDoesNotExist."""
    return review_page(desk.guest, review_id).review.items.get(id=item_id)


def back(review_id: int, item: ReviewItem) -> HttpResponse:
    """To the document on the page."""
    response = redirect("portal:review", review_id)
    response["Location"] += f"#document-{item.pk}"
    return response
