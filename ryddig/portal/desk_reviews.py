"""Document reviews on the supplier's desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.portal.shown_review import turn_of
from ryddig.records.accounts.access import Guest
from ryddig.records.reviews.review_queries import Listed, reviews_of
from ryddig.reports.formats import day, number


def review_items(guest: Guest, on: date) -> Iterator[DeskItem]:
    """Every review that was sent."""
    for row in reviews_of(guest, guest.contract_id):
        review, turn = row.review, turn_of(row.review)
        yield DeskItem(
            title=gettext("Documents that the buyer asks for"),
            said=_said(row, turn, on=on),
            url=reverse("portal:review", args=[review.pk]),
            turn=turn,
            day=review.closed_on if turn is Turn.NOBODY else review.due_on,
            action=gettext("Send documents") if turn is Turn.GUEST else "",
        )


def _said(row: Listed, turn: Turn, *, on: date) -> str:
    review = row.review
    if turn is Turn.NOBODY:
        return gettext("Closed %(day)s. See what came of it.") % {"day": day(review.closed_on)}
    if turn is Turn.BUYER:
        return gettext("Handed in %(day)s. The buyer looks at it.") % {"day": day(review.handed_in_on)}
    text = ngettext("%(count)s document is lacking.", "%(count)s documents are lacking.", row.lacking)
    lacking = text % {"count": number(row.lacking)}
    late = review.due_on is not None and review.due_on < on
    due = gettext("It was due %(day)s.") if late else gettext("Due %(day)s.")
    return f"{due % {'day': day(review.due_on)}} {lacking}"
