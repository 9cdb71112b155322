"""What the supplier does in a deviation: through its link in the portal (a Guest), or on paper that one of the buyer's
people writes down (an Actor). It answers and shows; it decides nothing.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Guest
from ryddig.records.deviations.models import Deviation, DeviationStep, StepKind
from ryddig.records.deviations.stepping import Told, locked, need_open, take_step


@transaction.atomic
def give_view(
    *,
    author: Actor | Guest,
    deviation_id: int,
    text: str,
    on: date,
    files: Iterable[int] = (),
    seen: int | None = None,
) -> DeviationStep:
    """The supplier's view. It may come before anybody has asked, and more than once."""
    deviation = of_supplier(author, deviation_id, seen)
    told = Told(statement=need_text(text), files=files, set={"view_given_on": on})
    return take_step(deviation, StepKind.VIEW_GIVEN, told, by=author, on=on)


@transaction.atomic
def claim_correction(
    *,
    author: Actor | Guest,
    deviation_id: int,
    text: str,
    on: date,
    files: Iterable[int] = (),
    paid_back_ore: int | None = None,
    seen: int | None = None,
) -> DeviationStep:
    """The supplier says that it is corrected, with proof. Corrected it is when the buyer has accepted, and paid back is
    what the buyer has seen: `paid_back_ore` is the supplier's own figure."""
    deviation = of_supplier(author, deviation_id, seen)
    if deviation.correction_due_on is None:
        raise UserCanFix("deviation.nothing_demanded", N_("No correction has been demanded yet."))
    if paid_back_ore is not None and paid_back_ore < 0:
        raise UserCanFix("deviation.paid_back", N_("What was paid back cannot be less than nothing."))
    figures = {} if paid_back_ore is None else {"paid_back_ore": paid_back_ore}
    told = Told(statement=need_text(text), files=files, figures=figures, set={"correction_claimed_on": on})
    return take_step(deviation, StepKind.CORRECTION_CLAIMED, told, by=author, on=on)


def of_supplier(author: Actor | Guest, deviation_id: int, seen: int | None) -> Deviation:
    """The open deviation, locked, for the supplier's person or for the one who writes down what came on paper."""
    deviation = locked(author, deviation_id, action=Action.NOTE_DEVIATION, seen=seen)
    need_open(deviation)
    return deviation


def need_text(text: str) -> str:
    """What the supplier wrote. Raises UserCanFix when it is empty."""
    if not text.strip():
        raise UserCanFix("deviation.nothing_written", N_("Write a few words."))
    return text.strip()
