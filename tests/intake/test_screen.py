"""Screening from files: one cleaning contract on both sides of the day the law changed; large lists in pieces."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ryddig.domain.serial import screening_plain
from ryddig.intake.reading import Given, NamedBytes
from ryddig.intake.screen import ROWS_PER_TASK, Order, screen_files, write_screenings
from ryddig.lawbook import load
from tests.intake.lists import book, csv
from tests.shared import shared

ON = date(2026, 11, 20)

# wages-and-work-crime.md §§ 1.1–1.7: services, cleaning, municipal, NOK 1.5 m, 24 months
ALWAYS = {
    "any.aml_14_15.bank",
    "any.hms_card.cleaning",
    "any.pas_10.purpose_and_deletion",
    "any.pas_11.secrecy",
    "any.pas_5.information",
    "any.pas_6a.documentation",
    "any.ren_17.approved_firm",
}
BEFORE = {
    "r2008.foa_7_2.tax_certificate",
    "r2008.foa_7_9.climate_30",
    "r2008.foa_8_12a.bank",
    "r2008.foa_8_12a.control",
    "r2008.loa_5.human_rights",
}
AFTER = {
    "r2026.5a.routines",
    "r2026.5a.strategy",
    "r2026.5e_1.pay",
    "r2026.5e_3.documentation",
    "r2026.5f_1.hms_card",
    "r2026.5f_1.pension",
    "r2026.5f_4.documentation",
    "r2026.5g.bank",
    "r2026.5i_1.control",
    "r2026.5i_1.record",
    "r2026.5i_2.hand_over",
    "r2026.5j.inspection",
    "r2026.5k.chain",
    "r2026.5l.tax_certificate",
    "r2026.5p.sanctions",
    "r2026.climate_30",
}
AFTER_IF = {"r2026.5h.apprentices", "r2026.5m.human_rights"}
NO_PAY_CLAUSE = {"r2008.5a.pay", "r2008.5b.pension", "r2008.5c.hms_card", "r2008.6_2.sanctions", "r2008.7_1.control"}
ASKED = {
    "any.alm_13.solidarity",
    "any.aml_14_12c.hirer_liability",
    "any.bem_11.approved_agency",
    "any.pas_6_2.buyer_paseplikt",
    "any.pas_6.paseplikt",
    "any.pas_7.insight",
}


def whole(root: Path, name: str) -> dict[str, Any]:
    """The only contract of a demo file, screened and read back from its JSON."""
    order = Order(load(), ON)
    pieces = list(write_screenings([root / "demo" / name], order))
    assert [problem.code for piece in pieces for problem in piece.problems] == []
    contract: dict[str, Any] = json.loads("".join(piece.contracts for piece in pieces))
    return contract


def rules(contract: Mapping[str, Any], outcome: str) -> set[str]:
    return {duty["rule"] for duty in contract["duties"] if duty["outcome"] == outcome}


@pytest.fixture(scope="module")
def before(root: Path) -> dict[str, Any]:
    return whole(root, "renhold-kunngjort-2026-06-30.csv")


@pytest.fixture(scope="module")
def after(root: Path) -> dict[str, Any]:
    return whole(root, "renhold-kunngjort-2026-07-01.csv")


def test_announced_the_day_before(before: dict[str, Any]) -> None:
    assert before["regime"] == "R2008"
    assert rules(before, "applies") == ALWAYS | BEFORE
    assert rules(before, "unknown") == ASKED
    assert rules(before, "does_not_apply") >= NO_PAY_CLAUSE


def test_announced_on_the_day(after: dict[str, Any]) -> None:
    assert after["regime"] == "R2026"
    assert rules(after, "applies") == ALWAYS | AFTER
    assert rules(after, "unknown") == ASKED | AFTER_IF


def test_the_two_differ_in_the_duties_of_the_regime_and_nothing_else(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    common = {duty["rule"]: duty for duty in before["duties"] if duty["rule"].startswith("any.")}
    assert common == {duty["rule"]: duty for duty in after["duties"] if duty["rule"].startswith("any.")}
    own = ("duties", "facts", "regime", "regime_because", "file")
    assert {k: v for k, v in before.items() if k not in own} == {k: v for k, v in after.items() if k not in own}
    changed = {name for name in after["facts"] if before["facts"].get(name) != after["facts"][name]}
    assert changed == {"announced_on"}


def test_every_duty_has_its_source(before: dict[str, Any], after: dict[str, Any]) -> None:
    for contract in (before, after):
        for duty in contract["duties"]:
            assert duty["source"]["act"]
            assert duty["source"]["link"].startswith("https://")
            assert duty["because"]
    law = {duty["rule"]: duty["source"] for duty in after["duties"]}
    assert (law["r2026.5e_1.pay"]["act"], law["r2026.5e_1.pay"]["at"]) == ("LOV-2026-03-06-8", "§ 5e første ledd")


def test_an_unknown_announcement_says_so_and_shows_both(root: Path) -> None:
    unknown = whole(root, "uten-kunngjoring.csv")
    assert unknown["regime"] == "unknown"
    assert [finding["code"] for finding in unknown["quality"]] == ["announcement.missing"]
    shown = {duty["rule"]: duty for duty in unknown["duties"] if duty["outcome"] != "does_not_apply"}
    assert shown.keys() >= BEFORE | AFTER | NO_PAY_CLAUSE
    of_regimes = [duty for rule, duty in shown.items() if not rule.startswith("any.")]
    assert {duty["also_if"] for duty in of_regimes} == {"R2008", "R2026"}
    assert not any(duty["may_sanction"] for duty in of_regimes if duty["outcome"] == "unknown")


LINES = [f"A-{n};Avtale {n};{n}000;0{n % 9 + 1}.07.2026;Tjenester" for n in range(1, 3 * ROWS_PER_TASK)]
LONG = csv("Avtalenummer;Tittel;Verdi;Kunngjort;Kontraktstype", *LINES, "A-1;igjen;5;;", "A-x;x;ca. 5;;")


ROWS = [
    "A-1;Renhold;1 500 000;01.07.2026;Tjenester;Liksom AS;310402540;ja",
    "A-2;Vask;0;;;Liksom AS;;",
    "A-3;;;;Varer;Foreign NUF;310402540;nei",
]


def written(file: Given, *, whole: bool, jobs: int) -> tuple[list[dict[str, Any]], dict[str, Any], list[str]]:
    """Contracts, what they share by key, and codes of problems."""
    pieces = list(write_screenings([file], Order(book(), ON, whole=whole), jobs=jobs))
    text = (",\n" if whole else "\n").join(piece.contracts for piece in pieces if piece.contracts)
    contracts = json.loads(f"[{text if whole else text.replace(chr(10), ',')}]")
    shared_lines = (line for piece in pieces for line in piece.shared.items())
    codes = [problem.code for piece in pieces for problem in piece.problems]
    return contracts, {key: json.loads(line) for key, line in shared_lines}, codes


def test_several_processes_write_what_one_writes() -> None:
    one, two = (written(LONG, whole=False, jobs=jobs) for jobs in (1, 2))
    assert one == two
    assert [contract["reference"] for contract in one[0]] == [f"A-{number}" for number in range(1, 3 * ROWS_PER_TASK)]
    assert one[2] == ["reference.twice", "amount.approximate"]


def test_what_contracts_share_is_written_once_and_makes_them_whole_again() -> None:
    short = NamedBytes("kort.csv", b"\n".join(LONG.content.split(b"\n")[:50]))
    contracts, shared_parts, _ = written(short, whole=False, jobs=1)
    wholes, _, _ = written(short, whole=True, jobs=1)
    for named, complete in zip(contracts, wholes, strict=True):
        assert [shared_parts[key]["holds"] for key in named.pop("duties")] == complete.pop("duties")
        assert shared_parts[named.pop("risk")]["holds"] == complete.pop("risk")
        assert named == complete


def test_the_fast_json_says_what_the_plain_one_says() -> None:
    order = Order(book(), ON)
    short = csv("Avtalenummer;Tittel;Verdi;Kunngjort;Kontraktstype;Leverandør;Org.nr.;RM-01", *ROWS)
    slow = [screening_plain(one.screening) for one in screen_files([short], order) if one.screening]
    fast, _, _ = written(short, whole=True, jobs=1)
    assert len(slow) == len(ROWS)
    for quick, thorough in zip(fast, slow, strict=True):
        assert [duty["because"] for duty in quick["duties"]] == [duty["because"] for duty in thorough["duties"]]
        assert [item["due_on"] for item in quick["plan"]] == [item["due_on"] for item in thorough.get("plan", [])]
        assert {name: quick[name] for name in ("facts", "risk", "regime", "regime_because")} == {
            name: thorough[name] for name in ("facts", "risk", "regime", "regime_because")
        }


def test_notices_are_screened_like_lists() -> None:
    folder = shared("reference", "samples", "doffin-chains")
    order = Order(book(), ON)
    screened = [one for one in screen_files(sorted(folder.glob("*.xml")), order) if one.screening]
    assert len(screened) == 72
    assert len(list(write_screenings(sorted(folder.glob("*.xml")), order))) == 2


def test_one_by_one_gives_contract_and_problems_where_they_are_met() -> None:
    file = csv("Avtalenummer;Tittel;Verdi", "A-1;x;100", "A-2;x;mye", "A-3;x;300")
    told = [
        (one.contract.facts.reference if one.contract else None, [problem.code for problem in one.problems])
        for one in screen_files([file], Order(book(), ON))
    ]
    assert told == [(None, []), ("A-1", []), (None, ["amount.not_a_number"]), ("A-3", [])]


def test_chosen_columns_hold_for_screening_too() -> None:
    file = csv("Nummeret;Hva;Pris", "7;x;100")
    order = replace(Order(book(), ON), mapping={"*": {"A": "reference", "C": "value_ore"}})
    facts = [one.contract.facts for one in screen_files([file], order) if one.contract]
    assert [(one.reference, one.value_ore) for one in facts] == [("7", 10_000)]


def test_the_list_of_the_benchmark_is_read_without_a_problem() -> None:
    from bench.screening import HEADINGS, rows

    lines = [";".join(HEADINGS), *[";".join(row) for row in rows(300, seed=1)]]
    screened = list(screen_files([csv(*lines)], Order(load(), ON)))
    assert [problem.code for one in screened for problem in one.problems] == []
    assert sum(one.screening is not None for one in screened) == 300
