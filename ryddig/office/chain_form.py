"""Forms of the chain: a firm to ask for, and the decision about one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.chain import Role
from ryddig.office.forms import OfficeForm
from ryddig.records.contracts.models import Supplier
from ryddig.records.reviews.chain import FirmAsked
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.reports.labels import label

HEAD = "head-"


class FirmForm(OfficeForm):
    """A firm that somebody wants in the chain."""

    name = forms.CharField(label=_("Firm"), max_length=300)
    orgnr = forms.CharField(label=_("Organisation number"), max_length=40, required=False)
    role = forms.ChoiceField(label=_("What it does"))
    works_for = forms.ChoiceField(label=_("Works for"))
    task = forms.CharField(label=_("Task"), max_length=300, required=False)
    replaces = forms.ChoiceField(label=_("In the place of"), required=False)

    def __init__(self, *args: Any, heads: Iterable[Supplier], live: Iterable[ChainFirm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms = [(str(row.pk), row.supplier.name) for row in live]
        own = [(f"{HEAD}{one.pk}", one.name) for one in heads]
        choices = {
            "role": [(role.value, label("chain_role", role.value)) for role in Role],
            "works_for": [*own, *firms],
            "replaces": [("", gettext("nobody")), *firms],
        }
        for name, given in choices.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]  # choice fields, declared above

    def asked(self) -> FirmAsked:
        """What is asked for. Only after `is_valid`."""
        given = self.cleaned_data
        works_for = given["works_for"]
        head = int(works_for.removeprefix(HEAD)) if works_for.startswith(HEAD) else None
        return FirmAsked(
            name=given["name"],
            orgnr=given["orgnr"],
            role=Role(given["role"]),
            task=given["task"],
            under=None if head is not None else int(works_for),
            replaces=int(given["replaces"]) if given["replaces"] else None,
            head=head,
        )
