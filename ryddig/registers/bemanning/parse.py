"""Bemanningsforetaksregisteret: one firm's status. The text is kept and shown as it stands."""

from ryddig.domain.register_words import RegisterStatus
from ryddig.registers.firm_json import FirmModel
from ryddig.registers.status_words import code_of

REGISTER = "staffing"


def status_of(firm: FirmModel) -> RegisterStatus:
    """The status of one firm. `godkjenningsstatus` and `registerstatusTekst` must mean the same, else it is unknown."""
    raw = firm.godkjenningsstatus.strip() or firm.registerstatusTekst.strip()
    codes = {code_of(REGISTER, text) for text in (firm.godkjenningsstatus, firm.registerstatusTekst) if text.strip()}
    return RegisterStatus(REGISTER, codes.pop() if len(codes) == 1 else None, raw)
