"""Kroner as people write them, as øre."""

from decimal import Decimal
from typing import Any, Final

from django import forms

ORE: Final = 100
MOST: Final = Decimal(100_000_000_000)


class KronerField(forms.DecimalField):
    """`7 001,28` is 700128 øre; None where nothing was written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, decimal_places=2, max_value=MOST, min_value=-MOST, **kwargs)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # stubs: an IntegerField
        """Spaces between thousands are passed over."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def clean(self, value: object) -> int | None:
        """Øre."""
        found: Decimal | None = super().clean(value)
        return None if found is None else int(found * ORE)
