"""What is written to the audit chain about register answers, signals and what people did about them.

None holds personal data: firms stand as row ids and organisation numbers, answers as their SHA-256, reasons likewise.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

SNAPSHOT_STORED = declare("lookup.stored", N_("%(source)s answered about %(subject)s with something new."))
PERSONS_SHREDDED = declare(
    "lookup.persons_shredded",
    N_("Shredded what %(source)s said of persons at %(subject)s. The rest of the answer stays."),
)
SIGNAL_OPENED = declare("signal.opened", N_("A register gives reason to ask about %(orgnr)s: %(kind)s."))
SIGNAL_CLEARED = declare("signal.cleared", N_("The register no longer gives reason to ask about %(orgnr)s: %(kind)s."))
SIGNAL_ANSWERED = declare("signal.answered", N_("Said what is done about %(kind)s at %(orgnr)s: %(done)s."))
REGISTERS_ASKED = declare("lookup.asked", N_("Asked the registers about %(orgnr)s now."))
CASE_STARTED = declare("case.started", N_("Asked for evidence with the supplier’s consent: %(codes)s."))
CASE_REMINDED = declare("case.reminded", N_("Asked that the supplier is reminded of request %(case)s."))
CASE_ENDED = declare("case.ended", N_("Ended request %(case)s; the paper is asked for."))
CASE_SENT = declare("case.sent", N_("Sent request %(case)s to eBevis."))
CASE_TOLD = declare("case.told", N_("eBevis answered request %(case)s: %(codes)s."))
CASE_CAME_TO_NOTHING = declare("case.came_to_nothing", N_("Request %(case)s ended without a whole answer."))
CANDIDATES_REJECTED = declare(
    "name.candidates_rejected", N_("Said that a name is none of the firms found: %(numbers)s.")
)
