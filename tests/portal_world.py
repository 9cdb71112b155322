"""Suppliers' people in the tests: contacts, links, and browsers that have come with one."""

from typing import Final

from django.test import Client

from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.links import guest_of_link, mint_link
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from tests.cast import TODAY

WHY: Final = "the tests look at everything"


def supplier_of(contract: Contract) -> Supplier:
    """The contract's first supplier."""
    return Supplier.objects.unscoped(WHY).filter(contract_links__contract=contract).order_by("contract_links__id")[0]


def contact(
    actor: Actor, contract: Contract, *, name: str = "Ola Prøve", email: str = "ola@eksempel.no", language: str = "nb"
) -> SupplierContact:
    """Somebody to write to at the contract's first supplier."""
    supplier = supplier_of(contract)
    given = {"name": name, "email": email, "language": language}
    return add_contact(actor=actor, contract_id=contract.pk, supplier_id=supplier.pk, on=TODAY, **given)


def token_for(to: SupplierContact) -> str:
    """A new link's token."""
    return mint_link(contact=to, on=TODAY)[1]


def guest(to: SupplierContact) -> Guest:
    """The contact as a guest."""
    return guest_of_link(mint_link(contact=to, on=TODAY)[0])


def browser(to: SupplierContact) -> Client:
    """A browser in which the contact has opened their link."""
    client = Client()
    answer = client.get(f"/s/{token_for(to)}/")
    assert answer.status_code == 302, answer.status_code
    return client
