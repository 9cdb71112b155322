"""What is written to the audit chain about on-site controls. Places, notes and what workers told stand in no event."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

VISIT_PLANNED = declare("visit.planned", N_("Planned an on-site control for %(planned_on)s."))
VISIT_CHANGED = declare("visit.changed", N_("Changed the plan of an on-site control."))
VISIT_CANCELLED = declare("visit.cancelled", N_("Called off an on-site control."))
FIELDS_RECEIVED = declare(
    "visit.fields_received", N_("Took in %(saved)s fields of an on-site control; %(conflicts)s in conflict.")
)
CREW_LIST_READ = declare(
    "visit.crew_list_read", N_("Read the crew list of an on-site control: %(people)s people in %(firms)s firms.")
)
PHOTO_RECEIVED = declare("visit.photo_received", N_("Took in a photo of an on-site control."))
TALKS_READ = declare("visit.talks_read", N_("Read what workers told at an on-site control."))
VISIT_CLOSED = declare("visit.closed", N_("Closed an on-site control. Deviations: %(deviations)s."))
VISIT_SHREDDED = declare("visit.shredded", N_("Shredded what was personal in an on-site control: %(fields)s fields."))
