"""Rows -> what the ladder looks at."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.decision import Answer, Decision, Outcome
from ryddig.domain.deviations import Grade
from ryddig.domain.reactions import Standing
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations.models import Deviation
from ryddig.records.followup.models import ContractDuty

IN_CONTRACT: Mapping[str, Answer] = {
    ContractDuty.InContract.YES: Answer.YES,
    ContractDuty.InContract.NO: Answer.NO,
    ContractDuty.InContract.UNKNOWN: Answer.UNKNOWN,
}


def standing_of(
    deviation: Deviation, contract: Contract, duty: ContractDuty | None, *, earlier: tuple[date, ...], place: str
) -> Standing:
    """The deviation as it stands. `duty`: the contract's row of the rule that is broken; `place`: where the contract
    holds it, as a person has read it for the whole contract."""
    return Standing(
        is_open=deviation.state == Deviation.State.OPEN,
        certain=deviation.certain,
        grade=Grade(deviation.grade),
        rule=deviation.rule,
        theme=deviation.theme,
        duty=None if duty is None else decision_of(duty),
        in_contract=Answer.UNKNOWN if duty is None else IN_CONTRACT[duty.in_contract],
        clause=deviation.clause or place,
        started_on=contract.announced_on or contract.invited_on,
        by_subcontractor=deviation.firm_id != deviation.supplier_id,
        view_due_on=deviation.view_due_on,
        view_given_on=deviation.view_given_on,
        correction_due_on=deviation.correction_due_on,
        corrected_on=deviation.corrected_on,
        owed_ore=deviation.owed_ore,
        paid_back_ore=deviation.paid_back_ore,
        documents=deviation.documents,
        earlier=earlier,
        learning_until=deviation.learning_until,
    )


def decision_of(duty: ContractDuty) -> Decision:
    """What was decided of the duty; its reasons stay in the row."""
    outcome = Outcome(duty.outcome)
    return Decision(duty.rule, outcome, (), may_sanction=duty.may_sanction, also_if=duty.also_if)
