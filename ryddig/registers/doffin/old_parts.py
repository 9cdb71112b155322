"""What the two older form families (up to 2013/2016, and 2014 forms to 2023) have in common."""

from ryddig.domain.facts import BuyerKind
from ryddig.domain.names import kind_by_name
from ryddig.domain.notices import (
    Buyer,
    Cell,
    Firm,
    Note,
    NumberKind,
    Reference,
    RefersTo,
    RowOutcome,
)
from ryddig.registers.doffin.cells import Cells, Element

NORWAY = frozenset({"NO", "NOR"})
BUYER_KINDS = {
    "MINISTRY": BuyerKind.STATE,
    "NATIONAL_AGENCY": BuyerKind.STATE,
    "BODY_PUBLIC": BuyerKind.PUBLIC_LAW_BODY,
}


def firm(cells: Cells, address: Element | None, *, of_buyer: bool = False) -> Firm | None:
    """A firm from an address block: name, number, country. Contact person, telephone and e-mail are never read."""
    if address is None:
        return None
    found = address.find(".//OFFICIALNAME")
    name = cells.text(found) if of_buyer else cells.firm_name(found)
    if name is None:
        return None
    country = cells.attribute(address.find(".//COUNTRY"), "VALUE")
    number = address.find(".//NATIONALID")
    if country is not None and country.value not in NORWAY:
        return Firm(name, foreign_id=cells.text(number), country=country)
    return Firm(name, cells.orgnr(number), country=country)


def buyer(
    cells: Cells, address: Element | None, *, kind: Element | None = None, spare_number: Element | None = None
) -> Buyer | None:
    """The buyer. `spare_number` is where Doffin keeps the number when the address has none that can be used."""
    found = firm(cells, address, of_buyer=True)
    if found is None:
        return None
    if found.orgnr is None or found.orgnr.value is None:
        found = Firm(found.name, cells.orgnr(spare_number) or found.orgnr, country=found.country)
    stated = cells.attribute(kind, "VALUE")
    read = cells.keep(BUYER_KINDS.get(stated.raw), stated.raw, kind) if stated and kind is not None else None
    return Buyer(found, read, kind_by_name(found.name.value or ""))


def outcome(winners: tuple[Firm, ...], refused: Element | None, cells: Cells) -> tuple[RowOutcome, Cell[str] | None]:
    """What came of a row, and the text that says so: an element, or a cancellation written where the name should be."""
    if refused is not None:
        return RowOutcome.CANCELLED, cells.keep(refused.tag.casefold(), refused.tag, refused)
    for each in winners:
        if Note.CANCELLATION_TEXT in each.name.notes:
            return RowOutcome.CANCELLED, Cell(each.name.raw, each.name.raw, each.name.path, each.name.notes)
    if any(each.name.value for each in winners):
        return RowOutcome.AWARDED, None
    if not winners:
        return RowOutcome.UNNAMED, None
    said = winners[0].name
    return RowOutcome.UNNAMED, Cell(said.raw, said.raw, said.path, said.notes)


def named(winners: tuple[Firm, ...]) -> tuple[Firm, ...]:
    """The winners that are firms."""
    return tuple(each for each in winners if each.name.value)


def doffin_references(cells: Cells, root: Element) -> tuple[Reference, ...]:
    """References in Doffin's own appendix. Without a type they point at the announcement."""
    found: list[Reference] = []
    for element in root.findall("DOFFIN_APPENDIX//REFERENCE_DOFFIN"):
        kind = element.get("TYPE") or "CONTRACT_NOTICE"
        to = RefersTo.PLANNING if "PRIOR" in kind or "PERIODIC" in kind else RefersTo.ANNOUNCEMENT
        found.extend(cells.reference(element, to, NumberKind.DOFFIN))
    return tuple(found)


def procedure(cells: Cells, form: Element) -> Cell[str] | None:
    """The kind of procedure: old forms name it by an element that starts with `PT_`."""
    for parent in form.iter("PROCEDURE", "TYPE_OF_PROCEDURE", "TYPE_OF_PROCEDURE_DEF", "TYPE_OF_PROCEDURE_FOR_AWARD"):
        for element in parent.iter():
            if element.tag.startswith("PT_"):
                return cells.keep(element.tag.casefold(), element.tag, element)
    return None
