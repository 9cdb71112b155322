"""What a signal's rule says in figures: how grave it is, and its limits."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from ryddig.domain.supplier_signals import Severity
from ryddig.reports.labels import UNITS, label, with_unit

UNIT = "signal"


def signal_value_said(value: Mapping[str, int]) -> str:
    """`Serious, 24 months, at least 3`."""
    return ", ".join(_parts(value))


def _parts(value: Mapping[str, int]) -> Iterator[str]:
    for name, figure in value.items():
        if name == "severity":
            yield label("severity", list(Severity)[figure - 1].value)
        elif name in UNITS:
            yield with_unit(figure, name)
        elif name == "least":
            yield gettext("at least %(value)s") % {"value": figure}
        elif name == "due_month":
            yield gettext("due in month %(value)s") % {"value": figure}
