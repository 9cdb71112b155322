"""The form for a pay control: the period, the kind of work, what documents show, what the contract demands."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.law import Book
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.office.cell_field import YesNoField
from ryddig.office.checklists import has_prefix
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.pay_facts import firm_of
from ryddig.records.followup.pay_models import PayControl
from ryddig.reports.formats import language
from ryddig.reports.pay_labels import AGREEMENT, WEEK_PLAN, pay_label, trade_said

TRADE_OF_GROUP: Final = {
    "cleaning": Trade.CLEANING,
    "building": Trade.CONSTRUCTION,
    "catering": Trade.HOSPITALITY,
    "car_care": Trade.CAR,
    "goods_delivery": Trade.ROAD_GOODS,
    "agriculture": Trade.AGRICULTURE,
}
GROUPS: Final = (
    (_("Period"), "", ("first", "last")),
    (_("Work"), "", ("trade", "plan", "number", "chain")),
    (
        _("What documents from the supplier show"),
        _("No document means no: the limits of the law hold, and the findings say so."),
        ("agreement", "averaging", "average_weeks", "tariff_bound", "tariff_holiday", "pension_due"),
    ),
    (
        _("What the contract demands"),
        _("Leave empty what the contract does not say."),
        ("factor", "skilled_percent", "apprentice_percent"),
    ),
)
SAME: Final = (
    "number",
    "chain",
    "averaging",
    "average_weeks",
    "tariff_bound",
    "tariff_holiday",
    "pension_due",
    "factor",
)
MOST_FACTOR: Final = 10
WEEKS_OF_A_YEAR: Final = 52


class PayControlForm(OfficeForm):
    """What is asked, and what is known of the firm. Empty means not known."""

    first = forms.DateField(label=_("First day"), widget=day_input())
    last = forms.DateField(label=_("Last day"), widget=day_input())
    trade = forms.ChoiceField(
        label=_("Trade"),
        required=False,
        help_text=_("Decides the minimum rate where a row does not say what the work was. Proposed from the CPV code."),
    )
    plan = forms.ChoiceField(label=_("How the week is laid out"))
    number = forms.CharField(
        label=_("Employer’s organisation number"),
        required=False,
        max_length=30,
        help_text=_("Where the workers are employed by another firm than the supplier, give that firm’s number."),
    )
    chain = forms.CharField(
        label=_("Firms that may work on the contract"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Organisation numbers, with a comma between. Empty: nobody is tested against the list."),
    )
    agreement = forms.ChoiceField(
        label=_("Agreement on working time"),
        help_text=_("An agreement you have seen in writing. It decides how long a day, a week and a rest must be."),
    )
    averaging = YesNoField(
        label=_("Hours are averaged by a written agreement"),
        help_text=_("Then long weeks can be made up for by short ones without overtime pay."),
    )
    average_weeks = forms.IntegerField(
        label=_("Averaged over so many weeks"), required=False, min_value=1, max_value=WEEKS_OF_A_YEAR
    )
    tariff_bound = YesNoField(
        label=_("The firm is bound by a tariff agreement"),
        help_text=_("In cleaning and car care such firms are outside the regulation."),
    )
    tariff_holiday = forms.ChoiceField(label=_("Holiday pay by tariff agreement (12 per cent)"), required=False)
    pension_due = YesNoField(
        label=_("The firm must have occupational pension"),
        help_text=_("As a rule: two persons or more with three quarters of a full position or more each."),
    )
    factor = forms.IntegerField(
        label=_("Withholding, times what the employer saved"), required=False, min_value=1, max_value=MOST_FACTOR
    )
    skilled_percent = forms.IntegerField(
        label=_("Hours by skilled workers, at least per cent"), required=False, min_value=1, max_value=100
    )
    apprentice_percent = forms.IntegerField(
        label=_("Hours by apprentices, at least per cent"), required=False, min_value=1, max_value=100
    )

    marks_required = True

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trades = sorted((trade_said(book, one.value, language()), one.value) for one in Trade)
        choices: dict[str, list[tuple[str, str]]] = {
            "trade": [("", gettext("another, or not known")), *((code, name.capitalize()) for name, code in trades)],
            "plan": [(code, pay_label("week_plan", code).capitalize()) for code in WEEK_PLAN],
            "agreement": [(code, pay_label("agreement", code).capitalize()) for code in AGREEMENT],
            "tariff_holiday": [("", gettext("no document shows it")), ("yes", gettext("yes"))],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    def clean_number(self) -> str:
        """Nine digits, or nothing."""
        return _number(self.cleaned_data["number"])

    def clean_tariff_holiday(self) -> bool:
        """Only what a document shows."""
        return bool(self.cleaned_data["tariff_holiday"] == "yes")

    def clean_chain(self) -> tuple[str, ...]:
        """Organisation numbers."""
        parts = self.cleaned_data["chain"].replace("\n", ",").replace(";", ",").split(",")
        return tuple(dict.fromkeys(_number(part) for part in parts if part.strip()))

    @property
    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """The fields under their headings."""
        for name, hint, names in GROUPS:
            yield str(name), str(hint), [self[field] for field in names]

    def firm(self) -> Firm:
        """The facts as frozen values. Only after `is_valid`."""
        given = self.cleaned_data
        return Firm(
            trade=Trade(given["trade"]) if given["trade"] else None,
            agreement=Agreement(given["agreement"]),
            plan=WeekPlan(given["plan"]),
            skilled_percent=given["skilled_percent"],
            apprentice_percent=given["apprentice_percent"],
            **{name: given[name] for name in SAME},
        )


def _number(text: str) -> str:
    reading = read_orgnr(text)
    if reading.digits is None and not reading.empty:
        said = gettext(
            "“%(found)s” is not a valid organisation number: nine digits, of which the last is a check digit."
        )
        raise ValidationError(said % {"found": text.strip()})
    return reading.digits or ""


def first_guess(contract: Contract, numbers: list[str], book: Book, *, on: date) -> dict[str, Any]:
    """What the form shows for a new control: the last two whole months, the trade by CPV, the supplier."""
    last = on.replace(day=1) - timedelta(days=1)
    first = (last.replace(day=1) - timedelta(days=1)).replace(day=1)
    trade = next(
        (one for group, one in TRADE_OF_GROUP.items() if has_prefix(contract.cpv, book.cpv_groups[group])), None
    )
    starts = contract.starts_on
    return {
        "first": max(first, starts) if starts and starts <= last else first,
        "last": last,
        "trade": trade.value if trade else "",
        "number": numbers[0] if numbers else "",
        "chain": "",
        "agreement": Agreement.NONE.value,
        "plan": WeekPlan.ORDINARY.value,
    }


def known(control: PayControl) -> dict[str, Any]:
    """What the form shows for a control that is open."""
    firm = firm_of(control)
    shown: dict[str, Any] = {name: getattr(firm, name) for name in Firm.__dataclass_fields__}
    return shown | {
        "first": control.first,
        "last": control.last,
        "trade": firm.trade.value if firm.trade else "",
        "agreement": firm.agreement.value,
        "plan": firm.plan.value,
        "chain": ", ".join(firm.chain),
        "tariff_holiday": "yes" if firm.tariff_holiday else "",
    }
