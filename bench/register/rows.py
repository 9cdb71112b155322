"""A unit as the register's own files have it: 54 columns of CSV, or an object of JSON."""

import json
from random import Random
from typing import Any, Final

from bench.register.names import Made
from bench.register.words import PLACES, STREETS, TRADES
from ryddig.domain.orgnr import check_digit

HEADER: Final = tuple(
    """
        organisasjonsnummer navn organisasjonsform.kode organisasjonsform.beskrivelse naeringskode1.kode
        naeringskode1.beskrivelse naeringskode2.kode naeringskode2.beskrivelse naeringskode3.kode
        naeringskode3.beskrivelse hjelpeenhetskode.kode hjelpeenhetskode.beskrivelse
        harRegistrertAntallAnsatte antallAnsatte hjemmeside postadresse.adresse postadresse.poststed
        postadresse.postnummer postadresse.kommune postadresse.kommunenummer postadresse.land
        postadresse.landkode forretningsadresse.adresse forretningsadresse.poststed
        forretningsadresse.postnummer forretningsadresse.kommune forretningsadresse.kommunenummer
        forretningsadresse.land forretningsadresse.landkode institusjonellSektorkode.kode
        institusjonellSektorkode.beskrivelse sisteInnsendteAarsregnskap registreringsdatoenhetsregisteret
        stiftelsesdato registrertIMvaRegisteret frivilligMvaRegistrertBeskrivelser
        registrertIFrivillighetsregisteret registrertIForetaksregisteret registrertIStiftelsesregisteret
        konkurs konkursdato underAvvikling underAvviklingDato underTvangsavviklingEllerTvangsopplosning
        tvangsopplostPgaManglendeDagligLederDato tvangsopplostPgaManglendeRevisorDato
        tvangsopplostPgaManglendeRegnskapDato tvangsopplostPgaMangelfulltStyreDato
        tvangsavvikletPgaManglendeSlettingDato overordnetEnhet maalform vedtektsdato vedtektsfestetFormaal
        aktivitet
    """.strip().split()
)
_FORM_NAMES: Final = {
    "AS": "Aksjeselskap",
    "ENK": "Enkeltpersonforetak",
    "ASA": "Allmennaksjeselskap",
    "FLI": "Forening/lag/innretning",
    "NUF": "Norskregistrert utenlandsk foretak",
    "DA": "Selskap med delt ansvar",
    "ANS": "Ansvarlig selskap med solidarisk ansvar",
}
_INDUSTRIES: Final = (
    ("68.209", "Utleie av egen eller leid fast eiendom ellers"),
    ("64.210", "Aktiviteter i holdingselskaper"),
    ("41.000", "Oppføring av bygninger"),
    ("43.210", "Elektrisk installasjonsarbeid"),
    ("70.200", "Bedriftsrådgivning og annen administrativ rådgivning"),
    ("81.210", "Rengjøring av bygninger"),
    ("49.410", "Godstransport på vei"),
    ("96.210", "Frisering, annen skjønnhetspleie, ikke hygienisk"),
    ("94.991", "Aktiviteter i andre interesseorganisasjoner ikke nevnt annet sted"),
    ("56.110", "Restaurantvirksomhet"),
)
_PURPOSES: Final = (
    "Drive handel, service og utleie",
    "Investering i fast eiendom, aksjer og andre verdipapirer",
    "Renhold av private og offentlige bygninger",
    'Utføre arbeid innen bygg og anlegg, også som "hovedentreprenør"',
    "Konsulentvirksomhet og rådgivning",
    "Kjøp, salg og drift av maskiner",
    "Deltakelse i andre selskaper med liknende virksomhet",
)
_PURPOSE_ENDS: Final = (" og det som står i forbindelse med dette.", ", herunder deltakelse i andre selskaper.", ".")


