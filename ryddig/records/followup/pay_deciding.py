"""What people decide about findings of a pay control: one at a time, or those of one check or worker together."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor
from ryddig.records.followup import events
from ryddig.records.followup.pay_controls import locked, record
from ryddig.records.followup.pay_models import PayControl, PayDecision, PayFinding
from ryddig.records.followup.pay_queries import UNDECIDED, Chosen, chosen_findings, decisions_of, newest_run

REASON_LENGTH: Final = 2000
BATCH: Final = 500


@transaction.atomic
def decide_finding(
    *, actor: Actor, control_id: int, finding_id: int, choice: str, on: date, reason: str = ""
) -> PayDecision:
    """Confirm a finding, ask the supplier about it, dismiss it with a reason, or take the decision back.

    It holds in later runs while the finding says the same. The same decision again changes nothing.
    """
    control = locked(actor, control_id)
    finding = PayFinding.objects.visible_to(actor).select_related("run").get(id=finding_id, run__control=control)
    told = _told(choice, reason)
    if finding.run.version != control.version:
        text = N_("The control has been run again since. Decide about the newest findings.")
        raise UserCanFix("pay_finding.older_run", text)
    rows = PayDecision.objects.visible_to(actor).filter(control=control, mark=finding.mark)
    last = rows.order_by("-id").first()
    if last is not None and {"choice": last.choice, "reason": last.reason} == told:
        return last
    (row,) = _rows([finding], control, actor, on=on, told=told)
    row.save()
    details = {"finding": finding.pk, "check": finding.check_id, "version": control.version, **_kept(told)}
    record(events.PAY_FINDING_DECIDED, control, by=actor, on=on, details=details)
    return row


@transaction.atomic
def decide_findings(
    *, actor: Actor, control_id: int, chosen: Chosen, seen: int, choice: str, on: date, reason: str = ""
) -> int:
    """The same decision about every finding that is `chosen` and that nobody has decided about; returns how many.

    They must be of one check or of one worker. `seen`: how many the person saw. Raises UserCanFix when there are
    others now: nobody decides about what they have not been shown.
    """
    control = locked(actor, control_id)
    told = _told(choice, reason)
    if not chosen.check and chosen.worker is None:
        text = N_("Choose a check or a worker first.")
        raise UserCanFix(
            "pay_finding.too_many_kinds", text, hint=N_("Findings of different kinds are not decided at once.")
        )
    run = newest_run(actor, control)
    decisions = decisions_of(actor, control)
    wanted = replace(chosen, decision=UNDECIDED)
    findings = list(chosen_findings(actor, run, wanted, decisions=decisions).order_by("number")) if run else []
    if len(findings) != seen or not findings:
        text = N_("There are %(now)s findings to decide about now, and the page showed %(seen)s.")
        hint = N_("Look at the page again. Nothing was decided.")
        raise UserCanFix("pay_finding.others_now", text, hint=hint, params={"now": len(findings), "seen": seen})
    PayDecision.objects.bulk_create(_rows(findings, control, actor, on=on, told=told), batch_size=BATCH)
    marks = sha256("".join(finding.mark for finding in findings).encode()).hexdigest()
    details = {"count": len(findings), "marks_hash": marks, "version": control.version, **_kept(told)}
    record(events.PAY_FINDINGS_DECIDED, control, by=actor, on=on, details=details)
    return len(findings)


def _told(choice: str, reason: str) -> dict[str, str]:
    if choice not in PayDecision.Choice.values:
        text = N_("“%(given)s” is no decision. Expected %(allowed)s.")
        allowed = ", ".join(PayDecision.Choice.values)
        raise UserCanFix("pay_finding.no_such_choice", text, params={"given": choice, "allowed": allowed})
    if choice == PayDecision.Choice.DISMISS and not reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    return {"choice": choice, "reason": reason.strip()[:REASON_LENGTH]}


def _rows(
    findings: Iterable[PayFinding], control: PayControl, actor: Actor, *, on: date, told: dict[str, str]
) -> Iterator[PayDecision]:
    for finding in findings:
        yield PayDecision(
            organisation_id=control.organisation_id,
            control=control,
            finding=finding,
            key=finding.key,
            mark=finding.mark,
            actor_id=actor.user_id,
            on=on,
            **told,
        )


def _kept(told: dict[str, str]) -> dict[str, Any]:
    """The choice, and of the reason its SHA-256 only."""
    reason = {"reason_hash": sha256(told["reason"].encode()).hexdigest()} if told["reason"] else {}
    return {"choice": told["choice"], **reason}
