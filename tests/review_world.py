"""A document review as the tests need it, under the real lawbook."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Final

from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.evidence.files import Written, written
from ryddig.records.reviews import asking
from ryddig.records.reviews.asking import Picked, ReviewAsked
from ryddig.records.reviews.handing_in import hand_in_file
from ryddig.records.reviews.models import Review, ReviewFile, ReviewItem
from ryddig.reports.law import law_for
from tests.cast import TODAY
from tests.office_world import World
from tests.portal_world import contact, guest, supplier_of

WHY: Final = "the tests look at everything"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
DOCUMENTS: Final = ("documents.crew_list", "documents.payslip", "documents.tax_certificate")


def book() -> Any:
    """The national book."""
    return law_for([]).book


def asked(documents: Collection[str] = DOCUMENTS, **more: Any) -> ReviewAsked:
    """October, two workers."""
    told = {"first": FIRST, "last": LAST, "people": 12, "picked": Picked(("101", "102")), **more}
    return ReviewAsked(tuple(documents), **told)


def prepared(actor: Actor, contract: Contract, contact: SupplierContact | None = None, **more: Any) -> Review:
    """A review that is not sent."""
    told = asked(**{"contact_id": contact.pk if contact else None, **more})
    supplier = supplier_of(contract).pk
    return asking.open_review(
        actor=actor, contract_id=contract.pk, supplier_id=supplier, asked=told, book=book(), on=TODAY
    )


def sent(actor: Actor, contract: Contract, contact: SupplierContact, **more: Any) -> Review:
    """A review that is with the supplier."""
    review = prepared(actor, contract, contact, **more)
    return asking.send_review(actor=actor, review_id=review.pk, seen=review.version, book=book(), on=TODAY)


def item(review: Review, document: str = "documents.payslip") -> ReviewItem:
    """One document of the review, as it stands."""
    return ReviewItem.objects.unscoped(WHY).get(review=review, document=document)


def content(data: bytes = PDF) -> AbstractContextManager[Written]:
    """A file's content as a door hands it over."""
    return written([data])


def handed_in(author: Actor | Guest, of: ReviewItem, data: bytes = PDF, *, name: str = "slipper.pdf") -> ReviewFile:
    """A file for a document."""
    return hand_in_file(author=author, item_id=of.pk, name=name, content=content(data), on=TODAY)


def of_world(world: World) -> Review:
    """A review of the world's cleaning contract that is with the supplier, made the first time somebody asks."""
    rows = Review.objects.unscoped(WHY).filter(contract=world.cleaning, state="sent")
    return rows.first() or sent(world.cast.kari, world.cleaning, _somebody(world))


def _somebody(world: World) -> SupplierContact:
    rows = SupplierContact.objects.unscoped(WHY).filter(contract=world.cleaning, shredded_on=None)
    return rows.first() or contact(world.cast.kari, world.cleaning)


def contact_of(review: Review) -> SupplierContact:
    """Who got it."""
    assert review.contact is not None
    return review.contact


def file_of(world: World) -> ReviewFile:
    """A file its supplier has handed in, made the first time somebody asks."""
    review = of_world(world)
    found = ReviewFile.objects.unscoped(WHY).filter(review=review).first()
    return found or handed_in(guest(contact_of(review)), item(review))


def now(review: Review) -> Review:
    """The review as it stands."""
    return Review.objects.unscoped(WHY).get(id=review.pk)
