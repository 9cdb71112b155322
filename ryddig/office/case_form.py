"""The form for a request for evidence: on which contract, for what, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm
from ryddig.records.contracts.models import Contract
from ryddig.records.lookups.cases import ARREARS, CODES
from ryddig.reports.labels import label


class CaseForm(OfficeForm):
    """What is asked for. The legal basis follows from the contract's CPV codes."""

    contract = forms.ChoiceField(label=_("Contract it is asked for"))
    codes = forms.MultipleChoiceField(label=_("What to ask for"), widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(
        label=_("Why we ask"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the request. The supplier does not see it."),
    )

    marks_required = True

    def __init__(self, *args: Any, contracts: Iterable[Contract], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"codes": [ARREARS]})
        super().__init__(*args, **kwargs)
        self.fields["contract"].choices = [(str(row.pk), row.title) for row in contracts]  # type: ignore[attr-defined]  # a choice field, declared above
        self.fields["codes"].choices = [(code, label("evidence_code", code)) for code in CODES]  # type: ignore[attr-defined]  # a choice field, declared above
