"""A review is prepared, sent, asked about again, withdrawn; the worker reminds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from ryddig.domain import sampling
from ryddig.domain.decision import Outcome
from ryddig.domain.document_requests import Asked, documents_to_ask, review_days
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Machine, require
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import queue_mail
from ryddig.records.deviations.queries import agreed_requirements
from ryddig.records.followup.models import ContractDuty, PlanItem
from ryddig.records.reviews import mails, review_events
from ryddig.records.reviews.review_models import Review, ReviewItem, ReviewWorker
from ryddig.records.reviews.reviewing import locked, need_seen, need_state, record, save

KIND: Final = "document_review"
LABEL: Final = 80
MOST_WORKERS: Final = 100


@dataclass(frozen=True, slots=True)
class Picked:
    """Whom the documents are asked for. `labels`: what supplier and buyer call them, as the crew list does. `draw`: so
    many are drawn from them as the rule of sampling says; else all are meant. `seed`: made by the door."""

    labels: tuple[str, ...] = ()
    draw: bool = False
    seed: str = ""


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """What a person wants to ask for. `due_on` None: the day the rule gives, counted from the day it is sent."""

    documents: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    people: int | None = None
    picked: Picked = Picked()
    contact_id: int | None = None
    due_on: date | None = None
    message: str = ""


def documents_for(contract: Contract, book: Book, *, on: date) -> tuple[Asked, ...]:
    """What a contract calls for: its duties as they were decided at the newest screening, and the requirements that a
    person has read in it."""
    rows = ContractDuty.objects.visible_to(contract).filter(contract=contract)
    found: dict[str, list[str]] = {}
    for rule, outcome in rows.values_list("rule", "outcome"):
        found.setdefault(outcome, []).append(rule)
    sure, unsure = found.get(Outcome.APPLIES, []), found.get(Outcome.UNKNOWN, [])
    sure = [*sure, *agreed_requirements(contract, contract.pk)]
    return documents_to_ask(book, sure, maybe=unsure, level=contract.risk_level, on=on)


@transaction.atomic
def open_review(
    *, actor: Actor, contract_id: int, supplier_id: int, asked: ReviewAsked, book: Book, on: date
) -> Review:
    """Prepare a review; the supplier hears nothing before it is sent. Raises UserCanFix for what cannot be asked."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.RECORD_CONTROL, Case.of(contract))
    links = ContractSupplier.objects.visible_to(actor).filter(contract=contract, supplier_id=supplier_id)
    if not links.exists():
        hint = N_("Choose one of the contract’s suppliers.")
        raise UserCanFix("review.supplier", N_("The supplier is not on the contract."), hint=hint)
    planned = PlanItem.objects.visible_to(actor).filter(contract=contract, kind=KIND, state=PlanItem.State.PLANNED)
    review = Review.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier_id=supplier_id,
        plan_item=planned.order_by("due_on", "id").first(),
        lawbook_version=book.version,
        opened_by_id=actor.user_id,
        opened_on=on,
    )
    _fill(review, asked, book, on=on)
    review.save()
    record(review_events.REVIEW_OPENED, review, by=actor, on=on, documents=len(asked.documents))
    return review


@transaction.atomic
def change_review(*, actor: Actor, review_id: int, seen: int, asked: ReviewAsked, book: Book, on: date) -> Review:
    """Ask for something else, before it is sent."""
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.DRAFT)
    review.items.all().delete()
    review.workers.all().delete()
    review.lawbook_version = book.version
    _fill(review, asked, book, on=on)
    review.version += 1
    review.save()
    record(review_events.REVIEW_CHANGED, review, by=actor, on=on, documents=len(asked.documents))
    return review


