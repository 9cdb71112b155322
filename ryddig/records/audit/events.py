"""Events of the organisation itself; the audit app declares them since accounts lie below it."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

NUMBERED = declare("organisation.numbered", N_("Organisation number: %(orgnr)s."))
LAYERS_CHOSEN = declare("organisation.layers_chosen", N_("Local rules in use: %(layers)s."))
PERSONAL_SHREDDED = declare("personal.shredded", N_("Shredded personal data on its day: %(number)s of %(kind)s."))
PERSONAL_FETCHED = declare(
    "personal.fetched",
    N_("Fetched a copy of what is kept of a person: %(number)s rows. Whom it was about stands outside."),
)
