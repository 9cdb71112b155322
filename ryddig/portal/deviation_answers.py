"""From a form the supplier sent to the service that keeps it."""

from collections.abc import Callable, Mapping
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

Answer = Callable[[GuestDesk, Deviation, AnswerForm, list[int]], object]


def keep_answer(desk: GuestDesk, deviation_id: int, *, name: str, form: AnswerForm) -> None:
    """Keep files and answer together, or nothing. Raises UserCanFix for what is wrong with either."""
    deviation = deviation_for(desk.guest, deviation_id)
    answer = ANSWERS[name]
    with_files(
        guest=desk.guest,
        deviation_id=deviation.pk,
        sent=form.sent_files(),
        on=desk.on,
        answer=lambda files: answer(desk, deviation, form, files),
    )


def _common(desk: GuestDesk, deviation: Deviation, form: AnswerForm) -> dict[str, Any]:
    return {
        "author": desk.guest,
        "deviation_id": deviation.pk,
        "text": form.cleaned_data["text"],
        "on": desk.on,
        "seen": form.cleaned_data["seen"],
    }


def _view(desk: GuestDesk, deviation: Deviation, form: AnswerForm, files: list[int]) -> object:
    return give_view(files=files, **_common(desk, deviation, form))


def _correction(desk: GuestDesk, deviation: Deviation, form: AnswerForm, files: list[int]) -> object:
    paid = form.paid_back_ore() if isinstance(form, CorrectionForm) else None
    return claim_correction(files=files, paid_back_ore=paid, **_common(desk, deviation, form))


def _plan(desk: GuestDesk, deviation: Deviation, form: AnswerForm, files: list[int]) -> object:
    return hand_in_plan(files=files, **_common(desk, deviation, form))


def _measure(desk: GuestDesk, deviation: Deviation, form: AnswerForm, _files: list[int]) -> object:
    given = _common(desk, deviation, form)
    del given["seen"]
    return add_measure(owner=form.cleaned_data["owner"], due_on=form.cleaned_data["due_on"], **given)


def _progress(desk: GuestDesk, deviation: Deviation, form: AnswerForm, files: list[int]) -> object:
    given = form.cleaned_data
    measure = measures_for(desk.guest, deviation).get(id=given["measure"])
    return report_progress(
        author=desk.guest,
        measure_id=measure.pk,
        state=given["state"],
        note=given["text"],
        evidence_id=files[0] if files else None,
        on=desk.on,
    )


ANSWERS: Final[Mapping[str, Answer]] = {
    "view": _view,
    "correction": _correction,
    "measure": _measure,
    "plan": _plan,
    "progress": _progress,
}
