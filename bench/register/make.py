"""Writes the register, once or several times over, and the key to what was planted.

`python -m bench.register.make FOLDER --units 2000000 --seed 1` writes `enheter.csv.gz`, `enheter.json.gz` and
`key.csv`.
"""

import argparse
import csv
import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Final, TextIO

from bench.register.names import Made, Namer
from bench.register.rows import HEADER, csv_line, json_object, numbers, values
from bench.register.variants import Asked, absent, asked_of, look_alikes, told_place

TARGETS: Final = ("AS",) * 30 + ("ASA", "DA", "ANS", "ENK", "NUF", "SA", "FLI")
FORMER: Final = 0.08
ABSENT: Final = 0.08


class Plan:
    """Which firms are asked for, and which look-alikes stand ready to be put into the register."""

    def __init__(self, *, units: int, asked: int, seed: int) -> None:
        self.rng = Random(seed)
        self.namer = Namer(self.rng)
        self.asked: list[Asked] = []
        self._share = asked / units * 1.5
        self._ready: list[tuple[str, str, int]] = []
        self._absent: list[Asked] = []

    def units(self, count: int) -> Iterator[Made]:
        """Every unit of the register in the order of its number."""
        for orgnr in numbers(count, self.rng):
            planted = self._ready.pop() if self._ready and self.rng.random() < 0.2 else None
            if planted is not None:
                yield self._planted(orgnr, planted)
                continue
            wanted = self.rng.random() < self._share
            yield self._firm(orgnr, self.rng.choice(TARGETS) if wanted else self.namer.form(), wanted=wanted)

    def _planted(self, orgnr: str, planted: tuple[str, str, int]) -> Made:
        core, form, place = planted
        while form == "AS" and not self.namer.take(core):
            core = f"{core} {self.namer.trade()}"
        return Made(orgnr, self.namer.whole(core, form), core, form, place)

    def _firm(self, orgnr: str, form: str, *, wanted: bool) -> Made:
        place = self.namer.place()
        name, core = self.namer.name(form, place)
        former: tuple[str, ...] = ()
        if form == "AS" and self.rng.random() < FORMER * (5 if wanted else 1):
            former = (self.namer.name(form, place)[0],)
        firm = Made(orgnr, name, core, form, place, former)
        if wanted:
            self._ask(firm)
        return firm

    def _ask(self, firm: Made) -> None:
        if self.rng.random() < ABSENT:
            core, kind = absent(firm, self.namer, self.rng)
            if self.namer.take(core):
                self.asked.append(Asked(f"{core.title()} AS", told_place(self.namer.place(), self.rng), "", kind))
            return
        self.asked.append(asked_of(firm, self.rng))
        if self.rng.random() < 0.5:
            self._ready.extend(look_alikes(firm, self.namer, self.rng))


def write(folder: Path, *, units: int, asked: int, seed: int, formats: tuple[str, ...] = ("csv", "json")) -> None:
    """Write the files of one seed into a folder that exists."""
    plan = Plan(units=units, asked=asked, seed=seed)
    dice = Random(seed + 1)
    with ExitStack() as stack:
        files = {ending: stack.enter_context(_open(folder / f"enheter.{ending}.gz")) for ending in formats}
        if "csv" in files:
            files["csv"].write('"' + '","'.join(HEADER) + '"\n')
        for number, unit in enumerate(plan.units(units)):
            row = values(unit, dice)
            if "csv" in files:
                files["csv"].write(csv_line(row))
            if "json" in files:
                files["json"].write(("[\n" if number == 0 else ",\n") + json_object(row, unit.former))
        if "json" in files:
            files["json"].write("\n]\n")
    with (folder / "key.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("name", "place", "orgnr", "kind"))
        lines.writerows((one.name, one.place, one.orgnr, one.kind) for one in plan.asked[:asked])


def _open(path: Path) -> TextIO:
    return gzip.open(path, "wt", compresslevel=1, encoding="utf-8", newline="")


def read_key(folder: Path) -> list[Asked]:
    """The key of a folder."""
    with (folder / "key.csv").open(encoding="utf-8", newline="") as file:
        return [Asked(row["name"], row["place"], row["orgnr"], row["kind"]) for row in csv.DictReader(file)]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=2_000_000)
    parser.add_argument("--asked", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", dest="formats", action="append", choices=("csv", "json"))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    formats = tuple(given.formats or ("csv", "json"))
    write(given.folder, units=given.units, asked=given.asked, seed=given.seed, formats=formats)


if __name__ == "__main__":
    main()
