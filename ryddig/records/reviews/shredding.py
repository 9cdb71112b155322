"""Whom a review was about is forgotten on its day; what was found stays."""

from datetime import date

from django.db import transaction

from ryddig.records.accounts.access import Machine
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.reviews.review_events import WORKERS_SHREDDED
from ryddig.records.reviews.review_models import Review, ReviewWorker
from ryddig.records.reviews.reviewing import record


def workers_due(on: date) -> ScopedQuerySet[ReviewWorker]:
    """Workers in every organisation's reviews whose last day has passed."""
    return ReviewWorker.objects.unscoped("the worker shreds every buyer's").filter(shredded_on=None, keep_until__lt=on)


def shred_workers_due(on: date) -> int:
    """Shred the labels of workers whose last day has passed. For the worker. Returns how many."""
    reviews = sorted(set(workers_due(on).values_list("review_id", flat=True)))
    return sum(_shred(review_id, on) for review_id in reviews)


@transaction.atomic
def _shred(review_id: int, on: date) -> int:
    review = Review.objects.unscoped("the worker shreds every buyer's").get(id=review_id)
    rows = ReviewWorker.objects.visible_to(review).filter(review=review, shredded_on=None, keep_until__lt=on)
    count = rows.update(label="", shredded_on=on)
    record(WORKERS_SHREDDED, review, by=Machine(review.organisation_id), on=on, workers=count)
    return count
