"""The JSON of Enhetsregisteret and Regnskapsregisteret, as strict as it must be and no stricter.

A field that has no name here is kept. A field that decides whether a firm is sound must be there and of its kind:
without it the answer is refused, for a missing `konkurs` is not a firm that is well.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr


def _day(given: object) -> object:
    """`2026-09-01` or `2026-03-13 20:26:12`: the day."""
    return given[:10] if isinstance(given, str) else given


def _lines(given: object) -> object:
    """A list of lines; missing ones (null) are left out, one text is one line."""
    if isinstance(given, str):
        return [given]
    return [line for line in given if line is not None] if isinstance(given, list) else given


def _year(given: object) -> object:
    return int(given) if isinstance(given, str) and given.isascii() and given.isdigit() else given


Day = Annotated[date, BeforeValidator(_day)]
Lines = Annotated[tuple[StrictStr, ...], BeforeValidator(_lines)]
Number = Annotated[str, Field(pattern=r"^[0-9]{9}$")]


class Shape(BaseModel):
    """Unknown fields are kept in `model_extra`."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)


class CodeShape(Shape):
    kode: StrictStr
    beskrivelse: StrictStr = ""


class AddressShape(Shape):
    adresse: Lines = ()
    postnummer: StrictStr = ""
    poststed: StrictStr = ""
    kommune: StrictStr = ""
    kommunenummer: StrictStr = ""
    land: StrictStr = ""
    landkode: StrictStr = ""


class FormerNameShape(Shape):
    navn: StrictStr
    fra: Day | None = Field(None, alias="fraDato")
    til: Day | None = Field(None, alias="tilDato")


class NoteShape(Shape):
    infotype: StrictStr = ""
    tekst: StrictStr = ""
    innfoert: Day | None = Field(None, alias="innfoertDato")


class CapitalShape(Shape):
    belop: Decimal | None = None
    valuta: StrictStr = ""


class BasicShape(Shape):
    """What every unit has, a deleted one too."""

    organisasjonsnummer: Number
    navn: StrictStr
    organisasjonsform: CodeShape | None = None
    respons_klasse: StrictStr = ""
    historiske_navn: tuple[FormerNameShape, ...] = Field((), alias="historiskeNavn")
    slettedato: Day | None = None


class EmployedShape(BasicShape):
    """What main units and sub-units share."""

    naeringskode1: CodeShape | None = None
    naeringskode2: CodeShape | None = None
    naeringskode3: CodeShape | None = None
    har_ansatte: StrictBool | None = Field(None, alias="harRegistrertAntallAnsatte")
    ansatte: StrictInt | None = Field(None, alias="antallAnsatte", ge=0)
    ansatte_den: Day | None = Field(None, alias="registreringsdatoAntallAnsatteNAVAaregisteret")
    registrert: Day | None = Field(None, alias="registreringsdatoEnhetsregisteret")
    overordnet: StrictStr = Field("", alias="overordnetEnhet")
    postadresse: AddressShape | None = None
    hjemmeside: StrictStr = ""


class UnitShape(EmployedShape):
    """A main unit that is not deleted: the three booleans must be there."""

    konkurs: StrictBool
    under_avvikling: StrictBool = Field(alias="underAvvikling")
    tvang: StrictBool = Field(alias="underTvangsavviklingEllerTvangsopplosning")
    i_mva: StrictBool = Field(alias="registrertIMvaregisteret")
    i_foretak: StrictBool = Field(alias="registrertIForetaksregisteret")
    paategninger: tuple[NoteShape, ...] = ()
    forretningsadresse: AddressShape | None = None
    i_mva_den: Day | None = Field(None, alias="registreringsdatoMerverdiavgiftsregisteret")
    i_foretak_den: Day | None = Field(None, alias="registreringsdatoForetaksregisteret")
    stiftet: Day | None = Field(None, alias="stiftelsesdato")
    vedtekter: Day | None = Field(None, alias="vedtektsdato")
    fravalgt_revisjon: Day | None = Field(None, alias="fravalgRevisjonDato")
    regnskap: Annotated[int | None, BeforeValidator(_year)] = Field(None, alias="sisteInnsendteAarsregnskap")
    kapital: CapitalShape | None = None
    sektor: CodeShape | None = Field(None, alias="institusjonellSektorkode")
    i_konsern: StrictBool | None = Field(None, alias="erIKonsern")
    lov_land: StrictStr = Field("", alias="underlagtLovgivningLand")
    lov_landkode: StrictStr = Field("", alias="underlagtLovgivningLandKode")
    nummer_hjemme: StrictStr = Field("", alias="registreringsnummerIHjemlandet")
    register_hjemme: StrictStr = Field("", alias="utenlandskRegisterNavn")
    form_hjemme: object = Field(None, alias="foretaksformIHjemlandet")
    epost: StrictStr = Field("", alias="epostadresse")
    telefon: StrictStr = ""
    mobil: StrictStr = ""
    maalform: StrictStr = ""
    aktivitet: Lines = ()
    formaal: Lines = Field((), alias="vedtektsfestetFormaal")


class SubUnitShape(EmployedShape):
    beliggenhetsadresse: AddressShape | None = None
    oppstart: Day | None = Field(None, alias="oppstartsdato")
    nedlagt: Day | None = Field(None, alias="nedleggelsesdato")
    eierskifte: Day | None = Field(None, alias="datoEierskifte")


class PersonNameShape(Shape):
    fornavn: StrictStr = ""
    mellomnavn: StrictStr = ""
    etternavn: StrictStr = ""


class PersonShape(Shape):
    navn: PersonNameShape = PersonNameShape()
    fodselsdato: Day | None = None
    dead: StrictBool = Field(default=False, alias="erDoed")


class RoleUnitShape(Shape):
    organisasjonsnummer: StrictStr = ""
    navn: Lines = ()
    organisasjonsform: CodeShape | None = None
    slettet: StrictBool = Field(default=False, alias="erSlettet")


class ManagerShape(Shape):
    navn: object = ""


class RoleShape(Shape):
    type: CodeShape
    person: PersonShape | None = None
    enhet: RoleUnitShape | None = None
    bostyrer: ManagerShape | None = None
    avregistrert: StrictBool = False
    fratraadt: StrictBool = False
    rekkefolge: int = 0


class RoleGroupShape(Shape):
    type: CodeShape
    endret: Day | None = Field(None, alias="sistEndret")
    roller: tuple[RoleShape, ...] = ()


class RolesShape(Shape):
    rollegrupper: tuple[RoleGroupShape, ...]


class PeriodShape(Shape):
    fra: Day | None = Field(None, alias="fraDato")
    til: Day | None = Field(None, alias="tilDato")


class AccountsShape(Shape):
    """One year. The sums lie deep; `parse_accounts` takes them by their path, misspelt keys and all."""

    regnskapstype: StrictStr = ""
    valuta: StrictStr = ""
    periode: PeriodShape | None = Field(None, alias="regnskapsperiode")
    avviklingsregnskap: StrictBool | None = None
    virksomhet: Mapping[str, object] = Field(default_factory=dict)
    revisjon: Mapping[str, object] = Field(default_factory=dict)


class PatchShape(Shape):
    op: StrictStr
    path: StrictStr
    value: object = None


class ChangeShape(Shape):
    oppdateringsid: StrictInt
    dato: datetime
    organisasjonsnummer: Number
    endringstype: StrictStr = ""
    endringer: tuple[PatchShape, ...] = ()
