"""What is written to the audit chain about deviations.

None holds personal data: firms stand as row ids, what people wrote stands in rows and the chain keeps its SHA-256.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

PROPOSED = declare("deviation.proposed", N_("Something may be a deviation (%(rule)s), found by %(origin)s."))
PROPOSAL_SET_ASIDE = declare("deviation.set_aside", N_("Set aside what might be a deviation (%(rule)s)."))
PROPOSAL_GONE = declare("deviation.proposal_gone", N_("What might be a deviation is no longer there (%(rule)s)."))
OPENED = declare("deviation.opened", N_("Opened deviation %(number)s (%(rule)s), graded %(grade)s."))
STEP_TAKEN = declare("deviation.step", N_("Deviation %(number)s: %(step)s."))
MEASURE_ADDED = declare("deviation.measure", N_("Added measure %(measure)s to the plan of deviation %(number)s."))
MEASURE_PROGRESS = declare(
    "deviation.measure_progress", N_("Measure %(measure)s of deviation %(number)s: %(measure_state)s.")
)
SITE_ADDED = declare("deviation.site", N_("Added place %(site)s to the plan of deviation %(number)s."))
SITE_RESULT = declare("deviation.site_result", N_("A result for place %(site)s of deviation %(number)s."))
STATEMENT_SHREDDED = declare(
    "deviation.statement_shredded", N_("Shredded what the supplier wrote about deviation %(number)s.")
)
TERM_AGREED = declare("contract.term_agreed", N_("Said that the contract holds %(rule)s."))
TERM_CHANGED = declare("contract.term_changed", N_("Changed what is known of %(rule)s in the contract."))
