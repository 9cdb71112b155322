"""eForms notices (UBL, 2022 to today), European and national subtypes, native and converted from the old forms."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ryddig.domain.facts import BuyerKind
from ryddig.domain.names import kind_by_name
from ryddig.domain.notices import (
    Buyer,
    Cell,
    Firm,
    Generation,
    Modification,
    NumberKind,
    Reference,
    RefersTo,
    Stage,
    Withheld,
)
from ryddig.registers.doffin import eforms_lots, eforms_result
from ryddig.registers.doffin.cells import Cells, Element
from ryddig.registers.doffin.ubl import CAC, CBC, EFAC, EFBC, EXTENSION, listed, texts, translated

_NOTICE = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMES = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice")
ROOTS = frozenset(f"{{{_NOTICE}{name}-2}}{name}" for name in _NAMES)
_STAGES: Mapping[str, Stage] = {
    "planning": Stage.PLANNING,
    "competition": Stage.COMPETITION,
    "result": Stage.AWARD,
    "dir-awa-pre": Stage.INTENTION,
    "cont-modif": Stage.MODIFICATION,
}
_BUYER_KINDS: Mapping[str, BuyerKind] = {
    "cga": BuyerKind.STATE,
    "ra": BuyerKind.COUNTY,
    "la": BuyerKind.MUNICIPAL,
    "body-pl": BuyerKind.PUBLIC_LAW_BODY,
    "def-cont": BuyerKind.DEFENCE,
}
_PREVIOUS = f"{CAC}TenderingProcess/{CAC}NoticeDocumentReference/{CBC}ID"
_CALLED_OFF = frozenset({"cancel", "cancel-intent"})
_NORWAY = "NOR"


def fields(cells: Cells, root: Element) -> dict[str, Any]:
    """Everything the notice holds, by the names of `Notice`."""
    extension = root.find(EXTENSION)
    kind = root.find(f"{CBC}NoticeTypeCode")
    organisations = dict(_organisations(cells, extension))
    found = {
        "generation": Generation.EFORMS,
        "form": cells.text(kind) or cells.keep("", "", root),
        "stage": _stage(kind),
        "version": cells.text(root.find(f"{CBC}VersionID")),
        "notice_id": cells.number(root.find(f"{CBC}ID"), NumberKind.NOTICE_ID),
        "procedure_id": cells.text(root.find(f"{CBC}ContractFolderID")),
        "dispatched_on": cells.day(root.find(f"{CBC}IssueDate")),
        "published_on": _published(cells, extension),
        "language": cells.text(root.find(f"{CBC}NoticeLanguageCode")),
        "legal_basis": cells.text(root.find(f"{CBC}RegulatoryDomain")),
        "procedure": cells.text(root.find(f"{CAC}TenderingProcess/{CBC}ProcedureCode")),
        "references": tuple(_references(cells, root, extension)),
        "buyers": tuple(_buyers(cells, root, organisations)),
        "cancelled": _cancelled(cells, extension),
        "changes": _changes(cells, extension),
        "modification": _modification(cells, extension) if _stage(kind) is Stage.MODIFICATION else None,
        "withheld": tuple(_withheld(cells, root)),
        **eforms_lots.fields(cells, root),
    }
    result = extension.find(f"{EFAC}NoticeResult") if extension is not None else None
    if result is not None:
        found.update(eforms_result.fields(cells, result, organisations))
    return found


def _stage(kind: Element | None) -> Stage:
    if kind is None:
        return Stage.OTHER
    if (kind.text or "").strip() == "qu-sy":
        return Stage.QUALIFICATION_SYSTEM
    return _STAGES.get(kind.get("listName", ""), Stage.OTHER)


def _organisations(cells: Cells, extension: Element | None) -> Iterator[tuple[str, Firm]]:
    for element in extension.iterfind(f"{EFAC}Organizations/{EFAC}Organization") if extension is not None else ():
        company = element.find(f"{EFAC}Company")
        key = company.findtext(f"{CAC}PartyIdentification/{CBC}ID") if company is not None else None
        firm = _firm(cells, element, company) if company is not None else None
        if key and firm is not None:
            yield key.strip(), firm


def _firm(cells: Cells, element: Element, company: Element) -> Firm | None:
    name = translated(cells, company.iterfind(f"{CAC}PartyName/{CBC}Name"))
    if name is None:
        return None
    country = cells.text(company.find(f"{CAC}PostalAddress/{CAC}Country/{CBC}IdentificationCode"))
    number = company.find(f"{CAC}PartyLegalEntity/{CBC}CompanyID")
    abroad = country is not None and country.value != _NORWAY
    return Firm(
        name,
        orgnr=None if abroad else cells.orgnr(number),
        foreign_id=cells.text(number) if abroad else None,
        country=country,
        natural_person=cells.boolean(element.find(f"{EFBC}NaturalPersonIndicator")),
    )


def _buyers(cells: Cells, root: Element, organisations: Mapping[str, Firm]) -> Iterator[Buyer]:
    for party in root.iterfind(f"{CAC}ContractingParty"):
        key = (party.findtext(f"{CAC}Party/{CAC}PartyIdentification/{CBC}ID") or "").strip()
        firm = organisations.get(key)
        if firm is not None:
            yield Buyer(firm, _buyer_kind(cells, party), kind_by_name(firm.name.value or ""))


def _buyer_kind(cells: Cells, party: Element) -> Cell[BuyerKind] | None:
    """The kind the buyer states; None for a code with two readings (see README).

    A public undertaking counts as a utility only when its activity is one.
    """
    code = listed(party, f"{CAC}ContractingPartyType/{CBC}PartyTypeCode", "buyer-legal-type")
    raw = (code.text or "").strip() if code is not None else ""
    if code is None or not raw:
        return None
    utility = listed(party, f"{CAC}ContractingActivity/{CBC}ActivityTypeCode", "entity-activity") is not None
    value = BuyerKind.UTILITY if utility and raw.startswith("pub-undert") else _BUYER_KINDS.get(raw)
    return cells.keep(value, raw, code)


def _published(cells: Cells, extension: Element | None) -> Cell[date] | None:
    return cells.day(extension.find(f"{EFAC}Publication/{EFBC}PublicationDate")) if extension is not None else None


def _references(cells: Cells, root: Element, extension: Element | None) -> Iterator[Reference]:
    modifies = _stage(root.find(f"{CBC}NoticeTypeCode")) is Stage.MODIFICATION
    to = RefersTo.MODIFIED_AWARD if modifies else RefersTo.ANNOUNCEMENT
    for element in root.iterfind(_PREVIOUS):
        yield from _reference(cells, element, to)
    for element in root.iterfind(f"{CAC}ProcurementProjectLot/{_PREVIOUS}"):
        yield from _reference(cells, element, RefersTo.PLANNING)
    if extension is None:
        return
    for element in extension.iterfind(f"{EFAC}Changes/{EFBC}ChangedNoticeIdentifier"):
        yield from _reference(cells, element, RefersTo.CHANGED_NOTICE)
    for element in extension.iterfind(f"{EFAC}ContractModification/{EFBC}ChangedNoticeIdentifier"):
        yield from _reference(cells, element, RefersTo.MODIFIED_AWARD)
    framework = f"{EFAC}NoticeResult/{EFAC}SettledContract/{CAC}NoticeDocumentReference/{CBC}ID"
    for element in extension.iterfind(framework):
        yield from _reference(cells, element, RefersTo.FRAMEWORK)


def _reference(cells: Cells, element: Element, to: RefersTo) -> tuple[Reference, ...]:
    """A TED number, a Doffin number or a notice id with version, told apart by its form."""
    for kind in (NumberKind.TED, NumberKind.DOFFIN):
        cell = Cells(element).number(element, kind)
        if cell is not None and cell.value:
            return cells.reference(element, to, kind)
    return cells.reference(element, to, NumberKind.NOTICE_ID)


def _changes(cells: Cells, extension: Element | None) -> tuple[Cell[str], ...]:
    changes = extension.find(f"{EFAC}Changes") if extension is not None else None
    if changes is None:
        return ()
    reasons = texts(cells, changes.iterfind(f"{EFAC}ChangeReason/{EFBC}ReasonDescription"))
    codes = (cells.text(element) for element in changes.iterfind(f"{EFAC}ChangeReason/{CBC}ReasonCode"))
    told = texts(cells, changes.iterfind(f"{EFAC}Change/{EFBC}ChangeDescription"))
    return (*(code for code in codes if code is not None), *reasons, *told)


def _cancelled(cells: Cells, extension: Element | None) -> Cell[str] | None:
    """A change notice that calls the competition off."""
    codes = extension.iterfind(f"{EFAC}Changes/{EFAC}ChangeReason/{CBC}ReasonCode") if extension is not None else ()
    return next((cells.text(code) for code in codes if (code.text or "").strip() in _CALLED_OFF), None)


def _modification(cells: Cells, extension: Element | None) -> Modification:
    block = extension.find(f"{EFAC}ContractModification") if extension is not None else None
    if block is None:
        return Modification()
    codes = (cells.text(element) for element in block.iterfind(f"{EFAC}ChangeReason/{CBC}ReasonCode"))
    reasons = texts(cells, block.iterfind(f"{EFAC}ChangeReason/{EFBC}ReasonDescription"))
    told = texts(cells, block.iterfind(f"{EFAC}Change/{EFBC}ChangeDescription"))
    contract = cells.text(block.find(f"{EFBC}ModifiedContractIdentifier"))
    return Modification(contract, tuple(code for code in codes if code is not None), (*told, *reasons))


def _withheld(cells: Cells, root: Element) -> Iterator[Withheld]:
    for element in root.iter(f"{EFAC}FieldsPrivacy"):
        code = cells.text(element.find(f"{EFBC}FieldIdentifierCode"))
        if code is not None:
            reason = cells.text(element.find(f"{CBC}ReasonCode"))
            yield Withheld(code, reason, cells.day(element.find(f"{EFBC}PublicationDate")))