def _fill(review: Review, asked: ReviewAsked, book: Book, *, on: date) -> None:
    _check_period(asked, on)
    chosen = [one for one in documents_for(review.contract, book, on=on) if one.document.id in asked.documents]
    if not chosen:
        hint = N_("Tick at least one document.")
        raise UserCanFix("review.nothing", N_("Nothing is asked for."), hint=hint)
    review.first, review.last, review.people = asked.first, asked.last, asked.people
    review.due_on, review.message, review.contact_id = asked.due_on, asked.message.strip(), None
    if asked.contact_id is not None:
        contacts = SupplierContact.objects.visible_to(review).filter(shredded_on=None)
        found = contacts.get(id=asked.contact_id, contract_id=review.contract_id, supplier_id=review.supplier_id)
        review.contact_id = found.pk
    for position, one in enumerate(chosen, start=1):
        ReviewItem.objects.create(
            organisation_id=review.organisation_id,
            review=review,
            position=position,
            document=one.document.id,
            duties=list(one.duties),
        )
    _pick(review, asked.picked, on=on)


def _check_period(asked: ReviewAsked, on: date) -> None:
    first, last = asked.first, asked.last
    if first is not None and last is not None and last < first:
        hint = N_("Give the first day first.")
        raise UserCanFix("review.period", N_("The period ends before it begins."), hint=hint)
    if first is not None and first > on:
        raise UserCanFix("review.period", N_("The period has not begun."), hint=N_("Give days that have passed."))
    if asked.due_on is not None and asked.due_on < on:
        raise UserCanFix("review.due", N_("The last day has passed."), hint=N_("Give today or a later day."))


def _pick(review: Review, picked: Picked, *, on: date) -> int:
    """Store whom the documents are asked for. Those of earlier reviews come last when they are drawn."""
    labels = list(dict.fromkeys(label.strip()[:LABEL] for label in picked.labels if label.strip()))
    reasons: dict[str, list[str]] = {}
    review.sample = {}
    if picked.draw and labels:
        candidates = [sampling.Candidate(label) for label in labels]
        sample = sampling.propose(candidates, seed=picked.seed, before=_before(review))
        labels = [one.pseudonym for one in sample.picks]
        reasons = {one.pseudonym: [reason.value for reason in one.reasons] for one in sample.picks}
        review.sample = {"seed": sample.seed, "method": sample.method, "size": sample.size, "of": sample.of}
    if len(labels) > MOST_WORKERS:
        text = N_("Documents can be asked for at most %(most)s workers at a time.")
        raise UserCanFix("review.workers", text, hint=N_("Let Ryddig draw among them."), params={"most": MOST_WORKERS})
    for number, label in enumerate(labels, start=1):
        ReviewWorker.objects.create(
            organisation_id=review.organisation_id,
            review=review,
            number=number,
            label=label,
            reasons=reasons.get(label, []),
            keep_until=on + timedelta(days=settings.EVIDENCE_DAYS),
        )
    return len(labels)


def _before(review: Review) -> frozenset[str]:
    rows = ReviewWorker.objects.visible_to(review).filter(review__contract_id=review.contract_id, shredded_on=None)
    return frozenset(rows.exclude(review=review).values_list("label", flat=True))


@transaction.atomic
def send_review(*, actor: Actor, review_id: int, seen: int, book: Book, on: date) -> Review:
    """Send the request by mail. The last day is the one a person set, else the one the rule gives from today."""
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.DRAFT)
    _set_days(review, book, on=on, agreed=review.due_on)
    review.state, review.sent_on = Review.State.SENT, on
    save(review, "state", "sent_on", "due_on", "remind_on", "because")
    _mail(review, mails.ASKED, by=actor, on=on)
    record(review_events.REVIEW_SENT, review, by=actor, on=on, due_on=review.due_on)
    return review


@transaction.atomic
def pick_workers(
    *, actor: Actor, review_id: int, seen: int, picked: Picked, due_on: date | None, book: Book, on: date
) -> Review:
    """Say whom the documents are asked for, once the crew list has come. Raises UserCanFix when it was said before."""
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.SENT)
    if review.workers.exists():
        raise UserCanFix("review.picked", N_("The workers are picked already."))
    if not _pick(review, picked, on=on):
        hint = N_("Write one in each line, as the crew list calls them.")
        raise UserCanFix("review.nobody", N_("Nobody is picked."), hint=hint)
    _set_days(review, book, on=on, agreed=due_on)
    review.handed_in_on = None
    save(review, "sample", "due_on", "remind_on", "because", "handed_in_on")
    _mail(review, mails.WORKERS, by=actor, on=on)
    record(review_events.WORKERS_PICKED, review, by=actor, on=on, workers=review.workers.count())
    return review


