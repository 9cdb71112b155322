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
PAY_CONTROL_OPENED = declare("pay_control.opened", N_("Opened pay control %(control)s of %(first)s to %(last)s."))
PAY_CONTROL_CHANGED = declare("pay_control.changed", N_("Changed what pay control %(control)s asks."))
PAY_FILE_ADDED = declare("pay_control.file_added", N_("Added file %(evidence)s to pay control %(control)s."))
PAY_FILE_REMOVED = declare("pay_control.file_removed", N_("Took file %(evidence)s out of pay control %(control)s."))
PAY_CONTROL_STARTED = declare("pay_control.started", N_("Started pay control %(control)s on %(files)s files."))
PAY_CONTROL_FINISHED = declare(
    "pay_control.finished",
    N_("Pay control %(control)s is done (version %(version)s): %(breaches)s breaches, %(questions)s questions."),
)
PAY_CONTROL_FAILED = declare("pay_control.failed", N_("Pay control %(control)s stopped: %(code)s."))
PAY_FINDING_DECIDED = declare(
    "pay_finding.decided", N_("Decided about finding %(finding)s (%(check)s) of pay control %(control)s: %(choice)s.")
)
PAY_FINDINGS_DECIDED = declare(
    "pay_findings.decided", N_("Decided about %(count)s findings of pay control %(control)s together: %(choice)s.")
)
