"""One harvested data set -> a typed record: tax data apart from everything else, register statuses as all others.

Skatteetaten's sets come in two shapes: one value per field (the guide, and an older plugin that wrote `125000 NOK`), or
one value `default` that holds the whole structure (the plugin's `Dtos`, 2026). Both are read.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ryddig.domain.errors import AskAgainLater
from ryddig.domain.register_words import RegisterStatus, TaxPaper
from ryddig.domain.tax_records import (
    Arrears,
    EmployersContribution,
    ForeignAssignments,
    ReturnState,
    TaxKind,
    TaxRecord,
    TermBase,
    VatReturns,
    VatTerm,
)
from ryddig.domain.words import N_
from ryddig.registers.ebevis.parse import Evidence
from ryddig.registers.status_words import code_of
from ryddig.registers.texts import hundredths


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Accounts of one year as handed in. `pdf`: an https address, else empty; it is shown, never fetched."""

    year: str
    pdf: str


@dataclass(frozen=True, slots=True)
class AnnualReports:
    """`AnnualFinancialReport`: up to five years, newest first as the service gives them."""

    reports: tuple[AnnualReport, ...]


Record = TaxRecord | RegisterStatus | AnnualReports | Evidence
ARREARS, VAT_RETURNS = "RestanserV2", "MvaMeldingsOpplysning"
CONTRIBUTION, FOREIGN = "Arbeidsgiveravgift", "OppdragUtenlandskeVirksomheter"
WITH_CONSENT = frozenset({ARREARS, VAT_RETURNS, CONTRIBUTION, FOREIGN})
ONLY_RISK_CPV = WITH_CONSENT - {ARREARS}
_YEARS = 5
_KINDS: Mapping[str, TaxKind] = {
    "arbeidsgiveravgift": TaxKind.EMPLOYERS_CONTRIBUTION,
    "forskuddstrekk": TaxKind.WITHHELD_TAX,
    "forskuddsskatt": TaxKind.ADVANCE_TAX,
    "restskatt": TaxKind.RESIDUAL_TAX,
    "gebyr": TaxKind.FEES,
    "merverdiavgift": TaxKind.VAT,
}
_RETURN_STATES: Mapping[str, ReturnState] = {
    "meldingikkelevert": ReturnState.NOT_DELIVERED,
    "meldinglevertunderbehandling": ReturnState.UNDER_HANDLING,
    "fastsatt": ReturnState.ASSESSED,
    "utenmeldingsplikt": ReturnState.NO_DUTY,
}


def read_record(evidence: Evidence, orgnr: str) -> Record:
    """The record of a harvested data set; the evidence itself for a set that has no type of its own.

    Raises AskAgainLater when a tax answer is about another firm than `orgnr`.
    """
    make = _MAKERS.get(evidence.code)
    return evidence if make is None else make(evidence, orgnr)


def tax_paper(records: tuple[TaxRecord, ...]) -> TaxPaper | None:
    """What a rule may know of the tax records of one case: the day, the sum due, whether a return is missing.

    None without an answer about arrears. A sum with a kind left out is unknown unless something is due already.
    """
    arrears = next((record for record in records if isinstance(record, Arrears)), None)
    if arrears is None or arrears.delivered_at is None:
        return None
    vat = next((record for record in records if isinstance(record, VatReturns)), None)
    return TaxPaper(
        arrears.delivered_at.date(),
        arrears_ore=None if arrears.any_due is None else arrears.total,
        returns_missing=None if vat is None or not vat.terms else bool(vat.missing),
    )


def _arrears(evidence: Evidence, orgnr: str) -> Arrears:
    whole = _structure(evidence)
    head = _head(whole, evidence, orgnr)
    parts = _mapping(whole.get("restanser"))
    due: dict[TaxKind, int] = {}
    interest: dict[TaxKind, int] = {}
    for name, kind in _KINDS.items():
        part = _mapping(parts.get(name))
        _put(due, kind, part.get("forfaltogubetalt", evidence.get(f"{name}ForfaltOgUbetalt")))
        _put(interest, kind, part.get("forfaltogubetaltrenter"))
    return Arrears(orgnr, head, due, interest)


def _contribution(evidence: Evidence, orgnr: str) -> EmployersContribution:
    whole = _structure(evidence)
    rows = [_mapping(row) for row in _items(whole.get("arbeidsgiveravgifter"))]
    terms = [
        TermBase(_words(row.get("aar")), _words(row.get("termin")), base)
        for row in rows
        if (base := _ore(row.get("sumavgiftsgrunnlagbeloep"))) is not None
    ]
    return EmployersContribution(orgnr, _head(whole, evidence, orgnr), tuple(terms))


def _vat(evidence: Evidence, orgnr: str) -> VatReturns:
    whole = _structure(evidence)
    trade = _mapping(whole.get("mvaalminnelignaering"))
    duty, other = _mapping(trade.get("skattemeldingsplikt")), _mapping(trade.get("ansvarligformvamelding"))
    terms = tuple(map(_vat_term, _items(trade.get("samletfastsattogreskontrofoertfortermin"))))
    reported_by = _words(other.get("organisasjonsnummer"))
    return VatReturns(
        orgnr, _head(whole, evidence, orgnr), terms, _words(duty.get("termintype")), reported_by=reported_by
    )


