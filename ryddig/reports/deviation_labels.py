"""Codes of deviations as words for people."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_

GRADE = {
    "zero_tolerance": N_("Zero tolerance"),
    "critical": N_("Critical"),
    "major": N_("Major"),
    "minor": N_("Minor"),
    "observation": N_("Observation"),
}
AUTHORITY = {
    "labour_inspectorate": N_("The Labour Inspection Authority"),
    "tax_administration": N_("The Tax Administration"),
    "police": N_("The police"),
    "ocean_authority": N_("The Ocean Industry Authority"),
    "other": N_("Another authority"),
}
ORIGIN = {
    "self_report": N_("the self-report"),
    "review_item": N_("the document review"),
    "pay_control": N_("the pay control"),
    "visit_item": N_("the on-site control"),
    "chain_firm": N_("a list of the chain"),
    "manual": N_("a person"),
}
DEVIATION_STEP = {
    "opened": N_("Opened"),
    "graded": N_("Graded anew"),
    "confirmed": N_("Confirmed as a breach"),
    "view_asked": N_("Asked for the supplier’s view"),
    "view_given": N_("The supplier gave its view"),
    "correction_demanded": N_("Demanded correction"),
    "correction_claimed": N_("The supplier says it is corrected"),
    "correction_accepted": N_("Correction accepted"),
    "correction_refused": N_("Correction not accepted"),
    "plan_demanded": N_("Demanded an action plan"),
    "plan_given": N_("The supplier sent an action plan"),
    "plan_agreed": N_("Action plan agreed"),
    "plan_refused": N_("Action plan not accepted"),
    "learning_agreed": N_("Learning period agreed"),
    "deadline_moved": N_("Deadline moved"),
    "sanction_proposed": N_("Proposed a sanction"),
    "sanction_confirmed": N_("A second person confirmed"),
    "sanction_refused": N_("A second person said no"),
    "sanction_lifted": N_("Sanction lifted"),
    "tip_sent": N_("Tip sent to an authority"),
    "noted": N_("Note"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
}
MEASURE_STATE = {
    "planned": N_("Not started"),
    "started": N_("Started"),
    "done": N_("Done, says the supplier"),
    "verified": N_("Done, proof seen"),
    "dropped": N_("Dropped"),
}
SANCTION_STATE = {
    "proposed": N_("Waits for a second person"),
    "in_force": N_("Decided"),
    "refused": N_("Refused by the second person"),
    "lifted": N_("Lifted"),
}
DEVIATION_STATE = {"open": N_("Open"), "closed": N_("Closed"), "withdrawn": N_("Withdrawn")}
DEVIATION_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "grade": GRADE,
    "authority": AUTHORITY,
    "origin": ORIGIN,
    "deviation_step": DEVIATION_STEP,
    "deviation_state": DEVIATION_STATE,
    "measure_state": MEASURE_STATE,
    "sanction_state": SANCTION_STATE,
}
