"""The stand-in's answers have the shape of the register's own: the same keys, of the same kinds."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import httpx
import pytest

from ryddig.registers.standin.brreg import Register, routes
from ryddig.registers.standin.brreg_shapes import accounts
from ryddig.registers.standin.server import StandIn
from tests.shared import shared

NUMBER = "310000019"
SAMPLES = shared("reference", "samples", "brreg")
# what not every firm has: the stand-in's plain firm may leave it out
OPTIONAL = {
    "postadresse",
    "hjemmeside",
    "telefon",
    "fravalgRevisjonDato",
    "fravalgRevisjonBeslutningsDato",
    "mellomnavn",
}


def sample(name: str) -> object:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def shape(value: object) -> object:
    """Keys and kinds, without content; the union of what a list holds."""
    if isinstance(value, Mapping):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def unlike(ours: object, theirs: object, path: str = "") -> Iterator[str]:
    """Where `ours` has a key or a kind that `theirs` has not, and where it lacks one that must be there."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours:
            if key not in theirs:
                yield f"{path}/{key}: not in the register’s answer"
            else:
                yield from unlike(ours[key], theirs[key], f"{path}/{key}")
        yield from (f"{path}/{key}: missing" for key in theirs if key not in ours and key not in OPTIONAL)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if ours and theirs:
            yield from unlike(ours[0], theirs[0], f"{path}[]")
    elif ours != theirs:
        yield f"{path}: {ours} is not {theirs}"


@pytest.fixture(scope="module")
def register() -> Register:
    made = Register()
    made.add(NUMBER, "Prøve AS")
    made.accounts[NUMBER] = [accounts(NUMBER, 2025, equity=500_000, revenue=9_000_000, result=100_000)]
    return made


@pytest.fixture(scope="module")
def address(register: Register) -> Iterator[str]:
    with StandIn(routes(register)) as standin:
        yield standin.address


def told(address: str, path: str) -> object:
    found: object = httpx.get(f"{address}/{path}", trust_env=False).json()
    return found


def check(ours: object, name: str) -> None:
    assert list(unlike(shape(ours), shape(sample(name)))) == []


def test_a_unit_in_order_in_reconstruction_with_a_note_bankrupt_dissolved_and_deleted(
    address: str, register: Register
) -> None:
    path = f"enhetsregisteret/enheter/{NUMBER}"
    register.change(NUMBER, underRekonstruksjonsforhandlingDato="2026-09-02")
    check(told(address, path), "enhet-983830196-rekonstruksjon.json")
    register.change(NUMBER, underRekonstruksjonsforhandlingDato=None, antallAnsatte=None)
    register.change(NUMBER, paategninger=[{"infotype": "FADR", "tekst": "Tenkt.", "innfoertDato": "2026-09-01"}])
    check(told(address, path), "enhet-935864879-paategning.json")
    register.change(NUMBER, paategninger=[])
    # the bankrupt firm of the sample had neither VAT nor employees, and so not the days of those
    for name in list(register.units[NUMBER]):
        if name.startswith(("registreringsdatoMerverdi", "registreringsdatoAntall")):
            register.change(NUMBER, **{name: None})
    dissolved = {
        "underTvangsavviklingEllerTvangsopplosning": True,
        "tvangsopplostPgaManglendeRegnskapDato": "2026-06-04",
    }
    register.change(NUMBER, **dissolved)
    check(told(address, path), "enhet-931744682-tvangsopplost.json")
    register.change(NUMBER, tvangsopplostPgaManglendeRegnskapDato=None)
    register.make_bankrupt(NUMBER, date(2026, 8, 26))
    check(told(address, path), "enhet-915330193-konkurs.json")
    register.change(
        NUMBER,
        historiskeNavn=[{"navn": "PRØVE FØR AS", "fraDato": "2006-03-13 20:19:35", "tilDato": "2019-11-20 12:44:57"}],
    )
    register.change(NUMBER, slettedato="2026-09-15")
    check(told(address, path), "enhet-989566733-slettet.json")


def test_accounts_roles_a_page_and_the_feed(address: str) -> None:
    check(told(address, f"regnskapsregisteret/{NUMBER}"), "regnskap-915330193.json")
    feed = (
        f"enhetsregisteret/oppdateringer/enheter?organisasjonsnummer={NUMBER}&includeChanges=true&size=100&sort=id,DESC"
    )
    ours, theirs = told(address, feed), sample("oppdateringer-914375916.json")
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    assert set(ours) == set(theirs)
    first, last = (page["_embedded"]["oppdaterteEnheter"][0] for page in (ours, theirs))
    assert {key: type(value) for key, value in first.items()} == {key: type(value) for key, value in last.items()}
    roles, theirs = told(address, f"enhetsregisteret/enheter/{NUMBER}/roller"), sample("roller-915330193-konkurs.json")
    assert isinstance(roles, dict)
    assert isinstance(theirs, dict)
    assert set(roles) == set(theirs)
    managers = [group for group in theirs["rollegrupper"] if group["type"]["kode"] == "BOBE"]
    assert list(unlike(shape(roles["rollegrupper"]), shape(managers))) == []


def test_the_shapes_are_told_apart() -> None:
    """The comparison itself: another key, another kind and a missing key are found."""
    assert list(unlike({"a": "str"}, {"a": "str"})) == []
    assert len(list(unlike({"a": "str", "b": "str"}, {"a": "number", "c": "str"}))) == 3


def test_no_sample_lies_in_the_repository() -> None:
    assert Path(SAMPLES).is_dir()
    assert not Path(__file__).with_name("enhet-915330193-konkurs.json").exists()
