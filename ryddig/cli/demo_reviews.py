"""The demo's document review: asked for, two documents handed in by the supplier's link, one lacking."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.law import Book
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import ContractSupplier
from ryddig.records.correspondence.links import guest_of_link, mint_link
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.evidence.files import written
from ryddig.records.reviews.asking import Picked, ReviewAsked, open_review, send_review
from ryddig.records.reviews.handing_in import hand_in_file
from ryddig.records.reviews.models import Review

FILE: Final = "reviews.yaml"


def give_review(folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], book: Book, today: date) -> None:
    """Through the services, each step on its own day; nothing where the contract is not."""
    told: Any = read((folder / FILE).read_text(encoding="utf-8")) if (folder / FILE).is_file() else None
    if told is None or told["contract"] not in ids:
        return
    actor, contract_id = actors[told["who"]], ids[told["contract"]]
    on = today + timedelta(days=told["sent"])
    contact = _contact(told["contact"], actor, contract_id, on=on)
    asked = _asked(told, contact, today=today)
    review = open_review(
        actor=actor, contract_id=contract_id, supplier_id=contact.supplier_id, asked=asked, book=book, on=on
    )
    send_review(actor=actor, review_id=review.pk, seen=review.version, book=book, on=on)
    came = today + timedelta(days=told["came"])
    _hand_in(guest_of_link(mint_link(contact=contact, on=came)[0]), review, told["files"], on=came)


def _contact(given: Mapping[str, str], actor: Actor, contract_id: int, *, on: date) -> SupplierContact:
    links = ContractSupplier.objects.visible_to(actor).filter(contract_id=contract_id, role="supplier")
    supplier_id = links.order_by("id").values_list("supplier_id", flat=True)[0]
    return add_contact(actor=actor, contract_id=contract_id, supplier_id=supplier_id, on=on, **given)


def _asked(told: Mapping[str, Any], contact: SupplierContact, *, today: date) -> ReviewAsked:
    last = today.replace(day=1) - timedelta(days=1)
    return ReviewAsked(
        documents=tuple(told["documents"]),
        first=last.replace(day=1),
        last=last,
        people=told["people"],
        picked=Picked(tuple(told["workers"])),
        contact_id=contact.pk,
        message=told["message"],
    )


def _hand_in(guest: Guest, review: Review, files: list[Mapping[str, str]], *, on: date) -> None:
    items = {item.document: item.pk for item in review.items.all()}
    for file in files:
        content = written([file["text"].encode()])
        hand_in_file(author=guest, item_id=items[file["document"]], name=file["name"], content=content, on=on)
