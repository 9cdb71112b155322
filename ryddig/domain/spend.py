"""What is known of contracts and suppliers when invoices are held against them, and what a check asks.

Every finding is a question. None of the limits here is law: they are Ryddig's proposals, as the notes on RF-35 and
RF-36 say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.law import Status
from ryddig.domain.words import N_


class SpendOutcome(StrEnum):
    """What a check says. What was not tested is never *kept*."""

    QUESTION = "question"
    CANNOT_BE_TESTED = "cannot_be_tested"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class SpendLimits:
    """`new_account_days`: RF-35. `round_ore`: a sum that is a whole number of these is round. `least_bills`: so many
    bills of a supplier before a pattern is asked about. `vague`: words that alone tell nothing of what was bought."""

    new_account_days: int = 30
    round_ore: int = 1_000_00
    least_bills: int = 3
    vague: tuple[str, ...] = (
        "diverse",
        "div",
        "arbeid",
        "utført arbeid",
        "utfort arbeid",
        "tjenester",
        "tenester",
        "konsulentbistand",
        "konsulenttjenester",
        "iht avtale",
        "i henhold til avtale",
        "etter avtale",
        "som avtalt",
        "faktura",
        "honorar",
        "services",
        "work",
        "consulting",
        "as agreed",
    )


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """A contract as bills are held against it. `keys`: other references than its own. `suppliers`: organisation number
    (or empty) and name (or empty) of each. `last`: end with the options that are known to be used; `may_last`: end if
    every option is used. `limit_ore`: the ceiling, else the value; None when neither is known."""

    reference: str
    title: str = ""
    keys: tuple[str, ...] = ()
    suppliers: tuple[tuple[str, str], ...] = ()
    first: date | None = None
    last: date | None = None
    may_last: date | None = None
    limit_ore: int | None = None


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """What Enhetsregisteret said of a firm's VAT registration. `asked_on`: None when it is not known when."""

    orgnr: str
    registered: bool
    registered_on: date | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class SpendRule:
    """The rule behind a check as the lawbook has it; empty `status` where the check is a comparison and no rule."""

    check: str
    status: Status | None = None
    source: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SpendFacts:
    """What a run is given besides the rows."""

    contracts: tuple[ContractTerms, ...] = ()
    vat: tuple[VatAnswer, ...] = ()
    limits: SpendLimits = field(default_factory=SpendLimits)
    rules: Mapping[str, SpendRule] = field(default_factory=dict)


CHECKS: Final[Mapping[str, str]] = {
    "SPEND-01": N_("Bills outside any contract"),
    "SPEND-02": N_("Contract reference that does not fit"),
    "SPEND-03": N_("Contract over its ceiling"),
    "SPEND-04": N_("Bills that may be paid twice"),
    "RF-34": N_("VAT charged without being in the VAT register"),
    "RF-35": N_("New or foreign bank account"),
    "RF-36": N_("Vague text, round sums, consecutive numbers"),
}
# why → sentence with %(found)s, %(due)s, %(other)s
WHY: Final[Mapping[str, str]] = {
    "no_contract": N_(
        "The supplier stands on no contract in the list, and the bill names none. What was it bought on?"
    ),
    "not_running": N_(
        "The supplier's contracts were not running on the day of the bill (%(other)s). What was it bought on?"
    ),
    "no_number": N_(
        "The supplier has no organisation number here and its name is on no contract, so it cannot be told whether "
        "there is a contract. Give a list of supplier numbers with organisation numbers."
    ),
    "no_contracts_given": N_("No list of contracts was given."),
    "end_unknown": N_("The list does not tell when the supplier's contract ends."),
    "reference_unknown": N_("The bill names the contract %(other)s, which is not in the list. Is it written wrongly?"),
    "reference_several": N_("The bill names a reference that several contracts share."),
    "reference_other_supplier": N_("The bill names the contract %(other)s, which is with another supplier."),
    "reference_not_running": N_("The bill names the contract %(other)s, which was not running on the day."),
    "option_unknown": N_(
        "The bill is dated after the end of %(other)s, but before the last option would end. Was the option used?"
    ),
    "over_limit": N_("Bills on %(other)s come to %(found)s kr. The ceiling, or the value, is %(due)s kr."),
    "limit_unknown": N_("Neither ceiling nor value of %(other)s is known."),
    "same_number": N_("The same supplier has sent the number %(other)s with the same amount before."),
    "same_amount": N_("The same supplier has another bill of the same day and amount: %(other)s."),
    "vat_not_registered": N_("VAT is charged, but the register says that the supplier is not registered for VAT."),
    "vat_before_registered": N_("VAT is charged on a bill dated before the supplier was registered for VAT."),
    "register_not_asked": N_("VAT is charged, and the register was not asked about the supplier."),
    "account_changed": N_(
        "The account %(other)s was new within %(due)s days, and the supplier used another before. Ask the supplier on "
        "a number you know from before."
    ),
    "account_foreign": N_("The account %(other)s is in another country. Is the supplier foreign, too?"),
    "account_shared": N_("The account %(other)s stands on bills from more than one supplier."),
    "account_missing": N_("No bill tells the bank account."),
    "vague_text": N_("%(found)s bills say only “%(other)s”. What was bought?"),
    "round_sums": N_("%(found)s of %(due)s bills are whole thousands of kroner. Is there a specification?"),
    "consecutive": N_("%(found)s bill numbers in a row (%(other)s): has the supplier no other customer?"),
}
