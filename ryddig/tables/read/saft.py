"""SAF-T Financial (Norway) 1.10 and 1.30, read by local name: suppliers, accounts, and the transactions of suppliers.

What is spent is not stated in the file; it is read out of each transaction with one supplier: the lines that are
neither the supplier's debt, nor money, nor VAT (NS 4102: 24, 19 and 27, by the account's own number or the standard
one). That grouping is customary and no law. A transaction without such lines is a payment, and no purchase.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.tables.read.ehf import xml_day, xml_ore
from ryddig.tables.read.limits import MIB
from ryddig.tables.read.xml_records import Node, xml_records

MAX_BYTES: Final = 2048 * MIB
TOPS: Final = ("Account", "Supplier", "Transaction", "NumberOfEntries", "TotalDebit", "TotalCredit")
_NOT_SPEND: Final = frozenset({"19", "24", "27"})
_VAT: Final = "27"
_SHORTEST_ACCOUNT: Final = 4
_TEXT: Final = 300


@dataclass(frozen=True, slots=True)
class LedgerSupplier:
    """A supplier in the ledger: its number there, organisation number (nine digits that pass, or empty) and name."""

    number: str
    orgnr: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line that is a purchase: `ore` without VAT, debit above zero. `dimensions`: analysis type → id."""

    line: int
    account: str
    account_name: str
    ore: int
    text: str
    dimensions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A transaction with one supplier and what was bought in it."""

    line: int
    voucher: str
    invoice_no: str
    on_day: date
    supplier: LedgerSupplier
    vat_ore: int
    lines: tuple[LedgerLine, ...]


@dataclass(slots=True)
class SaftTotals:
    """What the file says it holds, and what was read. `rejected`: line in the file, code."""

    stated_entries: int | None = None
    stated_debit: int | None = None
    stated_credit: int | None = None
    entries: int = 0
    debit: int = 0
    credit: int = 0
    unbalanced: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)

    @property
    def proven(self) -> bool | None:
        """Whether the file's own control totals agree with what was read; None when it states none."""
        stated = (self.stated_entries, self.stated_debit, self.stated_credit)
        if all(one is None for one in stated):
            return None
        read = (self.entries, self.debit, self.credit)
        return all(one is None or one == other for one, other in zip(stated, read, strict=True))


def read_saft(path: Path, totals: SaftTotals) -> Iterator[Purchase]:
    """Every purchase in the file; `totals` is filled along the way and whole at the end. Raises UserCanFix."""
    reader = _Reader(totals)
    for node in xml_records(path, TOPS, max_bytes=MAX_BYTES):
        purchase = reader.take(node)
        if purchase is not None:
            yield purchase
    if not totals.entries:
        raise UserCanFix(
            "saft.no_transactions",
            N_("%(file)s holds no transactions of the general ledger."),
            hint=N_("Export SAF-T Financial with the general ledger entries and the suppliers."),
            params={"file": path.name},
        )


class _Reader:
    """Remembers suppliers and accounts, which stand before the transactions."""

    def __init__(self, totals: SaftTotals) -> None:
        self._totals = totals
        self._suppliers: dict[str, LedgerSupplier] = {}
        self._accounts: dict[str, tuple[str, str]] = {}

    def take(self, node: Node) -> Purchase | None:
        """A purchase, when the record is one."""
        if node.name == "Supplier":
            number = node.value("SupplierID")[:_TEXT]
            digits = read_orgnr(node.value("RegistrationNumber")).digits or ""
            self._suppliers[number] = LedgerSupplier(number, digits, node.value("Name")[:_TEXT])
        elif node.name == "Account":
            standard = node.value("StandardAccountID") or node.value("GroupingCode")
            self._accounts[node.value("AccountID")] = (standard, node.value("AccountDescription")[:_TEXT])
        elif node.name == "Transaction":
            return self._transaction(node)
        else:
            self._total(node)
        return None

    def _total(self, node: Node) -> None:
        text = node.text.strip()
        if node.name == "NumberOfEntries":
            self._totals.stated_entries = int(text) if text.isascii() and text.isdigit() else None
        elif node.name == "TotalDebit":
            self._totals.stated_debit = xml_ore(text)
        else:
            self._totals.stated_credit = xml_ore(text)

    def _transaction(self, node: Node) -> Purchase | None:
        totals, lines = self._totals, node.all("Line")
        debit = sum(_side(line, "DebitAmount") for line in lines)
        credit = sum(_side(line, "CreditAmount") for line in lines)
        totals.entries += 1
        totals.debit += debit
        totals.credit += credit
        totals.unbalanced += debit != credit
        numbers = {line.value("SupplierID") for line in lines} - {""}
        spend = [line for line in lines if self._group(line) not in _NOT_SPEND] if numbers else []
        if not spend:
            return None
        day = xml_day(node.value("TransactionDate"))
        if len(numbers) > 1 or day is None:
            totals.rejected.append((node.line, "saft.several_suppliers" if len(numbers) > 1 else "saft.no_day"))
            return None
        return self._purchase(node, spend, number=numbers.pop(), day=day)

    def _purchase(self, node: Node, spend: list[Node], *, number: str, day: date) -> Purchase:
        supplier = self._suppliers.get(number, LedgerSupplier(number, "", ""))
        ours = [line for line in node.all("Line") if line.value("SupplierID")]
        number_said = next((line.value("ReferenceNumber") for line in ours if line.value("ReferenceNumber")), "")
        vat = [line for line in node.all("Line") if self._group(line) == _VAT]
        return Purchase(
            node.line,
            node.value("TransactionID")[:_TEXT],
            number_said[:_TEXT],
            day,
            supplier,
            sum(_side(line, "DebitAmount") - _side(line, "CreditAmount") for line in vat),
            tuple(self._line(line) for line in spend),
        )

    def _line(self, line: Node) -> LedgerLine:
        account = line.value("AccountID")
        dimensions = {one.value("AnalysisType"): one.value("AnalysisID") for one in line.all("Analysis")}
        ore = _side(line, "DebitAmount") - _side(line, "CreditAmount")
        name = self._accounts.get(account, ("", ""))[1]
        return LedgerLine(line.line, account, name, ore, line.value("Description")[:_TEXT], dimensions)

    def _group(self, line: Node) -> str:
        """The first two figures of the account in NS 4102."""
        account = line.value("AccountID")
        standard = self._accounts.get(account, ("", ""))[0]
        own = account if account.isdigit() and len(account) >= _SHORTEST_ACCOUNT else ""
        return (own or standard or account)[:2]


def _side(line: Node, name: str) -> int:
    """Øre on one side of a line: `DebitAmount/Amount`."""
    return xml_ore(line.value(name, "Amount")) or 0
