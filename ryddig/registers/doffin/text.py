"""The free text of a notice of any generation, its award criteria and where the tender documents lie.

Organisations, contact points and review bodies are left out: they hold persons and no requirements.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ryddig.domain.notice_text import AwardCriterion, NoticeText
from ryddig.domain.notices import Cell
from ryddig.registers.doffin.cells import Cells, Element
from ryddig.registers.doffin.ubl import CAC, CBC, EFAC, EFBC, EXTENSION
from ryddig.registers.xml import parse_xml

SHORTEST = 12
MOST_PASSAGES = 5_000
_LEFT_OUT = frozenset(
    {
        "Organizations",
        "Company",
        "TouchPoint",
        "Contact",
        "ContractingParty",
        "AppealTerms",
        "UltimateBeneficialOwner",
        "CONTRACTING_BODY",
        "CONTRACTING_AUTHORITY_INFORMATION",
        "ADDRESS_REVIEW_BODY",
        "ADDRESS_CONTRACTOR",
        "PROCEDURES_FOR_APPEAL",
        "SENDER",
        "LOGIN",
    }
)
_CRITERIA = f"{CAC}ProcurementProjectLot/{CAC}TenderingTerms/{CAC}AwardingTerms/{CAC}AwardingCriterion"
_SUB = f"{CAC}SubordinateAwardingCriterion"
_PARAMETER = f"{EXTENSION}/{EFAC}AwardCriterionParameter"
_DOCUMENTS = f"{CAC}CallForTendersDocumentReference/{CAC}Attachment/{CAC}ExternalReference/{CBC}URI"
_OLD_DOCUMENTS = ("URL_DOCUMENT", "URL_PARTICIPATION")
_WEIGHTS = frozenset({"number-weight"})
_PERCENT = frozenset({"per-exa", "percentage"})


def read_text(data: bytes, *, name: str) -> NoticeText:
    """The text of a notice file. Raises UserCanFix as `read_notice` does."""
    root = parse_xml(data, name=name)
    cells = Cells(root)
    passages: dict[str, Cell[str]] = {}
    for element in _texts(root):
        cell = cells.text(element)
        if cell is not None and len(cell.raw) >= SHORTEST and len(passages) < MOST_PASSAGES:
            passages.setdefault(cell.raw, cell)
    criteria = (_criterion(cells, each) for found in root.iterfind(_CRITERIA) for each in found.iterfind(_SUB))
    documents = {cell.raw: cell for cell in map(cells.text, _links(root)) if cell is not None}
    return NoticeText(tuple(passages.values()), tuple(criteria), tuple(documents.values()))


def _texts(element: Element) -> Iterator[Element]:
    """Elements with text and no element below, depth first, outside what is left out."""
    if element.tag.rpartition("}")[2] in _LEFT_OUT or _is_exclusion(element):
        return
    children = list(element)
    paragraphs = bool(children) and all(child.tag == "P" for child in children)
    if not children or paragraphs:
        yield element
        return
    for child in children:
        yield from _texts(child)


def _is_exclusion(element: Element) -> bool:
    """A ground for exclusion: it speaks of sanctions and rights, and is the same in every notice."""
    code = element.find(f"{CBC}TendererRequirementTypeCode")
    return code is not None and code.get("listName") == "exclusion-ground"


def _links(root: Element) -> Iterator[Element]:
    yield from root.iterfind(f".//{_DOCUMENTS}")
    for name in _OLD_DOCUMENTS:
        yield from root.iter(name)


def _criterion(cells: Cells, element: Element) -> AwardCriterion:
    weight, percent = None, None
    for parameter in element.iterfind(_PARAMETER):
        code = parameter.find(f"{EFBC}ParameterCode")
        number = parameter.find(f"{EFBC}ParameterNumeric")
        if code is None or number is None:
            continue
        if code.get("listName") in _WEIGHTS:
            weight = _decimal(cells, number)
            percent = weight.value if weight is not None and (code.text or "").strip() in _PERCENT else None
    return AwardCriterion(
        cells.text(element.find(f"{CBC}AwardingCriterionTypeCode")),
        cells.text(element.find(f"{CBC}Name")),
        cells.text(element.find(f"{CBC}Description")),
        weight,
        percent,
    )


def _decimal(cells: Cells, element: Element) -> Cell[Decimal] | None:
    raw = (element.text or "").strip()
    try:
        number: Decimal | None = Decimal(raw)
    except InvalidOperation:
        number = None
    return cells.keep(number, raw, element) if raw else None
