"""One firm asked for by hand: each register on its own, so that one that fails takes nothing from the others."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from ryddig.domain.errors import RyddigError
from ryddig.domain.law import Book
from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.domain.signal_words import ContractContext, FirmFacts, in_group, trades_of
from ryddig.registers.asking import Asker
from ryddig.registers.asking_faults import off
from ryddig.registers.brreg.client import ACCOUNTS, UNITS, AccountsAnswer, BrregClient, RolesAnswer
from ryddig.registers.sources import STATUS_SOURCES, StatusAsker

ROLES: Final = f"{UNITS}.roles"
Answered = TypeVar("Answered", RolesAnswer, AccountsAnswer)


@dataclass(frozen=True, slots=True)
class SourceAsked:
    """How it went with one source. `paper`: kind of paper to ask the supplier for instead."""

    source: str
    state: SourceState
    answer: RegisterAnswer | None = None
    fault: RyddigError | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class FirmAsked:
    """What came of it all."""

    firm: FirmFacts
    sources: tuple[SourceAsked, ...]
    unit_fault: RyddigError | None = None


@dataclass(slots=True)
class _Round:
    """What has been asked so far."""

    sources: list[SourceAsked] = field(default_factory=list)

    def take(self, source: str, ask: Callable[[], Answered]) -> Answered | None:
        """The answer, or None when it failed or there is none; how it went is kept."""
        try:
            got = ask()
        except RyddigError as error:
            self.sources.append(SourceAsked(source, SourceState.FAILED, fault=error))
            return None
        self.sources.append(SourceAsked(source, got.state, got.answer))
        return got


def ask_firm(asker: Asker, number: str, contract: ContractContext, *, book: Book, on: date) -> FirmAsked:
    """Ask of one firm: the unit first; roles, accounts and the approvals its trade needs when there is a unit.

    Raises UserCanFix when Enhetsregisteret is off: without it there is no firm to speak of.
    """
    if not asker.settings.is_on(UNITS):
        raise off(UNITS)
    client, done = BrregClient(asker), _Round()
    try:
        unit = client.unit(number)
    except RyddigError as error:
        failed = SourceAsked(UNITS, SourceState.FAILED, fault=error)
        return FirmAsked(FirmFacts(number, unit_state=SourceState.FAILED), (failed,), error)
    done.sources.append(SourceAsked(UNITS, unit.state, unit.answer))
    firm = FirmFacts(number, unit.unit, unit.state)
    if unit.unit is None:
        return FirmAsked(firm, tuple(done.sources))
    roles = done.take(ROLES, lambda: client.roles(number))
    accounts = done.take(ACCOUNTS, lambda: client.accounts(number))
    firm = replace(
        firm,
        roles=roles.groups if roles and roles.state is SourceState.ANSWERED else None,
        accounts=accounts.accounts if accounts and accounts.state is not SourceState.NOT_ASKED else None,
    )
    firm = replace(firm, statuses=_statuses(asker, firm, contract, done=done, book=book, on=on))
    return FirmAsked(firm, tuple(done.sources))


def _statuses(
    asker: Asker, firm: FirmFacts, contract: ContractContext, *, done: _Round, book: Book, on: date
) -> tuple[RegisterStatus, ...]:
    """The approvals that the firm's trade, or the contract's, calls for."""
    trades, asked = trades_of(firm, book, on), StatusAsker(asker)
    found = []
    for source in STATUS_SOURCES.values():
        wanted = source.register in trades or (
            source.register in book.cpv_groups and in_group(contract.cpv, source.register, book)
        )
        if not wanted:
            continue
        try:
            got = asked.ask(source.id, firm.number)
        except RyddigError as error:
            done.sources.append(SourceAsked(source.id, SourceState.FAILED, fault=error))
            continue
        done.sources.append(SourceAsked(source.id, got.status.state, got.answer, paper=got.paper))
        if got.status.state in {SourceState.ANSWERED, SourceState.NOT_FOUND}:
            found.append(got.status)
    return tuple(found)
