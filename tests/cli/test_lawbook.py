"""`ryddig lawbook` as a person at a terminal, and as a program that reads JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.lawbook import lawbook
from ryddig.cli.lawbook_views import rule_tree
from ryddig.domain.errors import UserCanFix
from ryddig.lawbook import available_layers, load
from tests.lawbook.own_folder import own_folder, tightening


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lawbook, arguments)


def told(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exception is None, result.output
    return result.output.replace("\u00a0", " ")


def tree(*arguments: str) -> Any:
    return json.loads(told(*arguments, "--json"))


def test_lint_says_that_all_is_well() -> None:
    assert "Lovboken er i orden" in told("lint", "--on", "2026-11-20")


def test_lint_names_file_line_fault_and_cure(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "3", unit="tiers"))
    result = run("lint", "--on", "2026-11-20", "--folder", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "kommune/limit.yaml:7: kommune.limit is 3 from 2026-01-01 and weakens limits.chain_tiers" in result.output
    assert "Set a stricter value" in result.output


def test_lint_as_json(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "3", unit="tiers"))
    result = run("lint", "--on", "2026-11-20", "--folder", str(folder), "--json")
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert found["rules"] > 400
    assert found["faults"][0] | {"wrong": "", "expected": "", "do": ""} == {
        "file": "kommune/limit.yaml",
        "line": 7,
        "code": "weaker",
        "level": "error",
        "wrong": "",
        "expected": "",
        "do": "",
    }


def test_lint_lists_what_is_not_official() -> None:
    lines = told("lint", "--on", "2026-11-20", "--status").splitlines()
    assert any("omstridt" in line and "thresholds.pay_clause" in line for line in lines)
    listed = tree("lint", "--on", "2026-11-20", "--status")["not_official"]
    assert {entry["status"] for entry in listed} <= {"disputed", "unverified", "proposed", "lapsed"}


def test_list_tells_the_value_of_a_day() -> None:
    assert "1 100 000 kr" in told("list", "--shape", "series", "--on", "2016-02-09")
    rules = {rule["id"]: rule for rule in tree("list", "--on", "2026-06-30", "--lang", "en")}
    assert rules["r2026.5g.bank"]["value"] == "no rule yet"
    assert rules["r2008.foa_8_12a.bank"]["value"] == "in force"
    assert "oslomodellen.demands_small" not in rules


def test_list_with_a_layer() -> None:
    assert "oslomodellen.demands_small" in told("list", "--layer", "oslomodellen", "--shape", "duty")


def test_show_a_duty() -> None:
    shown = told("show", "r2026.5k.chain", "--on", "2026-11-20")
    assert shown.startswith("Høyst to ledd under leverandøren\nr2026.5k.chain")
    for part in (
        "2 ledd (limits.chain_tiers)",
        "minst én av: slag kontrakt: bygg og anlegg",
        "S1 Retting",
        "§ 5k",
        "lovdata.no",
    ):
        assert part in shown, part


def test_show_says_what_the_dispute_is_about() -> None:
    shown = told("show", "thresholds.pay_clause", "--on", "2026-11-20", "--lang", "en")
    assert "disputed" in shown
    assert "↔ NOK 8 700 000" in shown


def test_show_as_json_on_an_earlier_day() -> None:
    shown = tree("show", "thresholds.pay_clause", "--on", "2019-05-01")
    assert shown["entry"]["value"] == {"state": 130000000, "others": 200000000}
    assert shown["entry"]["source"]["link"].startswith("https://")
    assert len(shown["history"]) == 5
    assert tree("show", "thresholds.pay_clause", "--on", "2010-05-01")["entry"] is None


def test_show_finds_a_rule_of_a_layer_by_its_id() -> None:
    assert "Krav A–E" in told("show", "oslomodellen.demands_small")


def test_an_unknown_id_names_the_closest() -> None:
    error = run("show", "r2026.5g.bnk").exception
    assert isinstance(error, UserCanFix)
    assert "r2026.5g.bank" in str(error)


def test_diff_in_words_and_as_json() -> None:
    assert "100 000 kr → 500 000 kr fra 1. juli 2026" in told("diff", "2026-06-30", "2026-07-01")
    assert "Ingen endringer." in told("diff", "2026-07-02", "2026-07-03")
    found = {change["id"]: change for change in tree("diff", "2026-06-30", "2026-07-01", "--lang", "en")}
    assert found["thresholds.procurement_act"]["kind"] == "changed"
    assert found["thresholds.procurement_act"]["before"]["value"] == 10000000


def test_diff_leaves_out_what_is_carried_on_and_says_so() -> None:
    news, everything = told("diff", "2026-06-30", "2026-07-01"), told("diff", "2026-06-30", "2026-07-01", "--all")
    assert "videreført 1. juli 2026" not in news
    left_out = everything.count("videreført 1. juli 2026")
    assert left_out > 0
    assert f"{left_out} oppføringer er videreført med samme innhold; --all viser dem." in news
    assert "--all" not in everything
    kinds = {change["kind"] for change in tree("diff", "2026-06-30", "2026-07-01")}
    assert "carried_on" not in kinds
    assert kinds >= {"new", "changed", "ended"}


def test_diff_backwards_is_refused() -> None:
    result = run("diff", "2026-07-01", "2026-06-30")
    assert result.exit_code == 2
    assert "Give the earlier day first" in result.output


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "01.07.2026"])
def test_a_day_is_an_iso_day(day: str) -> None:
    result = run("list", "--on", day)
    assert result.exit_code == 2
    assert "Expected a day such as 2026-07-01" in result.output


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_duty_can_be_shown_in_every_language(lang: str) -> None:
    book = load(available_layers())
    for duty in book.duties:
        shown = rule_tree(duty.id, book, date(2026, 11, 20), lang=lang)
        assert shown["text"]
        assert shown["owed_by"]