def numbers(count: int, rng: Random) -> list[str]:
    """Rising organisation numbers that begin with 3, which no real unit's does, with a right check digit."""
    found: list[str] = []
    first, widest = 30_000_000, max(1, 9_000_000 * 2 // max(count, 1) - 1)
    while len(found) < count:
        first += rng.randint(1, widest)
        check = check_digit(str(first))
        if check is not None:
            found.append(f"{first}{check}")
    return found


def values(unit: Made, rng: Random) -> dict[str, str]:
    """The row by column; columns that are empty are left out."""
    post, area, municipality, code = PLACES[unit.place]
    street = f"{rng.choice(STREETS).capitalize()} {rng.randint(1, 199)}"
    address = f"c/o Regnskapskontoret/n{street}" if rng.random() < 0.04 else street
    industry = rng.choice(_INDUSTRIES)
    staff = rng.choice((0, 0, 0, 2, 5, 8, 14, 60))
    firm = unit.form in ("AS", "ASA")
    row = {
        "organisasjonsnummer": unit.orgnr,
        "navn": unit.name,
        "organisasjonsform.kode": unit.form,
        "organisasjonsform.beskrivelse": _FORM_NAMES.get(unit.form, "Annen form"),
        "naeringskode1.kode": industry[0],
        "naeringskode1.beskrivelse": industry[1],
        "harRegistrertAntallAnsatte": _yes(staff > 0),
        "antallAnsatte": str(staff) if staff > 4 else "",
        "forretningsadresse.adresse": address,
        "forretningsadresse.poststed": post,
        "forretningsadresse.postnummer": f"{area}{rng.randint(1, 99):02d}",
        "forretningsadresse.kommune": municipality,
        "forretningsadresse.kommunenummer": code,
        "forretningsadresse.land": "Norge",
        "forretningsadresse.landkode": "NO",
        "institusjonellSektorkode.kode": "2100" if firm else "8200",
        "institusjonellSektorkode.beskrivelse": "Private aksjeselskaper mv." if firm else "Personlig næringsdrivende",
        "sisteInnsendteAarsregnskap": "2025" if firm and rng.random() < 0.9 else "",
        "registreringsdatoenhetsregisteret": _day(rng),
        "registrertIMvaRegisteret": _yes(rng.random() < 0.4),
        "maalform": "Nynorsk" if rng.random() < 0.1 else "Bokmål",
        "aktivitet": _purpose(rng),
    }
    if firm:
        _articles(row, rng)
    _states(row, rng)
    return row


def _articles(row: dict[str, str], rng: Random) -> None:
    row["stiftelsesdato"] = row["vedtektsdato"] = row["registreringsdatoenhetsregisteret"]
    row["vedtektsfestetFormaal"] = _purpose(rng)
    if rng.random() < 0.2:
        for part in ("adresse", "poststed", "postnummer", "kommune", "kommunenummer", "land", "landkode"):
            row[f"postadresse.{part}"] = row[f"forretningsadresse.{part}"]
        row["postadresse.adresse"] = f"Postboks {rng.randint(1, 2000)}"


def _purpose(rng: Random) -> str:
    trades = f" innen {rng.choice(TRADES).lower()} og {rng.choice(TRADES).lower()}" if rng.random() < 0.6 else ""
    return rng.choice(_PURPOSES) + trades + rng.choice(_PURPOSE_ENDS)


def _states(row: dict[str, str], rng: Random) -> None:
    row["registrertIFrivillighetsregisteret"] = _yes(row["organisasjonsform.kode"] == "FLI")
    row["registrertIForetaksregisteret"] = _yes(row["organisasjonsform.kode"] != "FLI")
    row["registrertIStiftelsesregisteret"] = _yes(row["organisasjonsform.kode"] == "STI")
    row["konkurs"] = row["underAvvikling"] = row["underTvangsavviklingEllerTvangsopplosning"] = "false"
    kind = rng.random()
    if kind < 0.004:
        row["konkurs"], row["konkursdato"] = "true", "2026-03-02"
    elif kind < 0.007:
        row["underAvvikling"], row["underAvviklingDato"] = "true", "2026-05-11"
    elif kind < 0.010:
        row["underTvangsavviklingEllerTvangsopplosning"] = "true"
        row["tvangsopplostPgaManglendeRegnskapDato"] = "2026-09-18"


def _day(rng: Random) -> str:
    return f"{rng.randint(1995, 2026)}-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}"


def _yes(true: bool) -> str:  # noqa: FBT001 - a word for a truth
    return "true" if true else "false"


def csv_line(row: dict[str, str]) -> str:
    """A line in which every field is quoted, as the register writes main units."""
    texts = (row.get(column, "") for column in HEADER)
    return '"' + '","'.join([text.replace('"', '""') if '"' in text else text for text in texts]) + '"\n'


def json_object(row: dict[str, str], former: tuple[str, ...]) -> str:
    """The same unit as the register's JSON says it, with the names it had before, which CSV does not tell."""
    unit: dict[str, Any] = {}
    for column, text in row.items():
        if not text:
            continue
        head, _, tail = column.partition(".")
        name = {
            "registrertIMvaRegisteret": "registrertIMvaregisteret",
            "registreringsdatoenhetsregisteret": "registreringsdatoEnhetsregisteret",
        }.get(head, head)
        value: Any = {"true": True, "false": False}.get(text, text)
        if column == "antallAnsatte":
            value = int(text)
        if tail == "adresse":
            value = text.split("/n")
        elif name in ("vedtektsfestetFormaal", "aktivitet"):
            value = [text]
        if tail:
            unit.setdefault(name, {})[tail] = value
        else:
            unit[name] = value
    if former:
        unit["historiskeNavn"] = [{"navn": name, "fraDato": "2010-01-01", "tilDato": "2019-06-30"} for name in former]
    unit["respons_klasse"] = "Enhet"
    return json.dumps(unit, ensure_ascii=False, separators=(",", ":"))
