"""What is written to the audit chain about reviews."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

FIRM_ASKED = declare("chain.firm_asked", N_("Asked for approval of a firm in the chain (firm %(firm)s)."))
FIRM_APPROVED = declare("chain.firm_approved", N_("Approved a firm in the chain (firm %(firm)s)."))
FIRM_REFUSED = declare("chain.firm_refused", N_("Refused a firm in the chain (firm %(firm)s)."))
FIRM_ENDED = declare("chain.firm_ended", N_("A firm went out of the chain (firm %(firm)s)."))
LIST_STORED = declare(
    "chain.list_stored", N_("Took in a list of firms from %(kind)s: %(new)s new, %(moved)s moved, %(ended)s ended.")
)
AUDIT_ORDERED = declare("audit.ordered", N_("Ordered an external audit of a control: %(hours)s hours by %(due_on)s."))
AUDITOR_SEATED = declare("audit.auditor_seated", N_("Let an external auditor in to one control (person %(user)s)."))
AUDIT_DELIVERED = declare("audit.delivered", N_("The external audit is delivered: %(hours)s hours used."))
AUDIT_ACCEPTED = declare("audit.accepted", N_("Accepted the external audit; the auditor's seat has ended."))
AUDIT_CANCELLED = declare("audit.cancelled", N_("Cancelled the external audit; the auditor's seat has ended."))
