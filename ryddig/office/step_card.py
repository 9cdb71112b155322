"""One step of the follow-up of a contract, as a card: where it stands and what to do next."""

from dataclasses import dataclass
from typing import Final

QUIET, WAITING, WRONG, DONE = "neutral", "info", "danger", "success"
COLOURS: Final = (QUIET, WAITING, WRONG, "warning", DONE)


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step. `state`: where it stands, in a word or two, and `colour` (of COLOURS) says how grave that is.

    `lines`: what there is to know, a few short sentences. `waits`: how many things wait for a person here. `url` is the
    page of the step. `do`: address and words of the one thing to do next; empty when there is none.
    """

    name: str
    url: str
    state: str = ""
    colour: str = QUIET
    lines: tuple[str, ...] = ()
    waits: int = 0
    do: tuple[str, str] | tuple[()] = ()
