"""Events of the organisation itself; the audit app declares them since accounts lie below it."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

LAYERS_CHOSEN = declare("organisation.layers_chosen", N_("Local rules in use: %(layers)s."))
