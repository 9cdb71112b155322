"""The demo's files -> organisations, people and contract facts. Days in the files count from the day it is loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ryddig
from ryddig.domain.controls import DOCUMENT_REVIEW, ON_SITE_CONTROL
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known, Option, Sector, SupplierFact
from ryddig.domain.words import N_
from ryddig.lawbook.strict_yaml import YamlFault, read

ORE = 100
NAME_ONLY = "navn: "
NEVER = "never"
REGISTERED = -36  # days from today, for a contract that nobody has screened
KINDS_DONE = {"reviewed": DOCUMENT_REVIEW, "visited": ON_SITE_CONTROL}


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person with one role; `unit` is a key of the organisation's units, None for the whole organisation."""

    login: str
    first: str
    last: str
    role: str
    unit: str | None
    language: str


@dataclass(frozen=True, slots=True)
class DemoContract:
    """One contract and what has happened to it.

    `registered`: the day it was written down. `screened`: the day it was screened, None when nobody has.
    `left`: kinds of plan items left undone, though the rest was done in time. `done`: control kind -> the day it was
    done. `overruled`: level and reason. `closed`: code of a finding -> the reason it is right as it is.
    """

    facts: ContractFacts
    unit: str
    who: str | None
    registered: date
    screened: date | None
    left: frozenset[str]
    done: Mapping[str, date]
    overruled: Mapping[str, str]
    closed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """One invented buyer; `units` maps key to name."""

    key: str
    name: str
    orgnr: str
    kind: BuyerKind
    language: str
    layers: tuple[str, ...]
    units: Mapping[str, str]
    users: tuple[DemoUser, ...]
    contracts: tuple[DemoContract, ...]


def demo_folder(given: Path | None = None) -> Path:
    """The folder with the demo's files: the one named, `demo` where we stand, or `demo` beside the code.

    Raises UserCanFix when the files are not there.
    """
    beside = Path(ryddig.__file__).resolve().parent.parent / "demo"
    for folder in (Path("demo").resolve(), beside) if given is None else (given,):
        if (folder / "organisations.yaml").is_file():
            return folder
    raise UserCanFix(
        "demo.no_folder",
        N_("The demo's files were not found."),
        hint=N_("Run the command in the project folder, or name the folder with --folder."),
    )


def read_demo(folder: Path, *, on: date) -> tuple[DemoOrganisation, ...]:
    """Every organisation of the demo with its contracts, as they stand `on`. Raises OurFault for a broken file."""
    firms = read_tree(folder / "suppliers.yaml")["suppliers"]
    found = read_tree(folder / "organisations.yaml")["organisations"]
    return tuple(_organisation(folder, given, firms, on=on) for given in found)


def read_tree(path: Path) -> dict[str, Any]:
    """One of the demo's YAML files. Raises OurFault for a broken one."""
    try:
        tree = read(path.read_text(encoding="utf-8"))
    except YamlFault as fault:
        raise _broken(path, str(fault)) from fault
    if not isinstance(tree, dict):
        raise _broken(path, "no keys")
    return tree


def _broken(path: Path, why: str) -> OurFault:
    return OurFault("demo.file", N_("The demo file cannot be read: %(why)s."), where=path.name, params={"why": why})


def _organisation(folder: Path, given: Mapping[str, Any], firms: Mapping[str, Any], *, on: date) -> DemoOrganisation:
    paths = [folder / given["key"] / f"{name}.yaml" for name in given["files"]]
    kind = BuyerKind(given["kind"])
    return DemoOrganisation(
        key=given["key"],
        name=given["name"],
        orgnr=given["orgnr"],
        kind=kind,
        language=given["language"],
        layers=given["layers"],
        units=given["units"],
        users=tuple(DemoUser(**user) for user in given["users"]),
        contracts=tuple(one for path in paths for one in _contracts(path, firms, kind, on=on)),
    )


