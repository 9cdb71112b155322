"""The form a letter is edited in: subject and one box for each part, and whom to send it to."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, dressed
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.deviations.letters import PART, SUBJECT, Written

LINE: Final = 90
FEWEST_ROWS, MOST_ROWS = 3, 16


class LetterForm(OfficeForm):
    """Subject and parts. The headings of parts stand fast; an empty part is left out of the letter."""

    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    marks_required = True

    def __init__(self, *args: Any, written: Written, contacts: Iterable[SupplierContact] = (), **kwargs: Any) -> None:
        self._written = written
        super().__init__(*args, initial={"subject": written.subject, **kwargs.pop("initial", {})}, **kwargs)
        for number, part in enumerate(written.parts):
            self.fields[f"part_{number}"] = _box(part["name"] or gettext("Opening"), part["text"])
        people = [(str(one.pk), f"{one.name}, {one.email}") for one in contacts]
        if people:
            choice = forms.ChoiceField(label=_("Send to"), choices=people, required=False)
            self.fields["contact"] = choice
        dressed(self)

    @property
    def boxes(self) -> Sequence[forms.BoundField]:
        """The parts' boxes, in order."""
        return [self[name] for name in self.fields if name.startswith("part_")]

    def show_version(self, version: int) -> None:
        """Let the next save be of this version, with what the person wrote left in the boxes."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": str(version)}

    def written(self) -> Written:
        """What the person wrote. Only after `is_valid`."""
        given = self.cleaned_data
        parts = [
            {"name": part["name"], "text": given[f"part_{number}"]} for number, part in enumerate(self._written.parts)
        ]
        return Written(given["subject"], self._written.facts, parts)


def _box(name: str, text: str) -> forms.CharField:
    rows = sum(1 + len(line) // LINE for line in text.splitlines()) + 1
    widget = forms.Textarea(attrs={"rows": min(max(rows, FEWEST_ROWS), MOST_ROWS)})
    return forms.CharField(label=name, initial=text, required=False, max_length=PART, widget=widget)
