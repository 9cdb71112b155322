"""Files for a document: handed in by the supplier, or by one of the buyer's people who got them another way."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.evidence.files import Written
from ryddig.records.evidence.kinds import PAPERS
from ryddig.records.evidence.services import Terms, receiving, shred_taken_back
from ryddig.records.reviews import review_events
from ryddig.records.reviews.review_models import Review, ReviewFile, ReviewItem
from ryddig.records.reviews.reviewing import hash_of, locked, locked_item, need_state, record

MOST_FILES: Final = 2_000
"""How many files one review may hold."""
EXPLANATION: Final = 2_000


class _HereAlready(Exception):
    """The same content stands in the item: what was received anew goes again."""

    def __init__(self, row: ReviewFile) -> None:
        super().__init__()
        self.row = row


def hand_in_file(
    *, author: Actor | Guest, item_id: int, name: str, content: AbstractContextManager[Written], on: date
) -> ReviewFile:
    """Keep a file for a document. The same content again gives the row that is there, so nothing is doubled.

    Raises ObjectDoesNotExist for another supplier's document, UserCanFix for a file that cannot be kept, for a review
    that is not open, or that holds as many files as it may.
    """
    item = open_item(author, item_id)
    contract, supplier = item.review.contract, item.review.supplier_id
    terms = Terms(contract, name, PAPERS, on, supplier_id=supplier if isinstance(author, Guest) else None)
    try:
        with receiving(author=author, terms=terms, content=content) as evidence:
            review, item = locked_item(author, item_id)
            _need_open(review, item)
            same = review.files.filter(item=item, evidence__sha256=evidence.sha256, evidence__shredded_on=None).first()
            if same is not None:
                raise _HereAlready(same)
            row = ReviewFile.objects.create(
                organisation_id=review.organisation_id,
                review=review,
                item=item,
                evidence=evidence,
                link_id=author.link_id if isinstance(author, Guest) else None,
                received_on=on,
            )
            _not_explained(item)
            record(review_events.FILE_HANDED_IN, review, by=author, on=on, item=item.pk, evidence=evidence.pk)
    except _HereAlready as already:
        return already.row
    return row


def open_item(author: Actor | Guest, item_id: int) -> ReviewItem:
    """A document that files may be handed in for. Raises ObjectDoesNotExist, UserCanFix."""
    with transaction.atomic():
        review, item = locked_item(author, item_id)
    _need_open(review, item)
    return item


def _need_open(review: Review, item: ReviewItem) -> None:
    need_state(review, Review.State.SENT)
    if item.outcome not in (ReviewItem.Outcome.OPEN, ReviewItem.Outcome.CANNOT_TELL):
        hint = N_("Write to the buyer if something is wrong.")
        raise UserCanFix("review.decided", N_("This document has been looked at, and takes no more files."), hint=hint)
    if review.files.count() >= MOST_FILES:
        text = N_("The review holds %(most)s files, and takes no more.")
        hint = N_("Put several papers into one file, or take out those sent by mistake.")
        raise UserCanFix("review.full", text, hint=hint, params={"most": MOST_FILES})


def _not_explained(item: ReviewItem) -> None:
    if item.explanation:
        item.explanation, item.explained_on = "", None
        item.save(update_fields=["explanation", "explained_on"])


@transaction.atomic
def take_back_file(*, author: Actor | Guest, file_id: int, on: date) -> None:
    """Take out a file that was sent by mistake, before anybody has decided about it. It is shredded at once.

    A guest takes back what its own firm sent. Raises ObjectDoesNotExist for any other.
    """
    rows = ReviewFile.objects.visible_to(author).select_related("evidence")
    if isinstance(author, Guest):
        rows = rows.filter(evidence__supplier_id=author.supplier_id)
    row = rows.get(id=file_id)
    review, item = locked_item(author, row.item_id)
    need_state(review, Review.State.SENT)
    if item.outcome or review.pay_control_id is not None:
        text = N_("The buyer has begun to look at the file, and it cannot be taken back.")
        raise UserCanFix("review.looked_at", text, hint=N_("Send the right one beside it, and say so to the buyer."))
    evidence = row.evidence
    row.delete()
    shred_taken_back(author=author, evidence=evidence, on=on)
    record(review_events.FILE_TAKEN_BACK, review, by=author, on=on, item=item.pk, evidence=evidence.pk)


@transaction.atomic
def explain(*, guest: Guest, item_id: int, explanation: str, on: date) -> ReviewItem:
    """Say why a document is not handed in. Empty takes it back."""
    review, item = locked_item(guest, item_id)
    _need_open(review, item)
    item.explanation = explanation.strip()[:EXPLANATION]
    item.explained_on = on if item.explanation else None
    item.save(update_fields=["explanation", "explained_on"])
    details = {"item": item.pk, "explanation_hash": hash_of(item.explanation)}
    record(review_events.ITEM_EXPLAINED, review, by=guest, on=on, **details)
    return item


@transaction.atomic
def hand_in(*, guest: Guest, review_id: int, on: date) -> Review:
    """Say that all is there. More may be sent until the buyer has decided. A second call changes nothing."""
    review = locked(guest, review_id)
    need_state(review, Review.State.SENT)
    if review.handed_in_on is None:
        review.handed_in_on = on
        review.save(update_fields=["handed_in_on"])
        record(review_events.HANDED_IN, review, by=guest, on=on)
    return review
