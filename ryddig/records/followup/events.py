"""What is written to the audit chain about screenings, duties, risk and the plan.

None holds personal data: a person's reason stands in its own row, the chain keeps its SHA-256 (`reason_hash`).
"""

from ryddig.domain.words import N_
from ryddig.records.audit.registry import declare

CONTRACT_SCREENED = declare(
    "contract.screened", N_("Screened the contract (version %(version)s): %(duties)s requirements, risk %(level)s.")
)
RISK_OVERRULED = declare("risk.overruled", N_("Overruled the risk: level %(level)s, step %(step)s."))
OVERRULING_WITHDRAWN = declare("risk.overruling_withdrawn", N_("Withdrew the overruling of the risk."))
DUTY_ANSWERED = declare("duty.answered", N_("Answered whether the contract carries %(rule)s: %(in_contract)s."))
PLAN_ITEM_FINISHED = declare("plan.finished", N_("Finished %(kind)s, due %(due_on)s."))
FINDING_CLOSED = declare("finding.closed", N_("Closed the finding %(code)s."))
QUARTER_PLANNED = declare(
    "quarter.planned", N_("Planned quarter %(quarter)s of %(year)s: %(chosen)s controls in %(hours)s hours.")
)
