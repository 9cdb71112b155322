"""What a supplier answers in a deviation: its view, a correction, measures of a plan, and how they go."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ryddig.portal.file_field import FilesField
from ryddig.portal.forms import PortalForm
from ryddig.portal.photos import readable
from ryddig.records.deviations.guest_files import SentFile
from ryddig.records.deviations.models import Deviation, Measure

TEXT, LINE = 4000, 100
MOST_KRONER: Final = Decimal(1_000_000_000)
ORE: Final = 100


class AnswerForm(PortalForm):
    """`seen`: the version of the deviation the page showed; what happened since refuses the answer."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def sent_files(self) -> list[SentFile]:
        """The files on their way in. Only after `is_valid`. Raises UserCanFix for a broken photo."""
        return [SentFile(*readable(file)) for file in self.cleaned_data.get("proof") or ()]


class KronerField(forms.DecimalField):
    """Kroner as people write them: `7 001,28`."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(localize=True, decimal_places=2, **kwargs)  # type: ignore[arg-type]  # handed on to Django

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs take it for a whole number
        """Spaces between thousands are passed over."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class ViewForm(AnswerForm):
    """The supplier's view."""

    text = forms.CharField(
        label=_("Your view"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write whether you see it the same way, and what is wrong if you do not. Leave names out."),
    )
    proof = FilesField(
        label=_("Files that support it"), required=False, help_text=_("PDF, Word, Excel, pictures or text.")
    )


class CorrectionForm(AnswerForm):
    """Corrected, with proof."""

    text = forms.CharField(
        label=_("What you have corrected, and how"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    paid_back = KronerField(
        label=_("Paid back to workers, kroner altogether"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_KRONER,
    )
    proof = FilesField(
        label=_("Proof"),
        required=False,
        help_text=_("Such as payslips and bank payments. Cover what we do not need: national identity numbers, tax."),
    )

    def paid_back_ore(self) -> int | None:
        """Øre; None where nothing was written."""
        given: Decimal | None = self.cleaned_data["paid_back"]
        return None if given is None else int(given * ORE)


class MeasureForm(AnswerForm):
    """One measure of the plan."""

    text = forms.CharField(label=_("What you will do"), max_length=TEXT // 2, widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.CharField(
        label=_("Who is responsible with you"), max_length=LINE, help_text=_("The position, not the name.")
    )
    due_on = forms.DateField(label=_("Done by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PlanForm(AnswerForm):
    """The whole plan is handed in."""

    text = forms.CharField(
        label=_("What you want to add"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = FilesField(label=_("Files"), required=False)


class ProgressForm(AnswerForm):
    """How one measure goes."""

    measure = forms.ChoiceField(label=_("Measure"))
    state = forms.ChoiceField(
        label=_("How far it has come"),
        choices=[(Measure.State.STARTED, _("started")), (Measure.State.DONE, _("done"))],
    )
    text = forms.CharField(
        label=_("What is done, and what it has led to"),
        required=False,
        max_length=TEXT // 2,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proof = FilesField(label=_("A file that shows it"), required=False)


FORMS: Final[Mapping[str, type[AnswerForm]]] = {
    "view": ViewForm,
    "correction": CorrectionForm,
    "measure": MeasureForm,
    "plan": PlanForm,
    "progress": ProgressForm,
}


def _open_measures(deviation: Deviation) -> list[tuple[str, str]]:
    rows = deviation.measures.filter(state__in=(Measure.State.PLANNED, Measure.State.STARTED)).order_by("number")
    return [(str(row.pk), f"{row.number}. {row.text[:LINE]}") for row in rows]


def open_forms(deviation: Deviation) -> tuple[str, ...]:
    """What the supplier can answer as the deviation stands."""
    if deviation.state != Deviation.State.OPEN:
        return ()
    found = ["view"]
    if deviation.correction_due_on is not None and deviation.corrected_on is None:
        found.append("correction")
    if deviation.plan_agreed_on is not None:
        found += ["progress"] if _open_measures(deviation) else []
    elif deviation.plan_due_on is not None:
        found += ["measure", "plan"]
    return tuple(found)


def forms_for(deviation: Deviation, request: HttpRequest) -> dict[str, AnswerForm]:
    """The forms that are open, by name; the one that was sent (`do`) is bound to what was sent."""
    made: dict[str, AnswerForm] = {}
    sent = request.POST.get("do", "")
    for name in open_forms(deviation):
        given = (request.POST, request.FILES) if name == sent else ()
        form = FORMS[name](*given, auto_id=f"{name}_%s", initial={"seen": deviation.version})
        if isinstance(form, ProgressForm):
            form.fields["measure"].choices = _open_measures(deviation)  # type: ignore[attr-defined]  # a choice field
        made[name] = form
    return made
