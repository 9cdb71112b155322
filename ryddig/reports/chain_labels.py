"""Words for the chain of subcontractors, as the office and the supplier read them."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_

CHAIN_STATE: Final[Mapping[str, str]] = {
    "asked": N_("Waits for approval"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
    "ended": N_("Ended"),
}
CHAIN_ROLE: Final[Mapping[str, str]] = {
    "work": N_("Does work"),
    "goods_only": N_("Delivers goods only"),
    "staffing": N_("Hires out workers"),
}
CHAIN_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "chain_state": CHAIN_STATE,
    "chain_role": CHAIN_ROLE,
}
