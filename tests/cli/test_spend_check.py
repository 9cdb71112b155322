"""`ryddig spend check`: from files to a summary and three reports, without a database."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from ryddig.cli.main import ryddig
from tests.intake.test_spend import HEAD, ROWS, put
from tests.tables.spend.papers import invoice

CONTRACTS = (
    "Referanse;Tittel;Leverandør;Organisasjonsnummer;Verdi;Startdato;Sluttdato\n"
    "K-1;Renhold;Prøve Renhold AS;310000019;900;01.01.2026;31.12.2026\n"
)


def check(folder: Path, *arguments: object) -> Result:
    given = [*map(str, arguments), "--out", str(folder / "ut"), "--on", "2026-11-28"]
    return CliRunner().invoke(ryddig, ["spend", "check", *given])


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [
        put(tmp_path, HEAD + ROWS),
        put(tmp_path, invoice(), "faktura.xml", encoding="utf-8"),
        put(tmp_path, CONTRACTS, "avtaler.csv", encoding="utf-8"),
    ]


def told(folder: Path) -> Any:
    return json.loads((folder / "ut" / "report.json").read_text(encoding="utf-8"))


def test_the_reports_agree_to_the_ore(tmp_path: Path, files: list[Path]) -> None:
    ledger, paper, contracts = files
    done = check(tmp_path, ledger, paper, "--contracts", contracts, "--lang", "en")
    assert done.exit_code == 0, done.output
    report = told(tmp_path)
    ore = 125_000_00 - 5_000_50 + 80_000_00 + 1_000_00
    assert (report["bills"], report["ore"]) == (4, ore)
    for part in ("belongs", "suppliers", "categories"):
        assert sum(row["ore"] for row in report[part]) == ore, part
    (over,) = [one for one in report["findings"] if one["check"] == "SPEND-03"]
    assert (over["why"], over["ore"], over["place"]) == ("over_limit", 120_999_50, ["reskontro.csv", 2, 2])
    assert "Bills on K-1 come to 120 999 kr" in over["question"].replace("\u00a0", " ")
    book = CalamineWorkbook.from_path(tmp_path / "ut" / "report.xlsx")
    rows = book.get_sheet_by_name("Suppliers").to_python()
    assert rows[-1][4] == ore / 100
    with (tmp_path / "ut" / "findings.csv").open(encoding="utf-8-sig") as stream:
        assert len(list(csv.reader(stream, delimiter=";"))) == len(report["findings"]) + 1


def test_sums_in_the_spreadsheet_are_formulas(tmp_path: Path, files: list[Path]) -> None:
    from zipfile import ZipFile

    check(tmp_path, *files[:2], "--contracts", files[2], "--format", "xlsx")
    with ZipFile(tmp_path / "ut" / "report.xlsx") as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{at}.xml").decode() for at in (1, 2, 3, 4)]
    assert all("<f>SUM(" in sheet for sheet in sheets)
    assert "<f>E2-D2</f>" in sheets[3]


def test_a_rule_that_is_not_official_says_so(tmp_path: Path, files: list[Path]) -> None:
    path = put(tmp_path, invoice().replace("NO0000000000001", "LT000000000000000001"), "faktura.xml", encoding="utf-8")
    assert check(tmp_path, path).exit_code == 0
    (found,) = [one for one in told(tmp_path)["findings"] if one["check"] == "RF-35"]
    assert (found["why"], found["rule_status"]) == ("account_foreign", "unverified")
    assert "LT0000" not in json.dumps(told(tmp_path))


def test_what_is_said_of_a_column_is_kept_for_the_next_time(tmp_path: Path) -> None:
    path = put(tmp_path, HEAD.replace("Bilagsnr", "Nummer") + ROWS)
    layout = tmp_path / "oppsett.yaml"
    assert check(tmp_path, path, "--map", "B=voucher", "--layout", layout).exit_code == 0
    assert "Nummer: voucher" in layout.read_text(encoding="utf-8")
    assert check(tmp_path, path, "--layout", layout).exit_code == 0
    assert told(tmp_path)["bills"] == 3


def test_what_cannot_be_read_gives_exit_code_1_and_the_rest_is_summed(tmp_path: Path, files: list[Path]) -> None:
    broken = put(tmp_path, "<!DOCTYPE x [<!ENTITY a 'b'>]><Invoice>&a;</Invoice>", "ond.xml")
    done = check(tmp_path, *files[:2], broken, "--lang", "en")
    assert done.exit_code == 1
    assert "holds a document type or entities" in done.output
    assert told(tmp_path)["bills"] == 4


@pytest.mark.parametrize("pair", ["B", "B=ukjent", "3=voucher"])
def test_a_field_nobody_knows_is_refused(tmp_path: Path, files: list[Path], pair: str) -> None:
    assert check(tmp_path, *files[:1], "--map", pair).exit_code == 2
