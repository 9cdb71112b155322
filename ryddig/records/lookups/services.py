"""What a person does about the registers: asks now, and says what is done about a signal."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Author, Case, NotAllowed, may, require
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.models import ContractSupplier, Supplier
from ryddig.records.lookups import events
from ryddig.records.lookups.models import Ask, Lookup, Signal, SignalAnswer
from ryddig.records.lookups.queries import signals_for

_BUSY = (Ask.State.WAITING, Ask.State.RUNNING)
_WHY = "the worker serves every organisation"


@transaction.atomic
def ask_now(*, actor: Actor, supplier_id: int, on: date, sources: Sequence[str] = ()) -> Ask:
    """Let the worker ask the registers about a firm now; `sources` empty means all. One that waits already is enough.

    Raises UserCanFix for a firm without a number.
    """
    supplier = Supplier.objects.visible_to(actor).get(id=supplier_id)
    require(actor, Action.ASK_REGISTERS, Case(supplier.organisation_id, supplier_id=supplier.pk))
    if supplier.orgnr is None:
        text = N_("The firm has no organisation number, so the registers cannot be asked about it.")
        raise UserCanFix("lookups.no_number", text, hint=N_("Find its number first."))
    ask = _ask(actor, supplier, Ask.Kind.FIRM, on=on, sources=list(sources))
    details = {"supplier": supplier.pk, "orgnr": supplier.orgnr}
    record_event(Entry(events.REGISTERS_ASKED, "supplier", supplier.pk, details=details), actor=actor, on=on)
    return ask


@transaction.atomic
def ask_name(*, actor: Actor, supplier_id: int, words: Mapping[str, str], on: date) -> Ask:
    """Let the worker look for the firm that a name is. `words`: `name`, and `form`, `municipality` where known."""
    supplier = Supplier.objects.visible_to(actor).get(id=supplier_id)
    require(actor, Action.ASK_REGISTERS, Case(supplier.organisation_id, supplier_id=supplier.pk))
    return _ask(actor, supplier, Ask.Kind.NAME, on=on, words=dict(words))


def ask_about_named(*, author: Author, supplier: Supplier, on: date) -> None:
    """Let the worker ask about a firm that somebody has just named, unless a register has answered about it. Within the
    caller's transaction, which has checked what the author may do. A firm without a number is passed over."""
    known = Lookup.objects.visible_to(author).filter(subject=supplier.orgnr, answered_at__isnull=False)
    if supplier.orgnr is None or known.exists():
        return
    _ask(author, supplier, Ask.Kind.FIRM, on=on)
    details = {"supplier": supplier.pk, "orgnr": supplier.orgnr}
    record_event(Entry(events.REGISTERS_ASKED, "supplier", supplier.pk, details=details), actor=author, on=on)


def _ask(actor: Author, supplier: Supplier, kind: str, *, on: date, **more: Any) -> Ask:
    waiting = Ask.objects.visible_to(actor).filter(supplier=supplier, kind=kind, state__in=_BUSY).first()
    if waiting is not None:
        return waiting
    return Ask.objects.create(
        organisation_id=supplier.organisation_id,
        supplier=supplier,
        kind=kind,
        asked_by_id=actor.user_id,
        asked_on=on,
        **more,
    )


@transaction.atomic
def begin_ask(ask_id: int) -> Ask | None:
    """Take an ask on; None when somebody has, or it is gone."""
    rows = Ask.objects.unscoped(_WHY).select_related("supplier").select_for_update(no_key=True, of=("self",))
    ask = rows.filter(id=ask_id, state=Ask.State.WAITING).first()
    if ask is not None:
        ask.state = Ask.State.RUNNING
        ask.save(update_fields=["state"])
    return ask


def finish_ask(ask: Ask, *, result: Mapping[str, Any]) -> None:
    """Keep what came of it."""
    _end(ask, Ask.State.DONE, result=dict(result))


def fail_ask(ask: Ask, *, error: RyddigError) -> None:
    """Keep why nothing came of it."""
    failure = {"code": error.code, "text": error.message, "hint": error.hint, "params": plain(error.params)}
    _end(ask, Ask.State.FAILED, failure=failure)


def _end(
    ask: Ask, state: str, *, result: Mapping[str, Any] | None = None, failure: Mapping[str, Any] | None = None
) -> None:
    rows = Ask.objects.unscoped(_WHY).filter(id=ask.pk, state=Ask.State.RUNNING)
    rows.update(state=state, done_at=timezone.now(), result=dict(result or {}), failure=dict(failure or {}))


@transaction.atomic
def answer_signal(*, actor: Actor, signal_id: int, done: str, reason: str, on: date) -> SignalAnswer:
    """Say what is done about a signal, and why. It leaves Today; the risk stays as it is.

    Raises UserCanFix without a reason, for an unknown `done`, and for a signal that the register has cleared.
    """
    rows = signals_for(actor).select_related("supplier")
    signal = rows.select_for_update(no_key=True, of=("self",)).get(id=signal_id)
    _need_reach(actor, signal)
    if done not in SignalAnswer.Done.values:
        allowed = ", ".join(SignalAnswer.Done.values)
        text = N_("“%(given)s” is not an answer. Expected %(allowed)s.")
        raise UserCanFix("signal.no_such_answer", text, params={"given": done, "allowed": allowed})
    if not reason.strip():
        raise UserCanFix("reason.missing", N_("Write the reason: it is kept and shown with the decision."))
    if signal.state == Signal.State.CLEARED:
        text = N_("The register has cleared this by itself; there is nothing left to answer.")
        raise UserCanFix("signal.cleared", text)
    answer = SignalAnswer.objects.create(
        organisation_id=signal.organisation_id,
        signal=signal,
        done=done,
        reason=reason.strip(),
        actor_id=actor.user_id,
        on=on,
    )
    signal.state = Signal.State.ANSWERED
    signal.save(update_fields=["state"])
    details = {
        "signal": signal.pk,
        "kind": signal.kind,
        "orgnr": signal.supplier.orgnr,
        "done": done,
        "reason_hash": sha256(reason.strip().encode()).hexdigest(),
    }
    record_event(Entry(events.SIGNAL_ANSWERED, "supplier", signal.supplier_id, details=details), actor=actor, on=on)
    return answer


def _need_reach(actor: Actor, signal: Signal) -> None:
    """The actor's role must reach the contract it is about, or one of the firm's."""
    links = ContractSupplier.objects.visible_to(actor).filter(supplier_id=signal.supplier_id)
    if signal.contract_id is not None:
        links = links.filter(contract_id=signal.contract_id)
    where = links.values_list("contract__unit_id", "contract_id") or [(None, None)]
    firm = signal.supplier_id
    cases = [Case(signal.organisation_id, unit, contract_id=one, supplier_id=firm) for unit, one in where]
    if not any(may(actor, Action.ANSWER_SIGNAL, case) for case in cases):
        verdict = may(actor, Action.ANSWER_SIGNAL, cases[0])
        hint = N_("Ask the coordinator to do it or to change your role.")
        raise NotAllowed("access.not_allowed", verdict.why.text, hint=hint, params=verdict.why.params)
