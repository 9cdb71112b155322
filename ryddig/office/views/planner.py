"""Scarce hours: how many there are this quarter, what they cover, and what is left."""

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.controls import CONTROLS
from ryddig.office.desk import Desk, at_desk
from ryddig.office.errors import attempt
from ryddig.office.forms import OfficeForm, posted
from ryddig.office.shown_planner import shown_plan
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.queries import units_of
from ryddig.records.followup import services
from ryddig.records.followup.queries import quarter_plans
from ryddig.reports.labels import label

MONTHS = 3


class HoursForm(OfficeForm):
    """Hours there are, and hours each kind of control takes."""

    hours = forms.DecimalField(label=_("Hours this quarter"), min_value=0, max_value=5000, decimal_places=1)
    unit = forms.TypedChoiceField(label=_("For"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, desk: Desk, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", gettext("The whole organisation"))] if desk.may(Action.PLAN) else []
        units = [(unit.pk, unit.name) for unit in units_of(desk.actor) if desk.may(Action.PLAN, unit.pk)]
        self.fields["unit"].choices = whole + units  # type: ignore[attr-defined]  # a choice field, typed as a bare field
        for kind in CONTROLS:
            text = gettext("Hours for one: %(control)s") % {"control": label("plan", kind).lower()}
            self.fields[kind] = forms.DecimalField(
                label=text, min_value=Decimal("0.5"), max_value=500, decimal_places=1, widget=_hours_input()
            )
        self.fields["hours"].widget = _hours_input()

    def hours_per_kind(self) -> dict[str, Decimal]:
        """Hours for one control of each kind."""
        return {kind: self.cleaned_data[kind] for kind in CONTROLS}


def _hours_input() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "ds-input", "step": "0.5", "inputmode": "decimal"})


def known_hours(desk: Desk) -> dict[str, object]:
    """Hours per kind: the organisation's own figures, else the lawbook's."""
    own = desk.organisation.hours_per_control
    entries = {kind: desk.book.entry(f"hours.{kind}", desk.on) for kind in CONTROLS}
    return {kind: own.get(kind) or (entry.value if entry else None) for kind, entry in entries.items()}


@at_desk
def planner(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest plan for this quarter, and a form to plan again."""
    year, quarter = desk.on.year, (desk.on.month - 1) // MONTHS + 1
    newest = quarter_plans(desk.actor, year=year, quarter=quarter).first()
    known = known_hours(desk)
    if newest is not None:
        known |= {**newest.hours_per_kind, "hours": newest.hours, "unit": newest.unit_id}
    form = HoursForm(posted(request), desk=desk, initial=known)
    if request.method == "POST":
        desk.need_somewhere(Action.PLAN)
    if request.method == "POST" and form.is_valid() and _make(request, desk, form=form, period=(year, quarter)):
        return redirect("office:planner")
    plan = shown_plan(newest, desk) if newest is not None else None
    return render(request, "office/planner.html", {"form": form, "plan": plan})


def _make(request: HttpRequest, desk: Desk, *, form: HoursForm, period: tuple[int, int]) -> bool:
    year, quarter = period
    return attempt(
        request,
        desk,
        lambda: services.plan_quarter(
            actor=desk.actor,
            year=year,
            quarter=quarter,
            hours=form.cleaned_data["hours"],
            hours_per_kind=form.hours_per_kind(),
            unit_id=form.cleaned_data["unit"],
            on=desk.on,
        ),
        done=gettext("The plan is made."),
    )
