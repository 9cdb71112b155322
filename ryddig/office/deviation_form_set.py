"""The forms on the page of one deviation, each bound or fresh. The one that was refused keeps what was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.deviations import Grade, correction_due, plan_due, view_due
from ryddig.office.desk import Desk
from ryddig.office.deviation_acts import ACTS
from ryddig.office.deviation_forms import ActForm
from ryddig.records.deviations.models import Deviation, ProductionSite


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form with its address and button. `is_open`: it was refused, and is shown with what was written."""

    form: ActForm
    url: str
    button: str
    row: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent and could not be used."""

    act: str
    row: str
    form: ActForm


class FormSet:
    """Makes the forms of a page, for a person who may use them."""

    def __init__(
        self, desk: Desk, deviation: Deviation, sites: list[ProductionSite], *, refused: Refused | None = None
    ) -> None:
        self._desk, self._deviation, self._refused = desk, deviation, refused
        self._sites = [(str(site.pk), site.name) for site in sites]

    def of(self, act: str, *, row: str = "") -> ShownForm | None:
        """The form of a step; None for a person whose role does not reach it."""
        kind = ACTS[act]
        if not self._desk.may(kind.action, self._deviation.contract.unit_id):
            return None
        here = self._refused is not None and (self._refused.act, self._refused.row) == (act, row)
        form = self._refused.form if here and self._refused is not None else self.made(act, row=row)
        url = reverse("office:deviation_act", args=[self._deviation.contract_id, self._deviation.pk, act])
        return ShownForm(form, url, gettext(kind.button), row, here)

    def made(self, act: str, *, row: str = "", sent: QueryDict | None = None) -> ActForm:
        """The form, fresh or with what was sent."""
        marks = "-".join(filter(None, (act, row.replace(".", "-"))))
        more = {"sites": self._sites} if act == "measure" else {}
        return ACTS[act].form(sent, auto_id=f"{marks}-%s", initial=self._initial(act), **more)

    def _initial(self, act: str) -> Mapping[str, Any]:
        desk, row = self._desk, self._deviation
        days = {
            "view": lambda: view_due(desk.book, desk.on),
            "correct": lambda: correction_due(Grade(row.grade), row.theme, desk.book, on=desk.on),
            "plan": lambda: plan_due(desk.book, desk.on),
        }
        due = days[act]() if act in days else None
        given = {"seen": row.version, "grade": row.grade, "clause": row.clause}
        return {**given, "due_on": due.on} if due else given
