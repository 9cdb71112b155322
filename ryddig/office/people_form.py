"""The forms for letting somebody in, and for finding the way back in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, dressed
from ryddig.records.accounts.models import Language, Unit
from ryddig.records.correspondence.people import NAME, ROLES, Invited, NewSeat

WHOLE = _("the whole organisation")


class SeatForm(OfficeForm):
    """A role, and where it holds."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in ROLES])
    unit = forms.TypedChoiceField(label=_("Holds for"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", WHOLE), *((unit.pk, unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above

    def seat(self) -> NewSeat:
        """What was chosen."""
        return NewSeat(self.cleaned_data["role"], self.cleaned_data["unit"])


class InviteForm(SeatForm):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Becomes the user name."))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    field_order = ("name", "email", "role", "unit", "language")

    marks_required = True

    def person(self) -> Invited:
        """Who it is."""
        given = self.cleaned_data
        return Invited(given["name"], given["email"], given["language"])


class RecoveryForm(OfficeForm):
    """Who forgot their password."""

    given = forms.CharField(label=_("User name or e-mail"), max_length=NAME)


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Django's form in our dress."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dressed(self)
