"""What is written to the audit chain about document reviews. None holds personal data or what anybody wrote."""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

REVIEW_OPENED = declare("review.opened", N_("Prepared document review %(review)s: %(documents)s documents."))
REVIEW_CHANGED = declare("review.changed", N_("Changed document review %(review)s before it was sent."))
REVIEW_SENT = declare("review.sent", N_("Sent document review %(review)s to the supplier, due %(due_on)s."))
WORKERS_PICKED = declare("review.workers_picked", N_("Picked %(workers)s workers for document review %(review)s."))
ASKED_AGAIN = declare("review.asked_again", N_("Asked again for documents of review %(review)s, due %(due_on)s."))
REMINDED = declare("review.reminded", N_("Reminded the supplier of document review %(review)s."))
FILE_HANDED_IN = declare("review.file_handed_in", N_("File %(evidence)s was handed in for document review %(review)s."))
FILE_TAKEN_BACK = declare(
    "review.file_taken_back", N_("File %(evidence)s of document review %(review)s was taken back.")
)
ITEM_EXPLAINED = declare(
    "review.item_explained", N_("The supplier explained why a document is not handed in (review %(review)s).")
)
HANDED_IN = declare("review.handed_in", N_("The supplier said that all is handed in for document review %(review)s."))
ITEM_DECIDED = declare(
    "review.item_decided", N_("Decided about a document in review %(review)s: %(outcome)s (%(document)s).")
)
ITEM_REOPENED = declare(
    "review.item_reopened", N_("A paper in document review %(review)s has run out; the document is open again.")
)
PAPER_ATTACHED = declare("review.paper_attached", N_("Used paper %(paper)s in document review %(review)s."))
PAY_CONTROL_JOINED = declare(
    "review.pay_control_joined", N_("Joined pay control %(pay_control)s to document review %(review)s.")
)
REVIEW_CLOSED = declare("review.closed", N_("Closed document review %(review)s: %(result)s."))
REVIEW_WITHDRAWN = declare("review.withdrawn", N_("Withdrew document review %(review)s."))
WORKERS_SHREDDED = declare("review.workers_shredded", N_("Shredded whom document review %(review)s was about."))
