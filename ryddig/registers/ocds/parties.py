"""The organisations of a release, and what is wrong with their numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ryddig.domain.notices import Cell, Note
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.registers.ocds.place import Place
from ryddig.registers.ocds.shapes import Party

NORWEGIAN_SCHEMES = frozenset({"NO-BRC", "NO-ORGNR"})
NORWAY = frozenset({"NO", "NOR", "NORWAY", "NORGE"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one release by their ids."""

    by_id: Mapping[str, Party]

    @property
    def norwegian_buyer(self) -> bool:
        """Whether a buyer says it is in Norway."""
        buyers = (party for party in self.by_id.values() if "buyer" in party.roles)
        return any(party.country is not None and (party.country.value or "").upper() in NORWAY for party in buyers)

    def get_or_report(self, place: Place, key: str) -> Party | None:
        """The party that the object under `key` points at."""
        return self.point(place.at(key))

    def point(self, reference: Place) -> Party | None:
        """The party a reference points at; a pointer into nothing is told and gives a party with only its name."""
        number = reference.plain("id")
        if not reference.object:
            return None
        found = self.by_id.get(number)
        if found is None:
            message = N_("The organisation “%(found)s” at %(path)s is not among the parties.")
            reference.faults.add("ocds.party_unknown", message, reference.path, found=number or reference.plain("name"))
            return Party(number, reference.text("name"))
        return found


def party_table(release: Place) -> Parties:
    """The parties of a release."""
    found: dict[str, Party] = {}
    for place in release.each("parties"):
        party = _party(place)
        if party.id in found:
            message = N_("Two parties have the id “%(found)s”; the first counts.")
            place.faults.add("ocds.party_twice", message, place.path, found=party.id)
        found.setdefault(party.id, party)
    return Parties(found)


def _party(place: Place) -> Party:
    country = place.at("address").text("country") or place.at("address").text("countryName")
    numbers = [
        number for number in (place.at("identifier"), *place.each("additionalIdentifiers")) if number.plain("id")
    ]
    at_home = country is None or (country.value or "").upper() in NORWAY
    cells = tuple(Cell(_joined(number), _joined(number), f"{number.path}/id") for number in numbers)
    orgnr = next(_orgnrs(numbers), None) if at_home else None
    return Party(place.plain("id"), place.text("name"), place.words("roles"), orgnr, cells, country)


def _joined(number: Place) -> str:
    return f"{number.plain('scheme')}:{number.plain('id')}"


def _orgnrs(numbers: list[Place]) -> Iterator[Cell[str]]:
    """Numbers under a Norwegian scheme. Digits that pass under another scheme are told and not used: the file says that
    they are something else, and a person decides.
    """
    for number in numbers:
        raw = str(number.object.get("id", ""))
        scheme = number.plain("scheme")
        reading = read_orgnr(raw)
        if reading.digits is None:
            if Note.ORGNR_CHECKSUM in reading.notes and scheme in NORWEGIAN_SCHEMES:
                message = N_("The organisation number “%(found)s” at %(path)s fails its check digit.")
                number.faults.add("orgnr.checksum", message, number.path, found=raw)
            continue
        if scheme not in NORWEGIAN_SCHEMES:
            message = N_("A Norwegian organisation number stands under the scheme “%(found)s” at %(path)s.")
            number.faults.add("ocds.scheme", message, number.path, found=scheme, expected="NO-BRC")
            continue
        yield Cell(reading.digits, raw, f"{number.path}/id", reading.notes)
