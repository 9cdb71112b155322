"""Contacts at suppliers as pages show them: who, how their link stands, and whether they have come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ryddig.office.desk import Desk
from ryddig.office.step_card import WAITING, WRONG, StepCard
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.links import state_of
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink
from ryddig.records.correspondence.queries import contacts_of, contacts_with_links, mails_of
from ryddig.reports.formats import day, moment


@dataclass(frozen=True, slots=True)
class ShownContact:
    """One contact. `link`: how their newest link stands, in words; `is_open`: whether one opens."""

    row: SupplierContact
    language: str
    keep_until: str
    link: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class AtSupplier:
    """A supplier and its contacts."""

    supplier: Supplier
    contacts: tuple[ShownContact, ...]


def at_suppliers(desk: Desk, suppliers: Iterable[Supplier], contract: Contract) -> list[AtSupplier]:
    """Every supplier of the contract, also those without a contact."""
    rows = [shown(row, desk) for row in contacts_with_links(desk.actor, contract.pk)]
    return [
        AtSupplier(supplier, tuple(one for one in rows if one.row.supplier_id == supplier.pk)) for supplier in suppliers
    ]


def shown(row: SupplierContact, desk: Desk) -> ShownContact:
    """One contact. Its links must be fetched already when many are shown."""
    links = sorted(row.links.all(), key=lambda link: -link.pk)
    return ShownContact(
        row=row,
        language=row.get_language_display(),
        keep_until=day(row.keep_until),
        link=_link_said(links, desk),
        is_open=any(state_of(link, desk.on) == "open" for link in links),
    )


def _link_said(links: list[SupplierLink], desk: Desk) -> str:
    if not links:
        return gettext("has no link yet")
    used = max((link.last_used_at for link in links if link.last_used_at), default=None)
    state = state_of(links[0], desk.on)
    if state == "withdrawn":
        return gettext("link withdrawn")
    if state == "expired":
        return gettext("link expired %(day)s") % {"day": day(links[0].expires_on, "short")}
    if used is None:
        return gettext("link not opened yet")
    return gettext("last here %(moment)s") % {"moment": moment(used)}


def card(desk: Desk, contract: Contract) -> StepCard:
    """Whom we write to, and what could not be sent: first among the steps, since the others need it."""
    contacts = contacts_of(desk.actor, contract.pk).count()
    stuck = mails_of(desk.actor, contract_id=contract.pk, states=[Mail.State.GIVEN_UP]).count()
    name, url = gettext("Contacts and mail"), reverse("office:contacts", args=[contract.pk])
    if not contacts:
        return StepCard(name, url, gettext("none yet"), WAITING, (gettext("Add whom to write to at the supplier."),))
    lines = tuple(_lines(contacts))
    if not stuck:
        return StepCard(name, url, lines=lines)
    return StepCard(name, reverse("office:contract_mails", args=[contract.pk]), _stuck(stuck), WRONG, lines, stuck)


def _lines(contacts: int) -> Iterator[str]:
    yield ngettext("%(number)s contact", "%(number)s contacts", contacts) % {"number": contacts}


def _stuck(number: int) -> str:
    said = ngettext("%(number)s mail could not be sent", "%(number)s mails could not be sent", number)
    return said % {"number": number}
