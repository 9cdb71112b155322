"""What is written to the audit chain about self-reports.

None holds personal data or an answer: a report stands by its row and the SHA-256 of its answers.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

REPORT_ASKED = declare(
    "self_report.asked", N_("Self-report %(number)s (%(questionnaire)s) is to be asked for, last day %(due_on)s.")
)
REPORT_SENT = declare("self_report.sent", N_("Asked the supplier for self-report %(number)s, last day %(due_on)s."))
REPORT_REMINDED = declare("self_report.reminded", N_("Reminded the supplier of self-report %(number)s."))
REPORT_WITHDRAWN = declare("self_report.withdrawn", N_("Withdrew self-report %(number)s."))
DUE_MOVED = declare(
    "self_report.due_moved", N_("Moved the last day of self-report %(number)s from %(before)s to %(due_on)s.")
)
REPORT_DELIVERED = declare(
    "self_report.delivered", N_("The supplier delivered self-report %(number)s: %(answered)s of %(asked)s questions.")
)
REPORT_LATE = declare("self_report.late", N_("Self-report %(number)s was not delivered by %(due_on)s."))
REPORT_WEIGHED = declare(
    "self_report.weighed",
    N_("Weighed self-report %(number)s: risk %(before)s before, %(after)s after, %(proposals)s proposals."),
)
REPORT_READ = declare("self_report.read", N_("Read self-report %(number)s."))
REPORT_CLOSED = declare("self_report.closed", N_("Closed self-report %(number)s; the supplier gets a receipt."))
REUSE_ALLOWED = declare(
    "self_report.reuse",
    N_("The supplier lets the answers of self-report %(number)s be used again elsewhere: %(allowed)s."),
)
PERSONS_SHREDDED = declare(
    "self_report.persons_shredded", N_("Shredded the answers of self-report %(number)s that name persons.")
)
DRAFT_SHREDDED = declare("self_report.draft_shredded", N_("Shredded the unfinished answers of self-report %(number)s."))