@transaction.atomic
def ask_again(
    *, actor: Actor, review_id: int, seen: int, message: str, due_on: date | None, book: Book, on: date
) -> Review:
    """Ask for what is lacking: what nobody could tell from what came is open again, and a new last day counts."""
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.SENT)
    _set_days(review, book, on=on, agreed=due_on)
    review.message, review.handed_in_on = message.strip() or review.message, None
    save(review, "message", "due_on", "remind_on", "because", "handed_in_on")
    review.items.filter(outcome=ReviewItem.Outcome.CANNOT_TELL).update(
        outcome=ReviewItem.Outcome.OPEN, explanation="", explained_on=None
    )
    _mail(review, mails.AGAIN, by=actor, on=on)
    record(review_events.ASKED_AGAIN, review, by=actor, on=on, due_on=review.due_on)
    return review


@transaction.atomic
def withdraw_review(*, actor: Actor, review_id: int, seen: int, on: date) -> Review:
    """Ask for nothing after all. What came is kept until its last day; the supplier no longer sees the request."""
    review = locked(actor, review_id)
    need_seen(review, seen)
    need_state(review, Review.State.DRAFT, Review.State.SENT)
    review.state = Review.State.WITHDRAWN
    save(review, "state")
    record(review_events.REVIEW_WITHDRAWN, review, by=actor, on=on)
    return review


def _set_days(review: Review, book: Book, *, on: date, agreed: date | None) -> None:
    if agreed is not None and agreed < on:
        raise UserCanFix("review.due", N_("The last day has passed."), hint=N_("Give today or a later day."))
    days = review_days(book, on, on=on, agreed=agreed)
    review.due_on, review.because = days.due_on, plain(days.because)
    review.remind_on = [day.isoformat() for day in days.remind_on]


def _mail(review: Review, kind: MailKind, *, by: Author, on: date, key: str = "") -> None:
    if review.contact_id is None:
        hint = N_("Choose a contact at the supplier first.")
        raise UserCanFix("review.no_contact", N_("There is nobody to send it to."), hint=hint)
    queue_mail(
        author=by,
        contract_id=review.contract_id,
        supplier_id=review.supplier_id,
        contact_id=review.contact_id,
        kind=kind,
        key=key or f"{kind.code}:{review.pk}:{review.version}",
        on=on,
        params={"due_on": review.due_on},
        link_until=review.due_on,
    )


def tell_closed(review: Review, *, by: Author, on: date) -> None:
    """Mail that the review is closed, where there is still somebody to tell."""
    if review.contact_id is not None and review.contact is not None and review.contact.shredded_on is None:
        _mail(review, mails.CLOSED, by=by, on=on)


def remind_due(on: date) -> int:
    """Mail reminders whose day has come, once each. For the worker. Returns how many were queued."""
    rows = Review.objects.unscoped("the worker reminds for every buyer").filter(
        state=Review.State.SENT, handed_in_on=None, due_on__gte=on, contact__shredded_on=None
    )
    return sum(_remind(review_id, on) for review_id in list(rows.order_by("id").values_list("id", flat=True)))


@transaction.atomic
def _remind(review_id: int, on: date) -> int:
    rows = Review.objects.unscoped("the worker reminds for every buyer").select_related("contract", "contact")
    review = rows.select_for_update(no_key=True, of=("self",)).get(id=review_id)
    days: Sequence[str] = [day for day in review.remind_on if day <= on.isoformat()]
    if not days or review.state != Review.State.SENT or not lacking(review):
        return 0
    left = [day for day in review.remind_on if day > on.isoformat()]
    review.remind_on = left
    review.save(update_fields=["remind_on"])
    machine = Machine(review.organisation_id)
    _mail(review, mails.REMINDER, by=machine, on=on, key=f"{mails.REMINDER.code}:{review.pk}:{days[-1]}")
    record(review_events.REMINDED, review, by=machine, on=on)
    return 1


def lacking(review: Review) -> bool:
    """Whether some document has neither a file, nor the supplier's word that there is none, nor a decision."""
    rows = review.items.filter(outcome=ReviewItem.Outcome.OPEN, explained_on=None, paper=None)
    return rows.filter(files=None).exists()
