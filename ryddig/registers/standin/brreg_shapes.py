"""The JSON of an invented firm, key by key as the register has it, and the difference between two of them."""

from copy import deepcopy
from typing import Any, Final

Json = dict[str, Any]
API: Final = "https://data.brreg.no/enhetsregisteret/api"
FORMS: Final = {
    "AS": "Aksjeselskap",
    "ASA": "Allmennaksjeselskap",
    "ENK": "Enkeltpersonforetak",
    "NUF": "Norskregistrert utenlandsk foretak",
    "ANS": "Ansvarlig selskap",
}


def address(line: str, postcode: str, place: str, *, municipality_number: str) -> Json:
    """A Norwegian address."""
    return {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": postcode,
        "poststed": place,
        "adresse": [line],
        "kommune": place,
        "kommunenummer": municipality_number,
    }


_IN_ORDER: Final[Json] = {
    "historiskeNavn": [],
    "registreringsdatoEnhetsregisteret": "2016-03-01",
    "registrertIMvaregisteret": True,
    "naeringskode1": {"kode": "41.000", "beskrivelse": "Oppføring av bygninger"},
    "antallAnsatte": 24,
    "harRegistrertAntallAnsatte": True,
    "registreringsdatoMerverdiavgiftsregisteret": "2016-05-01",
    "registreringsdatoMerverdiavgiftsregisteretEnhetsregisteret": "2016-06-11",
    "registreringsdatoAntallAnsatteEnhetsregisteret": "2026-10-14",
    "registreringsdatoAntallAnsatteNAVAaregisteret": "2026-10-10",
    "forretningsadresse": {},
    "stiftelsesdato": "2016-02-15",
    "institusjonellSektorkode": {"kode": "2100", "beskrivelse": "Private aksjeselskaper mv."},
    "registrertIForetaksregisteret": True,
    "registrertIStiftelsesregisteret": False,
    "registrertIFrivillighetsregisteret": False,
    "sisteInnsendteAarsregnskap": "2025",
    "konkurs": False,
    "underAvvikling": False,
    "underTvangsavviklingEllerTvangsopplosning": False,
    "maalform": "Bokmål",
    "vedtektsdato": "2016-02-15",
    "vedtektsfestetFormaal": ["Påfunn og det som hører til."],
    "aktivitet": ["Påfunn."],
    "registreringsdatoForetaksregisteret": "2016-03-01",
    "registrertIPartiregisteret": False,
    "paategninger": [],
    "erIKonsern": False,
    "kapital": {
        "belop": 30000.0,
        "antallAksjer": 30,
        "type": "Aksjekapital",
        "valuta": "NOK",
        "innfortDato": "2016-03-01",
    },
}


def live_unit(number: str, name: str, form: str = "AS") -> Json:
    """A firm in order: an address of its own, ten years old, in both registers, with employees and accounts."""
    head = {"organisasjonsnummer": number, "navn": name.upper(), "organisasjonsform": form_of(form)}
    links = {"self": {"href": f"{API}/enheter/{number}"}}
    place = address(f"Oppdiktet vei {int(number[3:])}", "0001", "OSLO", municipality_number="0301")
    return {**head, **deepcopy(_IN_ORDER), "forretningsadresse": place, "_links": links, "respons_klasse": "Enhet"}


def deleted_unit(unit: Json, day: str) -> Json:
    """The short body of the same firm once it is gone."""
    kept = ("organisasjonsnummer", "navn", "organisasjonsform", "historiskeNavn")
    short = {name: unit[name] for name in kept}
    return {**short, "slettedato": day, "_links": unit["_links"], "respons_klasse": "SlettetEnhet"}


def form_of(code: str) -> Json:
    """An organisation form with its link."""
    link = {"self": {"href": f"{API}/organisasjonsformer/{code}"}}
    return {"kode": code, "beskrivelse": FORMS.get(code, code), "_links": link}


def accounts(number: str, year: int, *, equity: int, revenue: int, result: int) -> Json:
    """One year's accounts; as much is owed as owned. Two keys are misspelt, as in the register."""
    debt = max(0, -equity) + 1_000_000
    return {
        "id": 6_000_000 + year,
        "journalnr": f"{year + 1}000001",
        "regnskapstype": "SELSKAP",
        "virksomhet": {"organisasjonsnummer": number, "organisasjonsform": "AS", "morselskap": False},
        "regnskapsperiode": {"fraDato": f"{year}-01-01", "tilDato": f"{year}-12-31"},
        "valuta": "NOK",
        "avviklingsregnskap": False,
        "oppstillingsplan": "store",
        "revisjon": {"ikkeRevidertAarsregnskap": False, "fravalgRevisjon": True},
        "regnkapsprinsipper": {"smaaForetak": True, "regnskapsregler": "regnskapslovenAlminneligRegler"},
        "egenkapitalGjeld": _owed(equity, debt),
        "eiendeler": {
            "sumEiendeler": equity + debt,
            "omloepsmidler": {"sumOmloepsmidler": equity + debt},
            "anleggsmidler": {"sumAnleggsmidler": 0},
        },
        "resultatregnskapResultat": _earned(revenue, result),
    }


def _owed(equity: int, debt: int) -> Json:
    return {
        "sumEgenkapitalGjeld": equity + debt,
        "egenkapital": {
            "sumEgenkapital": equity,
            "opptjentEgenkapital": {"sumOpptjentEgenkapital": equity - 30_000},
            "innskuttEgenkapital": {"sumInnskuttEgenkaptial": 30_000},
        },
        "gjeldOversikt": {
            "sumGjeld": debt,
            "kortsiktigGjeld": {"sumKortsiktigGjeld": debt},
            "langsiktigGjeld": {"sumLangsiktigGjeld": 0},
        },
    }


def _earned(revenue: int, result: int) -> Json:
    return {
        "ordinaertResultatFoerSkattekostnad": result,
        "aarsresultat": result,
        "finansresultat": {
            "nettoFinans": 0,
            "finansinntekt": {"sumFinansinntekter": 0},
            "finanskostnad": {"sumFinanskostnad": 0},
        },
        "driftsresultat": {
            "driftsresultat": result,
            "driftsinntekter": {"sumDriftsinntekter": revenue},
            "driftskostnad": {"sumDriftskostnad": revenue - result},
        },
    }


def patches_between(before: Json, after: Json, path: str = "") -> list[Json]:
    """RFC 6902 steps from one to the other, as the change feed has them."""
    found: list[Json] = []
    for name in sorted({*before, *after}):
        here, old, new = f"{path}/{name}", before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            found += patches_between(old, new, here)
        elif name not in after:
            found.append({"op": "remove", "path": here})
        else:
            found.append({"op": "replace" if name in before else "add", "path": here, "value": new})
    return found
