"""Whom we write to at the suppliers of a contract."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ryddig.office import shown_contacts, shown_contract
from ryddig.office.contact_form import ContactForm, NewContactForm
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import posted
from ryddig.office.views.followup import HERE
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence import services
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.queries import contacts_with_links
from ryddig.records.followup.queries import contract_page


def suppliers_of(desk: Desk, contract: Contract) -> list[Supplier]:
    """Every firm on the contract, its own suppliers first."""
    rows = Supplier.objects.visible_to(desk.actor).filter(contract_links__contract=contract)
    return list(rows.order_by("-contract_links__role", "contract_links__id"))


@at_desk
def contacts(request: HttpRequest, desk: Desk, contract_id: int) -> HttpResponse:
    """Every contact, and the form for a new one."""
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    contract = context["contract"]
    suppliers = suppliers_of(desk, contract)
    form = NewContactForm(posted(request), suppliers=suppliers, initial={"language": "nb"})
    if request.method == "POST":
        desk.need(Action.WRITE_SUPPLIER, contract.unit_id)
        if form.is_valid() and _add(request, desk, contract_id, form=form):
            return redirect("office:contacts", contract_id)
    context |= {
        "suppliers": shown_contacts.at_suppliers(desk, suppliers, contract),
        "form": form,
        "may_write": desk.may(Action.WRITE_SUPPLIER, contract.unit_id),
    }
    return render(request, "office/correspondence/contacts.html", context)


def _add(request: HttpRequest, desk: Desk, contract_id: int, *, form: NewContactForm) -> bool:
    return attempt(
        request,
        desk,
        lambda: services.add_contact(actor=desk.actor, contract_id=contract_id, on=desk.on, **form.cleaned_data),
        done=gettext("The contact is added."),
    )


@at_desk
def contact(request: HttpRequest, desk: Desk, *, contract_id: int, contact_id: int) -> HttpResponse:
    """One contact: change, send a link, close, remove."""
    row = _row(desk, contract_id, contact_id)
    context = shown_contract.context(desk, contract_page(desk.actor, contract_id), HERE)
    fields = ("name", "email", "language", "keep_until", "version")
    form = ContactForm(posted(request), initial={name: getattr(row, name) for name in fields})
    if request.method == "POST":
        desk.need(Action.WRITE_SUPPLIER, context["contract"].unit_id)
        if form.is_valid() and _change(request, desk, contact_id, form=form):
            return redirect("office:contacts", contract_id)
    context |= {
        "shown": shown_contacts.shown(row, desk),
        "form": form,
        "may_write": desk.may(Action.WRITE_SUPPLIER, context["contract"].unit_id),
    }
    return render(request, "office/correspondence/contact.html", context)


def _change(request: HttpRequest, desk: Desk, contact_id: int, *, form: ContactForm) -> bool:
    return attempt(
        request,
        desk,
        lambda: services.change_contact(actor=desk.actor, contact_id=contact_id, on=desk.on, **form.cleaned_data),
        done=gettext("The contact is changed."),
    )


def _row(desk: Desk, contract_id: int, contact_id: int) -> SupplierContact:
    return contacts_with_links(desk.actor, contract_id).get(id=contact_id)


def _act(request: HttpRequest, desk: Desk, row: SupplierContact, *, change: Callable[[], object], done: str) -> None:
    attempt(request, desk, change, done=done % {"name": row.name})


@require_POST
@at_desk
def link(request: HttpRequest, desk: Desk, *, contract_id: int, contact_id: int) -> HttpResponse:
    """Send the contact a link to the supplier's page."""
    row = _row(desk, contract_id, contact_id)
    _act(
        request,
        desk,
        row,
        change=lambda: services.send_link(actor=desk.actor, contact_id=row.pk, on=desk.on),
        done=gettext("%(name)s gets a mail with a link."),
    )
    return redirect("office:contacts", contract_id)


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, *, contract_id: int, contact_id: int) -> HttpResponse:
    """Withdraw every link of the contact."""
    row = _row(desk, contract_id, contact_id)
    _act(
        request,
        desk,
        row,
        change=lambda: services.revoke_links(actor=desk.actor, contact_id=row.pk, on=desk.on),
        done=gettext("The links of %(name)s no longer open."),
    )
    return redirect("office:contacts", contract_id)


@require_POST
@at_desk
def remove(request: HttpRequest, desk: Desk, *, contract_id: int, contact_id: int) -> HttpResponse:
    """Delete name and address now, and close the links."""
    row = _row(desk, contract_id, contact_id)
    _act(
        request,
        desk,
        row,
        change=lambda: services.remove_contact(actor=desk.actor, contact_id=row.pk, on=desk.on),
        done=gettext("%(name)s is removed. Name and address are deleted."),
    )
    return redirect("office:contacts", contract_id)
