"""Reading reviews: the viewer first, always scoped; a guest sees its own firm's on its contract, once sent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber

from ryddig.records.accounts.access import Actor, Author, Guest
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.reviews.review_models import Review, ReviewFile, ReviewItem, ReviewWorker
from ryddig.records.reviews.reviewing import reviews_for

FILES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A document with the newest of its files, and how many there are."""

    item: ReviewItem
    files: tuple[ReviewFile, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything on one review's page."""

    review: Review
    items: tuple[ItemPage, ...]
    workers: tuple[ReviewWorker, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A review with how many documents are asked for, not decided about, lacking, deviating, and open again because a
    paper ran out."""

    review: Review
    asked: int
    undecided: int
    lacking: int
    deviating: int
    reopened: int


def reviews_of(viewer: Author, contract_id: int, *, most: int = FILES_SHOWN) -> list[Listed]:
    """Reviews of a contract, newest first."""
    return counted(reviews_for(viewer).filter(contract_id=contract_id).order_by("-id")[:most])


def reviews_due(viewer: Actor, until: date) -> ScopedQuerySet[Review]:
    """Reviews with the supplier that a person should look at: handed in, opened again, or due before the day."""
    rows = reviews_for(viewer).filter(state=Review.State.SENT, contract__state="running")
    rows = rows.filter(Q(handed_in_on__isnull=False) | Q(due_on__lt=until))
    return rows.select_related("contract__unit", "supplier").order_by("due_on", "id")


def counted(rows: ScopedQuerySet[Review]) -> list[Listed]:
    """With what is known of their documents, in one query."""
    open_items = Q(items__outcome=ReviewItem.Outcome.OPEN)
    silent = open_items & Q(items__explained_on=None, items__files=None, items__paper=None)
    found = rows.annotate(
        asked=Count("items", distinct=True),
        undecided=Count("items", filter=open_items, distinct=True),
        lacking=Count("items", filter=silent, distinct=True),
        deviating=Count("items", filter=Q(items__outcome=ReviewItem.Outcome.DEVIATION), distinct=True),
        reopened=Count("items", filter=Q(items__reopened_on__isnull=False), distinct=True),
    )
    return [Listed(row, row.asked, row.undecided, row.lacking, row.deviating, row.reopened) for row in found]


def review_page(viewer: Author, review_id: int) -> ReviewPage:
    """A review with documents and files, in a number of queries that does not grow. Raises Review.DoesNotExist."""
    review = reviews_for(viewer).select_related("pay_control", "closed_by", "opened_by", "plan_item").get(id=review_id)
    items = ReviewItem.objects.visible_to(viewer).filter(review=review).annotate(file_count=Count("files"))
    rows = list(items.select_related("decided_by", "paper", "proposal").order_by("position", "id"))
    files = _newest_files(viewer, review)
    pages = tuple(ItemPage(row, tuple(files.get(row.pk, ())), row.file_count) for row in rows)
    workers = ReviewWorker.objects.visible_to(viewer).filter(review=review).order_by("number")
    return ReviewPage(review, pages, tuple(workers))


def _newest_files(viewer: Author, review: Review) -> dict[int, list[ReviewFile]]:
    """The newest files of each document, so many that a page can show."""
    found: dict[int, list[ReviewFile]] = {}
    newest = Window(RowNumber(), partition_by="item_id", order_by="-id")
    rows = files_of_review(viewer, review.pk).annotate(place=newest).filter(place__lte=FILES_SHOWN)
    for row in rows.order_by("-id"):
        found.setdefault(row.item_id, []).append(row)
    return found


def files_of_review(viewer: Author, review_id: int) -> ScopedQuerySet[ReviewFile]:
    """Every file of a review in the order they came, with its evidence. A guest sees what its own firm sent."""
    rows = ReviewFile.objects.visible_to(viewer).filter(review__in=reviews_for(viewer).filter(id=review_id))
    if isinstance(viewer, Guest):
        rows = rows.filter(evidence__supplier_id=viewer.supplier_id)
    return rows.select_related("evidence__received_by", "evidence__supplier").order_by("id")
