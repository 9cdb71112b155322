"""Events of the organisation itself; the audit app declares them since accounts lie below it."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

NUMBERED = declare("organisation.numbered", N_("Organisation number: %(orgnr)s."))
LAYERS_CHOSEN = declare("organisation.layers_chosen", N_("Local rules in use: %(layers)s."))
