"""Words of the dialogue and of external audits, for the buyer's people."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_
from ryddig.reports.trust_labels import TRAIT, TRAIT_ASKS

MEETING_KIND: Final[Mapping[str, str]] = {
    "start": N_("Start-up meeting"),
    "status": N_("Status meeting"),
    "closing": N_("Closing meeting"),
}
MEETING_STATE: Final[Mapping[str, str]] = {
    "planned": N_("Planned"),
    "held": N_("Held"),
    "cancelled": N_("Called off"),
}
SIDE: Final[Mapping[str, str]] = {"buyer": N_("The buyer"), "supplier": N_("The supplier")}
CHANGE_KIND: Final[Mapping[str, str]] = {
    "option": N_("Option used"),
    "price": N_("Price"),
    "scope": N_("Scope"),
    "time": N_("Time"),
    "people": N_("People"),
    "other": N_("Other"),
}
CHANGE_STATE: Final[Mapping[str, str]] = {
    "proposed": N_("Proposed"),
    "agreed": N_("Agreed"),
    "rejected": N_("Rejected"),
}
WITHIN: Final[Mapping[str, str]] = {
    "yes": N_("The contract allows it"),
    "no": N_("The contract does not allow it"),
    "unknown": N_("Not assessed"),
}
REACHED: Final[Mapping[str, str]] = {"yes": N_("Yes"), "partly": N_("Partly"), "no": N_("No")}
ACTIVITY: Final[Mapping[str, str]] = {
    "meeting": N_("Meeting and dialogue"),
    "self_report": N_("Self-report"),
    "document_review": N_("Document review"),
    "pay_control": N_("Pay control"),
    "on_site_control": N_("On-site control"),
    "deviation": N_("Deviations and letters"),
    "plan": N_("Planning and reporting"),
    "other": N_("Other"),
}
AUDIT_STATE: Final[Mapping[str, str]] = {
    "ordered": N_("Ordered"),
    "delivered": N_("Handed in"),
    "accepted": N_("Accepted"),
    "cancelled": N_("Cancelled"),
}
CONTROL_KIND: Final[Mapping[str, str]] = {
    "pay_control": N_("Pay control"),
    "document_review": N_("Document review"),
    "visit": N_("On-site control"),
}
DIALOGUE_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "meeting_kind": MEETING_KIND,
    "meeting_state": MEETING_STATE,
    "side": SIDE,
    "trait": TRAIT,
    "trait_asks": TRAIT_ASKS,
    "change_kind": CHANGE_KIND,
    "change_state": CHANGE_STATE,
    "within": WITHIN,
    "reached": REACHED,
    "activity": ACTIVITY,
    "audit_state": AUDIT_STATE,
    "control_kind": CONTROL_KIND,
}