def _contracts(path: Path, firms: Mapping[str, Any], kind: BuyerKind, *, on: date) -> Iterator[DemoContract]:
    tree = read_tree(path)
    common = {name: value for name, value in tree.items() if name not in ("what", "contracts")}
    for line in tree["contracts"]:
        try:
            yield _contract({**common, **line}, firms, kind, on=on)
        except (KeyError, ValueError, TypeError) as error:
            raise _broken(path, f"{line.get('ref')}: {error!r}") from error


def _contract(line: dict[str, Any], firms: Mapping[str, Any], kind: BuyerKind, *, on: date) -> DemoContract:
    signed = _day(line.get("signed"), on)
    never = line["screened"] == NEVER
    registered = _not_before(signed, _day(REGISTERED if never else line["screened"], on) or on)
    return DemoContract(
        facts=_facts(line, firms, kind, known_on=registered, on=on),
        unit=line["unit"],
        who=line["who"],
        registered=registered,
        screened=None if never else registered,
        left=frozenset(line.get("left", ())),
        done=dict(_done(line, on)),
        overruled=line.get("overruled", {}),
        closed=line.get("closed", {}),
    )


def _not_before(signed: date | None, day: date) -> date:
    """Nobody registers a contract before it is signed."""
    return day if signed is None else max(day, signed)


def _done(line: Mapping[str, Any], on: date) -> Iterator[tuple[str, date]]:
    for name, kind in KINDS_DONE.items():
        day = _day(line.get(name), on)
        if day is not None:
            yield kind, day


def _facts(
    line: Mapping[str, Any], firms: Mapping[str, Any], buyer: BuyerKind, *, known_on: date, on: date
) -> ContractFacts:
    answers = {code: Known(value, known_on, "self_report") for code, value in line.get("answers", {}).items()}
    money_and_days: dict[str, Any] = {name: _ore(line.get(key)) for name, key in MONEY.items()}
    money_and_days |= {name: _day(line.get(key), on) for name, key in DAYS.items()}
    return ContractFacts(
        reference=line["ref"],
        title=line["title"],
        buyer_kind=buyer,
        sector=Sector(line.get("sector", "classic")),
        kind=ContractKind(line["kind"]) if line["kind"] else None,
        cpv=tuple(line.get("cpv", "").split()),
        county=line["county"],
        category=line["category"],
        framework=line.get("framework", False),
        trade_certificate_relevant=line.get("trade"),
        apprentice_need=line.get("apprentices"),
        tiers=line.get("tiers"),
        max_tiers=line.get("max_tiers"),
        options=tuple(_option(option, on) for option in line.get("options", ())),
        suppliers=tuple(_firm(firm, firms) for firm in line["firms"]),
        answers=answers,
        **money_and_days,
    )


MONEY = {
    "value_ore": "kr",
    "estimate_ore": "estimate",
    "ceiling_ore": "ceiling",
    "awarded_ore": "awarded",
    "called_off_ore": "spent",
}
DAYS = {
    "announced_on": "announced",
    "signed_on": "signed",
    "starts_on": "starts",
    "ends_on": "ends",
    "last_call_off_on": "last_call",
}


def _ore(written: str | int | None) -> int | None:
    """`24 000 000` (kroner) in øre."""
    return None if written is None else int(str(written).replace(" ", "")) * ORE


def _day(written: int | date | None, on: date) -> date | None:
    """A day of the calendar, or so many days from `on`."""
    return written if isinstance(written, date) or written is None else on + timedelta(days=written)


def _option(given: Mapping[str, Any], on: date) -> Option:
    return Option(given["months"], _day(given.get("by"), on), _day(given["ends"], on), given.get("used"))


def _firm(given: str, firms: Mapping[str, Any]) -> SupplierFact:
    if given.startswith(NAME_ONLY):
        return SupplierFact(given.removeprefix(NAME_ONLY))
    firm = firms[given]
    orgnr = firm.get("orgnr")
    return SupplierFact(firm["name"], orgnr, confirmed=orgnr is not None, norwegian=firm.get("norwegian", True))
