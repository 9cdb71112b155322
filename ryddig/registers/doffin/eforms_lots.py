"""What an eForms notice says it buys: title, kind, CPV, amounts, term, options, goals, for the whole and per lot."""

from typing import Any

from ryddig.domain.notices import Amount, Cell, Lot, Options, Term
from ryddig.registers.doffin.cells import Cells, Element
from ryddig.registers.doffin.ubl import CAC, CBC, EFBC, EXTENSION, amount, listed, texts, translated

_STRATEGIC = frozenset(
    {"strategic-procurement", "environmental-impact", "social-objective", "innovative-acquisition", "gpp-criteria"}
)
_MONTHS = {"MONTH": 1, "YEAR": 12}
_DAYS = {"DAY": 1, "WEEK": 7}
_TOTALS = f"{CAC}RequestedTenderTotal"
_MAXIMUM = f"{CAC}TenderingProcess/{CAC}FrameworkAgreement/{CBC}EstimatedMaximumValueAmount"
_PERIOD = f"{CAC}PlannedPeriod"


def fields(cells: Cells, root: Element) -> dict[str, Any]:
    """The fields of the whole; those of the only lot where the whole does not state them."""
    project = root.find(f"{CAC}ProcurementProject")
    lots = tuple(_lot(cells, lot) for lot in root.iterfind(f"{CAC}ProcurementProjectLot") if _is_lot(lot))
    whole = _whole(cells, project) if project is not None else {}
    if len(lots) != 1:
        frameworks = [lot.framework for lot in lots if lot.framework is not None]
        return {**whole, "lots": lots, "framework": next((each for each in frameworks if each.value), None)}
    only = lots[0]
    return {
        **whole,
        "framework": only.framework,
        "estimate": whole.get("estimate") or only.estimate,
        "ceiling": whole.get("ceiling") or only.ceiling,
        "term": only.term,
        "options": only.options,
        "strategic": only.strategic,
        "cpv": whole.get("cpv") or only.cpv,
        "title": whole.get("title") or only.title,
        "kind": whole.get("kind") or only.kind,
    }


def _is_lot(element: Element) -> bool:
    number = element.find(f"{CBC}ID")
    return number is not None and number.get("schemeName", "Lot") in {"Lot", "Part"}


def _whole(cells: Cells, project: Element) -> dict[str, Any]:
    return {
        "file_reference": cells.text(project.find(f"{CBC}ID")),
        "title": translated(cells, project.iterfind(f"{CBC}Name")),
        "kind": cells.kind(project.find(f"{CBC}ProcurementTypeCode")),
        "cpv": _cpv(cells, project),
        "estimate": amount(cells, project.find(f"{_TOTALS}/{CBC}EstimatedOverallContractAmount")),
        "ceiling": amount(cells, project.find(f"{_TOTALS}/{EXTENSION}/{EFBC}FrameworkMaximumAmount")),
    }


def _lot(cells: Cells, lot: Element) -> Lot:
    number = cells.text(lot.find(f"{CBC}ID")) or cells.keep("", "", lot)
    project = lot.find(f"{CAC}ProcurementProject")
    systems = f"{CAC}TenderingProcess/{CAC}ContractingSystem/{CBC}ContractingSystemTypeCode"
    framework = _framework(cells, listed(lot, systems, "framework-agreement"))
    if project is None:
        return Lot(number, framework=framework)
    whole = _whole(cells, project)
    return Lot(
        number,
        whole["title"],
        kind=whole["kind"],
        cpv=whole["cpv"],
        estimate=whole["estimate"],
        ceiling=whole["ceiling"] or _ceiling(cells, lot),
        framework=framework,
        term=_term(cells, project),
        options=_options(cells, project),
        strategic=_strategic(cells, project),
    )


def _ceiling(cells: Cells, lot: Element) -> Cell[Amount] | None:
    return amount(cells, lot.find(_MAXIMUM))


def _framework(cells: Cells, code: Element | None) -> Cell[bool] | None:
    raw = (code.text or "").strip() if code is not None else ""
    return cells.keep(raw != "none", raw, code) if code is not None and raw else None


def _cpv(cells: Cells, project: Element) -> tuple[Cell[str], ...]:
    seen: dict[str, Cell[str]] = {}
    for kind in ("MainCommodityClassification", "AdditionalCommodityClassification"):
        for element in project.iterfind(f"{CAC}{kind}/{CBC}ItemClassificationCode"):
            if (code := cells.cpv(element)) is not None:
                seen.setdefault(code.raw, code)
    return tuple(seen.values())


def _term(cells: Cells, project: Element) -> Term:
    length = project.find(f"{_PERIOD}/{CBC}DurationMeasure")
    unit = length.get("unitCode", "") if length is not None else ""
    other = project.find(f"{_PERIOD}/{CBC}DescriptionCode")
    unlimited = other if other is not None and (other.text or "").strip() == "UNLIMITED" else None
    return Term(
        months=cells.count(length, times=_MONTHS[unit]) if unit in _MONTHS else None,
        days=cells.count(length, times=_DAYS[unit]) if unit in _DAYS else None,
        starts_on=cells.day(project.find(f"{_PERIOD}/{CBC}StartDate")),
        ends_on=cells.day(project.find(f"{_PERIOD}/{CBC}EndDate")),
        unlimited=cells.keep(value=True, raw="UNLIMITED", element=unlimited) if unlimited is not None else None,
    )


def _options(cells: Cells, project: Element) -> Options:
    extension = project.find(f"{CAC}ContractExtension")
    if extension is None:
        return Options()
    renewals = extension.find(f"{CBC}MaximumNumberNumeric")
    told = (
        *texts(cells, extension.iterfind(f"{CBC}OptionsDescription")),
        *texts(cells, extension.iterfind(f"{CAC}Renewal/{CAC}Period/{CBC}Description")),
    )
    count = cells.count(renewals)
    renewable = Cell(value=True, raw=count.raw, path=count.path) if count is not None and count.value else None
    return Options(renewable=renewable, renewals=count, texts=told)


def _strategic(cells: Cells, project: Element) -> tuple[Cell[str], ...]:
    codes = project.iterfind(f"{CAC}ProcurementAdditionalType/{CBC}ProcurementTypeCode")
    found = (cells.text(code) for code in codes if code.get("listName") in _STRATEGIC)
    return tuple(code for code in found if code is not None)
