"""Money about a deviation: a term put to use, the ledger, and what workers got back.

Every sum a person may write is worked out here from the term; a person chooses the day and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Sum

from ryddig.domain.contract_terms import DAYS, Circumstances, accrue
from ryddig.domain.errors import UserCanFix
from ryddig.domain.ledger import Balance, EntryKind, Line, balance, check_entry, next_days
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor
from ryddig.records.deviations import money_events as events
from ryddig.records.deviations.ledger_models import LedgerEntry, MoneyClaim, Repayment
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.stepping import hash_of, locked, need_reason, record
from ryddig.records.deviations.term_facts import known_told, term_facts, term_told, told_of
from ryddig.records.deviations.term_models import ContractTerm
from ryddig.records.deviations.term_queries import SANCTION_OF, sanction_in_force
from ryddig.records.evidence.models import Evidence

MOST_WORKERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Counted:
    """What only a person knows: the day of the breach, and how many breaches and workers the term is used for."""

    breach_on: date | None = None
    breaches: int | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid back to workers, as documented. `evidence_id` or `kept_at`: where the proof is."""

    ore: int
    workers: int
    paid_on: date
    evidence_id: int | None = None
    kept_at: str = ""
    corrects: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    days: tuple[date, date]
    now: Balance
    reason: str
    by: Actor
    on: date


def circumstances(deviation: Deviation, term: ContractTerm, counted: Counted) -> Circumstances:
    """What the term is held against, from the deviation as it stands."""
    decision = sanction_in_force(deviation, SANCTION_OF.get(term.kind, ""))
    letters = deviation.letters.filter(kind__in=("withholding", "daily_penalty")).order_by("-number")
    notice = letters.first()
    contract = deviation.contract
    return Circumstances(
        deadline_on=deviation.correction_due_on,
        notice_on=notice.on if notice else None,
        breach_on=counted.breach_on,
        decided_on=decision.confirmed_on if decision else None,
        sum_ore=None if contract.value_is_shared else contract.value_ore,
        saving_ore=deviation.owed_ore or None,
        breaches=counted.breaches,
        workers=counted.workers or deviation.workers or None,
    )


