"""EHF Billing 3 / Peppol BIS Billing 3: UBL 2.1 invoices and credit notes. Read by local name, in an envelope too.

What the file's own sums do not agree on is a fault beside the invoice, by code: the invoice is read all the same.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.invoices import Invoice, InvoiceLine, Party
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.tables.read.limits import MIB
from ryddig.tables.read.xml_records import Node, xml_records

MAX_BYTES: Final = 100 * MIB  # embedded attachments count here, and are passed by
ROOTS: Final = ("Invoice", "CreditNote")
DROPPED: Final = ("EmbeddedDocumentBinaryObject", "UBLExtensions")
ORE: Final = 100
ROUNDING_ORE: Final = 2  # øre a line, for sums that were rounded line by line
MOST_ORE: Final = 10**15
_TEXT: Final = 300


def read_ehf(path: Path) -> Iterator[Invoice]:
    """The invoices and credit notes in a file; one, unless someone put several together.

    Raises UserCanFix: not XML, harmful, no invoice in it, or an invoice that lacks number, day or total, or is not in
    kroner.
    """
    found = False
    for node in xml_records(path, ROOTS, max_bytes=MAX_BYTES, dropped=DROPPED):
        found = True
        yield invoice_of(node, path.name)
    if not found:
        raise UserCanFix(
            "ehf.no_invoice",
            N_("%(file)s is XML, but holds no EHF invoice or credit note."),
            hint=N_("Give the invoice itself (EHF Billing 3), or a SAF-T file."),
            params={"file": path.name},
        )


def invoice_of(node: Node, file: str) -> Invoice:
    """One invoice. Raises UserCanFix when what no invoice can lack is missing."""
    credit = node.name == "CreditNote"
    currency = node.value("DocumentCurrencyCode")
    if currency not in ("", "NOK"):
        raise _lacking(file, node, what="DocumentCurrencyCode", found=currency)
    sign = -1 if credit else 1
    total = node.first("LegalMonetaryTotal") or Node("", node.line)
    ore = xml_ore(total.value("TaxExclusiveAmount"))
    issued = xml_day(node.value("IssueDate"))
    number = node.value("ID")[:_TEXT]
    if ore is None or issued is None or not number:
        missing = "TaxExclusiveAmount" if ore is None else "IssueDate" if issued is None else "ID"
        raise _lacking(file, node, what=missing, found=(total if ore is None else node).value(missing))
    lines = tuple(_line(line, sign) for line in node.all("CreditNoteLine" if credit else "InvoiceLine"))
    lines += tuple(_charges(node, sign))
    vat = sum(xml_ore(one.value("TaxAmount")) or 0 for one in node.all("TaxTotal")[:1])
    period = node.first("InvoicePeriod") or Node("", 0)
    return Invoice(
        line=node.line,
        credit=credit,
        number=number,
        issued_on=issued,
        supplier=_supplier(node),
        ore=sign * ore,
        vat_ore=sign * vat,
        lines=lines,
        first=xml_day(period.value("StartDate")),
        last=xml_day(period.value("EndDate")),
        contract_ref=node.value("ContractDocumentReference", "ID")[:_TEXT],
        order_ref=node.value("OrderReference", "ID")[:_TEXT],
        buyer_ref=node.value("BuyerReference")[:_TEXT],
        bank_account=node.value("PaymentMeans", "PayeeFinancialAccount", "ID")[:64],
        account=node.value("AccountingCost")[:_TEXT],
        payable_ore=sign * (xml_ore(total.value("PayableAmount")) or 0),
        attachments=len(node.all("AdditionalDocumentReference", "Attachment")),
        faults=tuple(_faults(node, total, lines=lines, ore=sign * ore, vat=vat)),
    )


def _faults(node: Node, total: Node, *, lines: tuple[InvoiceLine, ...], ore: int, vat: int) -> Iterator[str]:
    """What the invoice's own sums do not agree on."""
    room = ROUNDING_ORE * max(1, len(lines))
    if abs(sum(line.ore for line in lines) - ore) > room:
        yield "ehf.lines_differ"
    inclusive, exclusive = (xml_ore(total.value(name)) for name in ("TaxInclusiveAmount", "TaxExclusiveAmount"))
    if inclusive is not None and abs(inclusive - (exclusive or 0) - vat) > ROUNDING_ORE:
        yield "ehf.vat_differs"
    number = node.first("AccountingSupplierParty", "Party", "PartyLegalEntity", "CompanyID")
    if number is not None and number.text.strip() and read_orgnr(number.text).digits is None:
        yield "ehf.orgnr"


