"""The form for a term with an amount, as a person reads it in the contract."""

from decimal import Decimal
from typing import Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.contract_terms import Basis, Per, Starts, TermFacts, TermKind
from ryddig.office.forms import OfficeForm
from ryddig.office.kroner_field import ORE, KronerField
from ryddig.reports.labels import TABLES, label

KRONER, PER_MILLE, PER_CENT, TIMES = "kroner", "per_mille", "per_cent", "times"
UNITS: Final = {
    KRONER: (Basis.ORE, Decimal(ORE)),
    PER_MILLE: (Basis.OF_SUM, Decimal("0.001")),
    PER_CENT: (Basis.OF_SUM, Decimal("0.01")),
    TIMES: (Basis.TIMES_SAVING, Decimal(1)),
}
LONGEST: Final = 4000


class TermForm(OfficeForm):
    """What the contract says about money. Leave empty what it does not say."""

    kind = forms.ChoiceField(label=_("What the term is"))
    figure = forms.DecimalField(label=_("Figure"), localize=True, min_value=Decimal("0.0001"), decimal_places=4)
    unit = forms.ChoiceField(label=_("The figure is"))
    per = forms.ChoiceField(label=_("For"))
    starts = forms.ChoiceField(label=_("Counted from"))
    days_after = forms.IntegerField(
        label=_("Days to wait after that"), min_value=0, max_value=365, required=False, initial=0
    )
    saturdays = forms.BooleanField(
        label=_("Saturday is a working day in this contract"),
        required=False,
        help_text=_("Contracts differ. Look for what the contract calls a working day."),
    )
    floor = KronerField(label=_("At least, kroner for each day"), required=False)
    cap = KronerField(label=_("At most, kroner altogether"), required=False)
    cap_share = forms.DecimalField(
        label=_("At most, per cent of the contract sum"),
        localize=True,
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
    )
    place = forms.CharField(label=_("Where in the contract"), max_length=200, help_text=_("Such as point 12.3."))
    text = forms.CharField(
        label=_("What the contract says, word for word"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    marks_required = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = {
            KRONER: gettext("kroner"),
            PER_MILLE: gettext("per mille of the contract sum"),
            PER_CENT: gettext("per cent of the contract sum"),
            TIMES: gettext("times what the employer has saved"),
        }
        choices = {
            "kind": [(code, label("term_kind", code)) for code in TABLES["term_kind"]],
            "unit": list(units.items()),
            "per": [(code, label("term_per", code)) for code in TABLES["term_per"]],
            "starts": [(code, label("term_starts", code)) for code in TABLES["term_starts"]],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    def facts(self) -> TermFacts:
        """The term. Only after `is_valid`."""
        given = self.cleaned_data
        basis, times = UNITS[given["unit"]]
        share: Decimal | None = given["cap_share"]
        return TermFacts(
            kind=TermKind(given["kind"]),
            basis=basis,
            figure=given["figure"] * times,
            per=Per(given["per"]),
            starts=Starts(given["starts"]),
            days_after=given["days_after"] or 0,
            floor_ore=given["floor"],
            cap_ore=given["cap"],
            cap_of_sum=None if share is None else share / 100,
            saturdays=given["saturdays"],
            text=given["text"],
            place=given["place"],
        )
