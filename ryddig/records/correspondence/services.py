"""Contacts at a supplier, their links, and mail to them. What the worker does with the mail stands in `sending`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, Guest, Machine, require
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.registry import EventType
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import Contract, ContractSupplier
from ryddig.records.correspondence import events, mails
from ryddig.records.correspondence.links import links_of, revoke
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import NAME, Mail, PortalLanguage, SupplierContact, SupplierLink
from ryddig.records.correspondence.queuing import new_mail, withdraw_mails
from ryddig.records.evidence.tombstones import bury

YEAR: Final = timedelta(days=365)
MOST_COLLEAGUES: Final = 10
"""How many contacts a supplier may have on a contract before its own people may add no more."""
NOTE: Final = 2000


@transaction.atomic
def add_contact(
    *, actor: Actor, contract_id: int, supplier_id: int, name: str, email: str, language: str, on: date
) -> SupplierContact:
    """Somebody to write to at a supplier about a contract. Raises UserCanFix: no name, no address, there already."""
    contract = Contract.objects.visible_to(actor).get(id=contract_id)
    require(actor, Action.WRITE_SUPPLIER, Case.of(contract))
    _check_on_contract(actor, contract, supplier_id)
    if _same_address(actor, contract_id, supplier_id, email=email).exists():
        text = N_("Somebody with this address is among the contacts already.")
        raise UserCanFix("contact.twice", text, hint=N_("Use or change that one."))
    return _make(actor, contract, supplier_id, given={"name": name, "email": email, "language": language}, on=on)


@transaction.atomic
def change_contact(
    *, actor: Actor, contact_id: int, version: int, name: str, email: str, language: str, keep_until: date, on: date
) -> SupplierContact:
    """Change a contact. `version`: the one the person saw. Raises UserCanFix: changed meanwhile, a day that has passed.

    Another address closes the links that went to the old one.
    """
    row = _locked(actor, contact_id)
    if row.version != version:
        text = N_("Somebody else changed the contact meanwhile: %(name)s, %(email)s.")
        hint = N_("Look at what stands there now, and change it again if it is wrong.")
        raise UserCanFix("contact.changed", text, hint=hint, params={"name": row.name, "email": row.email})
    if keep_until < on:
        hint = N_("Give today or a later day, or remove the contact.")
        raise UserCanFix("contact.day_passed", N_("That day has passed."), hint=hint)
    given = _checked(name=name, email=email, language=language)
    if _same_address(actor, row.contract_id, row.supplier_id, email=given["email"]).exclude(id=row.pk).exists():
        raise UserCanFix("contact.twice", N_("Somebody with this address is among the contacts already."))
    if given["email"] != row.email:
        revoke(links_of(row), why=SupplierLink.Why.WITHDRAWN)
    row.name, row.email, row.language, row.keep_until = given["name"], given["email"], given["language"], keep_until
    row.version += 1
    row.save()
    _record(events.CONTACT_CHANGED, row, by=actor, on=on)
    return row


@transaction.atomic
def remove_contact(*, actor: Actor, contact_id: int, on: date) -> SupplierContact:
    """Shred a contact now: name and address go, its links open nothing, and mail that waits is not sent."""
    return _shred(_locked(actor, contact_id), by=actor, on=on)


@transaction.atomic
def revoke_links(*, actor: Actor, contact_id: int, on: date) -> int:
    """Withdraw every link of a contact, and mail to it that waits. Returns how many links opened until now."""
    row = _locked(actor, contact_id)
    count = revoke(links_of(row), why=SupplierLink.Why.WITHDRAWN)
    withdraw_mails(row, by=actor, on=on)
    _record(events.LINKS_REVOKED, row, by=actor, on=on, links=count)
    return count


@transaction.atomic
def send_link(*, actor: Actor, contact_id: int, on: date) -> Mail:
    """A mail with a link to the supplier's page; once a day, however often it is asked for."""
    row = _locked(actor, contact_id)
    return queue_mail(
        author=actor,
        contract_id=row.contract_id,
        supplier_id=row.supplier_id,
        contact_id=row.pk,
        kind=mails.INVITED,
        key=f"link.invited:{row.pk}:{row.version}:{on.isoformat()}",
        on=on,
    )


