"""What Skatteetaten tells a public buyer with the firm's consent. Confidential: it belongs to one case only.

These values are typed apart from all other register answers, so that a rule, a report or a log that takes register
words cannot take them by accident. They do not print their figures. Amounts are øre.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaxKind(StrEnum):
    """Kinds of claim in `RestanserV2`: arbeidsgiveravgift, forskuddstrekk, forskuddsskatt, restskatt, gebyr, mva."""

    EMPLOYERS_CONTRIBUTION = "employers_contribution"
    WITHHELD_TAX = "withheld_tax"
    ADVANCE_TAX = "advance_tax"
    RESIDUAL_TAX = "residual_tax"
    FEES = "fees"
    VAT = "vat"


@dataclass(frozen=True, slots=True, repr=False)
class TaxRecord:
    """Of which firm, and when Skatteetaten made it. `delivered_at` None when the answer does not say."""

    orgnr: str
    delivered_at: datetime | None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(orgnr={self.orgnr!r}, delivered_at={self.delivered_at}, figures not shown)"


@dataclass(frozen=True, slots=True, repr=False)
class Arrears(TaxRecord):
    """Due and unpaid (forfalt og ubetalt) in øre per kind. A kind the answer left out is unknown, not zero.

    `interest` is the part of it that is interest, where the answer tells.
    """

    due: Mapping[TaxKind, int]
    interest: Mapping[TaxKind, int]

    @property
    def total(self) -> int:
        """Øre due in all."""
        return sum(self.due.values())

    @property
    def any_due(self) -> bool | None:
        """True when something is due; False when every kind was told and none is; None when a kind is missing."""
        if self.total > 0:
            return True
        return False if set(self.due) == set(TaxKind) else None


@dataclass(frozen=True, slots=True)
class TermBase:
    """The base of employer's contribution that was reported for a term (øre). `term` as written: `januar`, `1`, …"""

    year: str
    term: str
    base: int


@dataclass(frozen=True, slots=True, repr=False)
class EmployersContribution(TaxRecord):
    """`Arbeidsgiveravgift`: the last three terms reported."""

    terms: tuple[TermBase, ...]


class ReturnState(StrEnum):
    """State of a VAT return: not delivered, delivered and being handled, assessed, no duty to deliver."""

    NOT_DELIVERED = "not_delivered"
    UNDER_HANDLING = "under_handling"
    ASSESSED = "assessed"
    NO_DUTY = "no_duty"


@dataclass(frozen=True, slots=True)
class VatTerm:
    """One term. `state` None when `raw`, its word, is new to us. `assessed_by_authority`: set by discretion."""

    year: str
    term: str
    state: ReturnState | None
    raw: str
    assessed_by_authority: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class VatReturns(TaxRecord):
    """`MvaMeldingsOpplysning`: the terms told. `reported_by` is another firm that reports for the whole group."""

    terms: tuple[VatTerm, ...]
    term_kind: str = ""
    reported_by: str = ""

    @property
    def missing(self) -> tuple[VatTerm, ...]:
        """Terms whose return was not delivered."""
        return tuple(term for term in self.terms if term.state is ReturnState.NOT_DELIVERED)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignAssignments(TaxRecord):
    """`OppdragUtenlandskeVirksomheter`: running assignments as employer, workers on them, assignments as client."""

    as_employer: int | None
    workers: int | None
    as_client: int | None
