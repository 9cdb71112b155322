"""A document review as the supplier reads it: what is asked for and why, what came, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.document_requests import Document, Per, Span
from ryddig.domain.law import Book, Duty
from ryddig.domain.law_library import Requirement
from ryddig.domain.words import Words
from ryddig.portal.desk_item import Turn
from ryddig.records.evidence.models import Evidence
from ryddig.records.reviews.models import Review, ReviewFile, ReviewItem
from ryddig.records.reviews.review_queries import ItemPage, ReviewPage
from ryddig.reports.formats import day, number

MEGABYTE: Final = 1_000_000
Outcome = ReviewItem.Outcome


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A duty that calls for a document: what it is called, where it stands."""

    name: Words
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that was sent. `warning`: what keeps it from being read, empty for nothing."""

    id: int
    name: str
    said: str
    warning: str
    may_open: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document asked for. `waits`: it is asked for when the workers are picked. `takes`: files may be sent."""

    item: ReviewItem
    document: Document | None
    whom: str
    period: str
    rules: tuple[ShownRule, ...]
    files: tuple[ShownFile, ...]
    more: int
    said: str
    waits: bool
    takes: bool


def documents(page: ReviewPage, book: Book) -> list[ShownDocument]:
    """Each document."""
    return [_document(one, page, book) for one in page.items]


def _document(one: ItemPage, page: ReviewPage, book: Book) -> ShownDocument:
    item, review = one.item, page.review
    document = book.library.documents.get(item.document)
    per_worker = document is not None and document.per is Per.WORKER
    open_item = item.outcome in (Outcome.OPEN, Outcome.CANNOT_TELL)
    waits = per_worker and not page.workers
    return ShownDocument(
        item=item,
        document=document,
        whom=", ".join(worker.label for worker in page.workers if worker.label) if per_worker else "",
        period=_period(review) if document is not None and document.period is Span.PAY_PERIOD else "",
        rules=tuple(_rules(item.duties, book)),
        files=tuple(_file(row, review, item) for row in one.files),
        more=one.count - len(one.files),
        said=_said(one, review),
        waits=waits,
        takes=review.state == Review.State.SENT and open_item and not waits,
    )


def _period(review: Review) -> str:
    if review.first is None or review.last is None:
        return ""
    return f"{day(review.first)} – {day(review.last)}"


def _rules(duties: Iterable[str], book: Book) -> Iterable[ShownRule]:
    rules: tuple[Duty | Requirement, ...] = (*book.duties, *book.library.requirements.values())
    for rule in rules:
        if rule.id in duties:
            source = rule.series.entries[0].source
            yield ShownRule(rule.name, f"{source.act} {source.at}".strip(), source.link)


def _said(one: ItemPage, review: Review) -> str:
    """Where the document stands, in a few words."""
    if review.state == Review.State.CLOSED or one.item.outcome == Outcome.NOT_APPLICABLE:
        return {
            Outcome.OK: gettext("in order"),
            Outcome.DEVIATION: gettext("deviation"),
            Outcome.NOT_APPLICABLE: gettext("not needed"),
            Outcome.CANNOT_TELL: gettext("cannot be told from what came"),
        }.get(Outcome(one.item.outcome), "")
    if one.item.reopened_on is not None:
        return gettext("has run out")
    if one.count:
        return ngettext("%(count)s file sent", "%(count)s files sent", one.count) % {"count": number(one.count)}
    if one.item.explanation:
        return gettext("you have none")
    return gettext("seen by the buyer") if one.item.paper_id is not None else gettext("lacking")


def _file(row: ReviewFile, review: Review, item: ReviewItem) -> ShownFile:
    evidence = row.evidence
    gone = evidence.shredded_on is not None
    warnings = {
        Evidence.Scan.INFECTED: gettext("A virus was found in the file. It is taken away: send a clean one."),
        Evidence.Scan.WAITING: gettext("Being checked for viruses."),
    }
    readable = evidence.scan in (Evidence.Scan.NONE, Evidence.Scan.CLEAN)
    size = number(max(1, round(evidence.size / 1000)))
    return ShownFile(
        id=row.pk,
        name=evidence.name or gettext("shredded file"),
        said=gettext("%(size)s kB, %(day)s") % {"size": size, "day": day(row.received_on)},
        warning=warnings.get(Evidence.Scan(evidence.scan), ""),
        may_open=not gone and readable,
        may_take_back=review.state == Review.State.SENT and not item.outcome and review.pay_control_id is None,
    )


def turn_of(review: Review) -> Turn:
    """Whose turn it is."""
    if review.state != Review.State.SENT:
        return Turn.NOBODY
    return Turn.BUYER if review.handed_in_on is not None else Turn.GUEST
