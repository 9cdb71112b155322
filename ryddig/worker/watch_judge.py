"""What a firm's answers give reason to ask: stored and fresh answers into the words of the core, and its signals back.

Nothing is asked and nothing stored here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.facts import ContractKind
from ryddig.domain.law import Book
from ryddig.domain.register_words import Accounts, RegisterStatus, RoleGroup, SourceState, TaxPaper, Unit
from ryddig.domain.signal_tests_others import TESTS_OF_OTHERS
from ryddig.domain.signal_words import ContractContext, FirmFacts
from ryddig.domain.supplier_signals import TESTS, Signal, read_signals
from ryddig.records.lookups.facts import Answered, Raised, short_mark
from ryddig.records.lookups.signals import Judged, Rule
from ryddig.records.lookups.watching import Seat, Stored, WatchedContract
from ryddig.registers.brreg.client import ACCOUNTS, UNITS
from ryddig.registers.brreg.parse import unit_of
from ryddig.registers.brreg.parse_more import accounts_of, roles_of
from ryddig.registers.brreg.persons import together
from ryddig.registers.sources import STATUS_SOURCES
from ryddig.worker.watch_ask import LISTED, NOT_FOUND, ROLES

RESTS_ON: Final[Mapping[str, str]] = {
    "signals.roles_changed": ROLES,
    "signals.frequent_changes": ROLES,
    "signals.bankruptcy_rider": ROLES,
    "signals.network_across_trades": ROLES,
    "signals.weak_equity": ACCOUNTS,
    "signals.cleaning_not_approved": "renhold",
    "signals.staffing_not_approved": "bemanning",
    "signals.car_care_not_approved": "bilpleie",
    "signals.tax_arrears": "ebevis.RestanserV2",
    "signals.tax_returns_missing": "ebevis.MvaMeldingsOpplysning",
}
"""The source whose snapshot a rule rests on; the others rest on the unit's."""


OF_ONE_FIRM: Final = frozenset(TESTS) - frozenset(TESTS_OF_OTHERS)
TAX_TESTS: Final = frozenset({"tax_arrears", "tax_returns_missing"})
NOWHERE: Final = 0
"""In place of a contract's id for a firm without one: rules that read a contract are left out."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one number: each source's newest answer, and the unit's before it when it has changed."""

    number: str
    answers: Mapping[str, Stored]
    earlier: Stored | None = None


def known_now(number: str, stored: Mapping[tuple[str, str], Stored], fresh: Iterable[Answered]) -> Known:
    """What was stored, with what has just been answered in its place."""
    before = {source: one for (source, subject), one in stored.items() if subject == number}
    now = {**before, **{one.source: _as_stored(one) for one in fresh}}
    unit, earlier = now.get(UNITS), before.get(UNITS)
    changed = unit is not None and earlier is not None and unit.sha256 != earlier.sha256
    return Known(number, now, earlier if changed else None)


def _as_stored(one: Answered) -> Stored:
    return Stored(one.content, one.persons, whole=True, state=one.state, answered_at=one.answered_at, sha256=one.sha256)


def firm_facts(known: Known) -> FirmFacts:
    """The words for it. Roles whose persons are shredded count as not known."""
    unit = known.answers.get(UNITS)
    missing = unit is not None and unit.state == NOT_FOUND
    return FirmFacts(
        number=known.number,
        unit=_unit(unit),
        unit_state=SourceState.NOT_FOUND if missing else SourceState.ANSWERED if unit else SourceState.NOT_ASKED,
        earlier=_unit(known.earlier),
        roles=_roles(known.answers.get(ROLES)),
        accounts=_accounts(known.answers.get(ACCOUNTS)),
        statuses=tuple(_status(known.answers[source]) for source in STATUS_SOURCES if source in known.answers),
    )


def _unit(stored: Stored | None) -> Unit | None:
    if stored is None or stored.state == NOT_FOUND or not stored.whole:
        return None
    return unit_of(together(stored.content, stored.persons), asked_on=stored.answered_at.date())


def _roles(stored: Stored | None) -> tuple[RoleGroup, ...] | None:
    if stored is None or not stored.whole:
        return None
    return () if stored.state == NOT_FOUND else roles_of(together(stored.content, stored.persons))


def _accounts(stored: Stored | None) -> tuple[Accounts, ...] | None:
    if stored is None:
        return None
    return () if stored.state == NOT_FOUND else accounts_of(stored.content.get(LISTED, stored.content))


def _status(stored: Stored) -> RegisterStatus:
    told = stored.content
    changed = told.get("changed_on")
    return RegisterStatus(
        register=told["register"],
        code=told.get("code"),
        raw=told.get("raw", ""),
        changed_on=date.fromisoformat(changed) if changed else None,
        state=SourceState(told.get("state", SourceState.ANSWERED.value)),
    )


def judge(facts: FirmFacts, seat: Seat, *, book: Book, on: date) -> Judged:
    """The signal rules that need the firm alone, those that read the contract once for each of the buyer's."""
    contexts = [(contract.id, _context(contract)) for contract in seat.contracts] or [(NOWHERE, ContractContext())]
    return _judged(
        (contract_id, read_signals(facts, context, book=book, on=on, tests=OF_ONE_FIRM))
        for contract_id, context in contexts
    )


def judge_between(facts: FirmFacts, others: Sequence[FirmFacts], *, book: Book, on: date) -> Judged:
    """The signal rules that hold the firm against others of the same buyer."""
    return _judged([(NOWHERE, read_signals(facts, others=others, book=book, on=on, tests=TESTS_OF_OTHERS))])


def judge_tax(paper: TaxPaper, number: str, contract_id: int, *, book: Book, on: date) -> Judged:
    """What tax data gives reason to ask, on the contract it was given for and no other."""
    facts = FirmFacts(number, tax=paper)
    return _judged([(contract_id, read_signals(facts, ContractContext(), book=book, on=on, tests=TAX_TESTS))])


def _judged(found: Iterable[tuple[int, Sequence[Signal]]]) -> Judged:
    raised: dict[tuple[int | None, str], Raised] = {}
    settled: set[Rule] = set()
    for contract_id, signals in found:
        for signal in signals:
            about = contract_id if signal.of_contract else None
            if about == NOWHERE:
                continue
            if signal.holds is not Answer.UNKNOWN:
                settled.add((signal.rule, about))
            if signal.holds is Answer.YES:
                raised[about, signal.rule] = replace(_raised(signal), contract_id=about)
    return Judged(tuple(raised.values()), frozenset(settled))


def _context(contract: WatchedContract) -> ContractContext:
    return ContractContext(
        kind=ContractKind(contract.kind) if contract.kind else None,
        value_ore=contract.value_ore,
        cpv=contract.cpv,
        begins_on=contract.starts_on or contract.signed_on,
        procurement_started_on=contract.announced_on or contract.invited_on,
    )


def _raised(signal: Signal) -> Raised:
    return Raised(
        kind=signal.rule,
        source=RESTS_ON.get(signal.rule, UNITS),
        severity=signal.severity.value,
        rank=signal.severity.rank,
        text=signal.message,
        because=signal.because,
        mark=short_mark(signal.mark),
        code=signal.answers,
        standing=signal.standing,
        facts=signal.facts,
        before=signal.before,
        after=signal.after,
        since=signal.since,
    )
