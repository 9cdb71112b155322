"""What can be done about a deviation. Each is access, facts, domain, save and event in one transaction; the door hands
in the lawbook.
"""

from ryddig.records.deviations.handling import (
    accept_correction,
    ask_for_view,
    close_deviation,
    demand_correction,
    note,
    refuse_correction,
    withdraw_deviation,
)
from ryddig.records.deviations.opening import Opening, confirm_breach, open_deviation, regrade
from ryddig.records.deviations.proposing import Found, propose_deviation, set_aside, take_back_proposal
from ryddig.records.deviations.supplier_side import claim_correction, give_view

__all__ = [
    "Found",
    "Opening",
    "accept_correction",
    "ask_for_view",
    "claim_correction",
    "close_deviation",
    "confirm_breach",
    "demand_correction",
    "give_view",
    "note",
    "open_deviation",
    "propose_deviation",
    "refuse_correction",
    "regrade",
    "set_aside",
    "take_back_proposal",
    "withdraw_deviation",
]
