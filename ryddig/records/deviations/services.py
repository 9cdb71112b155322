"""What can be done about a deviation. Each is access, facts, domain, save and event in one transaction; the door hands
in the lawbook.
"""

from ryddig.records.deviations.agreed import agree_term, begin_term, withdraw_term
from ryddig.records.deviations.from_pay import propose_from_pay_control
from ryddig.records.deviations.handling import (
    accept_correction,
    ask_for_view,
    close_deviation,
    demand_correction,
    move_deadline,
    note,
    refuse_correction,
    withdraw_deviation,
)
from ryddig.records.deviations.opening import Opening, confirm_breach, open_deviation, regrade
from ryddig.records.deviations.planning import (
    Site,
    add_measure,
    add_site,
    agree_learning_period,
    agree_plan,
    demand_plan,
    hand_in_plan,
    refuse_plan,
)
from ryddig.records.deviations.progress import Measured, report_progress, report_site_result
from ryddig.records.deviations.proposing import Found, propose_deviation, set_aside, take_back_proposal
from ryddig.records.deviations.sanctions import (
    confirm_sanction,
    lift_sanction,
    propose_sanction,
    record_tip,
    refuse_sanction,
)
from ryddig.records.deviations.supplier_side import claim_correction, give_view

__all__ = [
    "Found",
    "Measured",
    "Opening",
    "Site",
    "accept_correction",
    "add_measure",
    "add_site",
    "agree_learning_period",
    "agree_plan",
    "agree_term",
    "ask_for_view",
    "begin_term",
    "claim_correction",
    "close_deviation",
    "confirm_breach",
    "confirm_sanction",
    "demand_correction",
    "demand_plan",
    "give_view",
    "hand_in_plan",
    "lift_sanction",
    "move_deadline",
    "note",
    "open_deviation",
    "propose_deviation",
    "propose_from_pay_control",
    "propose_sanction",
    "record_tip",
    "refuse_correction",
    "refuse_plan",
    "refuse_sanction",
    "regrade",
    "report_progress",
    "report_site_result",
    "set_aside",
    "take_back_proposal",
    "withdraw_deviation",
    "withdraw_term",
]
