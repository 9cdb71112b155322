"""What a claim stands at: what its term has come to, and what was deducted, paid out and waived."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ryddig.domain.contract_terms import Accrual, AccrualState, Circumstances, TermFacts, TermKind, accrue
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_


class EntryKind(StrEnum):
    """`deducted`: kept from an invoice, or claimed. `stopped`: no day after this one counts."""

    DEDUCTED = "deducted"
    RELEASED = "released"
    WAIVED = "waived"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger. `last`: the last day it is for."""

    kind: EntryKind
    last: date
    ore: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The claim on a day. `is_over`: a withholding whose reason is gone, so that nothing may be held any more."""

    accrual: Accrual
    deducted_ore: int
    released_ore: int
    waived_ore: int
    is_over: bool

    @property
    def accrued_ore(self) -> int:
        """What the term has come to."""
        return self.accrual.total_ore

    @property
    def held_ore(self) -> int:
        """Deducted and not paid out."""
        return self.deducted_ore - self.released_ore

    @property
    def open_ore(self) -> int:
        """What may still be deducted."""
        return 0 if self.is_over else max(0, self.accrued_ore - self.deducted_ore - self.waived_ore)

    @property
    def to_pay_out_ore(self) -> int:
        """Held without ground: the matter is corrected, or fewer days count than were deducted."""
        return self.held_ore if self.is_over else max(0, self.held_ore - self.accrued_ore)


def balance(
    term: TermFacts, known: Circumstances, lines: Iterable[Line], *, corrected_on: date | None, on: date
) -> Balance:
    """The claim on a day. It ends with the correction or with the day a person stopped it, whichever is first."""
    entries = list(lines)
    sums = {kind: sum(line.ore for line in entries if line.kind is kind) for kind in EntryKind}
    ends = [line.last for line in entries if line.kind is EntryKind.STOPPED]
    ends += [] if corrected_on is None else [corrected_on]
    accrual = accrue(term, replace(known, corrected_on=min(ends, default=None)), until=on)
    ended = accrual.state in (AccrualState.STOPPED, AccrualState.NONE)
    return Balance(
        accrual,
        sums[EntryKind.DEDUCTED],
        sums[EntryKind.RELEASED],
        sums[EntryKind.WAIVED],
        is_over=ended and term.kind is TermKind.WITHHOLDING,
    )


def next_days(accrual: Accrual, lines: Iterable[Line], *, until: date) -> tuple[date, date]:
    """The days the next deduction is for: from the day after the last one was for, to `until`."""
    deducted = [line.last for line in lines if line.kind is EntryKind.DEDUCTED]
    first = accrual.starts_on or until
    if deducted:
        first = max(first, max(deducted) + timedelta(days=1))
    return min(first, until), until


def check_entry(kind: EntryKind, ore: int, now: Balance) -> None:
    """Raises UserCanFix for an amount that the balance does not hold."""
    if kind is EntryKind.STOPPED:
        return
    most = now.held_ore if kind is EntryKind.RELEASED else now.open_ore
    if not 0 < ore <= most:
        text = N_("The amount must be more than nothing and at most NOK %(most)s.")
        hint = N_("Look at what the ledger stands at now.")
        raise UserCanFix("ledger.amount", text, hint=hint, params={"most": most})
