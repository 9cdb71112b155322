"""Lint finds what is wrong between files: missing cases, old checks, long files, ids in code that name nothing."""

from datetime import date
from pathlib import Path

from ryddig.lawbook import available_layers, load
from ryddig.lawbook.code_ids import unknown_ids
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.lint import lint, not_official
from tests.lawbook.own_folder import own_folder, tightening

ON = date(2026, 11, 20)
CASES = """
what: case
items:
  - rules: [layers.kommune, kommune.limit]
    expect: {days}
"""


def faults(folder: Path, on: date = ON) -> list[Fault]:
    return [fault for fault in lint(on=on, folders=[folder], code=None)[1] if fault.own]


def test_what_comes_with_ryddig_is_in_order() -> None:
    assert [fault.line_of_text("en") for fault in lint(on=ON)[1]] == []


def test_a_rule_without_cases_is_told(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "1", unit="tiers"))
    told = [fault for fault in faults(folder) if fault.code == "case_missing"]
    assert [fault.params["given"] for fault in told] == ["layers.kommune", "kommune.limit"]
    assert all(fault.warning for fault in told), "in a buyer's own folder a missing case is a warning"
    assert told[1].params["days"] == "2025-12-31, 2026-01-01, 2026-01-02"


def test_cases_in_the_folder_count(tmp_path: Path) -> None:
    days = "{2025-12-31: absent, 2026-01-01: 1, 2026-01-02: 1}"
    limit = tightening("limits.chain_tiers", "1", unit="tiers")
    folder = own_folder(
        tmp_path / "kommune", limit=limit, cases=CASES.replace("{days}", days).replace("layers.kommune, ", "")
    )
    assert [fault.params["given"] for fault in faults(folder)] == ["layers.kommune"]


def test_a_rule_checked_long_ago_is_a_warning(tmp_path: Path) -> None:
    limit = tightening("limits.chain_tiers", "1", unit="tiers", checked_on="2025-11-20")
    folder = own_folder(tmp_path / "kommune", limit=limit)
    assert "checked_long_ago" not in {fault.code for fault in faults(folder, date(2026, 11, 20))}
    stale = [fault for fault in faults(folder, date(2026, 11, 21)) if fault.code == "checked_long_ago"]
    assert [(fault.params["given"], fault.warning) for fault in stale] == [("kommune.limit", True)]


def test_a_long_file_is_told(tmp_path: Path) -> None:
    limit = "# x\n" * 150 + tightening("limits.chain_tiers", "1", unit="tiers")
    folder = own_folder(tmp_path / "kommune", limit=limit)
    assert [fault.code for fault in faults(folder) if not fault.warning] == ["file_too_long"]


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "3", unit="tiers"))
    found = faults(folder)
    assert [fault.warning for fault in found] == sorted(fault.warning for fault in found)
    assert found[0].code == "weaker"


def test_ids_in_code_must_exist(tmp_path: Path) -> None:
    code = 'RULE = "limits.chain"\nGOOD = "limits.chain_tiers"\nOTHER = "limits of the chain"\n'
    code += 'def rule(level: str) -> str:\n    return f"deadlines.{level}.never"\n'
    code += 'def wrong(level: str) -> str:\n    return f"limits.chian_{level}"\n'
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    known = {"limits.chain_tiers", "deadlines.self_report"}
    told = [(fault.line, fault.params["given"]) for fault in unknown_ids(tmp_path, known)]
    assert told == [(1, "limits.chain"), (7, "limits.chian_")]


def test_what_is_not_official_is_listed() -> None:
    listed = {(name, str(entry.since)) for name, entry in not_official(lint(on=ON, code=None)[0])}
    assert ("thresholds.pay_clause", "2026-07-01") in listed
    assert ("thresholds.pay_clause", "2020-02-13") not in listed


def test_notes_stand_in_three_languages() -> None:
    noted = [entry.note for _, entry in not_official(load(available_layers())) if entry.note.nb]
    assert len(noted) > 50
    assert [note.nb for note in noted if not (note.nn and note.en)] == []


def test_a_buyer_may_write_notes_in_one_language(tmp_path: Path) -> None:
    limit = tightening("limits.chain_tiers", "1", unit="tiers").replace("status:", "note: Vedtatt i 2025., status:")
    folder = own_folder(tmp_path / "kommune", limit=limit)
    assert "note_untranslated" not in {fault.code for fault in faults(folder)}
    assert load(folders=[folder]).series["kommune.limit"].entries[0].note.in_language("en") == "Vedtatt i 2025."
