"""The national book: it loads, it is complete, and its version follows its content."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ryddig.domain.duties import PREDICATES
from ryddig.domain.errors import OurFault
from ryddig.domain.facts import BuyerKind, ContractKind, Sector
from ryddig.domain.law import Status
from ryddig.lawbook import available_layers, load
from ryddig.lawbook.catalogue import catalogue
from ryddig.lawbook.loader import read_book
from ryddig.lawbook.predicates import ARGUMENTS
from ryddig.lawbook.say_conditions import TERMS, TESTS
from tests.lawbook.own_folder import own_folder, tightening

BOOK = load()
SECTIONS_2026 = {"5a", "5e", "5f", "5g", "5h", "5i", "5j", "5k", "5l", "5m", "5p"}
SECTIONS_2008 = {"5a", "5b", "5c", "5d", "6", "7", "foa", "apprentices", "loa"}


def test_the_book_has_no_faults() -> None:
    assert [fault.line_of_text("en") for fault in read_book(available_layers())[1].faults] == []


def test_every_section_has_duties() -> None:
    parts = {duty.id.split(".")[1].split("_")[0] for duty in BOOK.duties if duty.id.startswith("r2026.")}
    assert parts - {"climate"} == SECTIONS_2026
    old = {duty.id.split(".")[1].split("_")[0] for duty in BOOK.duties if duty.id.startswith("r2008.")}
    assert old - {"inspection"} == SECTIONS_2008


def test_local_layers_are_off_until_chosen() -> None:
    assert {duty.layer for duty in BOOK.duties} == {"national"}
    assert BOOK.layers == ()
    chosen = load(["oslomodellen"])
    assert chosen.layers == ("oslomodellen",)
    assert {duty.layer for duty in chosen.duties} == {"national", "oslomodellen"}
    assert chosen.version != BOOK.version


def test_both_joint_terms_and_oslo_come_with_ryddig_but_not_the_template() -> None:
    assert available_layers() == ("oslomodellen", "seriousness_joint")


def test_a_supplier_duty_of_a_clause_names_the_sanctions_it_must_carry() -> None:
    clauses = {"pay", "pension", "hms_card", "information", "bank", "chain"}
    bare = [d.id for d in BOOK.duties if d.theme in clauses and d.layer == "national" and not d.sanctions]
    assert bare == []


def test_every_predicate_can_be_checked_and_said() -> None:
    assert set(ARGUMENTS) == set(PREDICATES) - {"any"}
    assert set(TESTS) == set(ARGUMENTS)
    assert set(TERMS) == {*ContractKind, *BuyerKind, *Sector}


def test_an_unknown_rule_is_our_fault() -> None:
    with pytest.raises(OurFault, match=r"thresholds\.nothing"):
        BOOK.need("thresholds.nothing")


def test_only_official_entries_have_no_reservation() -> None:
    rules = catalogue(BOOK)
    assert rules["thresholds.pay_clause"].series.entries[0].status is Status.DISPUTED
    assert rules["r2026.climate_30"].series.entries[0].status is Status.UNVERIFIED
    assert rules["r2026.5g.bank"].series.entries[0].status is Status.OFFICIAL


def test_the_same_arguments_give_the_same_book() -> None:
    assert load() is load()
    assert load(["oslomodellen"]) is load(("oslomodellen",))


def test_the_version_follows_the_content_and_not_the_comments(tmp_path: Path) -> None:
    first = own_folder(tmp_path / "a" / "kommune", limit=tightening("limits.chain_tiers", "1", unit="tiers"))
    comment = "# en merknad\n" + tightening("limits.chain_tiers", "1", unit="tiers")
    second = own_folder(tmp_path / "b" / "kommune", limit=comment)
    third = own_folder(tmp_path / "c" / "kommune", limit=tightening("limits.chain_tiers", "2", unit="tiers"))
    versions = [load(folders=[folder]).version for folder in (first, second, third)]
    assert versions[0] == versions[1] != versions[2]
    assert all(len(version) == 16 for version in versions)


def test_before_the_first_entry_nothing_is_known() -> None:
    assert BOOK.entry("thresholds.pay_clause", date(2016, 2, 8)) is None


def test_the_lawbook_needs_no_django() -> None:
    code = "import sys; import ryddig.lawbook.lint; print(any(name.startswith('django') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.strip() == b"False"
