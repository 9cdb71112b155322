"""An EHF invoice, a credit note and a SAF-T ledger, invented."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>F-1</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode><cbc:BuyerReference>1234abc</cbc:BuyerReference>
  <cac:InvoicePeriod><cbc:StartDate>2026-02-01</cbc:StartDate><cbc:EndDate>2026-02-28</cbc:EndDate></cac:InvoicePeriod>
  <cac:OrderReference><cbc:ID>B-7</cbc:ID></cac:OrderReference>
  <cac:ContractDocumentReference><cbc:ID>K-1</cbc:ID></cac:ContractDocumentReference>{more}
  <cac:AccountingSupplierParty><cac:Party>
    <cbc:EndpointID schemeID="0192">310000019</cbc:EndpointID>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>NO310000019MVA</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Prøve Renhold AS</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0192">310000019</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>NO0000000000001</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount>250.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>1000.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount>1250.00</cbc:TaxInclusiveAmount><cbc:PayableAmount>1250.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
"""
LINE = """  <cac:{root}Line><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="{unit}">2.5</cbc:{quantity}>
    <cbc:LineExtensionAmount>1000.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Renhold</cbc:Name><cac:CommodityClassification>
      <cbc:ItemClassificationCode listID="STI">90910000</cbc:ItemClassificationCode></cac:CommodityClassification>
    </cac:Item></cac:{root}Line>
</{root}>
"""


def invoice(*, more: str = "", unit: str = "HUR") -> str:
    """1 000 kr and VAT for two and a half hours of cleaning in February 2026."""
    return HEAD.format(root="Invoice", more=more) + LINE.format(root="Invoice", quantity="InvoicedQuantity", unit=unit)


def credit_note() -> str:
    """The same, credited."""
    line = LINE.format(root="CreditNote", quantity="CreditedQuantity", unit="HUR")
    return HEAD.format(root="CreditNote", more="") + line


def transaction(voucher: str, *lines: tuple[str, int, str]) -> str:
    """A transaction of (account, kroner with debit above zero, supplier number or empty)."""
    told = "".join(
        f"<Line><RecordID>1</RecordID><AccountID>{account}</AccountID>"
        + (f"<SupplierID>{supplier}</SupplierID><ReferenceNumber>F-{voucher}</ReferenceNumber>" if supplier else "")
        + f"<Description>Leie mars</Description><{side}Amount><Amount>{abs(kroner)}.00</Amount></{side}Amount></Line>"
        for account, kroner, supplier in lines
        for side in ["Debit" if kroner >= 0 else "Credit"]
    )
    sums = f"{sum(k for _, k, _ in lines if k > 0)},{-sum(k for _, k, _ in lines if k < 0)}"
    head = f"<TransactionID>{voucher}</TransactionID><TransactionDate>2026-03-02</TransactionDate>"
    return f"<!--{sums}--><Transaction>{head}{told}</Transaction>"


def ledger(*transactions: str, prefix: str = "") -> str:
    """A SAF-T file of the transactions, with right control totals."""
    sums = [one.removeprefix("<!--").partition("-->")[0].split(",") for one in transactions]
    debit, credit = (sum(int(pair[at]) for pair in sums) for at in (0, 1))
    body = f"""<MasterFiles>
<GeneralLedgerAccounts><Account><AccountID>6300</AccountID><AccountDescription>Leie</AccountDescription></Account>
</GeneralLedgerAccounts>
<Suppliers><Supplier><RegistrationNumber>310000019</RegistrationNumber><Name>Prøve Renhold AS</Name>
<SupplierID>77</SupplierID></Supplier></Suppliers></MasterFiles>
<GeneralLedgerEntries><NumberOfEntries>{len(transactions)}</NumberOfEntries><TotalDebit>{debit}.00</TotalDebit>
<TotalCredit>{credit}.00</TotalCredit><Journal>{"".join(transactions)}</Journal></GeneralLedgerEntries>"""
    if prefix:
        body = body.replace("</", "\0").replace("<!--", "\1").replace("<", f"<{prefix}")
        body = body.replace("\0", f"</{prefix}").replace("\1", "<!--")
    space = 'xmlns:n1="urn:StandardAuditFile-Taxation-Financial:NO"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<n1:AuditFile {space}>{body}</n1:AuditFile>'
