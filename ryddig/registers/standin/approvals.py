"""The approval registers as stand-ins: cleaning (XML), staffing and car care (JSON), central approval (JSON).

`approvals` in the world: register id (`renhold`, …) -> organisation number -> the register's own words. The layouts are
those the READMEs of the sources describe; names and numbers are invented.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from ryddig.domain.orgnr import check_digit
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

FILL = 1000
_NUMBERS_FROM = 31_800_000
_GENERATED = "2026-11-28T05:00:00+01:00"
_CAR_CARE = {
    "Søknad under behandling": 1,
    "HMS-kortbestilling under behandling": 2,
    "Godkjent uten ansatte": 3,
    "Godkjent med ansatte": 4,
    "Ikke godkjent": 5,
}
_STAFFING = {"Godkjent": 1, "Ikke Godkjent": 2}
Approvals = Mapping[str, Mapping[str, str]]


def routes(approvals: Approvals) -> Iterable[Routes]:
    """All four registers."""
    yield _renhold(approvals.get("renhold", {}))
    yield _bemanning(approvals.get("bemanning", {}))
    yield _bilpleie(approvals.get("bilpleie", {}))
    yield _central(approvals.get("sentral_godkjenning", {}))


def renhold_file(firms: Mapping[str, str], *, fill: int = FILL) -> bytes:
    """The whole register: `firms`, and invented ones so that it is as long as a register is."""
    rows = [*firms.items(), *((number, "Godkjent med ansatte") for number in _numbers(fill))]
    entries = "".join(_entry(number, status) for number, status in rows)
    head = "<Metadata><RegisterXSD>RegisterXML6.xsd</RegisterXSD>"
    made = f"<DatoTidGenerert>{_GENERATED}</DatoTidGenerert></Metadata>"
    text = f"<Register>{head}{made}<Registernavn>Renholdsregisteret</Registernavn>{entries}</Register>"
    return f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode()


def _entry(number: str, status: str) -> str:
    return (
        f"<Virksomhet><Hovedenhet><Organisasjonsnummer>{number}</Organisasjonsnummer>"
        f"<Navn>PRØVERENHOLD {number} AS</Navn><Organisasjonsform>AS</Organisasjonsform></Hovedenhet>"
        f"<Godkjenningsstatus>{escape(status)}</Godkjenningsstatus>"
        f"<Kontaktinformasjon><Telefon>00000000</Telefon><Epost>post@prove.example</Epost></Kontaktinformasjon>"
        f"<Underenheter><Avdeling><Organisasjonsnummer>{_unit(number)}</Organisasjonsnummer>"
        f"<Navn>PRØVERENHOLD {number} AVD</Navn></Avdeling></Underenheter></Virksomhet>"
    )


def _renhold(firms: Mapping[str, str]) -> Routes:
    paths = Routes("renhold")

    @paths.get("/renhold_register.xml")
    def file(_: Asked) -> Told:
        return Told(200, renhold_file(firms), "application/xml")

    return paths


def _bemanning(firms: Mapping[str, str]) -> Routes:
    paths = Routes("bemanning")

    @paths.get("/Bemanning_register.json")
    def file(_: Asked) -> Told:
        rows = [*firms.items(), *((number, "Godkjent") for number in _numbers(FILL))]
        firms_told = [_firm(number, status, code=_STAFFING.get(status, 0), approval=status) for number, status in rows]
        metadata = {"versjon": "2.2", "datoTidGenerert": _GENERATED}
        return told_json({"metadata": metadata, "registernavn": "bemanningsforetaksregisteret", "data": firms_told})

    return paths


def _bilpleie(firms: Mapping[str, str]) -> Routes:
    paths = Routes("bilpleie")

    @paths.get("/virksomheter/{number}")
    def firm(asked: Asked) -> Told:
        status = firms.get(asked.names["number"])
        if status is None:
            return told_json({"feilmelding": "Ikke funnet"}, status=404)
        number = _CAR_CARE.get(status, 0)
        allowed = "Ikke godkjent" if status == "Ikke godkjent" else "Godkjent"
        made = _firm(asked.names["number"], status, code=number, approval=allowed)
        return told_json({"metadata": {"versjon": "1.0", "datoTidGenerert": _GENERATED}, "data": made})

    return paths


def _firm(number: str, text: str, *, code: int, approval: str) -> dict[str, object]:
    return {
        "organisasjonsnummer": number,
        "overordnetEnhet": None,
        "navn": f"PRØVEFORETAK {number} AS",
        "antallAnsatte": 8,
        "registerstatusTekst": text,
        "registerstatus": code,
        "godkjenningsstatus": approval,
        "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
        "underenheter": [],
    }


def _central(firms: Mapping[str, str]) -> Routes:
    """`firms`: number -> the last day of the approval, or `lapsed` for one that is listed and not approved."""
    paths = Routes("sentral_godkjenning")

    @paths.get("/enterprises/{number}")
    def firm(asked: Asked) -> Told:
        number = asked.names["number"].removesuffix(".json")
        until = firms.get(number)
        if until is None:
            return told_json({"error": "Not found"}, status=404)
        approved = until != "lapsed"
        area = {"function": "Utførende", "subject_area": "Tømrerarbeid", "pbl": "PBL 2016", "grade": "2"}
        told = {
            "enterprise": {
                "organizational_number": number,
                "name": f"PRØVEBYGG {number} AS",
                "email": "x@prove.example",
            },
            "status": {"approved": approved, "approval_period_to": until if approved else "2025-01-31"},
            "additional_terms": {},
            "valid_approval_areas": [area] if approved else [],
        }
        second = "sgpub.v2" in asked.headers.get("accept", "")
        return told_json({"enterprise" if second else "dibk-sgdata": told})

    return paths


def _numbers(count: int) -> Iterable[str]:
    """Numbers that pass modulus 11 in the range that is ours to invent in."""
    made, first = 0, _NUMBERS_FROM
    while made < count:
        digit = check_digit(str(first))
        if digit is not None:
            made += 1
            yield f"{first}{digit}"
        first += 1


def _unit(number: str) -> str:
    """An establishment's number: the first that passes after the firm's own."""
    first = int(number[:8]) + 100_000
    while (digit := check_digit(str(first))) is None:
        first += 1
    return f"{first}{digit}"
