"""The form with which a supplier asks to use a subcontractor."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.chain import Role
from ryddig.domain.orgnr import read_orgnr
from ryddig.portal.forms import PortalForm
from ryddig.records.reviews.chain import FirmAsked
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.reports.labels import label

DIRECTLY = "0"


class FirmForm(PortalForm):
    """A firm the supplier wants to use."""

    name = forms.CharField(label=_("Firm"), max_length=300)
    orgnr = forms.CharField(label=_("Organisation number"), max_length=40, required=False)
    role = forms.ChoiceField(
        label=_("What it does"), help_text=_("A firm that delivers goods only does not count as a tier.")
    )
    works_for = forms.ChoiceField(label=_("Works for"))
    task = forms.CharField(label=_("Task"), max_length=300)
    replaces = forms.ChoiceField(label=_("In the place of"), required=False)

    def __init__(self, *args: Any, live: Iterable[ChainFirm], supplier: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms = [(str(row.pk), row.supplier.name) for row in live]
        choices = {
            "role": [(role.value, label("chain_role", role.value)) for role in Role],
            "works_for": [(DIRECTLY, supplier), *firms],
            "replaces": [("", gettext("nobody")), *firms],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    def clean_orgnr(self) -> str:
        """The number's fault is told together with what else is wrong. The service looks at it again."""
        given: str = self.cleaned_data["orgnr"]
        number = read_orgnr(given)
        if not number.empty and number.digits is None:
            said = gettext(
                "%(number)s is not a valid organisation number: nine digits, of which the last is a check digit."
            )
            raise forms.ValidationError(said % {"number": given})
        return given

    def asked(self) -> FirmAsked:
        """What is asked for. Only after `is_valid`."""
        given = self.cleaned_data
        return FirmAsked(
            name=given["name"],
            orgnr=given["orgnr"],
            role=Role(given["role"]),
            task=given["task"],
            under=int(given["works_for"]) or None,
            replaces=int(given["replaces"]) if given["replaces"] else None,
        )
