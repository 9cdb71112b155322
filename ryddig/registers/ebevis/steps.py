"""The next step of one case, taken over the network: case in, case and answers out. The caller stores both, or none."""

from dataclasses import dataclass, field
from datetime import date

from ryddig.domain.errors import RyddigError
from ryddig.domain.evidence_case import (
    EvidenceCase,
    ReminderPlan,
    StepKind,
    expire,
    harvest,
    hear,
    next_step,
    refuse,
    remind,
    send,
)
from ryddig.registers.ebevis.client import Ebevis, EvidenceOrder, EvidenceRefused, Harvest


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What was done. `harvests`: answers by evidence code. `failure`: why the step came to nothing, when it did; the
    case is then as it was, unless the service said what became of it."""

    kind: StepKind
    case: EvidenceCase
    harvests: tuple[tuple[str, Harvest], ...] = field(default=(), repr=False)
    failure: RyddigError | None = None


def take_step(
    case: EvidenceCase, *, client: Ebevis, order: EvidenceOrder, plan: ReminderPlan, on: date, tried: bool = False
) -> StepTaken:
    """Do what `next_step` says. One step: a case that has just become harvestable is harvested in the same one.

    `tried`: sending was tried before. The request may then have arrived though its answer was lost, so it is looked for
    by `order.reference` first: the firm must not get two messages. Nothing is raised for a step that fails: the failure
    is part of what happened, and is shown with the case.
    """
    case = expire(case, on=on)
    kind = next_step(case, plan=plan, on=on)
    try:
        match kind:
            case StepKind.SEND:
                return StepTaken(kind, _sent(case, client, order, tried=tried, on=on))
            case StepKind.REMIND:
                client.remind(case.accreditation)
                return StepTaken(kind, remind(case, on=on))
            case StepKind.ASK_STATUS:
                told = client.status(case.accreditation)
                case = hear(case, told.states, on=on, retry_on=told.retry_on)
            case StepKind.ASK_PAPER | StepKind.NOTHING:
                return StepTaken(kind, case)
    except EvidenceRefused as error:
        return StepTaken(kind, refuse(case, error.refusal, on=on), failure=error)
    except RyddigError as error:
        return StepTaken(kind, case, failure=error)
    return _harvested(kind, case, client, subject=order.subject, on=on)


def _sent(case: EvidenceCase, client: Ebevis, order: EvidenceOrder, *, tried: bool, on: date) -> EvidenceCase:
    taken = (client.find(order) if tried else None) or client.authorize(order, on=on)
    return send(case, accreditation=taken.id, valid_to=taken.valid_to, skipped=taken.skipped, on=on)


def _harvested(kind: StepKind, case: EvidenceCase, client: Ebevis, *, subject: str, on: date) -> StepTaken:
    """Fetch what is ready. A code that is refused does not stop the others; a service that is down does."""
    harvests: list[tuple[str, Harvest]] = []
    failure: RyddigError | None = None
    for code in case.to_harvest:
        try:
            harvests.append((code, client.harvest(case.accreditation, code, subject=subject)))
            case = harvest(case, code, on=on)
        except EvidenceRefused as error:
            failure = error
            case = refuse(case, error.refusal, name=code, on=on)
        except RyddigError as error:
            failure = error
            break
    return StepTaken(StepKind.HARVEST if harvests else kind, case, tuple(harvests), failure)
