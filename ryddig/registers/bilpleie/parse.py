"""Bilpleieregisteret: one firm's status.

`godkjenningsstatus` says "Godkjent" also of a firm whose application is pending, so it is not read: the status is
`registerstatusTekst`.
"""

from ryddig.domain.register_words import RegisterStatus
from ryddig.registers.firm_json import FirmModel
from ryddig.registers.status_words import code_of

REGISTER = "car_care"


def status_of(firm: FirmModel) -> RegisterStatus:
    """The status of one firm, in the register's own words and as a rule knows it."""
    raw = firm.registerstatusTekst.strip()
    return RegisterStatus(REGISTER, code_of(REGISTER, raw), raw)
