"""What is written to the audit chain about on-site controls. Places, notes and what workers told stand in no event."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

VISIT_PLANNED = declare("visit.planned", N_("Planned on-site control %(visit)s for %(planned_on)s."))
VISIT_CHANGED = declare("visit.changed", N_("Changed the plan of on-site control %(visit)s."))
VISIT_CANCELLED = declare("visit.cancelled", N_("Called off on-site control %(visit)s."))
FIELDS_RECEIVED = declare(
    "visit.fields_received", N_("Took in %(saved)s fields of on-site control %(visit)s; %(conflicts)s in conflict.")
)
PHOTO_RECEIVED = declare("visit.photo_received", N_("Took in a photo of on-site control %(visit)s."))
TALKS_READ = declare("visit.talks_read", N_("Read what workers told at on-site control %(visit)s."))
VISIT_CLOSED = declare("visit.closed", N_("Closed on-site control %(visit)s with %(deviations)s deviations."))
VISIT_SHREDDED = declare(
    "visit.shredded", N_("Shredded what was personal in on-site control %(visit)s: %(fields)s fields.")
)
