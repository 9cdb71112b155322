"""Document reviews as the office shows them: the list, one review with its documents, what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.domain.document_requests import Per
from ryddig.domain.law import Book
from ryddig.office.desk import Desk
from ryddig.office.forms import OfficeForm, anew
from ryddig.office.review_form import OutcomeForm
from ryddig.office.shown_pay_files import size_said
from ryddig.office.step_card import DONE, QUIET, WAITING, WRONG, StepCard
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence, Paper
from ryddig.records.reviews.models import Review, ReviewFile, ReviewItem
from ryddig.records.reviews.review_queries import ItemPage, Listed, ReviewPage, reviews_of
from ryddig.reports.formats import day, language, number

State, Outcome = Review.State, ReviewItem.Outcome
COLOURS: Final[Mapping[str, str]] = {
    Outcome.OPEN: WAITING,
    Outcome.OK: DONE,
    Outcome.DEVIATION: WRONG,
    Outcome.NOT_APPLICABLE: QUIET,
    Outcome.CANNOT_TELL: "warning",
}
RESULTS: Final[Mapping[str, str]] = {
    Review.Result.IN_ORDER: DONE,
    Review.Result.DEVIATIONS: WRONG,
    Review.Result.NOT_DOCUMENTED: "warning",
}


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A review in a list."""

    id: int
    name: str
    supplier: str
    said: str
    colour: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file handed in. `open_id`: evidence that may be opened; None while it may not."""

    id: int
    evidence: int
    name: str
    said: tuple[str, ...]
    open_id: int | None
    warning: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A document of the review."""

    item: ReviewItem
    name: str
    text: str
    why: str
    black_out: str
    per_worker: bool
    duties: tuple[str, ...]
    outcome: str
    colour: str
    decided: str
    files: tuple[ShownFile, ...]
    more: int
    paper_kind: str
    paper: str
    papers: tuple[tuple[int, str], ...]
    form: OfficeForm
    proposal: int | None


def name_of(review: Review) -> str:
    """`Document review, October 2026`."""
    if review.first is None or review.last is None:
        return gettext("Document review %(number)s") % {"number": review.pk}
    period = f"{day(review.first, 'short')}–{day(review.last, 'short')}"
    return gettext("Document review %(period)s") % {"period": period}


def listed(rows: Iterable[Listed], on: date) -> list[ShownReview]:
    """Reviews of a contract."""
    return [_listed(row, on) for row in rows]


def _listed(row: Listed, on: date) -> ShownReview:
    review = row.review
    said, colour = state_said(review, on)
    return ShownReview(review.pk, name_of(review), review.supplier.name, said, colour, tuple(lines_of(row)))


def state_said(review: Review, on: date) -> tuple[str, str]:
    """Where it stands, and how grave that is."""
    if review.state == State.CLOSED:
        return review.get_result_display(), RESULTS[review.result]
    if review.state == State.SENT and review.handed_in_on is not None:
        return gettext("handed in"), WAITING
    if review.state == State.SENT and review.due_on is not None and review.due_on < on:
        return gettext("overdue"), WRONG
    return review.get_state_display(), QUIET if review.state != State.SENT else WAITING


def lines_of(row: Listed) -> Iterable[str]:
    """What there is to know about it."""
    review = row.review
    if review.state == State.SENT and review.due_on is not None:
        yield gettext("Due %(day)s") % {"day": day(review.due_on)}
    if row.lacking and review.state == State.SENT:
        text = ngettext("%(count)s document is lacking", "%(count)s documents are lacking", row.lacking)
        yield text % {"count": number(row.lacking)}
    if row.undecided and review.state == State.SENT:
        text = ngettext("%(count)s document is not decided", "%(count)s documents are not decided", row.undecided)
        yield text % {"count": number(row.undecided)}
    if row.deviating:
        text = ngettext("%(count)s deviation", "%(count)s deviations", row.deviating)
        yield text % {"count": number(row.deviating)}
    if row.reopened:
        yield gettext("A paper has run out")


