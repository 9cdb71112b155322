"""What is known of a supplier when signals are read, and what a test tells of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ryddig.domain.decision import Answer
from ryddig.domain.facts import ContractKind
from ryddig.domain.law import Book
from ryddig.domain.register_words import (
    Accounts,
    RegisterStatus,
    RoleGroup,
    SourceState,
    TaxPaper,
    Unit,
    UnitChange,
)


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """What registers and papers say of one firm. None: not asked, or no answer came. Empty: asked, and nothing there.

    `unit_state`: how the question to Enhetsregisteret ended. `earlier`: the unit as it was known before, to tell what
    changed. `changes`: events of the change feed, as far back as they are kept. `roles` holds persons; nothing of them
    goes into a signal.
    """

    number: str
    unit: Unit | None = None
    unit_state: SourceState = SourceState.ANSWERED
    earlier: Unit | None = None
    roles: tuple[RoleGroup, ...] | None = None
    accounts: tuple[Accounts, ...] | None = None
    changes: tuple[UnitChange, ...] | None = None
    statuses: tuple[RegisterStatus, ...] = ()
    tax: TaxPaper | None = None


@dataclass(frozen=True, slots=True)
class ContractContext:
    """What of the contract a signal may depend on. `value_ore`: øre without VAT. `cpv`: eight digits each.

    `begins_on`: start, else signing. `procurement_started_on`: announced, else invited. `milestones`: the days a tax
    certificate's age counts back from (`tender_deadline`, `winner_announced`). `vat_invoiced_on`: day of the latest
    invoice from the firm with VAT on it; None when no invoice has been read.
    """

    kind: ContractKind | None = None
    value_ore: int | None = None
    cpv: tuple[str, ...] = ()
    begins_on: date | None = None
    procurement_started_on: date | None = None
    milestones: Mapping[str, date | None] = field(default_factory=dict)
    vat_invoiced_on: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a test sees. `limits`: the figures of its rule in force on `on`. `wanted`: the rule's own argument."""

    firm: FirmFacts
    contract: ContractContext
    others: tuple[FirmFacts, ...]
    book: Book
    on: date
    limits: Mapping[str, int]
    wanted: object


@dataclass(frozen=True, slots=True)
class Told:
    """A test's answer. `fact`: what it rests on, in a form people read. `limit`: the figure it was held against.

    `since`: the day the register gives. `before`, `after`: a change. `mark`: what makes it the same as last time.
    """

    answer: Answer
    fact: object = None
    limit: object = None
    since: date | None = None
    before: str = ""
    after: str = ""
    mark: str = ""


NO: Final = Told(Answer.NO)
UNKNOWN: Final = Told(Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class SignalTest:
    """A test: its function, the limits it reads, whether it reads the contract, and what `wanted` may be (empty: any
    texts, or none)."""

    run: Callable[[Look], Told]
    limits: tuple[str, ...] = ()
    of_contract: bool = False
    wanted: frozenset[str] = frozenset()


def told(*, holds: bool, **more: object) -> Told:
    """YES with what it rests on, or a plain NO."""
    return Told(Answer.YES, **more) if holds else NO  # type: ignore[arg-type]  # the names are those of Told


def trades_of(firm: FirmFacts, book: Book, on: date) -> frozenset[str]:
    """The trades (`industries.…` of the lawbook) that the firm's industry codes lie under."""
    codes = [code.code for code in firm.unit.industries] if firm.unit else []
    return frozenset(
        trade for trade, prefixes in industries(book, on).items() if any(code.startswith(prefixes) for code in codes)
    )


def industries(book: Book, on: date) -> Mapping[str, tuple[str, ...]]:
    """Beginnings of industry codes by trade, in force on `on`. A trade is named as its CPV group."""
    found = {}
    for trade in book.cpv_groups:
        series = book.series.get(f"industries.{trade}")
        entry = series.at(on) if series else None
        if entry is not None and isinstance(entry.value, tuple):
            found[trade] = entry.value
    return found


def in_group(cpv: tuple[str, ...], group: str, book: Book) -> bool | None:
    """Whether some code of the contract lies under the group; None when the contract has no code."""
    return any(code.startswith(book.cpv_groups[group]) for code in cpv) if cpv else None
