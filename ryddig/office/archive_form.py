"""Forms for the archive: what goes along and why it is exempt from public access, and what the archive answered."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ryddig.domain.archive import ArchiveReceipt, Screening
from ryddig.office.forms import OfficeForm
from ryddig.reports.archive_parts import Part

LARGEST: Final = 1_000_000


class ArchiveForm(OfficeForm):
    """Which files go along. The proof itself always does."""

    parts = forms.MultipleChoiceField(label=_("Attachments"), required=False, widget=forms.CheckboxSelectMultiple)
    exempt = forms.BooleanField(
        label=_("Exempt from public access"),
        required=False,
        help_text=_(
            "A control tells of pay and conditions of people who can be few. Untick only when you have looked."
        ),
    )
    code = forms.CharField(label=_("The archive’s code for it"), required=False, max_length=20)
    legal_base = forms.CharField(
        label=_("Legal base"),
        required=False,
        max_length=255,
        help_text=_("Proposed by your installation. Check that it fits what you send."),
    )

    def __init__(self, *args: Any, parts: Iterable[Part], **kwargs: Any) -> None:
        given = list(parts)
        first = {
            "parts": [str(one.evidence.pk) for one in given if one.proposed],
            "exempt": True,
            "code": settings.ARCHIVE_ACCESS_CODE,
            "legal_base": settings.ARCHIVE_LEGAL_BASE,
        }
        super().__init__(*args, initial=first, **kwargs)
        self.fields["parts"].choices = [(str(one.evidence.pk), one.title) for one in given]  # type: ignore[attr-defined]  # the field above

    def clean(self) -> dict[str, Any]:
        """What is exempt from public access says by which law."""
        told = super().clean() or {}
        if told.get("exempt") and not (told.get("code") and told.get("legal_base")):
            self.add_error("legal_base", _("Write the code and the law that exempts it."))
        return told

    def chosen(self) -> set[int]:
        """Ids of the files that were ticked."""
        return {int(one) for one in self.cleaned_data["parts"]}

    def screening(self) -> Screening | None:
        """Why it is exempt; None when it is not."""
        told = self.cleaned_data
        return Screening(told["code"], told["legal_base"]) if told["exempt"] else None


class AnswerForm(OfficeForm):
    """The archive's answer: its receipt as a file, or its numbers by hand."""

    receipt = forms.FileField(label=_("The archive’s receipt (XML)"), required=False)
    case_number = forms.CharField(
        label=_("Case number"), required=False, max_length=20, help_text=_("Year and number, as 2026/123.")
    )
    record_number = forms.CharField(label=_("Record number"), required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or {}
        file = told.get("receipt")
        if not file and not told.get("case_number"):
            self.add_error("case_number", _("Send the receipt, or write the case number."))
        if file and file.size > LARGEST:
            self.add_error("receipt", _("A receipt is a small XML file."))
        return told

    def by_hand(self) -> ArchiveReceipt:
        """The numbers a person wrote."""
        told = self.cleaned_data
        return ArchiveReceipt(case_number=told["case_number"].strip(), record_number=told["record_number"].strip())
