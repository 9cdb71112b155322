"""What the forms have in common: the look of their fields. Each page's own forms stand beside its views."""

from django import forms
from django.http import HttpRequest, QueryDict

CLASSES: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "ds-input",
    forms.RadioSelect: "ds-input",
    forms.Select: "ds-input",
    forms.Textarea: "ds-input",
    forms.FileInput: "ds-input",
}


def dressed(form: forms.BaseForm) -> None:
    """Give every widget the class that Designsystemet styles, and short date and number fields their own width."""
    for field in form.fields.values():
        widget = field.widget
        known = next((name for kind, name in CLASSES.items() if isinstance(widget, kind)), "ds-input")
        widget.attrs.setdefault("class", known)


class OfficeForm(forms.Form):
    """A form dressed for the office."""

    required_css_class = "required"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as Django defines them
        dressed(self)


def day_input() -> forms.DateInput:
    """A date field the browser knows."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, also when it is empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def anew(form: OfficeForm, version: int) -> OfficeForm:
    """A refused form as it was typed, ready to be sent again on top of `version`, which its page now shows."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("seen")] = str(version)
    form.data = data
    return form


def typed(form: OfficeForm) -> list[str]:
    """The long texts of a refused form, for a page that has no place for them any more."""
    long = (name for name, field in form.fields.items() if isinstance(field.widget, forms.Textarea))
    return [text for text in (str(form[name].value() or "").strip() for name in long) if text]
