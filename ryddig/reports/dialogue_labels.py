"""Words of the dialogue, as both sides read them."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_

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
}
