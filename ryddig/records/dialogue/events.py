"""What is written to the audit chain about dialogue. The trust pulse leaves no event: who answered what is nobody's
business, and it proves nothing."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

MEETING_PLANNED = declare("meeting.planned", N_("Planned a meeting with the supplier on %(on)s."))
MEETING_HELD = declare(
    "meeting.held", N_("Held a meeting with the supplier on %(on)s: %(points)s points, %(decisions)s decisions.")
)
MEETING_CANCELLED = declare("meeting.cancelled", N_("Cancelled the meeting with the supplier on %(on)s."))
DECISION_CLOSED = declare("meeting.decision_closed", N_("Closed a decision of a meeting (decision %(decision)s)."))
EXPECTATION_WRITTEN = declare("dialogue.expectation", N_("Wrote down what one side expects (%(side)s)."))
EXPECTATION_WITHDRAWN = declare("dialogue.expectation_withdrawn", N_("Withdrew an expectation (%(side)s)."))
CHANGE_PROPOSED = declare("contract_change.proposed", N_("Wrote a change in the log (change %(change)s)."))
CHANGE_DECIDED = declare("contract_change.decided", N_("Decided about a change in the log (change %(change)s)."))
EVALUATED = declare("contract.evaluated", N_("Evaluated the contract before its end."))
NAMES_SHREDDED = declare(
    "meeting.names_shredded", N_("Took names out of the minutes of a meeting (meeting %(meeting)s).")
)
