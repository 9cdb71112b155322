"""The form for a visit: where, when, announced or not, the two who carry it out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.visits.models import Visit
from ryddig.records.visits.services import VisitPlan


class VisitForm(OfficeForm):
    """A visit as it is planned."""

    place = forms.CharField(
        label=_("Place"),
        max_length=300,
        help_text=_("Address, building or part of the site. Such as: Fjordvik school."),
    )
    planned_on = forms.DateField(label=_("Day"), widget=day_input())
    announced = forms.ChoiceField(
        label=_("Does the supplier know?"),
        choices=[("no", _("Unannounced")), ("yes", _("Announced"))],
        widget=forms.RadioSelect,
        help_text=_("The right to come unannounced follows from the contract."),
    )
    first = forms.TypedChoiceField(label=_("First controller"), coerce=int)
    second = forms.TypedChoiceField(label=_("Second controller"), coerce=int, required=False, empty_value=None)
    alone_why = forms.CharField(
        label=_("Why one controller is enough"),
        max_length=500,
        required=False,
        help_text=_("Only without a second one."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    marks_required = True

    def __init__(self, *args: Any, people: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].choices = list(people.items())  # type: ignore[attr-defined]  # a choice field, see above
        none = ("", gettext("one controller only"))
        self.fields["second"].choices = [none, *people.items()]  # type: ignore[attr-defined]  # the same

    def plan(self) -> VisitPlan:
        """What was decided. Only after `is_valid`."""
        given = self.cleaned_data
        return VisitPlan(
            place=given["place"],
            announced=given["announced"] == "yes",
            planned_on=given["planned_on"],
            first_id=given["first"],
            second_id=given["second"],
            alone_why=given["alone_why"],
        )


def known(visit: Visit) -> dict[str, Any]:
    """The form's values for a visit that is planned."""
    return {
        "place": visit.place,
        "planned_on": visit.planned_on,
        "announced": "yes" if visit.announced else "no",
        "first": visit.first_id,
        "second": visit.second_id or "",
        "alone_why": visit.alone_why,
        "seen": visit.version,
    }


def first_guess(user_id: int, people: Mapping[int, str], *, on: date) -> dict[str, Any]:
    """The form's values for a new visit."""
    return {"planned_on": on, "announced": "no", "first": user_id if user_id in people else None}
