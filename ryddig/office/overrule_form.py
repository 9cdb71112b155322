"""A person's own judgement of the risk: level, highest step, and the reason, which is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.controls import STEPS
from ryddig.office.forms import OfficeForm
from ryddig.records.followup.overruling import LEVELS
from ryddig.reports.labels import label


class OverruleForm(OfficeForm):
    """Level, step or both; always a reason."""

    level = forms.ChoiceField(label=_("Level"), required=False)
    step = forms.ChoiceField(label=_("Highest step"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept and shown with the decision, also to an auditor."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_computed = [("", gettext("As calculated"))]
        self.fields["level"].choices = as_computed + [(level, label("level", level)) for level in LEVELS]  # type: ignore[attr-defined]  # a choice field, typed as a bare field
        self.fields["step"].choices = as_computed + [(step, label("plan", step)) for step in STEPS]  # type: ignore[attr-defined]  # a choice field, typed as a bare field
