"""Columns of the register's CSV and fields of its JSON: which are known, what they hold, and what CSV calls them.

Neither set holds the other, and CSV spells some names in its own way (`registrertIMvaRegisteret`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ryddig.registers.brreg.parse import SOUNDS_GRAVE

_ADDRESS: Final = ("adresse", "poststed", "postnummer", "kommune", "kommunenummer", "land", "landkode")
_ADDRESSES: Final = ("forretningsadresse", "postadresse", "beliggenhetsadresse")
_CODED: Final = (
    *("organisasjonsform", "naeringskode1", "naeringskode2", "naeringskode3", "hjelpeenhetskode"),
    "institusjonellSektorkode",
)
# CSV heading -> JSON name
RENAMED: Final[Mapping[str, str]] = {
    "registrertIMvaRegisteret": "registrertIMvaregisteret",
    "registreringsdatoenhetsregisteret": "registreringsdatoEnhetsregisteret",
    "registreringsdatoIEnhetsregisteret": "registreringsdatoEnhetsregisteret",
}
BOOLEANS: Final = frozenset(
    (
        *("harRegistrertAntallAnsatte", "registrertIMvaregisteret", "registrertIMvaRegisteret", "konkurs"),
        *("registrertIFrivillighetsregisteret", "registrertIForetaksregisteret", "registrertIStiftelsesregisteret"),
        *("registrertIPartiregisteret", "underAvvikling", "underTvangsavviklingEllerTvangsopplosning", "erIKonsern"),
    )
)
DATES: Final = frozenset(
    (
        *(
            "registreringsdatoenhetsregisteret",
            "registreringsdatoIEnhetsregisteret",
            "registreringsdatoEnhetsregisteret",
        ),
        *("registreringsdatoForetaksregisteret", "registreringsdatoMerverdiavgiftsregisteret", "konkursdato"),
        *(
            "registreringsdatoMerverdiavgiftsregisteretEnhetsregisteret",
            "registreringsdatoAntallAnsatteEnhetsregisteret",
        ),
        *("registreringsdatoAntallAnsatteNAVAaregisteret", "registreringsdatoFrivilligMerverdiavgiftsregisteret"),
        *("stiftelsesdato", "slettedato", "vedtektsdato", "fravalgRevisjonDato", "underAvviklingDato"),
        *("underRekonstruksjonsforhandlingDato", "underUtenlandskInsolvensbehandlingDato"),
        *("tvangsopplostPgaManglendeDagligLederDato", "tvangsopplostPgaManglendeRevisorDato"),
        *("tvangsopplostPgaManglendeRegnskapDato", "tvangsopplostPgaMangelfulltStyreDato"),
        *("tvangsavvikletPgaManglendeSlettingDato", "oppstartsdato", "nedleggelsesdato", "datoEierskifte"),
    )
)
WHOLE_NUMBERS: Final = frozenset(("antallAnsatte",))
_TEXTS: Final = frozenset(
    (
        *(
            "organisasjonsnummer",
            "navn",
            "hjemmeside",
            "epostadresse",
            "telefon",
            "mobil",
            "maalform",
            "overordnetEnhet",
        ),
        *("sisteInnsendteAarsregnskap", "respons_klasse", "underlagtLovgivningLand", "underlagtLovgivningLandKode"),
        *("registreringsnummerIHjemlandet", "utenlandskRegisterNavn", "foretaksformIHjemlandet"),
    )
)
LISTS: Final = frozenset(("vedtektsfestetFormaal", "aktivitet", "frivilligMvaRegistrertBeskrivelser"))
_NESTED_ONLY: Final = frozenset(("historiskeNavn", "kapital", "paategninger", "utenlandskRegisterAdresse", "_links"))
JSON_FIELDS: Final = (
    (BOOLEANS | DATES | WHOLE_NUMBERS | _TEXTS | LISTS | _NESTED_ONLY | frozenset(_ADDRESSES) | frozenset(_CODED))
    - {"_links"}
    - RENAMED.keys()
)
CSV_COLUMNS: Final = (
    BOOLEANS
    | DATES
    | WHOLE_NUMBERS
    | _TEXTS
    | LISTS
    | frozenset(f"{head}.{part}" for head in _ADDRESSES for part in _ADDRESS)
    | frozenset(f"{head}.{part}" for head in _CODED for part in ("kode", "beskrivelse"))
)
UNTOLD: Final = frozenset(("_links",))


def kept(name: str, *, csv: bool) -> bool:
    """Whether a column or field goes into the local file: known ones, and any whose name speaks of insolvency."""
    return name in (CSV_COLUMNS if csv else JSON_FIELDS) or SOUNDS_GRAVE.search(name) is not None


def as_json(columns: Sequence[str], fields: Sequence[str], *, sub_units: bool) -> dict[str, Any]:
    """A row of CSV in the shape that the register's JSON has; empty fields are left out, as they are there."""
    unit: dict[str, Any] = {"respons_klasse": "Underenhet" if sub_units else "Enhet"}
    for column, text in zip(columns, fields, strict=True):
        if text:
            _put(unit, column, text)
    return unit


def _put(unit: dict[str, Any], column: str, text: str) -> None:
    head, _, part = column.partition(".")
    name = RENAMED.get(head, head)
    if part == "adresse":
        unit.setdefault(name, {})[part] = text.split("/n")
    elif part:
        unit.setdefault(name, {})[part] = text
    elif head in BOOLEANS or (column not in CSV_COLUMNS and text in ("true", "false")):
        unit[name] = text == "true"
    elif head in WHOLE_NUMBERS:
        unit[name] = int(text)
    else:
        unit[name] = [text] if head in LISTS else text


def from_json(line: str) -> dict[str, Any]:
    """A packed record of a JSON file."""
    unit: dict[str, Any] = json.loads(line)
    return unit