def card(desk: Desk, contract: Contract) -> StepCard:
    """The step as a card: its newest review."""
    rows = reviews_of(desk.actor, contract.pk, most=1)
    name, url = gettext("Document review"), reverse("office:reviews", args=[contract.pk])
    new = (reverse("office:review_new", args=[contract.pk]), gettext("Ask for documents"))
    if not rows:
        return StepCard(
            name, url, gettext("none yet"), do=new if desk.may(Action.RECORD_CONTROL, contract.unit_id) else ()
        )
    review = rows[0].review
    said, colour = state_said(review, desk.on)
    waits = rows[0].undecided if review.state == State.SENT and review.handed_in_on is not None else 0
    page = (reverse("office:review", args=[contract.pk, review.pk]), gettext("Go through the documents"))
    return StepCard(name, url, said, colour, tuple(lines_of(rows[0])), waits, page if waits else ())


def items(page: ReviewPage, desk: Desk, papers: Iterable[Paper], *, kept: OfficeForm | None = None) -> list[ShownItem]:
    """Each document. `kept`: what a person typed about one of them and that was refused."""
    found = list(papers)
    return [_item(one, desk, found, kept=kept) for one in page.items]


def _item(one: ItemPage, desk: Desk, papers: list[Paper], *, kept: OfficeForm | None) -> ShownItem:
    row, document, spoken = one.item, desk.book.library.documents.get(one.item.document), language()
    kind = document.paper if document is not None else ""
    usable = tuple((paper.pk, _paper(paper)) for paper in papers if kind and paper.kind == kind)
    form: OfficeForm = OutcomeForm(
        initial={"seen": row.version, "outcome": row.outcome, "note": row.outcome_note}, prefix=f"item-{row.pk}"
    )
    if kept is not None and kept.prefix == form.prefix:
        form = anew(kept, row.version)
    return ShownItem(
        item=row,
        name=document_name(row, desk.book),
        text=document.text.in_language(spoken) if document is not None else "",
        why=document.why.in_language(spoken) if document is not None else "",
        black_out=document.black_out.in_language(spoken) if document is not None else "",
        per_worker=document is not None and document.per is Per.WORKER,
        duties=tuple(row.duties),
        outcome=row.get_outcome_display(),
        colour=COLOURS[row.outcome],
        decided=_decided(row),
        files=tuple(_file(file) for file in one.files),
        more=one.count - len(one.files),
        paper_kind=kind,
        paper=_paper(row.paper) if row.paper is not None else "",
        papers=usable if row.paper is None else (),
        form=form,
        proposal=row.proposal_id,
    )


def document_name(row: ReviewItem, book: Book) -> str:
    """What a document is called; its id when this book does not hold it."""
    document = book.library.documents.get(row.document)
    return document.name.in_language(language()) if document is not None else row.document


def _decided(row: ReviewItem) -> str:
    if row.decided_on is None:
        return ""
    return gettext("%(name)s, %(day)s") % {"name": row.decided_by, "day": day(row.decided_on)}


def _paper(paper: Paper) -> str:
    if paper.valid_until is None:
        return gettext("Paper dated %(dated)s") % {"dated": day(paper.dated)}
    params = {"dated": day(paper.dated), "until": day(paper.valid_until)}
    return gettext("Paper dated %(dated)s, counts until %(until)s") % params


def _file(row: ReviewFile) -> ShownFile:
    evidence = row.evidence
    gone = evidence.shredded_on is not None
    open_to_all = not gone and evidence.scan in (Evidence.Scan.NONE, Evidence.Scan.CLEAN)
    sender = evidence.received_by or evidence.supplier
    said = [size_said(evidence.size), gettext("%(day)s by %(name)s") % {"day": day(row.received_on), "name": sender}]
    if not gone:
        said.append(gettext("kept until %(day)s") % {"day": day(evidence.keep_until, "short")})
    warning = {
        Evidence.Scan.INFECTED: gettext("A virus was found in the file. It is taken away, and the supplier is told."),
        Evidence.Scan.WAITING: gettext("Waits for the virus scanner. It can be opened after that."),
        Evidence.Scan.NONE: gettext("Not scanned for viruses: this installation has no scanner."),
    }.get(Evidence.Scan(evidence.scan), "")
    return ShownFile(
        id=row.pk,
        evidence=evidence.pk,
        name=evidence.name or gettext("file %(number)s (shredded)") % {"number": evidence.pk},
        said=tuple(said),
        open_id=evidence.pk if open_to_all else None,
        warning="" if gone and evidence.scan != Evidence.Scan.INFECTED else warning,
    )
