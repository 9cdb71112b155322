"""Nobody in the demo exists: names say so, and organisation numbers lie where no real unit's do."""

import filecmp
import re
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ryddig.cli.demo_files import demo_folder, read_demo
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.orgnr import passes
from ryddig.lawbook.strict_yaml import read
from tests.demo.conftest import DEMO

ON = date(2026, 11, 20)
INVENTED = re.compile("prøve|tenkt|tenkevik|liksom|eksempel|påfunn|oppdiktet", re.IGNORECASE)
TEST_SERIES = re.compile("31[0-9]{7}")
FIRMS: dict[str, Any] = read((DEMO / "suppliers.yaml").read_text(encoding="utf-8"))["suppliers"]  # type: ignore[index,call-overload,assignment] # a tree


def test_every_firm_says_that_it_is_invented() -> None:
    assert [firm["name"] for firm in FIRMS.values() if not INVENTED.search(firm["name"])] == []


def test_names_without_a_number_are_spellings_of_invented_firms() -> None:
    written = [firm.name for buyer in read_demo(DEMO, on=ON) for one in buyer.contracts for firm in one.facts.suppliers]
    assert all(re.search("prøve|tenkt|liksom|eksempel|påfunn|oppdiktet", name, re.IGNORECASE) for name in written)


def test_every_number_passes_modulus_11_and_lies_in_the_test_series() -> None:
    buyers = [buyer.orgnr for buyer in read_demo(DEMO, on=ON)]
    firms = [firm["orgnr"] for firm in FIRMS.values() if "orgnr" in firm]
    assert all(passes(number) and TEST_SERIES.fullmatch(number) for number in (*buyers, *firms))
    assert len({*buyers, *firms}) == len(buyers) + len(firms)


def test_every_firm_is_used() -> None:
    written = {firm.name for buyer in read_demo(DEMO, on=ON) for one in buyer.contracts for firm in one.facts.suppliers}
    assert {firm["name"] for firm in FIRMS.values()} <= written


def test_references_are_unique_and_nothing_is_registered_after_today() -> None:
    contracts = [one for buyer in read_demo(DEMO, on=ON) for one in buyer.contracts]
    references = [one.facts.reference for one in contracts]
    assert len(set(references)) == len(references)
    assert all(one.registered <= ON and all(day <= ON for day in one.done.values()) for one in contracts)
    known = [(one.facts.last_call_off_on, one.registered) for one in contracts]
    assert [called_off for called_off, registered in known if called_off and called_off > registered] == []


def test_the_spreadsheets_are_fresh(tmp_path: Path) -> None:
    runpy.run_path(str(DEMO / "make_spreadsheets.py"))["main"](tmp_path)
    for name in ("kontrakter-ti-feil.xlsx", "kontrakter-rettet.xlsx"):
        assert filecmp.cmp(DEMO / name, tmp_path / name, shallow=False), f"run demo/make_spreadsheets.py: {name}"


def test_the_spreadsheets_name_the_demo_s_firms() -> None:
    lines = (DEMO / "kontrakter.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {(firm["name"], firm.get("orgnr")) for firm in FIRMS.values()}
    assert {tuple(line.split(";")[-2:]) for line in lines} <= known


def test_a_folder_without_a_demo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match="demo's files were not found"):
        demo_folder(tmp_path)


def test_a_broken_line_names_file_and_contract(tmp_path: Path) -> None:
    for name in ("organisations.yaml", "suppliers.yaml"):
        (tmp_path / name).write_text((DEMO / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "tenkevik").mkdir()
    good = (DEMO / "tenkevik" / "building.yaml").read_text(encoding="utf-8")
    (tmp_path / "tenkevik" / "building.yaml").write_text(good.replace("[tenkt_bygg]", "[nobody]", 1), encoding="utf-8")
    with pytest.raises(OurFault, match=r"building.yaml.*TK-101.*nobody"):
        read_demo(tmp_path, on=ON)