@transaction.atomic
def hand_over(*, guest: Guest, name: str, email: str, language: str, on: date) -> SupplierContact:
    """Let a colleague of the guest's in on the same desk, with a link of their own by mail.

    Raises UserCanFix: no name, no address, or so many that somebody may be using us to send mail.
    """
    contract = Contract.objects.visible_to(guest).get(id=guest.contract_id)
    given = _checked(name=name, email=email, language=language)
    row = _same_address(guest, guest.contract_id, guest.supplier_id, email=given["email"]).first()
    if row is None:
        _check_room(guest)
        row = _make(guest, contract, guest.supplier_id, given=given, on=on)
    queue_mail(
        author=guest,
        contract_id=contract.pk,
        supplier_id=guest.supplier_id,
        contact_id=row.pk,
        kind=mails.HANDED_OVER,
        key=f"link.handed_over:{row.pk}:{on.isoformat()}",
        on=on,
    )
    return row


@transaction.atomic
def send_new_link(*, guest: Guest, on: date) -> Mail:
    """A new link to the address that had the guest's; once a day, however often it is asked for."""
    contact = SupplierContact.objects.visible_to(guest).get(links=guest.link_id)
    return queue_mail(
        author=guest,
        contract_id=guest.contract_id,
        supplier_id=guest.supplier_id,
        contact_id=contact.pk,
        kind=mails.NEW_LINK,
        key=f"link.new:{contact.pk}:{on.isoformat()}",
        on=on,
    )


def choose_language(*, guest: Guest, language: str) -> None:
    """The guest's own choice for pages and mails. No event: it decides nothing."""
    if language in PortalLanguage.values:
        contacts = SupplierContact.objects.visible_to(guest).filter(links=guest.link_id)
        contacts.update(language=language)


@transaction.atomic
def queue_mail(
    *,
    author: Author,
    contract_id: int,
    supplier_id: int,
    contact_id: int,
    kind: MailKind,
    key: str,
    on: date,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    link_until: date | None = None,
) -> Mail:
    """Have a mail sent to a contact, with a personal link in it. The same `key` again gives the mail that is there.

    `params`: what the kind's text needs; never answers, findings or persons. `note`: words of the buyer's own person.
    `link_until`: the last day of what is asked; the link opens for two months at least. The caller has checked that
    `author` may; a mail is queued in the transaction of what it tells of.
    Raises ObjectDoesNotExist for another supplier's contact, UserCanFix for one that is shredded.
    """
    rows = SupplierContact.objects.visible_to(author).filter(contract_id=contract_id, supplier_id=supplier_id)
    contact = rows.get(id=contact_id)
    if contact.shredded_on is not None:
        text = N_("The contact is no longer kept.")
        raise UserCanFix("contact.gone", text, hint=N_("Choose or add another contact at the supplier."))
    more = {"params": plain(params or {}), "note": note.strip()[:NOTE], "link_until": link_until}
    mail, made = new_mail(contact.organisation_id, kind, key=key, contact=contact, **more)
    if made:
        _record(events.MAIL_QUEUED, contact, by=author, on=on, mail=mail.pk, kind=kind.code)
    return mail


def contacts_due(on: date) -> ScopedQuerySet[SupplierContact]:
    """Contacts of every organisation whose last day has passed."""
    rows = SupplierContact.objects.unscoped("the worker shreds every buyer's")
    return rows.filter(shredded_on=None, keep_until__lt=on)


@transaction.atomic
def shred_contact_again(known: Mapping[str, Any], on: date) -> bool:
    """Shred a contact that was shredded before and came back with a back-up. Says whether there was one."""
    rows = SupplierContact.objects.unscoped("the back-up holds every organisation's").filter(shredded_on=None, **known)
    row = rows.select_for_update(no_key=True).select_related("contract").first()
    if row is not None:
        _shred(row, by=Machine(row.organisation_id), on=on)
    return row is not None


