"""DOFFIN_ESENDERS V3 (2017 to 2023): the forms F01_2014 … F25_2014. Early V3 files lack some wrapper elements."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ryddig.domain.notices import (
    Amount,
    AwardRow,
    Buyer,
    Cell,
    Lot,
    Modification,
    NumberKind,
    Options,
    Reference,
    RefersTo,
    Stage,
    Term,
)
from ryddig.registers.doffin import old_parts
from ryddig.registers.doffin.cells import MOST_REFERENCES, Cells, Element

_STAGES = {
    "F01": Stage.PLANNING,
    "F02": Stage.COMPETITION,
    "F03": Stage.AWARD,
    "F04": Stage.PLANNING,
    "F05": Stage.COMPETITION,
    "F06": Stage.AWARD,
    "F07": Stage.QUALIFICATION_SYSTEM,
    "F08": Stage.PLANNING,
    "F12": Stage.COMPETITION,
    "F13": Stage.AWARD,
    "F14": Stage.CORRECTION,
    "F15": Stage.INTENTION,
    "F20": Stage.MODIFICATION,
    "F24": Stage.COMPETITION,
    "F25": Stage.AWARD,
}
_MIXED = ("F21", "F22", "F23")
_REFERS = {
    Stage.MODIFICATION: RefersTo.MODIFIED_AWARD,
    Stage.COMPETITION: RefersTo.PLANNING,
    Stage.PLANNING: RefersTo.PLANNING,
}
_REFUSED = ("PROCUREMENT_UNSUCCESSFUL", "PROCUREMENT_DISCONTINUED")
_REASONS = ("ADDITIONAL_NEED", "UNFORESEEN_CIRCUMSTANCE")


def stage(form: Element) -> Stage:
    """What the form does. F21 to F23 (health and social services, concessions) say it in their NOTICE element."""
    if form.tag.startswith(_MIXED):
        notice = form.find("NOTICE")
        kind = notice.get("TYPE", "") if notice is not None else ""
        if "AWARD" in kind:
            return Stage.AWARD
        return Stage.PLANNING if kind.startswith("PRI_ONLY") else Stage.COMPETITION
    return _STAGES.get(form.tag[:3], Stage.OTHER)


def fields(cells: Cells, root: Element, form: Element) -> dict[str, Any]:
    """Everything the form holds, by the names of `Notice`."""
    thing = form.find("OBJECT_CONTRACT")
    parts = list(form.iterfind("OBJECT_CONTRACT/OBJECT_DESCR"))
    divided = thing is not None and thing.find("LOT_DIVISION") is not None
    only = parts[0] if len(parts) == 1 and not divided else None
    end = form.find("COMPLEMENTARY_INFO")
    return {
        "notice_id": cells.number(root.find("FORM_SECTION/NOTICE_UUID"), NumberKind.NOTICE_ID),
        "references": tuple(_references(cells, root, form)),
        "dispatched_on": cells.day(end.find("DATE_DISPATCH_NOTICE")) if end is not None else None,
        "language": cells.attribute(form, "LG"),
        "legal_basis": cells.attribute(form.find("LEGAL_BASIS"), "VALUE"),
        "procedure": old_parts.procedure(cells, form),
        "buyers": tuple(_buyers(cells, form)),
        **(_thing(cells, thing, parts) if thing is not None else {}),
        "framework": cells.present(form.find("PROCEDURE/FRAMEWORK"), value=True),
        "term": _term(cells, only) if only is not None else Term(),
        "options": _options(cells, only) if only is not None else Options(),
        "lots": tuple(_lot(cells, part) for part in parts) if only is None else (),
        "rows": tuple(_row(cells, element) for element in form.iterfind("AWARD_CONTRACT")),
        "cancelled": None,
        "changes": tuple(_changes(cells, form)),
        "modification": _modification(cells, form),
    }


def _references(cells: Cells, root: Element, form: Element) -> Iterator[Reference]:
    yield from old_parts.doffin_references(cells, root)
    to = _REFERS.get(stage(form), RefersTo.ANNOUNCEMENT)
    for element in islice(form.iter("NOTICE_NUMBER_OJ"), MOST_REFERENCES):
        yield from cells.reference(element, to, NumberKind.TED)
    if stage(form) is Stage.CORRECTION:
        number = form.find("COMPLEMENTARY_INFO/NO_DOC_EXT")
        yield from cells.reference(number, RefersTo.ANNOUNCEMENT, NumberKind.DOFFIN)


def _buyers(cells: Cells, form: Element) -> Iterator[Buyer]:
    body = form.find("CONTRACTING_BODY")
    if body is None:
        return
    kind = body.find("CA_TYPE")
    for address in body.iterfind("ADDRESS_CONTRACTING_BODY"):
        if (found := old_parts.buyer(cells, address, kind=kind)) is not None:
            yield found
    for address in body.iterfind("ADDRESS_CONTRACTING_BODY_ADDITIONAL"):
        if (found := old_parts.buyer(cells, address)) is not None:
            yield found


def _thing(cells: Cells, thing: Element, parts: list[Element]) -> dict[str, Any]:
    main = cells.cpv(thing.find("CPV_MAIN/CPV_CODE"), "CODE")
    codes = [main, *(code for part in parts for code in _cpv(cells, part))]
    seen: dict[str | None, Cell[str]] = {}
    for code in codes:
        if code is not None:
            seen.setdefault(code.value, code)
    spread = thing.find("VAL_RANGE_TOTAL")
    return {
        "file_reference": cells.text(thing.find("REFERENCE_NUMBER")),
        "title": cells.text(thing.find("TITLE")),
        "kind": cells.kind(thing.find("TYPE_CONTRACT"), "CTYPE"),
        "cpv": tuple(seen.values()),
        "estimate": _money(cells, thing.find("VAL_ESTIMATED_TOTAL")) or _only_value(cells, parts),
        "low": cells.amount(spread.find("LOW"), spread.get("CURRENCY")) if spread is not None else None,
        "high": cells.amount(spread.find("HIGH"), spread.get("CURRENCY")) if spread is not None else None,
        "total": _money(cells, thing.find("VAL_TOTAL")),
    }


def _only_value(cells: Cells, parts: list[Element]) -> Cell[Amount] | None:
    return _money(cells, parts[0].find("VAL_OBJECT")) if len(parts) == 1 else None


def _money(cells: Cells, element: Element | None) -> Cell[Amount] | None:
    return cells.amount(element, element.get("CURRENCY")) if element is not None else None


def _cpv(cells: Cells, part: Element) -> tuple[Cell[str], ...]:
    codes = (cells.cpv(element, "CODE") for element in part.iterfind("CPV_ADDITIONAL/CPV_CODE"))
    return tuple(code for code in codes if code is not None)


def _lot(cells: Cells, part: Element) -> Lot:
    number = cells.text(part.find("LOT_NO")) or cells.attribute(part, "ITEM") or cells.keep("", "", part)
    return Lot(
        number,
        cells.text(part.find("TITLE")),
        cpv=_cpv(cells, part),
        estimate=_money(cells, part.find("VAL_OBJECT")),
        term=_term(cells, part),
        options=_options(cells, part),
    )


def _term(cells: Cells, part: Element) -> Term:
    length = part.find("DURATION")
    unit = length.get("TYPE", "") if length is not None else ""
    return Term(
        months=cells.count(length, times=12 if unit == "YEAR" else 1) if unit in {"MONTH", "YEAR"} else None,
        days=cells.count(length) if unit == "DAY" else None,
        starts_on=cells.day(part.find("DATE_START")),
        ends_on=cells.day(part.find("DATE_END")),
        unlimited=cells.present(part.find("INDEFINITE_DURATION"), value=True),
    )


def _options(cells: Cells, part: Element) -> Options:
    found = (cells.text(part.find(name)) for name in ("RENEWAL_DESCR", "OPTIONS_DESCR"))
    yes, renewal = part.find("OPTIONS"), part.find("RENEWAL")
    return Options(
        stated=cells.present(yes, value=True) or cells.present(part.find("NO_OPTIONS"), value=False),
        renewable=cells.present(renewal, value=True) or cells.present(part.find("NO_RENEWAL"), value=False),
        texts=tuple(text for text in found if text is not None),
    )


def _row(cells: Cells, element: Element) -> AwardRow:
    refused = next(element.iter(*_REFUSED), element.find("NO_AWARDED_CONTRACT"))
    addresses = element.iter("ADDRESS_CONTRACTOR")
    winners = tuple(each for each in (old_parts.firm(cells, address) for address in addresses) if each is not None)
    result, why = old_parts.outcome(winners, refused, cells)
    contract = element.find("AWARDED_CONTRACT")
    inside = contract if contract is not None else element
    group, alone = next(inside.iter("AWARDED_TO_GROUP"), None), next(inside.iter("NO_AWARDED_TO_GROUP"), None)
    return AwardRow(
        cells.path(element),
        result,
        lot=cells.text(element.find("LOT_NO")),
        title=cells.text(element.find("TITLE")),
        contract=cells.text(element.find("CONTRACT_NO")),
        winners=old_parts.named(winners),
        group=cells.present(group, value=True) or cells.present(alone, value=False),
        value=_money(cells, next(inside.iter("VAL_TOTAL"), None)),
        estimate=_money(cells, next(inside.iter("VAL_ESTIMATED_TOTAL"), None)),
        offers=cells.count(next(inside.iter("NB_TENDERS_RECEIVED"), None)),
        concluded_on=cells.day(inside.find("DATE_CONCLUSION_CONTRACT")),
        subcontracted=cells.present(inside.find("LIKELY_SUBCONTRACTED"), value=True),
        subcontracted_percent=cells.percent(inside.find("PCT_SUBCONTRACTING")),
        subcontracted_value=_money(cells, inside.find("VAL_SUBCONTRACTING")),
        why=why,
    )


def _changes(cells: Cells, form: Element) -> Iterator[Cell[str]]:
    for element in form.iterfind("CHANGES/CHANGE"):
        if (text := cells.text(element)) is not None:
            yield text
    if (text := cells.text(form.find("CHANGES/INFO_ADD"))) is not None:
        yield text


def _modification(cells: Cells, form: Element) -> Modification | None:
    if stage(form) is not Stage.MODIFICATION:
        return None
    told = form.find("MODIFICATIONS_CONTRACT/INFO_MODIFICATIONS")
    if told is None:
        return Modification()
    text = cells.text(told.find("SHORT_DESCR"))
    reasons = (cells.text(told.find(name)) or cells.present(told.find(name), value=True) for name in _REASONS)
    return Modification(
        reasons=tuple(Cell(cell.raw, cell.raw, cell.path, cell.notes) for cell in reasons if cell is not None),
        texts=(text,) if text else (),
        before=_money(cells, next(told.iter("VAL_TOTAL_BEFORE"), None)),
        after=_money(cells, next(told.iter("VAL_TOTAL_AFTER"), None)),
    )
