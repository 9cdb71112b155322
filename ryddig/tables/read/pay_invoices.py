"""EHF invoices in a pay control: the hours each line bills, for the days it bills them. Amounts are not read here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.domain.errors import UserCanFix
from ryddig.domain.invoices import Invoice
from ryddig.domain.judgement import round_ore
from ryddig.domain.problems import Problem, Severity, Where, problem_of
from ryddig.domain.words import N_
from ryddig.tables.read.ehf import ROOTS, read_ehf
from ryddig.tables.read.pay_probe import Probe
from ryddig.tables.read.pay_reading import FileReading
from ryddig.tables.read.xml_records import root_of

_HEAD: Final = 64 * 1024
COLUMNS: Final = {
    "invoices.employer": "cac:AccountingSupplierParty",
    "invoices.number": "cbc:ID",
    "invoices.first": "cac:InvoicePeriod",
    "invoices.last": "cac:InvoicePeriod",
    "invoices.minutes": "cbc:InvoicedQuantity",
}
Row = Sequence[object]


def is_invoice(found: Probe) -> bool:
    """Whether an XML file is an EHF invoice or credit note, and no a-melding."""
    if found.format != "xml":
        return False
    with found.path.open("rb") as stream:
        return root_of(stream.read(_HEAD)) in ROOTS


def read_invoices(db: DuckDBPyConnection, found: Probe, number: int) -> FileReading:
    """Fill `invoices` from one file, and say what became of it. `number`: of the file."""
    try:
        invoices = list(read_ehf(found.path))
    except UserCanFix as error:
        return FileReading(
            found.name, 0, "", found.format, found.sha256, rejected=(problem_of(error, Where(found.name)),)
        )
    rows = [row for invoice in invoices for row in _rows(invoice, number)]
    for row in rows:
        db.execute("INSERT INTO invoices VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    told = tuple(problem for invoice in invoices for problem in _told(invoice, found.name))
    counts = dict(Counter(problem.code for problem in told))
    columns = COLUMNS if rows else {}
    return FileReading(
        found.name, number, "invoices", found.format, found.sha256, len(rows), 0, told, counts, columns
    )  # fmt: skip


def _rows(invoice: Invoice, file: int) -> Iterator[Row]:
    """One row a line with hours. A line's own period goes before the invoice's; a credit note takes hours away."""
    for line in invoice.lines:
        if line.minutes is not None:
            first, last = line.first or invoice.first, line.last or invoice.last
            employer = invoice.supplier.orgnr or None
            yield employer, invoice.number, first, last, round_ore(line.minutes), file, line.line


def _told(invoice: Invoice, name: str) -> Iterator[Problem]:
    others = Counter(line.unit or "–" for line in invoice.lines if line.quantity is not None and line.minutes is None)
    if others:
        yield Problem(
            "invoice.no_hours",
            N_("%(count)s lines of invoice %(number)s are not billed by the hour (unit %(units)s) and tell nothing."),
            Where(name, row=invoice.line),
            hint=N_("Ask for the hours behind them when the contract is paid by the hour."),
            params={"count": others.total(), "number": invoice.number, "units": ", ".join(sorted(others))[:100]},
            severity=Severity.NOTE,
        )
    if any(row[2] is None or row[3] is None for row in _rows(invoice, 0)):
        yield Problem(
            "invoice.no_period",
            N_("Invoice %(number)s has hours, but does not tell for which days."),
            Where(name, row=invoice.line),
            hint=N_("Ask for the period (EHF: InvoicePeriod), so that the hours can be compared with the crew's."),
            params={"number": invoice.number},
            severity=Severity.NOTE,
        )
