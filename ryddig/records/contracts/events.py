"""What is written to the audit chain about contracts, suppliers and imports.

None holds personal data: firms stand as row ids or organisation numbers, free text as its SHA-256.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

CONTRACT_REGISTERED = declare("contract.registered", N_("Registered the contract %(title)s."))
CONTRACT_CHANGED = declare("contract.changed", N_("Changed the contract: %(fields)s."))
QUESTION_ANSWERED = declare("contract.question_answered", N_("Answered the question “%(code)s”: %(value)s."))
IMPORT_STORED = declare("import.stored", N_("Stored the file %(file_name)s: %(new)s new, %(changed)s changed."))
IMPORT_DISCARDED = declare("import.discarded", N_("Discarded the file %(file_name)s; nothing was stored."))
MATCH_CONFIRMED = declare(
    "supplier.match_confirmed", N_("Confirmed that a name is the firm with organisation number %(orgnr)s.")
)
MATCH_REJECTED = declare(
    "supplier.match_rejected", N_("Said that a name is not the firm with organisation number %(orgnr)s.")
)
NUMBER_CONFIRMED = declare(
    "supplier.number_confirmed", N_("Said that a name is the firm with organisation number %(orgnr)s.")
)
NOT_NORWEGIAN = declare("supplier.not_norwegian", N_("Said that a supplier is not a Norwegian firm."))
CONFLICT_DECLARED = declare("conflict.declared", N_("Kept person %(user)s out because of a conflict of interest."))
CONFLICT_LIFTED = declare("conflict.lifted", N_("The conflict of interest of person %(user)s is lifted."))
