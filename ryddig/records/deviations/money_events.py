"""What is written to the audit chain about contract terms, claims, repayments, letters and incentives.

None holds personal data: reasons and letters stand in their own rows, the chain keeps their SHA-256.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

TERM_REGISTERED = declare(
    "contract_term.registered", N_("Registered a term with an amount: %(term_kind)s, %(place)s in the contract.")
)
TERM_WITHDRAWN = declare("contract_term.withdrawn", N_("Withdrew a term with an amount: %(term_kind)s."))
CLAIM_STARTED = declare(
    "money_claim.started", N_("Put a term to use: %(term_kind)s, counted from %(starts_on)s. Deviation %(number)s.")
)
LEDGER_WRITTEN = declare(
    "money_claim.entry", N_("Wrote in the ledger of deviation %(number)s: %(entry)s, NOK %(ore)s.")
)
REPAYMENT_DOCUMENTED = declare(
    "repayment.documented", N_("Documented NOK %(ore)s paid back to %(workers)s workers. Deviation %(number)s.")
)
LETTER_DRAFTED = declare("letter.drafted", N_("Drafted a letter: %(letter_kind)s."))
LETTER_DISCARDED = declare("letter.discarded", N_("Threw away the draft of a letter: %(letter_kind)s."))
LETTER_SENT = declare("letter.sent", N_("Sent a letter: %(letter_kind)s, number %(number)s."))
LETTER_READ = declare("letter.read", N_("The supplier opened letter number %(number)s."))
INCENTIVE_PROPOSED = declare("incentive.proposed", N_("Proposed an incentive: %(incentive)s, NOK %(ore)s."))
INCENTIVE_DECIDED = declare(
    "incentive.decided", N_("Decided about an incentive: %(incentive)s, %(incentive_state)s, NOK %(ore)s.")
)