def _supplier(node: Node) -> Party:
    party = node.first("AccountingSupplierParty", "Party") or Node("", 0)
    vat = [one.value("CompanyID") for one in party.all("PartyTaxScheme") if one.value("TaxScheme", "ID") == "VAT"]
    numbers = (party.value("PartyLegalEntity", "CompanyID"), *vat, party.value("EndpointID"))
    digits = (read_orgnr(number).digits for number in numbers)
    return Party(
        name=(party.value("PartyLegalEntity", "RegistrationName") or party.value("PartyName", "Name"))[:_TEXT],
        orgnr=next((one for one in digits if one), ""),
        vat_number=any(number.upper().endswith("MVA") for number in vat),
        country=party.value("PostalAddress", "Country", "IdentificationCode")[:2],
    )


def _line(node: Node, sign: int) -> InvoiceLine:
    quantity = node.first("CreditedQuantity") or node.first("InvoicedQuantity") or Node("", 0)
    item = node.first("Item") or Node("", 0)
    code = item.first("CommodityClassification", "ItemClassificationCode") or Node("", 0)
    amount = _decimal(quantity.text.strip())
    return InvoiceLine(
        line=node.line,
        text=" ".join(part for part in (item.value("Name"), item.value("Description"), node.value("Note")) if part)[
            :_TEXT
        ],
        ore=sign * (xml_ore(node.value("LineExtensionAmount")) or 0),
        quantity=None if amount is None else sign * Fraction(amount),
        unit=quantity.attributes.get("unitCode", "")[:8],
        category=code.text.strip()[:40],
        category_list=code.attributes.get("listID", "")[:8],
        account=node.value("AccountingCost")[:_TEXT],
        first=xml_day(node.value("InvoicePeriod", "StartDate")),
        last=xml_day(node.value("InvoicePeriod", "EndDate")),
    )


def _charges(node: Node, sign: int) -> Iterator[InvoiceLine]:
    """Charges and allowances on the whole invoice, as lines of their own: then the lines add up to its total."""
    for one in node.all("AllowanceCharge"):
        amount = xml_ore(one.value("Amount")) or 0
        charge = one.value("ChargeIndicator").lower() in ("true", "1")
        text = one.value("AllowanceChargeReason")[:_TEXT]
        yield InvoiceLine(one.line, text, sign * (amount if charge else -amount))


def _decimal(text: str) -> Decimal | None:
    """A number as XML writes it; None for anything else, exponents and NaN too."""
    if not text or len(text) > 30 or any(sign not in "+-.0123456789" for sign in text):  # noqa: PLR2004 - longer than any sum
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def xml_ore(text: str) -> int | None:
    """Øre, rounded half up where a sender gives more than two decimals."""
    number = _decimal(text)
    if number is None:
        return None
    ore = int((abs(number) * ORE + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR"))
    return None if ore > MOST_ORE else (ore if number >= 0 else -ore)


def xml_day(text: str) -> date | None:
    """A day as XML writes it; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _lacking(file: str, node: Node, *, what: str, found: str) -> UserCanFix:
    message = N_("The invoice in %(file)s (line %(line)s) cannot be used: %(what)s is “%(found)s”.")
    if what == "DocumentCurrencyCode":
        message = N_("The invoice in %(file)s (line %(line)s) is in %(found)s, not in kroner.")
    return UserCanFix(
        "ehf.currency" if what == "DocumentCurrencyCode" else "ehf.lacking",
        message,
        hint=N_("Leave it out, or ask the supplier for a valid EHF invoice in kroner."),
        params={"file": file, "line": node.line, "what": what, "found": found[:40]},
    )
