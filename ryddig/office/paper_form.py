"""The form for a paper about a supplier: kind, its own date, what it says, and the file or where it is archived."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.papers import STATUSES, PaperFacts, PaperKind
from ryddig.office.cell_field import YesNoField
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.contracts.models import Contract
from ryddig.reports.labels import label

ORE: Final = 100
MOST_KRONER: Final = 10_000_000_000


class PaperForm(OfficeForm):
    """A paper as a person reads it. Empty means that the paper does not tell."""

    contract = forms.ChoiceField(label=_("Asked for on the contract"))
    kind = forms.ChoiceField(label=_("Kind of paper"))
    dated = forms.DateField(
        label=_("Date on the paper"), widget=day_input(), help_text=_("How long the paper counts is counted from it.")
    )
    arrears = forms.IntegerField(
        label=_("Tax and VAT owed, whole kroner"),
        required=False,
        min_value=0,
        max_value=MOST_KRONER,
        help_text=_("Only for a tax certificate. Write 0 when it shows no arrears."),
    )
    returns_missing = YesNoField(label=_("A return that was due is missing"))
    award_day = forms.DateField(
        label=_("Day the winner was announced, or the deadline for tenders"),
        required=False,
        widget=day_input(),
        help_text=_("Only for a tax certificate taken in at the award. The law counts its age back from that day."),
    )
    status = forms.ChoiceField(
        label=_("Status in the register"), required=False, help_text=_("Only for a print from a register.")
    )
    file = forms.FileField(label=_("The paper as PDF"), required=False)
    kept_at = forms.CharField(
        label=_("Where it is archived"),
        required=False,
        max_length=200,
        help_text=_("Case number in the archive, when the file is not sent here."),
    )

    evidence = forms.IntegerField(required=False, widget=forms.HiddenInput)

    marks_required = True

    def __init__(self, *args: Any, contracts: Iterable[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contracts = {str(row.pk): row for row in contracts}
        named = [(key, row.title) for key, row in self._contracts.items()]
        choices = {
            "contract": named,
            "kind": [(kind.value, label("paper", kind.value)) for kind in PaperKind],
            "status": [("", gettext("not told")), *((code, label("register_status", code)) for code in STATUSES)],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    @property
    def contract_id(self) -> int:
        """The contract chosen. Only after `is_valid`."""
        return int(self.cleaned_data["contract"])

    def facts(self) -> PaperFacts:
        """What was read, as frozen values. Only after `is_valid`."""
        given = self.cleaned_data
        contract = self._contracts[given["contract"]]
        started: date | None = contract.announced_on or contract.invited_on
        arrears = given["arrears"]
        return PaperFacts(
            kind=PaperKind(given["kind"]),
            dated=given["dated"],
            status=given["status"],
            arrears_ore=None if arrears is None else arrears * ORE,
            returns_missing=given["returns_missing"],
            award_day=given["award_day"],
            started_on=started,
        )
