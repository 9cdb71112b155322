"""Findings in words: every code has a word, every figure is rounded once and the right way, order is kept."""

import csv
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation

from ryddig.domain.judgement import CheckOutcome, round_ore
from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.reports import pay_csv, pay_labels
from ryddig.reports.pay_control import OtherReading, PayReport
from ryddig.reports.pay_told import prepare_told
from ryddig.tables.payroll.canonical import TABLES
from ryddig.tables.payroll.check import LETTERS
from ryddig.tables.payroll.plain_readings import PAY_READINGS, READINGS
from tests.reports.pay_world import WAGE, made_report, put_finding


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


@pytest.fixture
def report(tmp_path: Path) -> PayReport:
    return made_report(tmp_path)


def lines(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read æ, ø and å"
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines(), delimiter=";"))


def written(report: PayReport, folder: Path) -> list[dict[str, str]]:
    prepare_told(report)
    pay_csv.write_csv(report, folder / "findings.csv")
    return lines(folder / "findings.csv")


def test_every_code_has_a_word() -> None:
    assert set(pay_labels.OUTCOME) == set(CheckOutcome)
    assert set(pay_labels.AGREEMENT) == set(Agreement)
    assert set(pay_labels.WEEK_PLAN) == set(WeekPlan)
    assert set(pay_labels.TABLE) == set(TABLES) - {"files"}
    assert set(pay_labels.FAMILY) == set(LETTERS.values())
    assert set(pay_labels.READINGS) == {*READINGS, *PAY_READINGS}


def test_a_finding_is_explained_in_words(report: PayReport, tmp_path: Path) -> None:
    first, third, untested, asked, rested = written(report, tmp_path)
    assert first["Kontroll"] == "PAY-02"
    assert first["Hva som kontrolleres"] == "Lønn minst lik minstesatsen"
    assert (first["Arbeidstaker"], first["Fra"], first["Til"]) == ("P-7F3A", "2025-09-01", "2025-09-30")
    assert (first["Utfall"], first["Funnet"], first["Skulle vært"]) == ("Brudd", "210,00", "249,00")
    assert (first["Enhet"], first["Skyldig, kr"], first["Uavklart, kr"]) == ("kr/t", "6240,00", "")
    assert "249\u00a0kr per time, fra 15. juni 2025 (offisiell)" in first["Regel"]
    assert first["Kilde for regelen"].startswith("FOR-2024-10-21-2544 § 4 https://lovdata.no/")
    assert (first["Fil"], first["Rader"], first["Kolonner"], first["Rader der"]) == ("lonn.csv", "2", "D, H", "2–21")
    assert (third["Skulle vært"], third["Skyldig, kr"]) == ("1000,33", "667,00")
    assert (untested["Utfall"], untested["Hvorfor"]) == (
        "Kan ikke testes", "Lønnsslippen viser ikke overtidstillegget. Be om det.",
    )  # fmt: skip
    assert (asked["Utfall"], asked["Funnet"], asked["Skyldig, kr"]) == ("Spørsmål", "10,50", "")
    assert rested["Regel"].count(" | ") == 1, "a finding may rest on two rules"


def test_a_file_name_is_never_a_formula(report: PayReport, tmp_path: Path) -> None:
    assert written(report, tmp_path)[0]["Sammenlignet med fil"] == "'=timer.csv"


@pytest.mark.parametrize("language", ["nn", "en"])
def test_other_languages_are_whole(report: PayReport, tmp_path: Path, language: str) -> None:
    with translation.override(language):
        (head, *_) = written(report, tmp_path)
    assert len(head) == len(pay_csv.COLUMNS)
    assert {"nn": "Arbeidstakar", "en": "Worker"}[language] in head
    assert "Brudd" not in head.values()


def test_figures_are_rounded_once_half_away_from_nothing(report: PayReport) -> None:
    prepare_told(report)
    draw = random.Random(3)
    cases = [(draw.randrange(-(10**14), 10**14), draw.choice([1, 2, 3, 7, 60, 10**7, 10**9]), part)
             for _ in range(400) for part in (1, 60, 100)]  # fmt: skip
    cases += [(1, 2, 100), (-1, 2, 100), (5, 1, 100), (25, 1, 60), (10**13 + 1, 3, 60)]
    for value, den, part in cases:
        sql = "SELECT hundredths(CAST(? AS HUGEINT), CAST(? AS HUGEINT), ?)"
        assert report.db.execute(sql, [value, den, part]).fetchone() == (round_ore(Fraction(value * 100, den * part)),)


def test_hundredths_with_a_comma(report: PayReport) -> None:
    prepare_told(report)
    row = report.db.execute("SELECT comma(624000), comma(5), comma(-5), comma(NULL), comma(1234567890123)").fetchone()
    assert row == ("6240,00", "0,05", "-0,05", None, "12345678901,23")


def test_a_large_set_stands_in_order_without_being_sorted(report: PayReport, tmp_path: Path) -> None:
    many = pay_csv.SORTED_UP_TO + 30_000
    report.db.execute(
        """INSERT INTO findings (finding, check_id, version, worker, "first", "last", outcome, rules, file)
        SELECT i + 10, 'TIME-02', 1, i % 3 + 1, DATE '2025-09-01', DATE '2025-09-01', 'question',
          CASE WHEN i % 2 = 0 THEN ['working_time.day_none@2025-01-01'] END, i % 2 + 1 FROM range(?) AS t(i)""",
        [many],
    )
    numbers = [int(line["Nr."]) for line in written(report, tmp_path)]
    assert len(numbers) == many + 5
    assert numbers == sorted(numbers)


def test_an_unknown_rule_or_check_is_shown_by_its_key(report: PayReport, tmp_path: Path) -> None:
    put_finding(report.db, 6, WAGE | {"check_id": "PAY-99", "rules": ["rates.nowhere@2025-01-01"]})
    told = written(report, tmp_path)[-1]
    assert (told["Hva som kontrolleres"], told["Regel"]) == ("PAY-99", "rates.nowhere@2025-01-01")


def test_readings_in_ore_are_told_in_kroner() -> None:
    codes = {code for code in pay_labels.READINGS if code.endswith("_ore")}
    assert codes == {"base_shortfall_ore"}
    assert OtherReading("base_shortfall_ore", "Sum", 101573974).said == "1\u00a0015\u00a0739,74\u00a0kr"
