"""What the portal's forms have in common, and the form for letting a colleague in."""

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from ryddig.records.correspondence.models import NAME, PortalLanguage


class PortalForm(forms.Form):
    """A form dressed for the portal."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as Django defines them
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "ds-input")


class ColleagueForm(PortalForm):
    """A colleague to be let in."""

    name = forms.CharField(label=_("Your colleague’s name"), max_length=NAME)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language"), choices=PortalLanguage.choices)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, also when it is empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
