"""The forms of incentives: lighter control, and a bonus by the contract's own term."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm
from ryddig.office.money_forms import reason_field
from ryddig.records.deviations.incentives import Measured
from ryddig.records.deviations.models import ContractTerm
from ryddig.records.deviations.term_facts import term_facts
from ryddig.reports.money_said import term_said


class LighterForm(OfficeForm):
    """Why the control becomes lighter."""

    reason = reason_field()


class BonusForm(OfficeForm):
    """What was reached, measured how."""

    term = forms.ChoiceField(label=_("Term of the contract"))
    units = forms.IntegerField(label=_("Number of results"), min_value=1, max_value=10_000)
    condition = forms.CharField(label=_("What the contract asks for"), max_length=1000)
    how = forms.CharField(label=_("How it was measured, and the result"), max_length=1000)
    reason = reason_field()

    def __init__(self, *args: Any, terms: Iterable[ContractTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), f"{row.place}: {term_said(term_facts(row))}") for row in terms]
        self.fields["term"].choices = named  # type: ignore[attr-defined]  # a choice field, declared above

    def measured(self) -> Measured:
        """What was measured. Only after `is_valid`."""
        given = self.cleaned_data
        return Measured(int(given["term"]), given["units"], given["condition"], given["how"])
