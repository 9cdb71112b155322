"""Roles, accounts and the change feed: JSON -> frozen words."""

from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from typing import Final

from ryddig.domain.register_words import (
    Accounts,
    ChangeKind,
    Patch,
    Role,
    RoleGroup,
    RolePerson,
    RoleUnit,
    UnitChange,
)
from ryddig.registers.brreg.parse import shaped
from ryddig.registers.brreg.shapes import AccountsShape, ChangeShape, RoleGroupShape, RoleShape, RolesShape

KINDS: Final[Mapping[str, ChangeKind]] = {
    "Ny": ChangeKind.NEW,
    "Endring": ChangeKind.CHANGE,
    "Sletting": ChangeKind.DELETION,
    "Fjernet": ChangeKind.REMOVED,
}
_EQUITY, _RESULT = ("egenkapitalGjeld",), ("resultatregnskapResultat",)
_OPERATIONS = (*_RESULT, "driftsresultat")


def roles_of(value: object) -> tuple[RoleGroup, ...]:
    """The role groups in the JSON of `/enheter/{number}/roller`. Raises OurFault when it has another shape."""
    return tuple(_group(group) for group in shaped(RolesShape, value).rollegrupper)


def accounts_of(value: object) -> tuple[Accounts, ...]:
    """The accounts in the JSON list of Regnskapsregisteret. Raises OurFault when it is something else."""
    listed = value if isinstance(value, list) else [value]
    return tuple(_accounts(one) for one in listed)


def changes_of(value: object) -> tuple[UnitChange, ...]:
    """The events of one page of the change feed, oldest first. A page with no events leaves `_embedded` out."""
    embedded = value.get("_embedded", {}) if isinstance(value, Mapping) else {}
    listed = [one for many in embedded.values() if isinstance(many, list) for one in many]
    return tuple(sorted((_change(one) for one in listed), key=lambda change: change.update_id))


def _group(read: RoleGroupShape) -> RoleGroup:
    return RoleGroup(read.type.kode, read.type.beskrivelse, read.endret, tuple(_role(role) for role in read.roller))


def _role(read: RoleShape) -> Role:
    person, unit = read.person, read.enhet
    return Role(
        kind=read.type.kode,
        name=read.type.beskrivelse,
        person=RolePerson(
            person.navn.fornavn, person.navn.mellomnavn, person.navn.etternavn, person.fodselsdato, person.dead
        )
        if person
        else None,
        unit=RoleUnit(
            unit.organisasjonsnummer,
            " ".join(unit.navn),
            unit.organisasjonsform.kode if unit.organisasjonsform else "",
            unit.slettet,
        )
        if unit
        else None,
        manager=_words(read.bostyrer.navn) if read.bostyrer else "",
        deregistered=read.avregistrert,
        resigned=read.fratraadt,
        order=read.rekkefolge,
    )


def _words(name: object) -> str:
    """A name as one text, whether it came as text, parts or lines."""
    if isinstance(name, Mapping):
        return " ".join(str(part) for part in name.values() if part)
    return " ".join(map(str, name)) if isinstance(name, list) else str(name or "")


def _accounts(value: object) -> Accounts:
    read = shaped(AccountsShape, value)
    extra = dict(read.model_extra or {})

    def amount(*path: str) -> Decimal | None:
        here: object = extra
        for part in path:
            here = here.get(part) if isinstance(here, Mapping) else None
        return Decimal(here) if isinstance(here, int | Decimal) and not isinstance(here, bool) else None

    def told(name: str) -> bool | None:
        found = read.revisjon.get(name)
        return found if isinstance(found, bool) else None

    return Accounts(
        number=str(read.virksomhet.get("organisasjonsnummer", "")),
        kind=read.regnskapstype,
        period_from=read.periode.fra if read.periode else None,
        period_until=read.periode.til if read.periode else None,
        currency=read.valuta,
        equity=amount(*_EQUITY, "egenkapital", "sumEgenkapital"),
        debt=amount(*_EQUITY, "gjeldOversikt", "sumGjeld"),
        assets=amount("eiendeler", "sumEiendeler"),
        revenue=amount(*_OPERATIONS, "driftsinntekter", "sumDriftsinntekter"),
        operating_result=amount(*_OPERATIONS, "driftsresultat"),
        result=amount(*_RESULT, "aarsresultat"),
        of_winding_up=read.avviklingsregnskap,
        not_audited=told("ikkeRevidertAarsregnskap"),
        audit_waived=told("fravalgRevisjon"),
        other=extra,
    )


def _change(value: object) -> UnitChange:
    read = shaped(ChangeShape, value)
    return UnitChange(
        update_id=read.oppdateringsid,
        at=read.dato if read.dato.tzinfo else read.dato.replace(tzinfo=UTC),
        number=read.organisasjonsnummer,
        kind=KINDS.get(read.endringstype, ChangeKind.UNKNOWN),
        patches=tuple(Patch(patch.op, patch.path, patch.value) for patch in read.endringer),
        raw_kind=read.endringstype,
    )
