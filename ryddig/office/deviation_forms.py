"""The forms about a deviation: opening one, each step, the plan, the second person's word."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.deviations import GRAVEST_FIRST
from ryddig.office.forms import OfficeForm, day_input
from ryddig.records.deviations.models import Measure
from ryddig.records.deviations.sanctions import AUTHORITIES
from ryddig.reports.labels import label

ORE: Final = 100
LONG, SHORT = 4000, 200
MOST_KRONER: Final = 1_000_000_000
MOST_PEOPLE: Final = 1_000_000
MOST_NOTICE: Final = 1_000
NO_NAMES: Final = _("Do not write names of workers.")


def _text(label_: object, *, required: bool = True, rows: int = 3, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label_, required=required, max_length=LONG, widget=widget, help_text=help_text)  # type: ignore[arg-type]  # lazy texts are texts to Django


def _day(label_: object, *, required: bool = True, help_text: object = "") -> forms.DateField:
    return forms.DateField(label=label_, required=required, widget=day_input(), help_text=help_text)  # type: ignore[arg-type]  # lazy texts are texts to Django


class OpeningForm(OfficeForm):
    """A deviation as a person opens it."""

    title = forms.CharField(label=_("What is wrong, in a few words"), max_length=SHORT)
    what = _text(_("What happened, and how you know"), rows=5, help_text=NO_NAMES)
    rule = forms.ChoiceField(label=_("Requirement that is not kept"), required=False)
    clause = forms.CharField(
        label=_("Where it stands in the contract"),
        required=False,
        max_length=SHORT,
        help_text=_("Document and clause, as you have read it. Without it no sanction opens."),
    )
    firm = forms.ChoiceField(label=_("Who did it"))
    certain = forms.BooleanField(label=_("It is a breach for certain"), required=False)
    severe = forms.BooleanField(label=_("Life or health is in danger, or forced or child labour"), required=False)
    system_fault = forms.BooleanField(label=_("It comes of how the firm works, not of one slip"), required=False)
    workers = forms.IntegerField(label=_("Workers it concerns"), required=False, min_value=0, max_value=MOST_PEOPLE)
    owed = forms.IntegerField(
        label=_("Owed to workers, whole kroner"), required=False, min_value=0, max_value=MOST_KRONER
    )

    marks_required = True

    def __init__(
        self, *args: Any, rules: Iterable[tuple[str, str]], firms: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["rule"].choices = [("", gettext("None of these")), *rules]  # type: ignore[attr-defined]  # a choice field
        self.fields["firm"].choices = list(firms)  # type: ignore[attr-defined]  # a choice field


class NoteForm(OfficeForm):
    """Something a person has seen, for the one who handles deviations to decide about."""

    said = _text(_("What you have seen"), help_text=NO_NAMES)
    rule = forms.ChoiceField(label=_("Requirement it concerns"), required=False)

    marks_required = True

    def __init__(self, *args: Any, rules: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rule"].choices = [("", gettext("None of these")), *rules]  # type: ignore[attr-defined]  # a choice field


class ActForm(OfficeForm):
    """A step. `seen`: the deviation's version on the page the person looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    marks_required = True


class ReasonForm(ActForm):
    reason = _text(_("Reason"))


class AskForm(ActForm):
    question = _text(_("What you ask the supplier to explain or send"), help_text=NO_NAMES)
    due_on = _day(_("Last day to answer"))


class DemandForm(ActForm):
    demand = _text(_("What is to be put right, and how it is to be shown"), help_text=NO_NAMES)
    due_on = _day(_("Last day"))


