"""A form field that reads what people write the same way as a cell in a spreadsheet, with the same messages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.problems import shown
from ryddig.reports import formats
from ryddig.tables.read.cells import CellReader, ColumnKind, Value
from ryddig.tables.read.faults import KINDS, Fault


class CellField(forms.CharField):
    """Amounts (to øre), months, whole numbers and CPV codes as people write them; None when nothing is written."""

    def __init__(self, kind: ColumnKind, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)
        self.kind = kind

    def clean(self, value: object) -> Value:
        """The value read. Raises ValidationError with the message a spreadsheet's cell would get."""
        text = super().clean(value)
        read = CellReader(self.kind, unit="months").read(text)
        if isinstance(read, Fault):
            kind = KINDS[read.code]
            params = {"found": shown(text), **read.params}
            raise ValidationError(f"{gettext(kind.message) % params} {gettext(kind.hint) % params}")
        return read

    def prepare_value(self, value: object) -> object:
        """A stored value as people write it."""
        if self.kind is ColumnKind.AMOUNT and isinstance(value, int):
            return formats.amount(value)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return ", ".join(str(part) for part in value)
        return value


class YesNoField(forms.TypedChoiceField):
    """Yes, no or not known."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
        super().__init__(
            required=False, choices=choices, coerce=lambda given: given == "yes", empty_value=None, **kwargs
        )

    def prepare_value(self, value: object) -> object:
        """A stored value as one of the choices."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if isinstance(value, bool | None) else value
