"""An invoice or credit note as its sender wrote it. Amounts are øre, signed: a credit note is below zero."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MINUTES_OF_UNIT = {"MIN": Fraction(1), "HUR": Fraction(60), "SEC": Fraction(1, 60)}


@dataclass(frozen=True, slots=True)
class Party:
    """Who sent it. `orgnr`: nine digits that pass, from the first place that has them; `vat_number`: it calls itself
    registered for VAT (`NO…MVA`)."""

    name: str
    orgnr: str = ""
    vat_number: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """`line`: where it begins in the file. `unit`: UN/ECE Recommendation 20 code (`HUR` hours, `C62` pieces, …).
    `category`: item code and `category_list` its list (STI is CPV, TST is UNSPSC). `minutes`: None when the unit is no
    unit of time with a fixed length."""

    line: int
    text: str
    ore: int
    quantity: Fraction | None = None
    unit: str = ""
    category: str = ""
    category_list: str = ""
    account: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def minutes(self) -> Fraction | None:
        """The quantity in minutes."""
        per_unit = MINUTES_OF_UNIT.get(self.unit)
        return None if per_unit is None or self.quantity is None else self.quantity * per_unit


@dataclass(frozen=True, slots=True)
class Invoice:
    """`contract_ref` is BT-12, `order_ref` BT-13, `buyer_ref` BT-10. `ore` is without VAT. `bank_account` is as
    written: make a pseudonym of it before it goes anywhere. `attachments`: how many were left in the file."""

    line: int
    credit: bool
    number: str
    issued_on: date
    supplier: Party
    ore: int
    vat_ore: int
    lines: tuple[InvoiceLine, ...]
    first: date | None = None
    last: date | None = None
    contract_ref: str = ""
    order_ref: str = ""
    buyer_ref: str = ""
    bank_account: str = ""
    account: str = ""
    payable_ore: int = 0
    attachments: int = 0
    faults: tuple[str, ...] = ()
