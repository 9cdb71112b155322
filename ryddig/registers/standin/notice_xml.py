"""An invented announcement as eForms XML, with the few fields a review turns on. Names and numbers are made up."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

_NS = "urn:oasis:names:specification:ubl:schema:xsd"
_EFORMS = "http://data.europa.eu/p27"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<ContractNotice xmlns="{_NS}:ContractNotice-2" xmlns:cac="{_NS}:CommonAggregateComponents-2"'
    f' xmlns:cbc="{_NS}:CommonBasicComponents-2" xmlns:ext="{_NS}:CommonExtensionComponents-2"'
    f' xmlns:efac="{_EFORMS}/eforms-ubl-extension-aggregate-components/1"'
    f' xmlns:efbc="{_EFORMS}/eforms-ubl-extension-basic-components/1"'
    f' xmlns:efext="{_EFORMS}/eforms-ubl-extensions/1">'
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the announcement says. `day`: ISO. `kind`: works, services or supplies. `criteria`: (code, percent, text).

    `buyer_number`: as the buyer writes it. `value`: kroner without VAT. `terms`: on the performance of the contract.
    """

    number: str
    day: str
    buyer_number: str
    title: str
    buyer: str = "Prøve kommune"
    kind: str = "services"
    cpv: str = "90911200"
    value: int | None = 5_000_000
    months: int | None = 24
    terms: str = ""
    criteria: tuple[tuple[str, int, str], ...] = ()
    documents: str = "https://dokumenter.prove.example/konkurranse"


def announcement_xml(told: Announcement) -> bytes:
    """The notice as Doffin gives it."""
    text = f"{_HEAD}{_extension(told)}{_top(told)}{_buyer()}{_project(told)}{_lot(told)}</ContractNotice>"
    return text.encode()


def _extension(told: Announcement) -> str:
    company = (
        "<efac:Company><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>"
        f"<cac:PartyName><cbc:Name>{escape(told.buyer)}</cbc:Name></cac:PartyName>"
        "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>NOR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
        f"<cac:PartyLegalEntity><cbc:CompanyID>{escape(told.buyer_number)}</cbc:CompanyID></cac:PartyLegalEntity>"
        "<cac:Contact><cbc:Name>Kari Oppdiktet</cbc:Name><cbc:ElectronicMail>kari@prove.example</cbc:ElectronicMail>"
        "</cac:Contact></efac:Company>"
    )
    inner = (
        "<efac:NoticeSubType><cbc:SubTypeCode>16</cbc:SubTypeCode></efac:NoticeSubType>"
        f"<efac:Organizations><efac:Organization>{company}</efac:Organization></efac:Organizations>"
        f"<efac:Publication><efbc:NoticePublicationID>{told.number}</efbc:NoticePublicationID>"
        f"<efbc:PublicationDate>{told.day}Z</efbc:PublicationDate></efac:Publication>"
    )
    return _extended(f"<efext:EformsExtension>{inner}</efext:EformsExtension>")


def _extended(inner: str) -> str:
    content = f"<ext:ExtensionContent>{inner}</ext:ExtensionContent>"
    return f"<ext:UBLExtensions><ext:UBLExtension>{content}</ext:UBLExtension></ext:UBLExtensions>"


def _top(told: Announcement) -> str:
    identity = uuid5(NAMESPACE_URL, told.number)
    return (
        f'<cbc:ID schemeName="notice-id">{identity}</cbc:ID>'
        f"<cbc:ContractFolderID>{uuid5(NAMESPACE_URL, told.number + '-folder')}</cbc:ContractFolderID>"
        f"<cbc:IssueDate>{told.day}Z</cbc:IssueDate><cbc:VersionID>01</cbc:VersionID>"
        "<cbc:RegulatoryDomain>32014L0024</cbc:RegulatoryDomain>"
        '<cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>'
        "<cbc:NoticeLanguageCode>NOR</cbc:NoticeLanguageCode>"
    )


def _buyer() -> str:
    return (
        "<cac:ContractingParty><cac:ContractingPartyType>"
        '<cbc:PartyTypeCode listName="buyer-legal-type">la</cbc:PartyTypeCode>'
        "</cac:ContractingPartyType><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>"
        "</cac:Party></cac:ContractingParty>"
    )


def _project(told: Announcement) -> str:
    return f"<cac:ProcurementProject>{_what(told)}</cac:ProcurementProject>"


def _what(told: Announcement) -> str:
    value = (
        ""
        if told.value is None
        else '<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="NOK">'
        f"{told.value}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>"
    )
    return (
        f'<cbc:ID>SAK-{told.number}</cbc:ID><cbc:Name languageID="NOR">{escape(told.title)}</cbc:Name>'
        f'<cbc:ProcurementTypeCode listName="contract-nature">{told.kind}</cbc:ProcurementTypeCode>{value}'
        f'<cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{told.cpv}'
        "</cbc:ItemClassificationCode></cac:MainCommodityClassification>"
    )


def _lot(told: Announcement) -> str:
    period = (
        ""
        if told.months is None
        else f'<cac:PlannedPeriod><cbc:DurationMeasure unitCode="MONTH">{told.months}</cbc:DurationMeasure>'
        "</cac:PlannedPeriod>"
    )
    project = f"<cac:ProcurementProject>{_what(told)}{period}</cac:ProcurementProject>"
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID><cac:TenderingTerms>{_terms(told)}'
        f"</cac:TenderingTerms>{project}</cac:ProcurementProjectLot>"
    )


def _terms(told: Announcement) -> str:
    performance = (
        ""
        if not told.terms
        else '<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="conditions">performance'
        f'</cbc:ExecutionRequirementCode><cbc:Description languageID="NOR">{escape(told.terms)}</cbc:Description>'
        "</cac:ContractExecutionRequirement>"
    )
    criteria = "".join(_criterion(code, percent, text) for code, percent, text in told.criteria)
    awarding = f"<cac:AwardingTerms><cac:AwardingCriterion>{criteria}</cac:AwardingCriterion></cac:AwardingTerms>"
    documents = (
        "<cac:CallForTendersDocumentReference><cac:Attachment><cac:ExternalReference>"
        f"<cbc:URI>{escape(told.documents)}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:CallForTendersDocumentReference>"
    )
    return f"{documents}{performance}{awarding if criteria else ''}"


def _criterion(code: str, percent: int, text: str) -> str:
    parameter = (
        '<efac:AwardCriterionParameter><efbc:ParameterCode listName="number-weight">per-exa</efbc:ParameterCode>'
        f"<efbc:ParameterNumeric>{percent}</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
    )
    extension = _extended(f"<efext:EformsExtension>{parameter}</efext:EformsExtension>")
    return (
        f"<cac:SubordinateAwardingCriterion>{extension}"
        f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{code}'
        f'</cbc:AwardingCriterionTypeCode><cbc:Description languageID="NOR">{escape(text)}</cbc:Description>'
        "</cac:SubordinateAwardingCriterion>"
    )
