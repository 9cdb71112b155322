"""What to show of the portfolio: search, filters and sorting, from the address."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.contracts.queries import SORTS, Choices, Filters
from ryddig.reports.labels import label

STATES = ("running", "ended", "cancelled", "all")
FILTERS = ("unit", "level", "category", "responsible", "state", "ends_before", "due_before", "sort")


class FilterForm(OfficeForm):
    """Every field may be empty. A value that is not offered is left out, so that an old address still works."""

    q = forms.CharField(label=_("Title, reference or supplier"), required=False, max_length=100)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label=_("Risk"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    responsible = forms.TypedChoiceField(label=_("Responsible"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False)
    ends_before = forms.DateField(label=_("Ends before"), required=False, widget=day_input())
    due_before = forms.DateField(label=_("Something due before"), required=False, widget=day_input())
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", gettext("All"))]
        offered: dict[str, list[tuple[Any, str]]] = {
            "unit": every + [(unit.pk, unit.name) for unit in choices.units],
            "level": every + [(level, label("level", level)) for level in choices.levels],
            "category": every + [(name, name) for name in choices.categories],
            "responsible": every + [(user.pk, str(user)) for user in choices.people],
            "state": [(state, label("portfolio_state", state)) for state in STATES],
            "sort": [(f"{sign}{key}", label("sort", f"{sign}{key}")) for key in SORTS for sign in ("", "-")],
        }
        for name, given in offered.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # the choice fields declared above

    @property
    def filters(self) -> Iterator[forms.BoundField]:
        """The fields below the search box."""
        return (self[name] for name in FILTERS)

    def chosen(self) -> Filters:
        """What was asked for, without what cannot be."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Filters(text=given.pop("q", ""), **given)

    @property
    def narrowed(self) -> bool:
        """Some filter below the search box is in use."""
        return any(self.cleaned_data.get(name) for name in FILTERS if name != "sort")
