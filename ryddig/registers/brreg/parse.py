"""A unit's JSON -> Unit or SubUnit. The only place that knows the register's own words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from ryddig.domain.errors import OurFault
from ryddig.domain.register_words import (
    Address,
    Employees,
    FormerName,
    HomeRegister,
    IndustryCode,
    IndustryVersion,
    RegisterNote,
    SubUnit,
    Unit,
    UnitWarning,
    WarningKind,
)
from ryddig.domain.words import N_
from ryddig.registers.brreg.shapes import (
    AddressShape,
    BasicShape,
    CodeShape,
    EmployedShape,
    FormerNameShape,
    SubUnitShape,
    UnitShape,
)

SN2025_FROM: Final = date(2025, 9, 1)
FORCED_REASONS: Final = (
    "tvangsopplostPgaManglendeDagligLederDato",
    "tvangsopplostPgaManglendeRevisorDato",
    "tvangsopplostPgaManglendeRegnskapDato",
    "tvangsopplostPgaMangelfulltStyreDato",
    "tvangsavvikletPgaManglendeSlettingDato",
)
DATED: Final = {
    "underRekonstruksjonsforhandlingDato": WarningKind.RECONSTRUCTION,
    "underUtenlandskInsolvensbehandlingDato": WarningKind.FOREIGN_INSOLVENCY,
}
SOUNDS_GRAVE: Final = re.compile(r"konkurs|insolven|rekonstruksj|avvikl|tvangsoppl|gjeldsforhandl", re.IGNORECASE)
_DELETED: Final = ("slettet",)
_LINKS: Final = frozenset({"_links", "links"})
Shaped = TypeVar("Shaped", bound=BaseModel)


def unit_of(value: object, *, asked_on: date | None = None) -> Unit:
    """The unit in a JSON object of `/enheter`. `asked_on`: when it was told, which says whose edition industry codes
    are of. Raises OurFault when the object has not the shape we know."""
    if is_deleted(value):
        return _deleted(shaped(BasicShape, value))
    read = shaped(UnitShape, value)
    other = dict(read.model_extra or {})
    return Unit(
        **_basics(read),
        warnings=tuple(_warnings(read, other)),
        notes=tuple(RegisterNote(note.infotype, note.tekst, note.innfoert) for note in read.paategninger),
        business_address=_address(read.forretningsadresse),
        postal_address=_address(read.postadresse),
        industries=_industries(read, asked_on),
        employees=Employees(read.har_ansatte, read.ansatte, read.ansatte_den),
        vat_registered=read.i_mva,
        vat_registered_on=read.i_mva_den,
        in_foretaksregisteret=read.i_foretak,
        in_foretaksregisteret_on=read.i_foretak_den,
        registered_on=read.registrert,
        founded_on=read.stiftet,
        articles_on=read.vedtekter,
        last_accounts_year=read.regnskap,
        audit_waived_on=read.fravalgt_revisjon,
        capital=read.kapital.belop if read.kapital else None,
        capital_currency=read.kapital.valuta if read.kapital else "",
        sector_code=read.sektor.kode if read.sektor else "",
        parent=read.overordnet,
        in_group=read.i_konsern,
        home=_home(read),
        homepage=read.hjemmeside,
        email=read.epost,
        telephone=read.telefon,
        mobile=read.mobil,
        language=read.maalform,
        activity=" ".join(read.aktivitet).strip(),
        purpose=" ".join(read.formaal).strip(),
        other=_other(other),
    )


def sub_unit_of(value: object, *, asked_on: date | None = None) -> SubUnit:
    """The establishment in a JSON object of `/underenheter`. Raises OurFault as `unit_of`."""
    read = shaped(SubUnitShape, value)
    return SubUnit(
        number=read.organisasjonsnummer,
        name=read.navn,
        form=read.organisasjonsform.kode if read.organisasjonsform else "",
        parent=read.overordnet,
        address=_address(read.beliggenhetsadresse),
        industries=_industries(read, asked_on),
        employees=Employees(read.har_ansatte, read.ansatte, read.ansatte_den),
        registered_on=read.registrert,
        started_on=read.oppstart,
        closed_on=read.nedlagt,
        owner_changed_on=read.eierskifte,
        deleted_on=read.slettedato,
        other=_other(dict(read.model_extra or {})),
    )


def is_deleted(value: object) -> bool:
    """Whether this is the short body of a unit that is gone."""
    if not isinstance(value, Mapping):
        return False
    told = str(value.get("respons_klasse", "")).casefold()
    return told.startswith(_DELETED) or value.get("slettedato") is not None


def shaped(shape: type[Shaped], value: object) -> Shaped:
    """`value` in a known shape. Raises OurFault that names the field, never what stood in it: it may be a person's."""
    try:
        made: Shaped = _adapter(shape).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise OurFault(
            "register.changed",
            N_("The register’s answer has changed: %(field)s is not as we know it (%(kind)s)."),
            hint=N_("Nothing was stored, and what was known before still stands. Ryddig must learn the new shape."),
            where=shape.__name__.removesuffix("Shape"),
            params={"field": ".".join(str(part) for part in first["loc"]) or "–", "kind": first["type"]},
        ) from None
    return made


