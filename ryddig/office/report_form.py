"""The form for asking a supplier for a self-report: which form, whom, when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.law import Book
from ryddig.domain.self_report_choice import FormProposed
from ryddig.office.desk import Desk
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.selfreports.asking import Asking


class AskForm(OfficeForm):
    """What is asked, of whom, and when."""

    questionnaire = forms.ChoiceField(label=_("Which form"))
    contact = forms.ChoiceField(label=_("To"))
    send_on = forms.DateField(label=_("Send on"), widget=day_input(), help_text=_("Today sends it at once."))
    due_on = forms.DateField(
        label=_("Last day"),
        widget=day_input(),
        required=False,
        help_text=_("Leave it empty for the deadline of the rule. Give another where the contract says so."),
    )

    def __init__(
        self,
        *args: Any,
        desk: Desk,
        contacts: Sequence[SupplierContact],
        proposed: Sequence[FormProposed],
        **kwargs: Any,
    ) -> None:
        first = {"send_on": desk.on, "questionnaire": proposed[0].questionnaire if proposed else ""}
        super().__init__(*args, **{"initial": first, **kwargs})
        choices = list(_forms(desk.book, [one.questionnaire for one in proposed], desk))
        self.fields["questionnaire"].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above
        people = [(one.pk, f"{one.name} <{one.email}>, {one.supplier.name}") for one in contacts]
        self.fields["contact"].choices = people  # type: ignore[attr-defined]  # a choice field, declared above

    def asking(self) -> Asking:
        """What was asked for. Only after `is_valid`."""
        given = self.cleaned_data
        return Asking(given["questionnaire"], int(given["contact"]), given["send_on"], given["due_on"])


def _forms(book: Book, proposed: Sequence[str], desk: Desk) -> list[tuple[str, str]]:
    """The forms in use, those that fit first and marked."""
    found = []
    for name, one in book.library.questionnaires.items():
        entry = one.series.at(desk.on)
        if entry is not None and entry.value is not None:
            found.append((name, desk.teller.words(one.name)))
    marked = [(name, gettext("%(form)s (fits)") % {"form": text}) for name, text in found if name in proposed]
    return [*marked, *((name, text) for name, text in found if name not in proposed)]
