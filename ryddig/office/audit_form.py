"""Forms of an external audit: what is ordered, who is let in, and what the auditor hands in."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.reviews.audits import HOURS_MOST, AuditTerms

ORE = 100
MOST_KRONER = 100_000_000


class AuditForm(OfficeForm):
    """What is ordered."""

    firm = forms.CharField(label=_("Firm"), max_length=200)
    orgnr = forms.CharField(label=_("Organisation number"), max_length=40, required=False)
    hours = forms.DecimalField(
        label=_("Hours ordered"), min_value=Decimal("0.5"), max_value=HOURS_MOST, decimal_places=1
    )
    price = forms.IntegerField(label=_("Price without VAT, whole kroner"), min_value=0, max_value=MOST_KRONER)
    due_on = forms.DateField(label=_("Deadline"), widget=day_input())
    asked = forms.CharField(
        label=_("What is asked for"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def terms(self) -> AuditTerms:
        """What was written. Only after `is_valid`."""
        given = self.cleaned_data
        return AuditTerms(
            firm=given["firm"],
            orgnr=given["orgnr"],
            hours=given["hours"],
            price_ore=given["price"] * ORE,
            due_on=given["due_on"],
            asked=given["asked"],
        )


class SeatForm(OfficeForm):
    """Who is let in."""

    name = forms.CharField(label=_("The auditor's name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"))


class DeliveryForm(OfficeForm):
    """What the auditor hands in."""

    hours = forms.DecimalField(label=_("Hours used"), min_value=0, max_value=HOURS_MOST, decimal_places=1)
    report = forms.FileField(label=_("The report as PDF"), required=False)
