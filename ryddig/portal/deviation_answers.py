"""From a form the supplier sent to the service that keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ryddig.portal.deviation_forms import AnswerForm, CorrectionForm
from ryddig.portal.frame import GuestDesk
from ryddig.records.deviations.guest_files import with_files
from ryddig.records.deviations.guest_queries import deviation_for, measures_for
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.services import (
    add_measure,
    claim_correction,
    give_view,
    hand_in_plan,
    report_progress,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer on its way in: whose, about what, the form and the ids of its files."""

    desk: GuestDesk
    deviation: Deviation
    form: AnswerForm
    files: list[int]

    @property
    def common(self) -> dict[str, Any]:
        """What every service is told."""
        given = self.form.cleaned_data
        told = {"author": self.desk.guest, "deviation_id": self.deviation.pk, "on": self.desk.on}
        return {**told, "text": given["text"]}

    @property
    def seen(self) -> int:
        """The version of the deviation that the page showed."""
        seen: int = self.form.cleaned_data["seen"]
        return seen


Answer = Callable[[Sent], object]


def keep_answer(desk: GuestDesk, deviation_id: int, *, name: str, form: AnswerForm) -> None:
    """Keep files and answer together, or nothing. Raises UserCanFix for what is wrong with either."""
    deviation = deviation_for(desk.guest, deviation_id)
    answer = ANSWERS[name]
    with_files(
        guest=desk.guest,
        deviation_id=deviation.pk,
        sent=form.sent_files(),
        on=desk.on,
        answer=lambda files: answer(Sent(desk, deviation, form, files)),
    )


def _view(sent: Sent) -> object:
    return give_view(files=sent.files, seen=sent.seen, **sent.common)


def _correction(sent: Sent) -> object:
    form = sent.form
    paid = form.paid_back_ore() if isinstance(form, CorrectionForm) else None
    return claim_correction(files=sent.files, paid_back_ore=paid, seen=sent.seen, **sent.common)


def _plan(sent: Sent) -> object:
    return hand_in_plan(files=sent.files, seen=sent.seen, **sent.common)


def _measure(sent: Sent) -> object:
    given = sent.form.cleaned_data
    return add_measure(owner=given["owner"], due_on=given["due_on"], **sent.common)


def _progress(sent: Sent) -> object:
    given = sent.form.cleaned_data
    measure = measures_for(sent.desk.guest, sent.deviation).get(id=given["measure"])
    return report_progress(
        author=sent.desk.guest,
        measure_id=measure.pk,
        state=given["state"],
        note=given["text"],
        evidence_id=sent.files[0] if sent.files else None,
        on=sent.desk.on,
    )


ANSWERS: Final[Mapping[str, Answer]] = {
    "view": _view,
    "correction": _correction,
    "measure": _measure,
    "plan": _plan,
    "progress": _progress,
}
