"""The forms for somebody to write to at a supplier."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.contracts.models import Supplier
from ryddig.records.correspondence.models import NAME, PortalLanguage


class PersonForm(OfficeForm):
    """What we know of a contact: no more than it takes to write."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=PortalLanguage.choices,
        help_text=_("Of mail and pages. The contact may choose another."),
    )

    marks_required = True


class NewContactForm(PersonForm):
    """A new one, at one of the contract's suppliers."""

    supplier_id = forms.TypedChoiceField(label=_("Supplier"), coerce=int)
    field_order = ("supplier_id", "name", "email", "language")

    def __init__(self, *args: Any, suppliers: Iterable[Supplier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(supplier.pk, supplier.name) for supplier in suppliers]
        self.fields["supplier_id"].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above
        if len(choices) == 1:
            self.fields["supplier_id"].widget = forms.HiddenInput()
            self.fields["supplier_id"].initial = choices[0][0]


class ContactForm(PersonForm):
    """One that is there. `version`: what the person saw."""

    keep_until = forms.DateField(
        label=_("Keep until"),
        widget=day_input(),
        help_text=_("The day after, name and address are deleted. What was sent and answered stays."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
