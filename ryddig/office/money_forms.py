"""The forms of a deviation's money: put a term to use, write in the ledger, document what was paid back."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.office.kroner_field import KronerField
from ryddig.records.deviations.ledger import Counted, Paid
from ryddig.records.deviations.models import ContractTerm
from ryddig.records.deviations.term_facts import term_facts
from ryddig.records.evidence.models import Evidence
from ryddig.reports.labels import label
from ryddig.reports.money_said import term_said

REASON: Final = 2000


def reason_field() -> forms.CharField:
    """Why: kept and shown with the line."""
    return forms.CharField(label=_("Reason"), max_length=REASON, widget=forms.Textarea(attrs={"rows": 2}))


class ClaimForm(OfficeForm):
    """Put a term of the contract to use."""

    term = forms.ChoiceField(label=_("Term of the contract"))
    breach_on = forms.DateField(
        label=_("Day of the breach"), required=False, widget=day_input(), help_text=_("Where the term counts from it.")
    )
    breaches = forms.IntegerField(label=_("Number of breaches"), required=False, min_value=1, max_value=100_000)
    workers = forms.IntegerField(label=_("Number of workers"), required=False, min_value=1, max_value=100_000)
    reason = reason_field()

    def __init__(self, *args: Any, terms: Iterable[ContractTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [
            (str(row.pk), f"{label('term_kind', row.kind)}, {row.place}: {term_said(term_facts(row))}") for row in terms
        ]
        self.fields["term"].choices = named  # type: ignore[attr-defined]  # a choice field, declared above

    def counted(self) -> Counted:
        """What only a person knows. Only after `is_valid`."""
        given = self.cleaned_data
        return Counted(given["breach_on"], given["breaches"], given["workers"])


class DeductForm(OfficeForm):
    """Keep from an invoice, or claim, what has come up."""

    until = forms.DateField(label=_("Up to and including"), widget=day_input())
    reason = forms.CharField(label=_("Which invoice, and why"), max_length=REASON)


class AmountForm(OfficeForm):
    """Pay out or waive an amount."""

    amount = KronerField(label=_("Kroner"))
    reason = reason_field()


class StopForm(OfficeForm):
    """No day after this one counts."""

    last = forms.DateField(label=_("Last day that counts"), widget=day_input())
    reason = reason_field()


class RepaymentForm(OfficeForm):
    """Workers got their money, and the proof is here."""

    amount = KronerField(label=_("Paid back, kroner"))
    workers = forms.IntegerField(label=_("Number of workers"), min_value=0, max_value=100_000)
    paid_on = forms.DateField(label=_("Paid on"), widget=day_input())
    evidence = forms.ChoiceField(label=_("The file that shows it"), required=False)
    kept_at = forms.CharField(
        label=_("Or where the proof is archived"), required=False, max_length=200, help_text=_("Case number.")
    )
    reason = forms.CharField(label=_("Remark"), required=False, max_length=REASON)

    marks_required = True

    def __init__(self, *args: Any, files: Iterable[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), row.name) for row in files]
        self.fields["evidence"].choices = [("", gettext("none")), *named]  # type: ignore[attr-defined]  # a choice field

    def paid(self) -> Paid:
        """What was documented. Only after `is_valid`."""
        given = self.cleaned_data
        file = int(given["evidence"]) if given["evidence"] else None
        return Paid(given["amount"], given["workers"], given["paid_on"], file, given["kept_at"], None, given["reason"])
