"""TED_ESENDERS R2.0.8 (to 2013) and DOFFIN_ESENDERS V2 (2014 to 2016): long element names, dates in three parts."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from ryddig.domain.notices import (
    Amount,
    AwardRow,
    Cell,
    Lot,
    NumberKind,
    Options,
    Reference,
    RefersTo,
    Stage,
    Term,
    Vat,
)
from ryddig.registers.doffin import old_parts
from ryddig.registers.doffin.cells import MOST_REFERENCES, Cells, Element

_STAGES = (
    ("CONTRACT_AWARD", Stage.AWARD),
    ("CONTRACT", Stage.COMPETITION),
    ("SIMPLIFIED_CONTRACT", Stage.COMPETITION),
    ("PRIOR_INFORMATION", Stage.PLANNING),
    ("PERIODIC_INDICATIVE", Stage.PLANNING),
    ("ADDITIONAL_INFORMATION_CORRIGENDUM", Stage.CORRECTION),
    ("VOLUNTARY_EX_ANTE", Stage.INTENTION),
    ("QUALIFICATION_SYSTEM", Stage.QUALIFICATION_SYSTEM),
)
_CORRECTED = ("MODIFICATIONS_ORIGINAL_NOTICE", "CORRECTION_ORIGINAL_NOTICE")
_YEAR = 12


def stage(form: Element) -> Stage:
    """What the form does, from its element name."""
    return next((stage for start, stage in _STAGES if form.tag.startswith(start)), Stage.OTHER)


def fields(cells: Cells, root: Element, form: Element) -> dict[str, Any]:
    """Everything the form holds, by the names of `Notice`."""
    description = _first(form, "DESCRIPTION_CONTRACT_INFORMATION", "DESCRIPTION_AWARD_NOTICE_INFORMATION")
    if description is None:
        description = form
    scope = form.find(".//QUANTITY_SCOPE")
    framework = description.find("F02_FRAMEWORK")
    appendix_number = root.find("DOFFIN_APPENDIX/AUTHORITY_ORGANISATION_NR")
    kind = form.find(".//TYPE_OF_CONTRACTING_AUTHORITY")
    profile = form.find(".//CA_CE_CONCESSIONAIRE_PROFILE")
    buyer = old_parts.buyer(cells, profile, kind=kind, spare_number=appendix_number)
    announced = _announced(cells, scope) or _announced(cells, framework)
    return {
        "number": cells.number(root.find("SENDER/NO_DOC_EXT"), NumberKind.DOFFIN),
        "file_reference": cells.text(form.find(".//FILE_REFERENCE_NUMBER")),
        "references": (*old_parts.doffin_references(cells, root), *_references(cells, form)),
        "dispatched_on": cells.day_in_parts(form.find(".//NOTICE_DISPATCH_DATE")),
        "language": cells.attribute(form, "LG"),
        "procedure": old_parts.procedure(cells, form),
        "buyers": (buyer,) if buyer else (),
        "title": cells.text(form.find(".//TITLE_CONTRACT")),
        "kind": cells.kind(form.find(".//TYPE_CONTRACT"), "VALUE") or cells.kind(form.find("*[@CTYPE]"), "CTYPE"),
        "cpv": _cpv(cells, description.find(".//CPV")),
        "framework": _framework(cells, description),
        **announced,
        "total": _award_amount(cells, form.find(".//TOTAL_FINAL_VALUE")),
        "term": _term(cells, form, framework),
        "options": _options(cells, scope),
        "lots": tuple(_lots(cells, description)),
        "rows": tuple(_row(cells, element) for element in form.iter("AWARD_OF_CONTRACT")),
        "cancelled": cells.attribute(form.find(".//INCOMPLETE_AWARDING_PROCEDURE/INCOMPLETE_REASON"), "VALUE"),
        "changes": _changes(cells, form),
    }


def _first(form: Element, *names: str) -> Element | None:
    return next(form.iter(*names), None)


def _references(cells: Cells, form: Element) -> Iterator[Reference]:
    for element in islice(form.iter("NOTICE_NUMBER_OJ"), MOST_REFERENCES):
        parent = element.getparent()
        chosen = "" if parent is None else "".join(str(child.get("CHOICE") or "") for child in parent)
        planning = "PRIOR" in chosen or "PERIODIC" in chosen or (parent is not None and "PREVIOUS_NOTICE" in parent.tag)
        to = RefersTo.PLANNING if planning else RefersTo.ANNOUNCEMENT
        yield from cells.reference(element, to, NumberKind.TED)
    number = form.find(".//SIMAP_ESENDER_NOTICE_REFERENCE/NO_DOC_EXT")
    yield from cells.reference(number, RefersTo.ANNOUNCEMENT, NumberKind.DOFFIN)


def _cpv(cells: Cells, block: Element | None) -> tuple[Cell[str], ...]:
    if block is None:
        return ()
    codes = (cells.cpv(element, "CODE") for element in block.iter("CPV_CODE"))
    return tuple(code for code in codes if code is not None)


def _framework(cells: Cells, description: Element) -> Cell[bool] | None:
    for name in ("ESTABLISHMENT_FRAMEWORK_AGREEMENT", "CONCLUSION_FRAMEWORK_AGREEMENT"):
        if (found := cells.present(description.find(f".//{name}"), value=True)) is not None:
            return found
    return cells.present(description.find(".//NOTICE_INVOLVES/PUBLIC_CONTRACT"), value=False)


def _announced(cells: Cells, block: Element | None) -> dict[str, Cell[Amount] | None]:
    """The announced amount or range. The form asks for it without VAT but the file does not say so: not stated."""
    costs = block.find(".//COSTS_RANGE_AND_CURRENCY") if block is not None else None
    if costs is None:
        return {}
    currency = costs.get("CURRENCY")
    return {
        "estimate": cells.amount(costs.find("VALUE_COST"), currency, vat=Vat.NOT_STATED),
        "low": cells.amount(costs.find(".//LOW_VALUE"), currency, vat=Vat.NOT_STATED),
        "high": cells.amount(costs.find(".//HIGH_VALUE"), currency, vat=Vat.NOT_STATED),
    }


def _award_amount(cells: Cells, block: Element | None) -> Cell[Amount] | None:
    """The amount of an award with what it says of VAT. A range gives no single amount."""
    value = next(block.iter("VALUE_COST"), None) if block is not None else None
    costs = value.getparent() if value is not None else None
    if value is None or costs is None:
        return None
    if costs.find("EXCLUDING_VAT") is not None:
        return cells.amount(value, costs.get("CURRENCY"), vat=Vat.EXCLUDED)
    if costs.find("INCLUDING_VAT") is None:
        return cells.amount(value, costs.get("CURRENCY"), vat=Vat.NOT_STATED)
    rate = _rate(costs.findtext("INCLUDING_VAT/VAT_PRCT"))
    return cells.amount(value, costs.get("CURRENCY"), vat=Vat.INCLUDED, percent=rate)


def _rate(text: str | None) -> Decimal | None:
    try:
        rate = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and 0 <= rate < 100 else None  # noqa: PLR2004 - per cent


def _term(cells: Cells, form: Element, framework: Element | None) -> Term:
    period = form.find(".//PERIOD_WORK_DATE_STARTING")
    years = framework.find("DURATION_FRAMEWORK_YEAR") if framework is not None else None
    months = framework.find("DURATION_FRAMEWORK_MONTH") if framework is not None else None
    longest = cells.count(years, times=_YEAR) or cells.count(months)
    if period is None:
        return Term(framework_months=longest)
    return Term(
        months=cells.count(period.find("MONTHS")),
        days=cells.count(period.find("DAYS")),
        starts_on=cells.day_in_parts(period.find(".//START_DATE")),
        ends_on=cells.day_in_parts(period.find(".//END_DATE")),
        framework_months=longest,
    )


def _options(cells: Cells, scope: Element | None) -> Options:
    if scope is None:
        return Options()
    recurrent, never = scope.find("RECURRENT_CONTRACT"), scope.find("NO_RECURRENT_CONTRACT")
    text = cells.text(scope.find("OPTIONS/OPTION_DESCRIPTION"))
    yes = cells.present(scope.find("OPTIONS"), value=True)
    return Options(
        stated=yes or cells.present(scope.find("NO_OPTIONS"), value=False),
        renewable=cells.present(recurrent, value=True) or cells.present(never, value=False),
        renewals=cells.count(scope.find(".//NUMBER_POSSIBLE_RENEWALS")),
        renewal_months=cells.count(scope.find(".//TIME_FRAME_SUBSEQUENT_CONTRACTS_MONTH")),
        texts=(text,) if text else (),
    )


def _lots(cells: Cells, description: Element) -> Iterator[Lot]:
    for element in description.iter("F02_ANNEX_B"):
        number = cells.text(element.find("LOT_NUMBER")) or cells.keep("", "", element)
        title = cells.text(element.find("LOT_TITLE"))
        lot = Lot(number, title, cpv=_cpv(cells, element.find("CPV")))
        said = _announced(cells, element)
        yield replace(lot, estimate=said.get("estimate"), low=said.get("low"), high=said.get("high"))


def _row(cells: Cells, element: Element) -> AwardRow:
    addresses = element.iter("ECONOMIC_OPERATOR_NAME_ADDRESS")
    winners = tuple(each for each in (old_parts.firm(cells, address) for address in addresses) if each is not None)
    result, why = old_parts.outcome(winners, None, cells)
    values = element.find("CONTRACT_VALUE_INFORMATION")
    initial = values.find("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT") if values is not None else None
    final = values.find("COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE") if values is not None else None
    shared = element.find("MORE_INFORMATION_TO_SUB_CONTRACTED")
    yes = shared.find("CONTRACT_LIKELY_SUB_CONTRACTED") if shared is not None else None
    no = shared.find("NO_CONTRACT_LIKELY_SUB_CONTRACTED") if shared is not None else None
    return AwardRow(
        cells.path(element),
        result,
        lot=cells.text(element.find("LOT_NUMBER")),
        title=cells.text(element.find("CONTRACT_TITLE")),
        contract=cells.text(element.find("CONTRACT_NUMBER")),
        winners=old_parts.named(winners),
        value=_award_amount(cells, final),
        estimate=_award_amount(cells, initial),
        offers=cells.count(element.find("OFFERS_RECEIVED_NUMBER")),
        decided_on=cells.day_in_parts(element.find("CONTRACT_AWARD_DATE")),
        subcontracted=cells.present(yes, value=True) or cells.present(no, value=False),
        subcontracted_percent=cells.percent(yes.find("EXCLUDING_VAT_PRCT")) if yes is not None else None,
        why=why,
    )


def _changes(cells: Cells, form: Element) -> tuple[Cell[str], ...]:
    if stage(form) is not Stage.CORRECTION:
        return ()
    found = (cells.text(element) for element in form.iter(*_CORRECTED))
    info = cells.attribute(form.find(".//INCOMPLETE_INFO"), "VALUE")
    return tuple(cell for cell in (*found, info) if cell is not None)
