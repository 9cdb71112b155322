"""What is written to the audit chain about files.

None holds personal data: a file stands as its row id and SHA-256, never by its name.
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

EVIDENCE_RECEIVED = declare(
    "evidence.received", N_("Received file %(evidence)s (%(kind)s, %(size)s bytes), kept until %(keep_until)s.")
)
EVIDENCE_FETCHED = declare("evidence.fetched", N_("Fetched file %(evidence)s."))
RETENTION_CHANGED = declare(
    "evidence.retention_changed", N_("File %(evidence)s is kept until %(keep_until)s instead of %(before)s.")
)
EVIDENCE_SHREDDED = declare(
    "evidence.shredded", N_("Shredded file %(evidence)s. What was found in it stays, without names.")
)
EVIDENCE_INFECTED = declare("evidence.infected", N_("The virus scanner stopped file %(evidence)s. It is taken away."))
PAPER_REGISTERED = declare("paper.registered", N_("Registered a paper about a supplier: %(kind)s of %(dated)s."))
PAPER_WITHDRAWN = declare("paper.withdrawn", N_("Withdrew a paper about a supplier: %(kind)s of %(dated)s."))
ARCHIVE_MADE = declare("archive.made", N_("Made message %(number)s to the archive, with %(documents)s documents."))
ARCHIVE_ANSWERED = declare(
    "archive.answered", N_("The archive has message %(number)s as record %(record)s in case %(case)s.")
)
ARCHIVE_REFUSED = declare("archive.refused", N_("The archive refused message %(number)s."))
