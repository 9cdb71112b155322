"""`ryddig contracts`: what it prints for people and programs, and that import stores all or nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.contracts import contracts
from ryddig.records.contracts.models import Contract, ImportBatch
from tests.cast import Cast, make_cast
from tests.shared import shared

ON = ("--on", "2026-11-20")
LIST = "Avtalenummer;Tittel;Kontraktstype;Verdi;Kunngjort\nA-1;Renhold;Tjenester;1 500 000;01.07.2026\n"
BROKEN = LIST + "A-2;Vask;Tjenester;ca. 2 mill;juni 2026\n"
MENDED = LIST + "A-2;Vask;Tjenester;2 000 000;05.06.2026\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(contracts, [str(argument) for argument in arguments])


def answer(*arguments: object) -> Any:
    result = run(*arguments, "--json", *ON)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path, LIST)


def put(folder: Path, text: str) -> Path:
    path = folder / "avtaler.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_read_prints_the_mapping_the_contracts_and_the_findings(file: Path) -> None:
    told = answer("read", file)
    assert [column["field"] for column in told["tables"][0]["columns"]] == [
        "reference",
        "title",
        "kind",
        "value_ore",
        "announced_on",
    ]
    assert told["contracts"][0]["facts"]["value_ore"] == 150_000_000
    assert told["contracts"][0]["cells"]["value_ore"] == {"value": 150_000_000, "raw": "1 500 000", "path": "D2"}
    assert (told["format"], told["storable"], told["problems"]) == ("csv", True, [])


def test_read_tells_people_what_is_wrong_and_where_in_their_language(tmp_path: Path) -> None:
    result = run("read", put(tmp_path, BROKEN), *ON)
    assert result.exit_code == 1
    assert "«ca. 2 mill»" in result.output
    assert "rad 3" in result.output
    english = run("read", tmp_path / "avtaler.csv", "--lang", "en", *ON)
    assert "“ca. 2 mill” is only about the amount." in english.output
    assert "row 3, column Verdi (D)" in english.output


def test_read_takes_a_folder_of_notices_and_shows_joins_with_reasons() -> None:
    folder = shared("reference", "samples", "doffin-chains")
    told = answer("read", folder)
    awards = {chain["notice"]: chain["awards"] for chain in told["chains"]}
    assert awards["2016-082071"] == ["2016-404263"]
    assert len(awards) == 10
    shown = run("read", folder, *ON).output
    assert "2016-082071 → 2016-404263" in shown
    assert "641 099 270" in shown.replace("\u00a0", " ")


def test_columns_can_be_chosen_by_letter(tmp_path: Path) -> None:
    path = put(tmp_path, "Løpetall;Hva\n7;Renhold\n")
    assert run("read", path, *ON).exit_code == 1
    told = answer("read", path, "--map", "A=reference", "--map", "b=title")
    assert told["contracts"][0]["facts"]["title"] == "Renhold"
    for wrong in ("A=nope", "reference", "1=title"):
        assert run("read", path, "--map", wrong, *ON).exit_code == 2


def test_screen_prints_one_document(file: Path) -> None:
    told = answer("screen", file, "--buyer-kind", "municipal")
    contract = told["contracts"][0]
    assert (told["on"], contract["regime"], contract["reference"]) == ("2026-11-20", "R2026", "A-1")
    assert {duty["outcome"] for duty in contract["duties"]} == {"applies", "does_not_apply", "unknown"}
    assert contract["facts"]["buyer_kind"] == "municipal"
    assert contract["risk"]["level"]
    assert told["lawbook_version"]


def test_screen_writes_json_lines_to_a_file(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.jsonl"
    result = run("screen", file, "--jsonl", "--out", out, *ON)
    assert (result.exit_code, result.stdout) == (0, "")
    head, *lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert head["on"] == "2026-11-20"
    shared_parts = {line.get("decision") or line.get("risk") for line in lines if "holds" in line}
    contract = lines[-1]
    assert {*contract["duties"], contract["risk"]} == shared_parts


def test_screen_tells_people_duties_with_their_source(file: Path) -> None:
    shown = run("screen", file, "--buyer-kind", "municipal", *ON).output
    assert "LOV-2026-03-06-8 § 5e" in shown
    assert "r2026.5e_1.pay" in shown
    assert "1\u00a0300\u00a0000" in shown


def test_a_bad_row_does_not_stop_the_others_but_the_exit_code_tells(tmp_path: Path) -> None:
    result = run("screen", put(tmp_path, BROKEN), "--json", *ON)
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert [contract["reference"] for contract in told["contracts"]] == ["A-1"]
    assert [problem["code"] for problem in told["problems"]] == ["amount.approximate", "date.only_month"]
    assert "avtaler.csv" in run("screen", tmp_path / "avtaler.csv", *ON).output


def test_a_local_layer_brings_its_duties(file: Path) -> None:
    plain, layered = (answer("screen", file, *more) for more in ((), ("--layer", "oslomodellen")))
    assert plain["lawbook_version"] != layered["lawbook_version"]
    rules = {duty["rule"] for duty in layered["contracts"][0]["duties"]}
    assert any(rule.startswith("oslomodellen.") for rule in rules)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


BUYER = ("--organisation", "Fjordvik", "--as", "kari", *ON)


def stored(cast: Cast) -> list[str]:
    rows = Contract.objects.visible_to(cast.lise).order_by("reference")
    return list(rows.values_list("reference", flat=True))


def test_an_import_is_a_dry_run_until_told(cast: Cast, file: Path) -> None:
    result = run("import", file, *BUYER)
    assert result.exit_code == 0, result.output
    assert stored(cast) == []
    assert run("import", file, *BUYER, "--apply").exit_code == 0
    assert stored(cast) == ["A-1"]
    contract = Contract.objects.visible_to(cast.lise).get()
    assert (contract.unit, contract.regime) == (cast.property, "R2026")


def test_nothing_is_stored_when_a_row_is_wrong_and_all_of_it_when_mended(cast: Cast, tmp_path: Path) -> None:
    result = run("import", put(tmp_path, BROKEN), *BUYER, "--apply")
    assert (result.exit_code, stored(cast)) == (1, [])
    assert run("import", put(tmp_path, MENDED), *BUYER, "--apply").exit_code == 0
    assert stored(cast) == ["A-1", "A-2"]


def test_importing_the_same_file_again_changes_nothing(cast: Cast, file: Path) -> None:
    run("import", file, *BUYER, "--apply")
    again = run("import", file, *BUYER, "--apply")
    assert again.exit_code == 0, again.output
    states = ImportBatch.objects.visible_to(cast.lise).order_by("id").values_list("report", flat=True)
    assert [(report["new"], report["changed"], report["unchanged"]) for report in states] == [(1, 0, 0), (0, 0, 1)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("--organisation", "Ukjent"), "import.unknown"),
        (("--as", "ingen"), "import.unknown"),
        (("--as", "omar"), "import.unknown"),
        (("--unit", "Helse"), "import.unknown"),
        (("--as", "ada"), "access.not_allowed"),
    ],
)
def test_who_may_not_import_is_told_why(cast: Cast, file: Path, changed: tuple[str, str], code: str) -> None:
    result = run("import", file, *BUYER, *changed, "--apply")
    assert getattr(result.exception, "code", None) == code
    assert stored(cast) == []


def test_a_file_without_contracts_is_told(cast: Cast, tmp_path: Path) -> None:
    result = run("import", put(tmp_path, "Avtalenummer;Tittel\n"), *BUYER)
    assert getattr(result.exception, "code", None) == "import.empty"
