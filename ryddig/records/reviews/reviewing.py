"""What every change of a review shares: finding the row for the one who asks, the page it was seen on, the event."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Guest, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.reviews.review_models import Review, ReviewItem

SHOWN_TO_SUPPLIER = (Review.State.SENT, Review.State.CLOSED)


def reviews_for(author: Author) -> ScopedQuerySet[Review]:
    """Reviews that exist for the one who asks: of the buyer; for a guest those of its firm on its contract."""
    rows = Review.objects.visible_to(author).select_related("contract", "supplier", "contact")
    if isinstance(author, Guest):
        rows = rows.filter(contract_id=author.contract_id, supplier_id=author.supplier_id)
        return rows.filter(state__in=SHOWN_TO_SUPPLIER)
    return rows


def locked(author: Author, review_id: int) -> Review:
    """The review, locked until the transaction ends, for one who may work on it."""
    review = reviews_for(author).select_for_update(no_key=True, of=("self",)).get(id=review_id)
    need_role(author, review)
    return review


def locked_item(author: Author, item_id: int) -> tuple[Review, ReviewItem]:
    """An item and its review, the review locked."""
    item = ReviewItem.objects.visible_to(author).get(id=item_id)
    review = locked(author, item.review_id)
    item.refresh_from_db()
    item.review = review
    return review, item


def need_role(author: Author, review: Review) -> None:
    """Of the buyer's people those whose role reaches the contract. Raises NotAllowed."""
    if isinstance(author, Actor):
        require(author, Action.RECORD_CONTROL, Case.of(review.contract))


def need_seen(review: Review, seen: int) -> None:
    """Raises UserCanFix when somebody has changed the review since the page was loaded."""
    if review.version != seen:
        text = N_("Somebody else has changed the review since you opened the page.")
        raise UserCanFix("review.changed", text, hint=N_("Look at it as it stands now, and try again."))


def need_state(review: Review, *states: str) -> None:
    """Raises UserCanFix when the review stands elsewhere."""
    if review.state in states:
        return
    texts = {
        Review.State.DRAFT: N_("The review is not sent yet."),
        Review.State.SENT: N_("The review is sent already."),
        Review.State.CLOSED: N_("The review is closed."),
        Review.State.WITHDRAWN: N_("The review is withdrawn."),
    }
    raise UserCanFix("review.state", texts[Review.State(review.state)])


def save(review: Review, *fields: str) -> None:
    """Store what was changed, under the next version."""
    review.version += 1
    review.save(update_fields=[*fields, "version"])


def record(event: EventType, review: Review, *, by: Author, on: date, **details: object) -> None:
    """Write the event on the contract."""
    told: Mapping[str, object] = {"review": review.pk, "supplier": review.supplier_id, **details}
    entry = Entry(event, "contract", review.contract_id, lawbook_version=review.lawbook_version, details=dict(told))
    record_event(entry, actor=by, on=on)


def hash_of(text: str) -> str:
    """What the chain keeps of words."""
    return sha256(text.strip().encode()).hexdigest()
