"""What document reviews ask of a person today."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.followup.today import Source, ToDo
from ryddig.records.reviews.review_models import Review
from ryddig.records.reviews.review_queries import Listed, counted, reviews_due

MOST: Final = 50


def _tell(rows: ScopedQuerySet[Review], viewer: Actor, _on: date) -> Iterator[ToDo]:
    """Those that the person's role reaches."""
    for row in counted(rows[:MOST]):
        if may(viewer, Action.RECORD_CONTROL, Case.of(row.review.contract)):
            yield _to_do(row)


def _to_do(row: Listed) -> ToDo:
    review = row.review
    what, why, button, urgency = _words(row)
    return ToDo(
        kind="review",
        what=what,
        urgency=urgency,
        why=why,
        button=button,
        url_name="office:review",
        target=review.contract_id,
        then=(review.pk,),
        contract=review.contract,
        firm=review.supplier,
        due_on=None if review.handed_in_on is not None else review.due_on,
    )


def _words(row: Listed) -> tuple[str, Message, str, int]:
    if row.reopened:
        text = N_("A paper has run out, and a new one is needed.")
        return N_("Ask for a new paper"), Message(text, {}), N_("Open the review"), 75
    if row.review.handed_in_on is not None:
        text = N_("The supplier has handed in its documents on %(day)s.")
        why = Message(text, {"day": row.review.handed_in_on})
        return N_("Go through the documents"), why, N_("Go through"), 70
    text = N_("%(count)s of the documents asked for are lacking.")
    return N_("Ask for what is lacking"), Message(text, {"count": row.lacking}), N_("Open the review"), 80


REVIEWS_TODAY: Final = (Source(reviews_due, _tell),)
"""Handed in and not gone through, a paper that ran out, past its last day."""
