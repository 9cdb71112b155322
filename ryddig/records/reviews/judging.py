"""What a person decides about each document, the paper it is, the pay control beside it, and how the review ends."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book, Status
from ryddig.domain.law_library import Requirement
from ryddig.domain.pay_control import Firm
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor, Author, Machine
from ryddig.records.deviations.models import DeviationProposal, Origin
from ryddig.records.deviations.queries import agreed_requirements
from ryddig.records.deviations.services import Found, propose_deviation, take_back_proposal
from ryddig.records.evidence.models import Paper
from ryddig.records.followup.models import ContractDuty, PlanItem
from ryddig.records.followup.pay_controls import add_evidence, open_pay_control
from ryddig.records.followup.pay_models import PayControl
from ryddig.records.followup.services import finish_plan_item
from ryddig.records.reviews import review_events
from ryddig.records.reviews.asking import tell_closed
from ryddig.records.reviews.review_models import ItemOutcome, Review, ReviewFile, ReviewItem
from ryddig.records.reviews.reviewing import hash_of, locked, locked_item, need_seen, need_state, record, save

Outcome = ReviewItem.Outcome
NEED_NOTE: Final = (Outcome.DEVIATION, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE)
DOCUMENTATION: Final = ("documentation", "hand_over")


@transaction.atomic
def decide_item(*, actor: Actor, item_id: int, seen: int, outcome: str, note: str, book: Book, on: date) -> ReviewItem:
    """Decide about a document. A deviation is proposed to whoever handles deviations; another decision takes the
    proposal back while nobody has decided about it.

    `seen`: version of the item on the page. Raises UserCanFix: changed meanwhile, no reason, not open.
    """
    review, item = locked_item(actor, item_id)
    need_state(review, Review.State.SENT)
    _check(item, seen, outcome=outcome, note=note)
    before, item.outcome, item.outcome_note = item.outcome, outcome, note.strip()
    item.decided_by_id, item.decided_on, item.reopened_on = actor.user_id, on, None
    _keep(item, by=actor, on=on)
    if outcome == Outcome.DEVIATION:
        item.proposal = _propose(review, item, actor=actor, book=book, on=on)
    elif before == Outcome.DEVIATION:
        take_back_proposal(
            author=actor, contract_id=review.contract_id, origin=Origin.REVIEW_ITEM, key=_key(item), on=on
        )
        item.proposal = None
    item.save()
    details = {"item": item.pk, "document": item.document, "outcome": outcome, "note_hash": hash_of(note)}
    record(review_events.ITEM_DECIDED, review, by=actor, on=on, **details)
    return item


def _check(item: ReviewItem, seen: int, *, outcome: str, note: str) -> None:
    if item.version != seen:
        text = N_("Somebody else has decided about this document since you opened the page.")
        raise UserCanFix("review.changed", text, hint=N_("Look at it as it stands now, and try again."))
    if outcome not in Outcome.values or not outcome:
        raise UserCanFix("review.outcome", N_("Choose what you found."))
    if outcome in NEED_NOTE and not note.strip():
        raise UserCanFix("review.no_note", N_("Write what you saw: it is kept and shown with the decision."))


def _keep(item: ReviewItem, *, by: Author, on: date) -> None:
    item.version += 1
    ItemOutcome.objects.create(
        organisation_id=item.organisation_id,
        item=item,
        version=item.version,
        outcome=item.outcome,
        note=item.outcome_note,
        actor_id=by.user_id,
        on=on,
    )


def _key(item: ReviewItem) -> str:
    return f"item:{item.pk}"


def _propose(review: Review, item: ReviewItem, *, actor: Actor, book: Book, on: date) -> DeviationProposal:
    handed_in = item.files.exists() or item.paper_id is not None
    term = _term_broken(review, item, book)
    duty = None if term is not None else _duty_broken(review, item, handed_in=handed_in)
    why = _why_open(duty) if term is None else _why_open_term(term, on)
    text = Message("%(said)s", {"said": item.outcome_note})
    if not handed_in:
        document = book.library.documents.get(item.document)
        name = document.name.nb if document is not None else item.document
        said = N_("%(document)s was asked for by %(due_on)s and is not handed in. %(said)s")
        text = Message(said, {"document": name, "due_on": review.due_on, "said": item.outcome_note})
    found = Found(
        origin=Origin.REVIEW_ITEM,
        origin_id=item.pk,
        key=_key(item),
        rule=term.id if term is not None else duty.rule if duty is not None else "",
        text=text,
        certain=not why,
        because=duty.because if duty is not None else (),
        why=why,
        lawbook_version=review.lawbook_version,
        supplier_id=review.supplier_id,
    )
    return propose_deviation(author=actor, contract_id=review.contract_id, found=found, on=on)


def _term_broken(review: Review, item: ReviewItem, book: Book) -> Requirement | None:
    """The requirement of the contract that the document shows, as a person has read it there."""
    agreed = agreed_requirements(review, review.contract_id)
    requirements = book.library.requirements
    return next((requirements[rule] for rule in item.duties if rule in agreed and rule in requirements), None)


def _why_open_term(term: Requirement, on: date) -> str:
    entry = term.series.at(on)
    return "" if entry is not None and entry.status is Status.OFFICIAL else "not_official"


def _duty_broken(review: Review, item: ReviewItem, *, handed_in: bool) -> ContractDuty | None:
    """The duty the document shows; the duty to document when it was not handed in."""
    rows = ContractDuty.objects.visible_to(review).filter(contract_id=review.contract_id)
    if not handed_in:
        found = rows.filter(theme__in=DOCUMENTATION, outcome="applies").order_by("-may_sanction", "rule").first()
        if found is not None:
            return found
    return rows.filter(rule__in=item.duties).order_by("outcome", "-may_sanction", "rule").first()


def _why_open(duty: ContractDuty | None) -> str:
    """What keeps it a question; empty when nothing does."""
    if duty is None or duty.outcome != "applies":
        return "duty_unknown"
    if not duty.may_sanction:
        return "not_official"
    return "" if duty.in_contract == ContractDuty.InContract.YES else "term_not_confirmed"


@transaction.atomic
def attach_paper(*, actor: Actor, item_id: int, paper_id: int, on: date) -> ReviewItem:
    """Use a paper for a document: it is open again on the day after the paper runs out."""
    review, item = locked_item(actor, item_id)
    need_state(review, Review.State.SENT)
    papers = Paper.objects.visible_to(actor).filter(supplier_id=review.supplier_id, withdrawn_on=None)
    paper = papers.get(id=paper_id)
    item.paper, item.valid_until = paper, paper.valid_until
    item.save(update_fields=["paper", "valid_until"])
    record(review_events.PAPER_ATTACHED, review, by=actor, on=on, item=item.pk, paper=paper.pk)
    return item


def reopen_run_out(on: date) -> int:
    """Open the documents whose paper has run out, and their review with them, on contracts that run. For the worker; a
    second call opens none. Returns how many."""
    rows = ReviewItem.objects.unscoped("the worker reopens for every buyer").filter(
        valid_until__lt=on, review__contract__state="running"
    )
    rows = rows.exclude(outcome=Outcome.OPEN).exclude(review__state=Review.State.WITHDRAWN)
    ids = list(rows.order_by("id").values_list("id", "organisation_id"))
    for item_id, organisation_id in ids:
        _reopen(Machine(organisation_id), item_id, on=on)
    return len(ids)


@transaction.atomic
def _reopen(machine: Machine, item_id: int, *, on: date) -> None:
    review, item = locked_item(machine, item_id)
    item.outcome, item.outcome_note, item.decided_by, item.decided_on = Outcome.OPEN, "", None, None
    item.paper, item.valid_until, item.reopened_on = None, None, on
    _keep(item, by=machine, on=on)
    item.save()
    review.state, review.handed_in_on = Review.State.SENT, review.handed_in_on or on
    save(review, "state", "handed_in_on")
    record(review_events.ITEM_REOPENED, review, by=machine, on=on, item=item.pk, document=item.document)


@transaction.atomic
def join_pay_control(*, actor: Actor, review_id: int, firm: Firm, book: Book, on: date) -> PayControl:
    """Open a pay control of the review's period with the pay files that came. It is started on its own page.

    Raises UserCanFix: no period, no pay files, joined already.
    """
    review = locked(actor, review_id)
    need_state(review, Review.State.SENT)
    if review.pay_control_id is not None:
        raise UserCanFix("review.joined", N_("A pay control is joined to the review already."))
    if review.first is None or review.last is None:
        raise UserCanFix("review.no_period", N_("The review has no pay period."))
    files = pay_files(review, book)
    if not files:
        hint = N_("Wait until timesheets and payslips have come.")
        raise UserCanFix("review.no_pay_files", N_("No file that a pay control can read has come."), hint=hint)
    control = open_pay_control(
        actor=actor, contract_id=review.contract_id, first=review.first, last=review.last, firm=firm, on=on
    )
    for file in files:
        add_evidence(actor=actor, control_id=control.pk, evidence_id=file.evidence_id, on=on)
    review.pay_control = control
    save(review, "pay_control")
    record(review_events.PAY_CONTROL_JOINED, review, by=actor, on=on, pay_control=control.pk)
    return control


def pay_files(review: Review, book: Book) -> list[ReviewFile]:
    """Files for documents that the pay control reads; the same content once."""
    pay = [document.id for document in book.library.documents.values() if document.pay]
    rows = review.files.filter(item__document__in=pay, evidence__shredded_on=None).exclude(evidence__scan="infected")
    readable = rows.filter(evidence__kind__in=("xlsx", "pdf", "xml", "json", "text")).select_related("evidence")
    return list({row.evidence.sha256: row for row in readable.order_by("-id")}.values())[::-1]


@transaction.atomic
def close_review(
    *,
    actor: Actor,
    review_id: int,
    seen: int,
    conclusion: str,
    screener: Screener,
    on: date,
    hours: Decimal | None = None,
) -> Review:
    """Close a review in which every document is decided about, tell the supplier, and finish what was planned.

    Raises UserCanFix while a document is open, or without words to the supplier.
    """
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.SENT)
    outcomes = set(review.items.values_list("outcome", flat=True))
    if Outcome.OPEN in outcomes:
        hint = N_("Decide about each document first.")
        raise UserCanFix("review.undecided", N_("Some documents are not decided about."), hint=hint)
    if not conclusion.strip():
        raise UserCanFix("review.no_conclusion", N_("Write what came of the review: the supplier reads it."))
    review.result = result_of(outcomes)
    review.state, review.conclusion = Review.State.CLOSED, conclusion.strip()
    review.closed_on, review.closed_by_id = on, actor.user_id
    save(review, "state", "conclusion", "result", "closed_on", "closed_by")
    details = {"result": review.result, "conclusion_hash": hash_of(conclusion)}
    record(review_events.REVIEW_CLOSED, review, by=actor, on=on, **details)
    tell_closed(review, by=actor, on=on)
    item = review.plan_item
    if item is not None and item.state == PlanItem.State.PLANNED:
        finish_plan_item(actor=actor, item_id=item.pk, screener=screener, on=on, hours=hours)
    return review


def result_of(outcomes: set[str]) -> str:
    """What came of a review, from what was found about its documents: the gravest counts."""
    if Outcome.DEVIATION in outcomes:
        return Review.Result.DEVIATIONS
    return Review.Result.NOT_DOCUMENTED if Outcome.CANNOT_TELL in outcomes else Review.Result.IN_ORDER