class TipForm(ActForm):
    authority = forms.ChoiceField(label=_("Authority"))
    reason = _text(_("What was passed on"), help_text=_("Pass on what you have seen. The buyer does not investigate."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["authority"].choices = [(one, label("authority", one)) for one in AUTHORITIES]  # type: ignore[attr-defined]  # a choice field


class StatementForm(ActForm):
    text = _text(_("What the supplier says"), help_text=_("Came on paper or by telephone? Write it down here."))


class ClaimForm(StatementForm):
    paid_back = forms.IntegerField(
        label=_("Paid back, says the supplier, whole kroner"), required=False, min_value=0, max_value=MOST_KRONER
    )


class RefuseForm(ActForm):
    reason = _text(_("What is lacking"))
    due_on = _day(_("New last day"), required=False)


class PlanGivenForm(ActForm):
    text = _text(_("What the supplier says about the plan"), required=False)


class PlanRefusedForm(ActForm):
    reason = _text(_("What the plan lacks"))
    due_on = _day(_("New last day"))


class LearningForm(ActForm):
    until = _day(_("Last day of the learning period"))
    reason = _text(_("What was agreed, and why"))


class GradeForm(ActForm):
    grade = forms.ChoiceField(label=_("Grade"))
    reason = _text(_("Reason"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["grade"].choices = [(one.value, label("grade", one.value)) for one in GRAVEST_FIRST]  # type: ignore[attr-defined]  # a choice field


class ConfirmForm(ActForm):
    clause = forms.CharField(label=_("Where it stands in the contract"), required=False, max_length=SHORT)
    reason = _text(_("Why it is a breach"))


class MoveForm(ActForm):
    which = forms.ChoiceField(
        label=_("Deadline"),
        choices=[("view", _("the supplier’s view")), ("correction", _("correction")), ("plan", _("action plan"))],
    )
    due_on = _day(_("New last day"))
    reason = _text(_("Reason"))


class WordForm(ActForm):
    text = _text(_("Note"), help_text=NO_NAMES)


class SiteForm(ActForm):
    name = forms.CharField(label=_("Factory or place"), max_length=SHORT)
    country = forms.CharField(label=_("Country"), max_length=60)
    workers = forms.IntegerField(label=_("Workers there"), required=False, min_value=0, max_value=MOST_PEOPLE)
    share = forms.IntegerField(label=_("Share of the delivery, per cent"), required=False, min_value=0, max_value=100)
    chosen_because = forms.CharField(label=_("Why it was chosen"), required=False, max_length=500)
    tool = forms.CharField(label=_("Tool for training or dialogue"), required=False, max_length=100)
    baseline = _text(_("How it was before"), required=False, rows=2)


class MeasureForm(ActForm):
    text = _text(_("Measure"), rows=2)
    owner = forms.CharField(label=_("Who does it (role, not name)"), max_length=100)
    due_on = _day(_("Last day"))
    site = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, sites: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["site"].choices = [("", gettext("The whole firm")), *sites]  # type: ignore[attr-defined]  # a choice field


class ProgressForm(ActForm):
    state = forms.ChoiceField(label=_("How far it has come"))
    note = _text(_("What was done, and what shows it"), required=False, rows=2)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        states = [one for one in Measure.State.choices if one[0] != Measure.State.PLANNED]
        self.fields["state"].choices = states  # type: ignore[attr-defined]  # a choice field


class ResultForm(ActForm):
    workers = forms.IntegerField(label=_("Workers there"), required=False, min_value=0, max_value=MOST_PEOPLE)
    trained = forms.IntegerField(label=_("Trained"), required=False, min_value=0, max_value=MOST_PEOPLE)
    sessions = forms.IntegerField(label=_("Sessions"), required=False, min_value=0, max_value=MOST_PEOPLE)
    representatives = forms.IntegerField(
        label=_("Elected representatives"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    meetings = forms.IntegerField(label=_("Meetings held"), required=False, min_value=0, max_value=MOST_PEOPLE)
    result = _text(_("What came of it"), required=False, rows=2)


class AgreedForm(OfficeForm):
    """What the contract holds."""

    rule = forms.ChoiceField(label=_("Requirement or step"))
    place = forms.CharField(label=_("Where it stands in the contract"), max_length=SHORT)
    due_on = _day(_("Last day to have begun"), required=False, help_text=_("Empty: by rule, counted from the signing."))
    notice_days = forms.IntegerField(
        label=_("Days of notice before a termination takes effect"),
        required=False,
        min_value=0,
        max_value=MOST_NOTICE,
        help_text=_("Only for termination. Empty: it takes effect the day the letter is sent."),
    )
    marks_required = True

    def __init__(self, *args: Any, rules: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rule"].choices = list(rules)  # type: ignore[attr-defined]  # a choice field
