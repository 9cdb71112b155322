"""The five traits of trust, as both sides read them."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_

TRAIT: Final[Mapping[str, str]] = {
    "honesty": N_("Honesty"),
    "integrity": N_("Integrity"),
    "courage": N_("Courage"),
    "presence": N_("Presence"),
    "goodwill": N_("Goodwill"),
}
TRAIT_ASKS: Final[Mapping[str, str]] = {
    "honesty": N_("They tell it as it is, also when it is unpleasant."),
    "integrity": N_("They do what they have said."),
    "courage": N_("They raise what is difficult in time."),
    "presence": N_("They are within reach and listen."),
    "goodwill": N_("They want us to succeed too."),
}