@transaction.atomic
def start_claim(
    *, actor: Actor, deviation_id: int, term_id: int, counted: Counted, reason: str, on: date, seen: int | None = None
) -> MoneyClaim:
    """Put a term of the contract to use. Raises UserCanFix unless a second person has confirmed the sanction, every
    fact the term asks for is known, and the term is not in use already."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    term = ContractTerm.objects.visible_to(actor).get(
        id=term_id, contract_id=deviation.contract_id, withdrawn_on=None, kind__in=list(SANCTION_OF)
    )
    decision = sanction_in_force(deviation, SANCTION_OF[term.kind])
    if decision is None:
        text = N_("This sanction is not decided.")
        hint = N_("One person proposes it and a second one confirms it; then it can be counted.")
        raise UserCanFix("claim.not_decided", text, hint=hint)
    claims = MoneyClaim.objects.visible_to(actor).filter(deviation=deviation)
    if any(claim.term_id == term.pk and not _is_stopped(claim) for claim in claims):
        text = N_("The term is in use in this deviation already.")
        raise UserCanFix("claim.twice", text, hint=N_("Stop that one first if another ground holds."))
    facts, known = term_facts(term), circumstances(deviation, term, counted)
    found = accrue(facts, known, until=on)
    if found.missing:
        text = N_("The sum cannot be worked out: something is not known.")
        hint = N_("Missing: %(missing)s.")
        raise UserCanFix("claim.missing", text, hint=hint, params={"missing": list(found.missing)})
    claim = MoneyClaim.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        number=(claims.aggregate(most=Max("number"))["most"] or 0) + 1,
        term=term,
        decision=decision,
        told=told_of(facts, known),
        on=on,
        actor_id=actor.user_id,
        reason=need_reason(reason),
    )
    details = {"claim": claim.pk, "term_kind": term.kind, "starts_on": found.starts_on, **_kept(claim.reason)}
    record(events.CLAIM_STARTED, deviation, by=actor, on=on, details=details)
    return claim


@transaction.atomic
def deduct(*, actor: Actor, claim_id: int, until: date, reason: str, on: date) -> LedgerEntry:
    """Keep from an invoice, or claim, what the term has come to by `until` and that is not deducted before."""
    claim = _locked(actor, claim_id)
    if until > on:
        raise UserCanFix("ledger.day_to_come", N_("A day that has not come is not counted."))
    now = balance_of(claim, on=until)
    check_entry(EntryKind.DEDUCTED, now.open_ore, now)
    first, last = next_days(now.accrual, _lines(claim), until=until)
    return _write(claim, EntryKind.DEDUCTED, now.open_ore, told=_Told((first, last), now, reason, by=actor, on=on))


@transaction.atomic
def release(*, actor: Actor, claim_id: int, ore: int, reason: str, on: date) -> LedgerEntry:
    """Pay out what is held, all or a part."""
    claim = _locked(actor, claim_id)
    now = balance_of(claim, on=on)
    check_entry(EntryKind.RELEASED, ore, now)
    return _write(claim, EntryKind.RELEASED, ore, told=_Told((on, on), now, reason, by=actor, on=on))


@transaction.atomic
def waive(*, actor: Actor, claim_id: int, ore: int, reason: str, on: date) -> LedgerEntry:
    """Give up what may still be deducted, all or a part."""
    claim = _locked(actor, claim_id)
    now = balance_of(claim, on=on)
    check_entry(EntryKind.WAIVED, ore, now)
    return _write(claim, EntryKind.WAIVED, ore, told=_Told((on, on), now, reason, by=actor, on=on))


@transaction.atomic
def stop_claim(*, actor: Actor, claim_id: int, last: date, reason: str, on: date) -> LedgerEntry:
    """No day after `last` counts. Correction stops a claim by itself; this is for every other reason."""
    claim = _locked(actor, claim_id)
    if _is_stopped(claim):
        raise UserCanFix("ledger.stopped", N_("It is stopped already."))
    if last > on:
        raise UserCanFix("ledger.day_to_come", N_("A day that has not come is not counted."))
    now = balance_of(claim, on=on)
    return _write(claim, EntryKind.STOPPED, 0, told=_Told((last, last), now, reason, by=actor, on=on))


@transaction.atomic
def record_repayment(*, actor: Actor, deviation_id: int, paid: Paid, on: date, seen: int | None = None) -> Repayment:
    """Workers got their money, and the proof is here. Raises UserCanFix without proof, for more than nobody, and for a
    sum that would come below nothing."""
    deviation = locked(actor, deviation_id, action=Action.HANDLE_DEVIATION, seen=seen)
    rows = Repayment.objects.visible_to(actor).filter(deviation=deviation)
    _check_paid(paid, rows.aggregate(sum=Sum("ore"))["sum"] or 0, on)
    files = Evidence.objects.visible_to(actor).filter(contract_id=deviation.contract_id)
    row = Repayment.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        number=(rows.aggregate(most=Max("number"))["most"] or 0) + 1,
        ore=paid.ore,
        workers=paid.workers,
        paid_on=paid.paid_on,
        evidence=files.get(id=paid.evidence_id) if paid.evidence_id else None,
        kept_at=paid.kept_at.strip()[:200],
        corrects=rows.get(id=paid.corrects) if paid.corrects else None,
        reason=paid.reason.strip(),
        on=on,
        actor_id=actor.user_id,
    )
    deviation.paid_back_ore = rows.aggregate(sum=Sum("ore"))["sum"]
    deviation.version += 1
    deviation.save(update_fields=["paid_back_ore", "version"])
    details = {"ore": row.ore, "workers": row.workers, "repayment": row.pk, "evidence": row.evidence_id}
    record(events.REPAYMENT_DOCUMENTED, deviation, by=actor, on=on, details=details)
    return row


def _check_paid(paid: Paid, before: int, on: date) -> None:
    if not paid.evidence_id and not paid.kept_at.strip():
        text = N_("Say which file shows the payment, or where the proof is archived.")
        raise UserCanFix("repayment.no_proof", text)
    if paid.ore == 0 or (paid.ore < 0 and not paid.corrects) or before + paid.ore < 0:
        text = N_("The sum must be more than nothing. A wrong one is corrected with the difference.")
        raise UserCanFix("repayment.sum", text)
    if not 0 <= paid.workers <= MOST_WORKERS:
        raise UserCanFix("repayment.workers", N_("The number of workers is not possible."))
    if paid.corrects and not paid.reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    if paid.paid_on > on:
        raise UserCanFix("repayment.day_to_come", N_("A payment that has not happened is not documented."))


def balance_of(claim: MoneyClaim, *, on: date) -> Balance:
    """What the claim stands at on a day. It ends with the correction, or when the sanction is lifted."""
    ends = [day for day in (claim.deviation.corrected_on, claim.decision.lifted_on) if day is not None]
    term, known = term_told(claim.told), known_told(claim.told)
    return balance(term, known, _lines(claim), corrected_on=min(ends, default=None), on=on)


def _lines(claim: MoneyClaim) -> list[Line]:
    return [Line(EntryKind(entry.kind), entry.last, entry.ore) for entry in claim.entries.all()]


def _is_stopped(claim: MoneyClaim) -> bool:
    return any(entry.kind == LedgerEntry.Kind.STOPPED for entry in claim.entries.all())


def _locked(actor: Actor, claim_id: int) -> MoneyClaim:
    claim = MoneyClaim.objects.visible_to(actor).select_related("decision", "deviation__contract").get(id=claim_id)
    claim.deviation = locked(actor, claim.deviation_id, action=Action.HANDLE_DEVIATION)
    return claim


def _write(claim: MoneyClaim, kind: EntryKind, ore: int, *, told: _Told) -> LedgerEntry:
    deviation = claim.deviation
    number = (claim.entries.aggregate(most=Max("number"))["most"] or 0) + 1
    entry = LedgerEntry.objects.create(
        organisation_id=claim.organisation_id,
        claim=claim,
        number=number,
        kind=kind.value,
        first=told.days[0],
        last=told.days[1],
        ore=ore,
        arithmetic=_arithmetic(claim, told.now),
        reason=need_reason(told.reason),
        on=told.on,
        actor_id=told.by.user_id,
    )
    details = {"claim": claim.pk, "entry": entry.kind, "ore": ore, "last": entry.last, **_kept(entry.reason)}
    record(events.LEDGER_WRITTEN, deviation, by=told.by, on=told.on, details=details)
    return entry


def _arithmetic(claim: MoneyClaim, now: Balance) -> dict[str, Any]:
    """How the sum was worked out, so that a reader can do it again."""
    return {
        "each_ore": now.accrual.each_ore,
        "days": len(now.accrual.days) if term_told(claim.told).per in DAYS else 0,
        "accrued_ore": now.accrued_ore,
        "cap_ore": now.accrual.cap_ore,
        "deducted_before_ore": now.deducted_ore,
        "waived_before_ore": now.waived_ore,
        "released_before_ore": now.released_ore,
    }


def _kept(reason: str) -> Mapping[str, str]:
    return {"reason_hash": hash_of(reason)}
