"""The four files of a control, opened and read back: sums, formulas, standards, bounds, and that nothing untested is
kept."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.utils import translation
from lxml import etree
from python_calamine import CalamineWorkbook

from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.pay_control import Coverage
from ryddig.reports import pay_pages, pay_xlsx_findings
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_told import prepare_told
from ryddig.reports.pay_write import FORMATS, write_reports
from ryddig.tables.payroll.sums import PaySums, Sums
from tests.reports.pay_world import WAGE, made_report, put_finding

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CELL = re.compile(r"(?:'([^']+)'!)?([A-Z]+)(\d+)")
RANGE = re.compile(r"SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)")


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


@pytest.fixture
def report(tmp_path: Path) -> PayReport:
    return made_report(tmp_path)


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def pdf_text(path: Path) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(path)
    try:
        text = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
        return len(document), " ".join(text.replace("\u00a0", " ").split())
    finally:
        document.close()


def test_all_files_are_written_and_nothing_else(report: PayReport, tmp_path: Path) -> None:
    written = write_reports(report, tmp_path)
    assert [path.name for path in written] == ["findings.csv", "report.json", "report.xlsx", "report.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)


def test_json_holds_exact_findings_sums_law_and_files(report: PayReport, tmp_path: Path) -> None:
    (path,) = write_reports(report, tmp_path, ["json"])
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["format"] == "ryddig.pay_control/1"
    assert told["lawbook"] == report.control.book.version
    assert told["control"] | {"firm": 0} == {"first": "2025-09-01", "last": "2025-09-30", "firm": 0}
    assert [one["check"] for one in told["findings"]] == ["PAY-02", "PAY-03", "PAY-03", "TIME-02", "TIME-08"]
    third = told["findings"][1]
    assert (third["due"], third["den"], third["unit"]) == (300100, 3, "ore")
    assert told["sums"]["firm"]["saving_ore"] == 774965
    assert told["sums"]["withholding_ore"] == 2 * 774965
    assert told["sums"]["factor_status"] == "unverified"
    assert [one["sha256"][:1] for one in told["files"]] == ["a", "b"]
    assert {one["key"].partition("@")[0] for one in told["law"]} == {
        "rates.construction.experienced", "working_time.day_none", "working_time.rest_day_none",
    }  # fmt: skip


def test_json_of_no_findings_is_whole(tmp_path: Path) -> None:
    (path,) = write_reports(made_report(tmp_path, ()), tmp_path, ["json"])
    assert json.loads(path.read_text(encoding="utf-8"))["findings"] == []


def formulas(path: Path) -> Iterator[tuple[str, str, str, float]]:
    """(sheet, cell, formula, value kept) of every formula."""
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    for name, page in zip(names, pages, strict=True):
        for formula in etree.fromstring(page).iter(f"{SPACE}f"):
            cell = formula.getparent()
            assert cell is not None
            yield name, str(cell.get("r")), str(formula.text), float(cell.findtext(f"{SPACE}v") or 0)


def calculated(formula: str, sheet: str, cells: dict[str, list[list[Any]]]) -> float:
    def at(name: str, column: str, row: int) -> float:
        place = 0
        for letter in column:
            place = place * 26 + ord(letter) - 64
        value = cells[name][row - 1][place - 1]
        return float(value) if value != "" else 0.0

    def summed(match: re.Match[str]) -> str:
        column, first, _, last = match.groups()
        if match[1] != match[3]:  # along a row
            letters = [chr(code) for code in range(ord(match[1]), ord(match[3]) + 1)]
            return repr(sum(at(sheet, letter, int(first)) for letter in letters))
        return repr(sum(at(sheet, column, row) for row in range(int(first), int(last) + 1)))

    plain = RANGE.sub(summed, formula)
    plain = CELL.sub(lambda match: f"({at(match[1] or sheet, match[2], int(match[3]))!r})", plain)
    assert re.fullmatch(r"[-0-9.e+*/() ]+", plain), plain
    return float(eval(plain))


def test_every_formula_gives_the_value_that_is_kept(report: PayReport, tmp_path: Path) -> None:
    (path,) = write_reports(report, tmp_path, ["xlsx"])
    cells, found = sheets(path), list(formulas(path))
    assert len(found) > 20
    for sheet, cell, formula, value in found:
        assert calculated(formula, sheet, cells) == pytest.approx(value, abs=0.005), (sheet, cell, formula)


def test_the_shortfall_can_be_followed_in_cells(report: PayReport, tmp_path: Path) -> None:
    (path,) = write_reports(report, tmp_path, ["xlsx"])
    kept = {(sheet, cell): formula for sheet, cell, formula, _ in formulas(path)}
    assert kept["Lønn", "M3"] == "H3*(J3-I3)"
    assert kept["Lønn", "M5"] == "SUM(M3:M4)"
    assert kept["Skyldig per arbeidstaker", "E3"] == "SUM(B3:D3)"
    row = sheets(path)["Lønn"][2]
    assert (row[7], row[8], row[9], row[12]) == (160, 210, 249, 6240)


def test_a_sheet_for_each_question(report: PayReport, tmp_path: Path) -> None:
    (path,) = write_reports(report, tmp_path, ["xlsx"])
    found = sheets(path)
    assert list(found) == [
        "Sammendrag", "Skyldig per arbeidstaker", "Lønn", "Arbeidstid", "Pensjon", "HMS-kort", "Faresignaler",
        "Ikke testet", "Andre måter å telle på", "Lov", "Filer",
    ]  # fmt: skip
    untested = [row[0] for row in found["Ikke testet"][2:]]
    assert untested == ["PAY-03", "OTP-04"]
    assert "før du konkluderer" in str(found["HMS-kort"][0][0])


def test_a_large_set_is_cut_and_says_so(report: PayReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pay_xlsx_findings, "SHEET_ROWS", 3)
    for number in range(6, 16):
        put_finding(report.db, number, WAGE | {"shortfall": 624000 + number * 3900, "outcome": "breach"})
    (path,) = write_reports(report, tmp_path, ["xlsx"])
    found = sheets(path)["Lønn"]
    assert "De 3 alvorligste av 12 funn" in found[0][0]
    assert [row[0] for row in found[2:5]] == [15, 14, 13], "the gravest first"
    assert found[5][0] == "Sum av radene som vises"


def test_more_workers_than_rows_keep_the_sums_of_the_firm(
    report: PayReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ryddig.reports.pay_xlsx.WORKER_ROWS", 1)
    (path,) = write_reports(report, tmp_path, ["xlsx"])
    cells = sheets(path)
    assert [row[4] for row in cells["Skyldig per arbeidstaker"][2:]] == [7001.28, 7001.28, 7749.65]
    for sheet, cell, formula, value in formulas(path):
        assert calculated(formula, sheet, cells) == pytest.approx(value, abs=0.005), (sheet, cell, formula)


def test_the_pdf_is_archivable_accessible_and_short(report: PayReport, tmp_path: Path) -> None:
    (path,) = write_reports(report, tmp_path, ["pdf"])
    raw = path.read_bytes()
    assert re.search(rb"pdfaid:part>?=?\"?2", raw)
    assert b"pdfuaid" in raw
    count, text = pdf_text(path)
    assert count <= 6
    for words in (
        "Kontroll av lønn og arbeidstid", "Et spørsmål er ikke et brudd", "7 749,65 kr", "faktor",
        "160,00 t × (249,00 − 210,00) kr/t = 6 240,00 kr", "Be om", "Medlemslisten fra pensjonsleverandøren",
        "P-91C0", "4 av 4 uker over grensen", "Tenkevik kommune", "FOR-2024-10-21-2544 § 4", "ikke bekreftet",
    ):  # fmt: skip
        assert words.casefold() in text.casefold(), words


def test_the_pdf_stays_short_for_a_large_firm(report: PayReport, tmp_path: Path) -> None:
    for number in range(6, 600):
        put_finding(report.db, number, WAGE | {"check_id": f"PAY-{number % 14 + 1:02d}"})
    workers = tuple((f"P-{number:05d}", Sums(100_000 - number)) for number in range(5_000))
    many = replace(report, sums=PaySums(workers, Sums(1_000_000), None))
    (path,) = write_reports(many, tmp_path, ["pdf"])
    count, text = pdf_text(path)
    assert count <= 8
    assert "4 985 arbeidstakere til" in text


def test_nothing_untested_is_kept(report: PayReport) -> None:
    kept, cannot = CheckOutcome.KEPT, CheckOutcome.CANNOT_BE_TESTED
    covered = (
        Coverage("PAY-02", kept, 5),
        Coverage("PAY-03", kept, 5), Coverage("PAY-03", cannot, 1, "timesheet_missing"),
        Coverage("PAY-04", cannot, 1, "timesheet_missing"),
        Coverage("PAY-05", CheckOutcome.DOES_NOT_APPLY, 3),
    )  # fmt: skip
    told = replace(report, coverage=covered)
    prepare_told(told)
    made = pay_pages.pages(told)
    assert [one["state"] for one in made["checks"]] == ["kept", "partly", "cannot_be_tested", "does_not_apply"]
    assert [card["value"] for card in made["figures"]][2] == "1", "wholly untested checks stand on top"
    assert {code for one in made["untested"] for code in re.findall(r"[A-Z]+-\d\d", one["checks"])} == {
        "PAY-03", "PAY-04",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_report_is_made_in_every_language(report: PayReport, tmp_path: Path, language: str) -> None:
    with translation.override(language):
        paths = write_reports(report, tmp_path, FORMATS)
    _, text = pdf_text(paths[3])
    assert {"nn": "Kva som blir kontrollert", "en": "Name of the check"}[language] in text