@cache
def _adapter(shape: type[BaseModel]) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _basics(read: BasicShape) -> dict[str, Any]:
    form = read.organisasjonsform
    return {
        "number": read.organisasjonsnummer,
        "name": read.navn,
        "form": form.kode if form else "",
        "form_name": form.beskrivelse if form else "",
        "response_class": read.respons_klasse,
        "former_names": tuple(_former(name) for name in read.historiske_navn),
        "deleted_on": read.slettedato,
    }


def _deleted(read: BasicShape) -> Unit:
    warning = UnitWarning(WarningKind.DELETED, read.slettedato, "slettedato")
    return Unit(**_basics(read), warnings=(warning,), other=_other(dict(read.model_extra or {})))


def _warnings(read: UnitShape, other: dict[str, object]) -> Iterator[UnitWarning]:
    """Every state the register tells, taken out of `other`: what is left there has no name."""
    bankrupt_on, winding_up_on = _taken(other, "konkursdato"), _taken(other, "underAvviklingDato")
    if read.konkurs or bankrupt_on:
        yield UnitWarning(WarningKind.BANKRUPTCY, bankrupt_on, "konkursdato" if bankrupt_on else "konkurs")
    if read.under_avvikling or winding_up_on:
        name = "underAvviklingDato" if winding_up_on else "underAvvikling"
        yield UnitWarning(WarningKind.WINDING_UP, winding_up_on, name)
    reasons = [(name, day) for name in FORCED_REASONS if (day := _taken(other, name))]
    if read.tvang and not reasons:
        yield UnitWarning(WarningKind.FORCED_DISSOLUTION, None, "underTvangsavviklingEllerTvangsopplosning")
    for name, day in reasons:
        yield UnitWarning(WarningKind.FORCED_DISSOLUTION, day, name)
    for name, kind in DATED.items():
        if day := _taken(other, name):
            yield UnitWarning(kind, day, name)
    for name in sorted(other):
        if SOUNDS_GRAVE.search(name) and other[name] not in (None, "", False):
            yield UnitWarning(WarningKind.UNNAMED, None, name)


def _taken(other: dict[str, object], name: str) -> date | None:
    """The day under `name`, taken out. A day that cannot be read is a changed answer, not a missing one."""
    given = other.pop(name, None)
    if given in (None, ""):
        return None
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError:
        raise OurFault(
            "register.changed",
            N_("The register’s answer has changed: %(field)s is not as we know it (%(kind)s)."),
            params={"field": name, "kind": "date"},
        ) from None


def _former(name: FormerNameShape) -> FormerName:
    return FormerName(name.navn, name.fra, name.til)


def _address(read: AddressShape | None) -> Address | None:
    if read is None:
        return None
    return Address(
        lines=tuple(line for line in read.adresse if line.strip()),
        postcode=read.postnummer,
        place=read.poststed,
        municipality=read.kommune,
        municipality_number=read.kommunenummer,
        country=read.land,
        country_code=read.landkode,
    )


def _industries(read: EmployedShape, asked_on: date | None) -> tuple[IndustryCode, ...]:
    version = IndustryVersion.UNKNOWN
    if asked_on is not None:
        version = IndustryVersion.SN2025 if asked_on >= SN2025_FROM else IndustryVersion.SN2007
    codes: tuple[CodeShape | None, ...] = (read.naeringskode1, read.naeringskode2, read.naeringskode3)
    return tuple(IndustryCode(code.kode, code.beskrivelse, version) for code in codes if code is not None)


def _home(read: UnitShape) -> HomeRegister | None:
    form = read.form_hjemme
    words = str(form.get("beskrivelse") or form.get("kode") or "") if isinstance(form, Mapping) else str(form or "")
    home = HomeRegister(read.lov_land, read.lov_landkode, read.nummer_hjemme, read.register_hjemme, words)
    return None if home == HomeRegister() else home


def _other(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name not in _LINKS}
