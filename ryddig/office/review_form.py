"""The forms of a document review: what to ask for, whom it is about, what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.document_requests import Asked, Per
from ryddig.domain.sampling import sample_size
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.contracts.models import Supplier
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.reviews.asking import MOST_WORKERS, Picked, ReviewAsked
from ryddig.records.reviews.models import Review, ReviewItem
from ryddig.reports.formats import language

MESSAGE = 2000


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A document that can be ticked. `why`: why it may be asked for; `duties`: ids of the rules that call for it."""

    id: str
    name: str
    text: str
    why: str
    black_out: str
    duties: tuple[str, ...]
    per_worker: bool
    ticked: bool


class WorkersForm(OfficeForm):
    """Whom the documents are asked for."""

    workers = forms.CharField(
        label=_("Workers you pick"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One in each line, as the crew list calls them; best an employee number. "
            "Leave it empty to ask for the crew list first."
        ),
    )
    draw = forms.BooleanField(
        label=_("Let Ryddig draw among them"),
        required=False,
        help_text=_(
            "By a seed that is kept, so that nobody can say that names were chosen. Those controlled before come last."
        ),
    )
    due_on = forms.DateField(
        label=_("Last day to hand in"),
        required=False,
        widget=day_input(),
        help_text=_("Empty: ten working days from the day it is sent."),
    )

    def picked(self, seed: str) -> Picked:
        """Whom, as plain values. Only after `is_valid`."""
        lines = self.cleaned_data["workers"].splitlines()
        return Picked(tuple(line.strip() for line in lines if line.strip()), self.cleaned_data["draw"], seed)


class ReviewForm(WorkersForm):
    """What to ask for."""

    supplier = forms.ChoiceField(label=_("Supplier"))
    contact = forms.ChoiceField(label=_("Contact who gets the mail"), required=False)
    first = forms.DateField(label=_("First day of the pay period"), widget=day_input())
    last = forms.DateField(label=_("Last day of the pay period"), widget=day_input())
    people = forms.IntegerField(
        label=_("How many work on the contract"), required=False, min_value=1, max_value=100_000
    )
    message = forms.CharField(
        label=_("Words to the supplier"),
        required=False,
        max_length=MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    documents = forms.MultipleChoiceField(label=_("Documents"), required=False)
    field_order = ("supplier", "contact", "first", "last", "people", "workers", "draw", "due_on", "message")

    def __init__(
        self,
        *args: Any,
        offered: tuple[Asked, ...],
        suppliers: Iterable[Supplier],
        contacts: Iterable[SupplierContact],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        people = [(str(one.pk), f"{one.name} ({one.supplier.name})") for one in contacts]
        choices = {
            "supplier": [(str(one.pk), one.name) for one in suppliers],
            "contact": [("", gettext("chosen later")), *people],
            "documents": [(one.document.id, one.document.id) for one in offered],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    @property
    def single_fields(self) -> Iterator[forms.BoundField]:
        """Every field but the documents, in order."""
        return (self[name] for name in self.fields if name != "documents")

    @property
    def shown(self) -> Iterator[ShownChoice]:
        """The documents that can be asked for."""
        ticked = self["documents"].value()
        for one in self._offered:
            document, spoken = one.document, language()
            yield ShownChoice(
                id=document.id,
                name=document.name.in_language(spoken),
                text=document.text.in_language(spoken),
                why=document.why.in_language(spoken),
                black_out=document.black_out.in_language(spoken),
                duties=one.duties,
                per_worker=document.per is Per.WORKER,
                ticked=one.proposed if ticked is None else document.id in ticked,
            )

    def asked(self, seed: str) -> ReviewAsked:
        """What the person wants to ask for. Only after `is_valid`."""
        given = self.cleaned_data
        return ReviewAsked(
            documents=tuple(given["documents"]),
            first=given["first"],
            last=given["last"],
            people=given["people"],
            picked=self.picked(seed),
            contact_id=int(given["contact"]) if given["contact"] else None,
            due_on=given["due_on"],
            message=given["message"],
        )


def first_guess(on: date, contacts: Iterable[SupplierContact]) -> dict[str, Any]:
    """The month before, and the only contact there is."""
    last = on.replace(day=1) - timedelta(days=1)
    known = list(contacts)
    return {"first": last.replace(day=1), "last": last, "contact": str(known[0].pk) if len(known) == 1 else ""}


def known(review: Review) -> dict[str, Any]:
    """What a draft asks for."""
    return {
        "supplier": str(review.supplier_id),
        "contact": str(review.contact_id or ""),
        "first": review.first,
        "last": review.last,
        "people": review.people,
        "workers": "\n".join(review.workers.order_by("number").values_list("label", flat=True)),
        "due_on": review.due_on,
        "message": review.message,
        "documents": list(review.items.values_list("document", flat=True)),
    }


def advice(people: int | None) -> str:
    """How many workers the rule of sampling says."""
    if people is None:
        return gettext("At least three workers, and the root of how many there are.")
    size = min(sample_size(people), MOST_WORKERS)
    return gettext("Of %(people)s workers, pick about %(size)s.") % {"people": people, "size": size}


class OutcomeForm(OfficeForm):
    """What was found about one document."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What you found"),
        choices=[choice for choice in ReviewItem.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What you saw"), required=False, max_length=MESSAGE, widget=forms.Textarea(attrs={"rows": 2})
    )


class AgainForm(OfficeForm):
    """Ask for what is lacking."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    message = forms.CharField(label=_("What is lacking"), max_length=MESSAGE, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(label=_("New last day"), required=False, widget=day_input())


class CloseForm(OfficeForm):
    """How the review ends."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    conclusion = forms.CharField(
        label=_("What came of it"),
        max_length=MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The supplier reads this."),
    )
    hours = forms.DecimalField(
        label=_("Hours it took"), required=False, min_value=Decimal(0), max_value=Decimal(1000), decimal_places=1
    )
