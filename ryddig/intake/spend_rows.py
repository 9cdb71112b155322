"""Invoices, purchases and rows of lists into the canonical tables of spend. No bank account and no person's number goes
in as it stands."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.domain.invoices import Invoice
from ryddig.domain.names import take_apart
from ryddig.intake.sheet_lists import ListRow, SheetList
from ryddig.tables.read.pay_aliases import alias, passes
from ryddig.tables.read.saft import Purchase
from ryddig.tables.spend.canonical import put

_NORWEGIAN_ACCOUNT: Final = 11
_IBAN: Final = re.compile(r"([A-Z]{2})\d{2}([A-Z0-9]{10,30})")
_KOSTRA_VAT: Final = re.compile(r"429|[013]429\d")
FLUSH: Final = 20_000


class Filler:
    """Fills the tables. `bills`: how many so far."""

    def __init__(self, db: DuckDBPyConnection, key: bytes) -> None:
        self._db, self._key = db, key
        self._bills: list[Sequence[object]] = []
        self._postings: list[Sequence[object]] = []
        self._numbers = count(1)
        self.bills = 0

    def flush(self) -> None:
        """Put what waits into the tables."""
        put(self._db, "raw_bills", self._bills)
        put(self._db, "postings", self._postings)
        self._bills.clear()
        self._postings.clear()

    def _flush_when_many(self) -> None:
        if len(self._postings) > FLUSH:
            self.flush()

    def invoice(self, file: int, invoice: Invoice) -> int:
        """An EHF invoice: how many lines. One without lines has its total as one."""
        bill, supplier = self._next(), invoice.supplier
        account, country = self._account(invoice.bank_account)
        core = take_apart(supplier.name).core
        who = (None, supplier.orgnr, supplier.name, core)
        rest = (invoice.number, None, invoice.issued_on, invoice.vat_ore, invoice.contract_ref, account, country)
        self._bills.append((bill, file, invoice.line, "ehf", *who, *rest))
        for line in invoice.lines:
            where = (line.account or invoice.account, None, None, None, None)
            self._postings.append((bill, file, line.line, line.ore, *where, line.category, None, line.text))
        if not invoice.lines:
            self._postings.append((bill, file, invoice.line, invoice.ore, *[None] * 8))
        self._flush_when_many()
        return max(1, len(invoice.lines))

    def purchase(self, file: int, purchase: Purchase) -> int:
        """A purchase of a SAF-T ledger: how many lines."""
        bill, supplier = self._next(), purchase.supplier
        who = (*self._who(supplier.number, supplier.name), supplier.orgnr)
        number, name, core, orgnr = who
        rest = (purchase.invoice_no, purchase.voucher, purchase.on_day, purchase.vat_ore or None, None, None, None)
        self._bills.append((bill, file, purchase.line, "saft", number, orgnr, name, core, *rest))
        for line in purchase.lines:
            dimensions = ", ".join(f"{kind} {value}" for kind, value in line.dimensions.items())
            where = (line.account, line.account_name, None, None, dimensions)
            self._postings.append((bill, file, line.line, line.ore, *where, None, None, line.text))
        self._flush_when_many()
        return len(purchase.lines)

    def suppliers(self, file: int, listed: SheetList) -> int:
        """A list of supplier numbers with organisation numbers."""
        rows = ((r.text("supplier_no"), r.text("supplier_orgnr"), r.text("supplier_name"), file) for r in listed.rows)
        return put(self._db, "supplier_numbers", (row for row in rows if ";" not in row[1]))

    def ledger(self, file: int, listed: SheetList) -> int:
        """Rows of a ledger. Those with one supplier and one number, of invoice or else voucher, are one bill."""
        bills: dict[tuple[object, ...], int] = {}
        vat: dict[int, int] = {}
        for row in listed.rows:
            number, name, core = self._who(row.text("supplier_no"), row.text("supplier_name"))
            orgnr = row.text("supplier_orgnr")
            paper = row.text("invoice_no") or row.text("voucher") or f"row {row.row}"
            key = (orgnr or number or core, paper, row.text("invoice_no") == "" and row.values["day"])
            if key not in bills:
                bills[key] = self._next()
                account, country = self._account(row.text("bank_account"))
                said = (row.text("invoice_no"), row.text("voucher"), row.values["day"], None, row.text("contract_ref"))
                who = (number, orgnr, name, core)
                self._bills.append((bills[key], file, row.row, "ledger", *who, *said, account, country))
            self._post(bills[key], file, row, vat=vat)
            self._flush_when_many()
        self.flush()
        self._state_vat(vat)
        return len(listed.rows)

    def _post(self, bill: int, file: int, row: ListRow, *, vat: dict[int, int]) -> None:
        """A row as a posting; VAT that a municipality gets back (KOSTRA art 429) is VAT and no purchase."""
        ore, account = int(str(row.values["amount"])), row.text("account")
        stated = row.values.get("vat")
        if isinstance(stated, int):
            vat[bill] = vat.get(bill, 0) + stated
        if _is_kostra_vat(account):
            vat[bill] = vat.get(bill, 0) + ore
            ore = 0
        where = [row.text(name) for name in ("account_name", "function", "responsible", "project")]
        kind = [row.text(name) for name in ("category", "category_name", "text")]
        self._postings.append((bill, file, row.row, ore, account, *where, *kind))

    def _state_vat(self, vat: dict[int, int]) -> None:
        self._db.execute("CREATE TEMP TABLE stated_vat (bill INTEGER, ore BIGINT)")
        put(self._db, "stated_vat", vat.items())
        self._db.execute("UPDATE raw_bills SET vat_ore = v.ore FROM stated_vat AS v WHERE v.bill = raw_bills.bill")
        self._db.execute("DROP TABLE stated_vat")

    def _next(self) -> int:
        self.bills += 1
        return next(self._numbers)

    def _who(self, number: str, name: str) -> tuple[str, str, str]:
        """Supplier number, name and folded name. A number that is a person's gives a pseudonym and no name."""
        digits = "".join(sign for sign in number if sign.isdigit())
        if passes(digits):
            pseudonym = alias(self._key, "person", f"id:{digits}")
            return pseudonym, "", ""
        return number, name, take_apart(name).core

    def _account(self, written: str) -> tuple[str, str]:
        """Pseudonym and country of a bank account; both empty when none is written. Eleven digits are Norwegian, with
        and without IBAN the same account."""
        bare = "".join(sign for sign in written.upper() if sign.isalnum())
        if not bare:
            return "", ""
        iban = _IBAN.fullmatch(bare)
        if iban is None:
            return alias(self._key, "account", bare), "NO" if _is_norwegian(bare) else ""
        own = iban[2] if iban[1] == "NO" else bare
        return alias(self._key, "account", own), iban[1]


def _is_norwegian(bare: str) -> bool:
    return len(bare) == _NORWEGIAN_ACCOUNT and bare.isdigit()


def _is_kostra_vat(account: str) -> bool:
    return bool(_KOSTRA_VAT.fullmatch(account))


def bill_rows(db: DuckDBPyConnection) -> Iterator[Sequence[object]]:
    """Bills as rows, for tests and reports."""
    yield from db.execute("SELECT * FROM bills ORDER BY bill").fetchall()
