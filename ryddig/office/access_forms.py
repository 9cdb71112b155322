"""Forms for conflicts of interest, absence, and API keys."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryddig.office.forms import OfficeForm, day_input
from ryddig.office.people_form import WHOLE
from ryddig.records.accounts.models import Membership, Unit, User
from ryddig.records.contracts.models import Conflict, Contract, Supplier
from ryddig.records.correspondence.delegations import Loan
from ryddig.records.correspondence.people import NAME, ROLES, NewSeat
from ryddig.records.correspondence.tokens import NewKey
from ryddig.reports.labels import label

THIS = "contract"


class ConflictForm(OfficeForm):
    """Who is kept out of what, and why. `person` is asked for by those who may set another's."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    thing = forms.ChoiceField(label=_("Conflict with"))
    ground = forms.ChoiceField(
        label=_("Because the person"),
        choices=Conflict.Ground.choices,
        help_text=_("Only this is kept. Nobody asks who is related to whom."),
    )

    def __init__(
        self, *args: Any, people: Iterable[User], contract: Contract, suppliers: Iterable[Supplier], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._contract = contract
        self.fields["person"].choices = [(user.pk, str(user)) for user in people]  # type: ignore[attr-defined]  # declared above
        firms = [(str(firm.pk), _("%(name)s, in every contract") % {"name": firm.name}) for firm in suppliers]
        self.fields["thing"].choices = [(THIS, _("this contract")), *firms]  # type: ignore[attr-defined]  # declared above

    def thing_of(self) -> dict[str, int]:
        """The contract or the supplier."""
        chosen = self.cleaned_data["thing"]
        return {"contract_id": self._contract.pk} if chosen == THIS else {"supplier_id": int(chosen)}


class AbsenceForm(OfficeForm):
    """Who is away, who stands in, and from when to when."""

    lender = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("Who stands in"), coerce=int)
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())

    def __init__(self, *args: Any, lenders: Iterable[User], deputies: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lender"].choices = [(user.pk, str(user)) for user in lenders]  # type: ignore[attr-defined]  # declared above
        self.fields["deputy"].choices = [(user.pk, str(user)) for user in deputies]  # type: ignore[attr-defined]  # declared above

    def loan(self) -> Loan:
        """What was chosen."""
        given = self.cleaned_data
        return Loan(given["lender"], given["deputy"], given["starts_on"], given["ends_on"])


class KeyForm(OfficeForm):
    """A new key for one seat."""

    seat = forms.TypedChoiceField(label=_("Role the key has"), coerce=int)
    name = forms.CharField(label=_("What it is for"), max_length=80)
    expires_on = forms.DateField(label=_("Last day"), widget=day_input(), help_text=_("At most a year from today."))
    may_write = forms.BooleanField(label=_("May also register and import contracts"), required=False)

    def __init__(self, *args: Any, seats: Iterable[Membership], on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_on": on + timedelta(days=90)}, **kwargs)
        self.fields["seat"].choices = [(seat.pk, seat_said(seat)) for seat in seats]  # type: ignore[attr-defined]  # declared above

    def key(self) -> NewKey:
        """What was chosen."""
        given = self.cleaned_data
        return NewKey(given["name"], may_write=given["may_write"], expires_on=given["expires_on"])


def seat_said(seat: Membership) -> str:
    """Whose seat, with which role, where."""
    return f"{seat.user}: {label('role', seat.role).lower()}, {seat.unit or WHOLE}"


class SystemForm(OfficeForm):
    """Another system, with a role."""

    name = forms.CharField(label=_("What the system is called"), max_length=NAME)
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in ROLES])
    unit = forms.TypedChoiceField(label=_("Holds for"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", WHOLE), *((unit.pk, unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # declared above

    def seat(self) -> NewSeat:
        """What was chosen."""
        return NewSeat(self.cleaned_data["role"], self.cleaned_data["unit"])