def _vat_term(row: object) -> VatTerm:
    read = _mapping(row)
    term, raw = _mapping(read.get("gjeldertermin")), _words(read.get("fastsettingsperiodestatus"))
    by_authority = read.get("ermyndighetsfastsatt")
    return VatTerm(
        _words(term.get("aar")),
        _words(term.get("termin")),
        _RETURN_STATES.get(raw.casefold()),
        raw=raw,
        assessed_by_authority=by_authority if isinstance(by_authority, bool) else None,
        why=_words(read.get("grunnmyndighetsfastsatt")),
    )


def _foreign(evidence: Evidence, orgnr: str) -> ForeignAssignments:
    whole = _structure(evidence)
    told = _mapping(whole.get("oppdrag"))
    return ForeignAssignments(
        orgnr,
        _head(whole, evidence, orgnr),
        _count(told.get("antallaktiveoppdragsomarbeidsgiver")),
        workers=_count(told.get("antallaktivearbeidstakere")),
        as_client=_count(told.get("antallregistrerteoppdragsomoppdragsgiver")),
    )


def _status(register: str, field: str) -> Callable[[Evidence, str], RegisterStatus]:
    def make(evidence: Evidence, orgnr: str) -> RegisterStatus:
        _same_firm(evidence.text("organisasjonsnummer"), orgnr, exact=False)
        raw = evidence.text(field)
        changed = _moment(evidence.get("statusEndret"))
        return RegisterStatus(register, code_of(register, raw), raw, changed.date() if changed else None)

    return make


def _annual_reports(evidence: Evidence, _orgnr: str) -> AnnualReports:
    found = [(evidence.text(f"Year{number}"), evidence.text(f"Year{number}PdfUrl")) for number in range(1, _YEARS + 1)]
    reports = (AnnualReport(year, pdf if pdf.startswith("https://") else "") for year, pdf in found if year)
    return AnnualReports(tuple(reports))


_MAKERS: Mapping[str, Callable[[Evidence, str], TaxRecord | RegisterStatus | AnnualReports]] = {
    "AnnualFinancialReport": _annual_reports,
    ARREARS: _arrears,
    CONTRIBUTION: _contribution,
    VAT_RETURNS: _vat,
    FOREIGN: _foreign,
    "Renholdsregisteret": _status("cleaning", "status"),
    "Bemanningsforetakregisteret": _status("staffing", "godkjenningsstatus"),
    "Bilpleieregisteret": _status("car_care", "registerstatusTekst"),
}


def _structure(evidence: Evidence) -> Mapping[str, object]:
    """The structure under `default` with its names in lower case: an object, or JSON written as text."""
    value = evidence.get("default")
    if isinstance(value, str):
        try:
            value = json.loads(value, parse_float=Decimal)
        except ValueError:
            raise _other_shape(evidence.code) from None
    return _mapping(value)


def _head(whole: Mapping[str, object], evidence: Evidence, orgnr: str) -> datetime | None:
    firm = whole.get("forespurteorganisasjon", evidence.get("forespurteOrganisasjon"))
    _same_firm(_words(firm), orgnr, exact=True)
    return _moment(whole.get("levert", evidence.get("levert")))


def _same_firm(told: str, orgnr: str, *, exact: bool) -> None:
    """Tax answers must name the firm asked about. A register answers for the main unit of an establishment."""
    if told != orgnr and (exact or not told):
        text = N_("eBevis answered about another firm than the one asked about.")
        raise AskAgainLater("ebevis.other_firm", text, hint=N_("Nothing is stored. Try again later."))


def _mapping(value: object) -> Mapping[str, object]:
    return {str(name).casefold(): each for name, each in value.items()} if isinstance(value, Mapping) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _words(value: object) -> str:
    return "" if value is None else str(value).strip()


def _count(value: object) -> int | None:
    return value if type(value) is int else None


def _put(into: dict[TaxKind, int], kind: TaxKind, value: object) -> None:
    ore = _ore(value)
    if ore is not None:
        into[kind] = ore


def _ore(value: object) -> int | None:
    """Øre from kroner as number or text (`125000 NOK`); None when it is not a sum of kroner, or a negative one."""
    if value is None or isinstance(value, bool):
        return None
    found, _ = hundredths(str(value).removesuffix("NOK"))
    return found


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(str(value).strip()) if value else None
    except ValueError:
        return None
    return None if found is not None and found.date() == date.min else found


def _other_shape(code: str) -> AskAgainLater:
    text = N_("The answer to %(code)s is not in a shape that Ryddig can read.")
    hint = N_("Ask for the certificate on paper meanwhile.")
    return AskAgainLater("ebevis.shape", text, hint=hint, params={"code": code})
