"""The ladder in a service: a step that is not open today is refused, whatever the page showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ryddig.domain.decision import Because
from ryddig.domain.errors import UserCanFix
from ryddig.domain.law import Book
from ryddig.domain.reactions import StepOption, standing_facts
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.queries import options_now


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that is open, and what its reasons speak of."""

    option: StepOption
    facts: Mapping[str, object]

    @property
    def because(self) -> tuple[Because, ...]:
        """Why it is open."""
        return self.option.because


def need_step(actor: Actor, deviation: Deviation, sanction: str, *, book: Book, on: date) -> OpenStep:
    """The step, with its reasons. Raises UserCanFix when it is closed."""
    standing, options = options_now(actor, deviation, book, on=on)
    found = next((one for one in options if one.sanction.id == sanction), None)
    if found is None:
        text = N_("There is no step called %(sanction)s.")
        raise UserCanFix("deviation.no_such_step", text, params={"sanction": sanction})
    if not found.is_open:
        text = N_("This step is not open now.")
        hint = N_("The list of steps on the page says what it lacks.")
        raise UserCanFix("deviation.step_closed", text, hint=hint, where=sanction)
    return OpenStep(found, standing_facts(standing))
