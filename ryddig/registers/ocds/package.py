"""OCDS 1.1 release and record packages, and bare releases, into `Package`."""

import hashlib
import re
from collections.abc import Iterator

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractKind
from ryddig.domain.notices import Cell, Note
from ryddig.domain.words import N_
from ryddig.registers.ocds.parties import party_table
from ryddig.registers.ocds.place import Faults, Place
from ryddig.registers.ocds.results import awards, contracts, period
from ryddig.registers.ocds.shapes import Package, Release
from ryddig.registers.strict_json import parse_json

_OCID = re.compile(r"^ocds-[a-z0-9]{6}-.+$")
_CPV = re.compile(r"^(\d{8})(?:-\d)?$")
_KINDS = {"works": ContractKind.WORKS, "services": ContractKind.SERVICES, "goods": ContractKind.GOODS}
_TAGS = frozenset(
    {
        "planning",
        "planningUpdate",
        "tender",
        "tenderAmendment",
        "tenderUpdate",
        "tenderCancellation",
        "award",
        "awardUpdate",
        "awardCancellation",
        "contract",
        "contractUpdate",
        "contractAmendment",
        "implementation",
        "implementationUpdate",
        "contractTermination",
        "compiled",
    }
)
_REQUIRED = ("ocid", "id", "date", "tag", "initiationType")


def read_package(data: bytes, *, name: str) -> Package:
    """The package in `data`; `name` is the file's name. Raises UserCanFix when it is not OCDS at all."""
    document = parse_json(data, name=name)
    faults = Faults(name)
    if not isinstance(document.value, dict):
        raise _not_ocds(name)
    root = Place(faults, "", document.value)
    for key in dict.fromkeys(document.doubled):
        message = N_("The key “%(found)s” stands twice in one object; the last counts.")
        faults.add("json.doubled_key", message, "", found=key)
    releases = tuple(_release(place) for place in _releases(root, name))
    return Package(name, hashlib.sha256(data).hexdigest(), releases, tuple(faults.found))


def _releases(root: Place, name: str) -> Iterator[Place]:
    if "records" in root.object:
        _check_version(root)
        for record in root.each("records"):
            yield from _newest(record)
    elif "releases" in root.object:
        _check_version(root)
        yield from root.each("releases")
    elif "ocid" in root.object:
        message = N_("The file is a bare release, not a package: publisher, licence and version are missing.")
        root.faults.add("ocds.not_a_package", message, "")
        yield root
    else:
        raise _not_ocds(name)


def _newest(record: Place) -> Iterator[Place]:
    """The compiled release of a record, else its newest release."""
    compiled = record.at("compiledRelease")
    if compiled.object:
        yield compiled
        return
    whole = [place for place in record.each("releases") if "ocid" in place.object]
    if whole:
        yield max(whole, key=lambda place: place.plain("date"))
    else:
        message = N_("The record at %(path)s holds only links to releases; they are not fetched.")
        record.faults.add("ocds.linked_only", message, record.path)


def _check_version(root: Place) -> None:
    version = root.plain("version")
    if version != "1.1":
        message = N_("The package says version “%(found)s”; it is read as 1.1.")
        root.faults.add("ocds.version", message, "/version", found=version, expected="1.1")


def _release(place: Place) -> Release:
    _check_release(place)
    parties = party_table(place)
    tender = place.at("tender")
    given = awards(place, parties)
    lots = list(tender.each("lots"))
    tender_period = tender.at("contractPeriod")
    if not tender_period.object and len(lots) == 1:
        tender_period = lots[0].at("contractPeriod")
    return Release(
        path=place.path,
        ocid=place.text("ocid"),
        id=place.text("id"),
        tags=place.words("tag"),
        released_on=place.day("date"),
        buyer=parties.get_or_report(place, "buyer"),
        title=tender.text("title") or place.text("title"),
        kind=_kind(tender),
        cpv=tuple(_cpv(tender)),
        estimate=tender.amount("value"),
        low=tender.amount("minValue"),
        period=period(tender_period),
        awards=tuple(given.values()),
        contracts=contracts(place, given, parties),
    )


def _check_release(place: Place) -> None:
    for key in _REQUIRED:
        if not place.object.get(key):
            message = N_("The release at %(path)s lacks %(found)s, which OCDS requires.")
            place.faults.add("ocds.missing", message, place.path, found=key)
    ocid = place.plain("ocid")
    if ocid and not _OCID.match(ocid):
        message = N_("The ocid “%(found)s” has no registered prefix (ocds- and six signs).")
        place.faults.add("ocds.prefix", message, f"{place.path}/ocid", found=ocid, expected="ocds-xxxxxx-…")
    for tag in place.words("tag"):
        if tag not in _TAGS:
            message = N_("“%(found)s” is not a release tag of OCDS 1.1.")
            place.faults.add("ocds.tag", message, f"{place.path}/tag", found=tag)


def _kind(tender: Place) -> Cell[ContractKind] | None:
    raw = tender.plain("mainProcurementCategory")
    return Cell(_KINDS.get(raw), raw, f"{tender.path}/mainProcurementCategory") if raw else None


def _cpv(tender: Place) -> Iterator[Cell[str]]:
    seen: set[str] = set()
    for item in tender.each("items"):
        for place in (item.at("classification"), *item.each("additionalClassifications")):
            raw = place.plain("id")
            if place.plain("scheme").upper() != "CPV" or not raw or raw in seen:
                continue
            seen.add(raw)
            code = _CPV.match(raw)
            if code is None:
                message = N_("“%(found)s” at %(path)s is not a CPV code.")
                place.faults.add("ocds.cpv", message, f"{place.path}/id", found=raw, expected="72230000")
            yield Cell(code.group(1) if code else None, raw, f"{place.path}/id", () if code else (Note.UNREADABLE,))


def _not_ocds(name: str) -> UserCanFix:
    return UserCanFix(
        "ocds.not_ocds",
        N_("The file is JSON, but not an OCDS package: it holds neither releases nor records."),
        hint=N_("Give a release package or a record package of OCDS 1.1."),
        where=name,
    )
