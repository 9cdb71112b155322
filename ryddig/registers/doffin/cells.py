"""Cells from XML elements: value, raw text and path in one step. The readers of every generation go through this."""

from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from lxml import etree

from ryddig.domain.facts import ContractKind
from ryddig.domain.names import is_remark, says_cancelled
from ryddig.domain.notices import Amount, Cell, Note, NumberKind, Reference, RefersTo, Vat
from ryddig.domain.orgnr import read_orgnr
from ryddig.registers import texts
from ryddig.registers.doffin.numbers import doffin_number, ted_number

T = TypeVar("T")
Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type
CONTRACT_KINDS = {"works": ContractKind.WORKS, "services": ContractKind.SERVICES, "supplies": ContractKind.GOODS}
MOST_REFERENCES = 100
_CPV_DIGITS = 8
_MAX_COUNT = 10_000


class Cells:
    """Makes the cells of one file and remembers those that carry a note."""

    def __init__(self, root: Element) -> None:
        self._paths: dict[Element, str] = {root: "/*" if root.tag.startswith("{") else f"/{root.tag}"}
        self.noted: list[Cell[object]] = []

    def keep(self, value: T | None, raw: str, element: Element, *, notes: tuple[Note, ...] = ()) -> Cell[T]:
        """A cell for what was read from `element`."""
        cell = Cell(value, raw, self.path(element), notes)
        if notes:
            self.noted.append(cell)
        return cell

    def path(self, element: Element) -> str:
        """Where `element` stands, as XPath. Children are numbered once per parent, so many rows cost no more each."""
        known = self._paths.get(element)
        parent = element.getparent()
        if known is not None or parent is None:
            return known or "/"
        base = self.path(parent)
        many = Counter(child.tag for child in parent)
        seen: Counter[str] = Counter()
        for child in parent:
            seen[child.tag] += 1
            place = f"[{seen[child.tag]}]" if many[child.tag] > 1 else ""
            name = child.tag.rpartition("}")[2]
            self._paths[child] = f"{base}/{child.prefix}:{name}{place}" if child.prefix else f"{base}/{name}{place}"
        return self._paths[element]

    def text(self, element: Element | None) -> Cell[str] | None:
        """All text under the element. None when there is none."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        value, notes = texts.repair(raw)
        return self.keep(value, texts.without_addresses(raw), element, notes=notes)

    def attribute(self, element: Element | None, name: str) -> Cell[str] | None:
        """The value of an attribute."""
        value = element.get(name) if element is not None else None
        return self.keep(value, value, element) if element is not None and value else None

    def present(self, element: Element | None, *, value: bool) -> Cell[bool] | None:
        """`value` when the element is there at all: old forms say yes and no by empty elements."""
        return self.keep(value, element.tag.rpartition("}")[2], element) if element is not None else None

    def boolean(self, element: Element | None) -> Cell[bool] | None:
        """`true`, `false`, `yes` or `no`."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        value = {"true": True, "yes": True, "false": False, "no": False}.get(raw.casefold())
        return self.keep(value, raw, element, notes=() if value is not None else (Note.UNREADABLE,))

    def amount(
        self, element: Element | None, currency: str | None, *, vat: Vat = Vat.EXCLUDED, percent: Decimal | None = None
    ) -> Cell[Amount] | None:
        """An amount in `currency`. `FMTVAL`, where old files have it, is the amount in machine form."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        number, notes = texts.hundredths(element.get("FMTVAL") or raw)
        if element.get("PUBLICATION") == "NO":
            notes = (*notes, Note.NOT_FOR_PUBLICATION)
        code = (currency or "").strip().upper()
        if not code and number is not None:
            notes, number = (*notes, Note.UNREADABLE), None
        value = None if number is None else Amount(number, code, vat, percent)
        return self.keep(value, f"{raw} {code}".strip(), element, notes=notes)

    def day(self, element: Element | None) -> Cell[date] | None:
        """A date in ISO form."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        value, notes = texts.day(raw)
        return self.keep(value, raw, element, notes=notes)

    def day_in_parts(self, element: Element | None) -> Cell[date] | None:
        """A date as DAY, MONTH and YEAR elements."""
        if element is None:
            return None
        parts = [(element.findtext(name) or "").strip() for name in ("YEAR", "MONTH", "DAY")]
        raw = "-".join(parts)
        if raw == "--":
            return None
        value, notes = texts.make_day(parts[0], parts[1], parts[2])
        return self.keep(value, raw, element, notes=notes)

    def count(self, element: Element | None, *, times: int = 1) -> Cell[int] | None:
        """A whole number; `times` turns years into months, weeks into days."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        number = _decimal(raw)
        if number is None or number != int(number) or not 0 <= number <= _MAX_COUNT:
            return self.keep(None, raw, element, notes=(Note.UNREADABLE,))
        return self.keep(int(number) * times, raw, element)

    def percent(self, element: Element | None) -> Cell[Decimal] | None:
        """A share in per cent."""
        raw = _all_text(element)
        if element is None or not raw:
            return None
        number = _decimal(raw.replace("%", ""))
        fits = number is not None and 0 <= number <= 100  # noqa: PLR2004 - per cent
        return self.keep(number if fits else None, raw, element, notes=() if fits else (Note.UNREADABLE,))

    def orgnr(self, element: Element | None) -> Cell[str] | None:
        """A Norwegian organisation number. None when nothing is written."""
        raw = "".join(map(str, element.itertext())) if element is not None else ""
        reading = read_orgnr(raw)
        if element is None or reading.empty:
            return None
        return self.keep(reading.digits, texts.without_addresses(raw), element, notes=reading.notes)

    def firm_name(self, element: Element | None) -> Cell[str] | None:
        """A supplier's name. A remark or a cancellation in the field is not a name: the value is then None."""
        cell = self.text(element)
        if cell is None or element is None or cell.value is None:
            return cell
        if says_cancelled(cell.value):
            return self.keep(None, cell.raw, element, notes=(*cell.notes, Note.CANCELLATION_TEXT))
        if is_remark(cell.value):
            return self.keep(None, cell.raw, element, notes=(*cell.notes, Note.NOT_A_FIRM))
        return cell

    def cpv(self, element: Element | None, attribute: str = "") -> Cell[str] | None:
        """A CPV code as eight digits, without check digit."""
        raw = (element.get(attribute) or "" if attribute else _all_text(element)) if element is not None else ""
        if element is None or not raw:
            return None
        code = raw.partition("-")[0].strip()
        good = len(code) == _CPV_DIGITS and code.isdigit()
        return self.keep(code if good else None, raw, element, notes=() if good else (Note.UNREADABLE,))

    def kind(self, element: Element | None, attribute: str = "") -> Cell[ContractKind] | None:
        """Works, services or supplies. `combined` has no single kind and gives the value None."""
        raw = (element.get(attribute) or "" if attribute else _all_text(element)) if element is not None else ""
        if element is None or not raw:
            return None
        value = CONTRACT_KINDS.get(raw.casefold())
        return self.keep(value, raw, element, notes=() if value or raw == "combined" else (Note.UNREADABLE,))

    def number(self, element: Element | None, kind: NumberKind) -> Cell[str] | None:
        """A notice number in the normal form of its kind. None for `n.a.` and the like."""
        raw = _all_text(element)
        if element is None or not raw or raw.casefold().strip(".") in {"n.a", "na", "n/a"}:
            return None
        normal = {NumberKind.TED: ted_number, NumberKind.DOFFIN: doffin_number}.get(kind, _notice_id)
        value = normal(raw)
        return self.keep(value, raw, element, notes=() if value else (Note.UNREADABLE,))

    def reference(self, element: Element | None, to: RefersTo, kind: NumberKind) -> tuple[Reference, ...]:
        """A reference to another notice, or nothing."""
        cell = self.number(element, kind)
        return (Reference(to, kind, cell),) if cell is not None else ()


def _notice_id(text: str) -> str:
    return text.strip().casefold()


def _all_text(element: Element | None) -> str:
    if element is None:
        return ""
    return texts.squeeze(" ".join(map(str, element.itertext())) if len(element) else element.text or "")


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
