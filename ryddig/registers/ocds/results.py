"""Awards and contracts of a release, and how they hang together."""

from collections.abc import Mapping

from ryddig.domain.notices import Cell
from ryddig.domain.words import N_
from ryddig.registers.ocds.parties import Parties
from ryddig.registers.ocds.place import Place
from ryddig.registers.ocds.shapes import Award, Contract, Period

_FOREIGN_TENDER_SYSTEMS = ("-TENDERNED", "-TENDERNL")


def period(place: Place) -> Period:
    """A period as it stands."""
    return Period(
        place.day("startDate"), place.day("endDate"), place.day("maxExtentDate"), place.count("durationInDays")
    )


def awards(release: Place, parties: Parties) -> dict[str, Award]:
    """The awards by id, in order."""
    found: dict[str, Award] = {}
    for place in release.each("awards"):
        award = _award(place, parties)
        if award.status is None:
            message = N_("The award “%(found)s” says nothing of its status.")
            place.faults.add("ocds.award_status", message, place.path, found=award.id)
        if not award.suppliers and (award.status is None or award.status.raw == "active"):
            message = N_("The award “%(found)s” names no supplier.")
            place.faults.add("ocds.award_without_supplier", message, place.path, found=award.id)
        found.setdefault(award.id, award)
    return found


def _award(place: Place, parties: Parties) -> Award:
    suppliers = (parties.point(supplier) for supplier in place.each("suppliers"))
    return Award(
        id=place.plain("id"),
        path=place.path,
        title=place.text("title"),
        status=place.text("status"),
        decided_on=place.day("date"),
        value=place.amount("value"),
        suppliers=tuple(supplier for supplier in suppliers if supplier is not None),
        period=period(place.at("contractPeriod")),
    )


def contracts(release: Place, given: Mapping[str, Award], parties: Parties) -> tuple[Contract, ...]:
    """The contracts. One that does not say its award stays without: nothing is guessed from order or bids."""
    norwegian = parties.norwegian_buyer
    for bid in release.at("bids").each("details"):
        for number in bid.each("identifiers"):
            _reference(number, norwegian=norwegian)
    return tuple(_contract(place, given, norwegian=norwegian) for place in release.each("contracts"))


def _contract(place: Place, given: Mapping[str, Award], *, norwegian: bool) -> Contract:
    number = place.plain("awardID")
    if not number:
        message = N_("The contract “%(found)s” lacks awardID, so its supplier is not known.")
        place.faults.add("ocds.award_id_missing", message, place.path, found=place.plain("id"))
    elif number not in given:
        message = N_("The contract at %(path)s points at the award “%(found)s”, which is not there.")
        place.faults.add("ocds.award_id_unknown", message, place.path, found=number)
    return Contract(
        id=place.plain("id"),
        path=place.path,
        award=given.get(number),
        title=place.text("title"),
        status=place.text("status"),
        signed_on=place.day("dateSigned"),
        value=place.amount("value"),
        period=period(place.at("period")),
        references=tuple(_reference(each, norwegian=norwegian) for each in place.each("identifiers")),
    )


def _reference(place: Place, *, norwegian: bool) -> Cell[str]:
    scheme = place.plain("scheme")
    if norwegian and scheme.endswith(_FOREIGN_TENDER_SYSTEMS):
        message = N_(
            "A contract or bid of a Norwegian buyer is numbered under the foreign scheme “%(found)s” at %(path)s."
        )
        place.faults.add("ocds.number_scheme", message, place.path, found=scheme)
    return Cell(place.plain("id"), place.plain("id"), f"{place.path}/id")
