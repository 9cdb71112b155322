"""Forms of the dialogue: a meeting to plan, a change, the evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.domain.dialogue import Side
from ryddig.domain.law import Book
from ryddig.office.cell_field import CellField
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.dialogue.changes import Change, Judged
from ryddig.records.dialogue.meetings import questions_of
from ryddig.records.dialogue.models import ChangeEntry, Evaluation, Meeting
from ryddig.reports.formats import language
from ryddig.reports.labels import label
from ryddig.tables.read.cells import ColumnKind

ROWS = forms.Textarea(attrs={"rows": 3})


class MeetingForm(OfficeForm):
    """A meeting to plan."""

    kind = forms.ChoiceField(label=_("What it is for"))
    day = forms.DateField(label=_("Day"), widget=day_input())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    questions = forms.MultipleChoiceField(
        label=_("Questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose three to five at most. Open items come on the agenda by themselves."),
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(item.id, item.text.in_language(language())) for item in questions_of(book)]
        self.fields["kind"].choices = [(code, label("meeting_kind", code)) for code in Meeting.Kind.values]  # type: ignore[attr-defined]  # declared above
        self.fields["questions"].choices = asked  # type: ignore[attr-defined]  # declared above


class ChangeForm(OfficeForm):
    """A change for the log."""

    kind = forms.ChoiceField(label=_("Kind"))
    what = forms.CharField(label=_("What is changed"), max_length=4000, widget=ROWS)
    reason = forms.CharField(label=_("Why"), max_length=4000, required=False, widget=ROWS)
    raised_by = forms.ChoiceField(label=_("Raised by"))
    price = CellField(
        ColumnKind.AMOUNT,
        label=_("What it does to the price, kroner"),
        help_text=_(
            "Less is written with a minus. It is added to the value of the contract when the change is agreed."
        ),
    )
    days = forms.IntegerField(
        label=_("What it does to time, days"),
        required=False,
        help_text=_("The last day moves when the change is agreed. An option that is used moves it by itself."),
    )
    sustainability = forms.CharField(label=_("What it does to environment and people"), max_length=500, required=False)
    within = forms.ChoiceField(label=_("Does the contract allow it?"))
    within_why = forms.CharField(label=_("Clause or reason"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kind": [(code, label("change_kind", code)) for code in ChangeEntry.Kind.values],
            "raised_by": [(side.value, label("side", side.value)) for side in Side],
            "within": [(code, label("within", code)) for code in ("unknown", "yes", "no")],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    def change(self) -> Change:
        """What was written. Only after `is_valid`."""
        given = dict(self.cleaned_data)
        price = given.pop("price")
        raised_by = Side(given.pop("raised_by"))
        return Change(raised_by=raised_by, price_ore=price if isinstance(price, int) else None, **given)


class EvaluationForm(OfficeForm):
    """The evaluation before the end."""

    reached = forms.ChoiceField(label=_("Was the goal of the contract reached?"))
    went_well = forms.CharField(label=_("What went well"), max_length=4000, required=False, widget=ROWS)
    went_badly = forms.CharField(label=_("What went badly"), max_length=4000, required=False, widget=ROWS)
    next_time = forms.CharField(
        label=_("What the next contract should say"), max_length=4000, required=False, widget=ROWS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label("reached", code)) for code in Evaluation.Reached.values]
        self.fields["reached"].choices = choices  # type: ignore[attr-defined]  # declared above

    def judged(self) -> Judged:
        """What was written. Only after `is_valid`."""
        return Judged(**self.cleaned_data)