def shred_contacts_due(on: date) -> int:
    """Shred every contact whose last day has passed; each in a transaction of its own. Returns how many."""
    rows = list(contacts_due(on).order_by("id"))
    for row in rows:
        with transaction.atomic():
            _shred(row, by=Machine(row.organisation_id), on=on)
    return len(rows)


def _make(
    author: Author, contract: Contract, supplier_id: int, *, given: Mapping[str, str], on: date
) -> SupplierContact:
    row = SupplierContact.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        supplier_id=supplier_id,
        keep_until=max(contract.last_day or on, on + YEAR) + timedelta(days=settings.PERSONS_DAYS),
        **_checked(**given),
    )
    _record(events.CONTACT_ADDED, row, by=author, on=on)
    return row


def _checked(*, name: str, email: str, language: str) -> dict[str, str]:
    """The three fields, or UserCanFix. An address is kept in lower case, so that it is there once."""
    name, email = " ".join(name.split())[:NAME], email.strip().lower()
    if not name:
        raise UserCanFix("contact.no_name", N_("The name is missing."), hint=N_("Write who we write to."))
    try:
        validate_email(email)
    except ValidationError as error:
        text = N_("“%(email)s” is not an e-mail address.")
        hint = N_("Write it as in name@firm.no.")
        raise UserCanFix("contact.no_address", text, hint=hint, params={"email": email[:NAME]}) from error
    return {"name": name, "email": email, "language": language if language in PortalLanguage.values else "nb"}


def _check_on_contract(actor: Actor, contract: Contract, supplier_id: int) -> None:
    links = ContractSupplier.objects.visible_to(actor)
    if not links.filter(contract=contract, supplier_id=supplier_id).exists():
        text = N_("The supplier is not on the contract %(title)s.")
        hint = N_("Choose one of the contract’s suppliers.")
        raise UserCanFix("contact.not_on_contract", text, hint=hint, params={"title": contract.title})


def _check_room(guest: Guest) -> None:
    rows = SupplierContact.objects.visible_to(guest).filter(shredded_on=None)
    if rows.filter(contract_id=guest.contract_id, supplier_id=guest.supplier_id).count() >= MOST_COLLEAGUES:
        text = N_("There are %(most)s contacts already, and no more can be added here.")
        hint = N_("Ask the buyer to add or remove somebody.")
        raise UserCanFix("contact.too_many", text, hint=hint, params={"most": MOST_COLLEAGUES})


def _same_address(author: Author, contract_id: int, supplier_id: int, *, email: str) -> ScopedQuerySet[SupplierContact]:
    rows = SupplierContact.objects.visible_to(author).filter(contract_id=contract_id, supplier_id=supplier_id)
    return rows.filter(shredded_on=None, email=email.strip().lower())


def _locked(actor: Actor, contact_id: int) -> SupplierContact:
    rows = SupplierContact.objects.visible_to(actor).select_related("contract")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=contact_id, shredded_on=None)
    require(actor, Action.WRITE_SUPPLIER, Case.of(row.contract))
    return row


def _shred(row: SupplierContact, *, by: Author, on: date) -> SupplierContact:
    revoke(links_of(row), why=SupplierLink.Why.REMOVED)
    withdraw_mails(row, by=by, on=on)
    Mail.objects.visible_to(row).filter(contact=row).update(sent_to="", note="")
    bury(row, {"id": row.pk, "contract_id": row.contract_id, "supplier_id": row.supplier_id}, on=on)
    row.name, row.email, row.shredded_on = "", "", on
    row.version += 1
    row.save()
    _record(events.CONTACT_SHREDDED, row, by=by, on=on)
    return row


def _record(event: EventType, row: SupplierContact, *, by: Author, on: date, **more: object) -> None:
    details = {"contact": row.pk, "supplier": row.supplier_id, **more}
    record_event(Entry(event, "contract", row.contract_id, details=details), actor=by, on=on)
