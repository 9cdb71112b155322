"""`ryddig pay check`: from files to a summary and four reports; keys, periods, bad input and exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.pay import pay
from ryddig.cli.pay_key import VARIABLE
from ryddig.cli.pay_options import trade_of
from ryddig.domain.errors import UserCanFix
from ryddig.domain.pay_facts import Trade
from ryddig.lawbook import load

HEAD = "Ansattnr;Periode fra;Periode til;Fag;Kategori;Timelønn;Ordinære timer;Bruttolønn\n"
LOW = "1;01.09.2025;30.09.2025;Bygg;Ufaglært med bransjeerfaring;210,00;160,00;33600,00\n"
RIGHT = "2;01.09.2025;30.09.2025;Bygg;Ufaglært med bransjeerfaring;249,00;160,00;39840,00\n"
WRONG = "3;31.02.2025;30.09.2025;Bygg;Fagarbeider;270,00;160,00;43200,00\n"
ON = ("--on", "2026-11-28")
ALL = ["findings.csv", "report.json", "report.pdf", "report.xlsx"]


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    return put(tmp_path, HEAD + LOW + RIGHT)


def put(folder: Path, text: str, name: str = "lonn.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(pay, [str(argument) for argument in arguments])


def check(file: Path, *arguments: object, out: str = "ut") -> Result:
    return run("check", file, *ON, "--out", file.parent / out, *arguments)


def told(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_the_worked_example_comes_out_to_the_ore(slips: Path) -> None:
    done = check(slips, "--pension-due")
    assert done.exit_code == 0, done.output
    said = done.output.replace("\u00a0", " ")
    for words in ("6 240 kr", "636,48 kr", "124,80 kr", "7 001,28 kr", "14 002,56 kr", "faktor 2, ikke bekreftet"):
        assert words in said, words
    assert "Et spørsmål er ikke et brudd" in said
    assert sorted(path.name for path in (slips.parent / "ut").iterdir()) == ALL


def test_what_was_not_tested_is_listed_with_the_document_to_ask_for(slips: Path) -> None:
    said = check(slips).output
    assert "Ingen fil inneholder medlemsliste fra pensjonsleverandøren." in said
    assert "→ Medlemslisten fra pensjonsleverandøren" in said
    assert "OTP-04" in said


def test_a_period_that_is_not_given_is_taken_from_the_files_and_told(slips: Path) -> None:
    assert "Perioden er hentet fra filene" in check(slips).output
    given = check(slips, "--from", "2025-09-01", "--to", "2025-09-30")
    assert "Perioden er hentet fra filene" not in given.output


def test_rows_outside_the_period_are_left_out_and_told(slips: Path) -> None:
    slips.write_text(HEAD + LOW + RIGHT.replace("09.2025", "10.2025").replace("30.10", "31.10"), encoding="utf-8")
    said = check(slips, "--to", "2025-09-30").output
    assert "Utenfor perioden og utelatt: 1 rader med lønnsslipper." in said


def test_the_same_key_gives_the_same_pseudonyms(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = put(slips.parent, "a key that is long enough", "key.txt")
    monkeypatch.delenv(VARIABLE, raising=False)
    names = []
    for out, more in (("a", ("--key-file", key)), ("b", ("--key-file", key)), ("c", ()), ("d", ())):
        done = check(slips, "--format", "json", *more, out=out)
        assert ("kastet" in done.output) is (not more)
        names.append(told(slips.parent / out)["findings"][0]["worker"])
    assert names[0] == names[1]
    assert len({*names[1:]}) == 3
    monkeypatch.setenv(VARIABLE, "a key that is long enough")
    check(slips, "--format", "json", out="e")
    assert told(slips.parent / "e")["findings"][0]["worker"] == names[0]


@pytest.mark.parametrize(("text", "folder", "code"), [
    ("kortkort", "elsewhere", "pay.key_too_short"), ("a key that is long enough", "ut", "pay.key_beside_findings"),
])  # fmt: skip
def test_a_key_that_protects_nobody_is_refused(slips: Path, text: str, folder: str, code: str) -> None:
    (slips.parent / folder).mkdir()
    done = check(slips, "--key-file", put(slips.parent / folder, text, "key.txt"))
    assert done.exit_code == 1
    assert code in done.output
    assert text not in done.output


def test_the_key_and_the_workers_number_are_in_no_report(slips: Path) -> None:
    slips.write_text((HEAD + LOW + RIGHT).replace("\n1;", "\n98765401;"), encoding="utf-8")
    check(slips, "--format", "csv", "--format", "json", "--key-file", put(slips.parent, "hemmelig " * 3, "key.txt"))
    for path in (slips.parent / "ut").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "98765401" not in text, path.name
        assert "hemmelig" not in text, path.name


def test_a_row_that_cannot_be_read_is_told_and_the_rest_is_controlled(slips: Path) -> None:
    slips.write_text(HEAD + LOW + WRONG, encoding="utf-8")
    done = check(slips, "--pension-due")
    assert done.exit_code == 1, "something in the files must be mended"
    assert "31.02.2025" in done.output
    assert "rad 3" in done.output
    assert "7 001,28 kr" in done.output.replace("\u00a0", " ")
    assert sorted(path.name for path in (slips.parent / "ut").iterdir()) == ALL


def test_a_file_with_nothing_to_control_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    done = check(put(tmp_path, "%PDF-1.4 this is no payslip", "lonn.pdf"))
    assert done.exit_code == 1
    assert "pay.nothing_to_control" in done.output
    assert "lonn.pdf" in done.output
    assert list((tmp_path / "ut").iterdir()) == []


def test_breaches_may_decide_the_exit_code(slips: Path) -> None:
    assert check(slips, "--format", "csv").exit_code == 0
    assert check(slips, "--format", "csv", "--fail-on-breach").exit_code == 3
    slips.write_text(HEAD + RIGHT, encoding="utf-8")
    assert check(slips, "--format", "csv", "--fail-on-breach").exit_code == 0


def test_only_the_reports_that_are_asked_for(slips: Path) -> None:
    check(slips, "--format", "csv")
    assert [path.name for path in (slips.parent / "ut").iterdir()] == ["findings.csv"]


def test_the_reports_are_there_when_nobody_reads_the_screen(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("ryddig.cli.pay_views.print_control", gone)
    check(slips, "--format", "csv")
    assert [path.name for path in (slips.parent / "ut").iterdir()] == ["findings.csv"]


def test_a_folder_stands_for_its_files(slips: Path) -> None:
    inside = slips.parent / "filer"
    inside.mkdir()
    slips.rename(inside / "lonn.csv")
    put(inside, "", ".DS_Store")
    done = run("check", inside, *ON, "--format", "csv", "--out", slips.parent / "ut")
    assert done.exit_code == 0, done.output
    assert ".DS_Store" not in done.output


@pytest.mark.parametrize(("language", "words"), [("nn", "Det som ikkje"), ("en", "A question is not a breach")])
def test_it_speaks_three_languages(slips: Path, language: str, words: str) -> None:
    said = check(slips, "--lang", language).output
    assert {"nn": "Ikkje testa, og kva du bør be om", "en": words}[language] in said


@pytest.mark.parametrize(
    ("word", "trade"),
    [("bygg", Trade.CONSTRUCTION), ("Renhold", Trade.CLEANING), ("overnatting", Trade.HOSPITALITY),
     ("elektro", Trade.ELECTRO), ("skip", Trade.SHIPYARD), ("fisk", Trade.FISH), ("jordbruk", Trade.AGRICULTURE),
     ("gods", Trade.ROAD_GOODS), ("turbil", Trade.COACH), ("bil", Trade.CAR), ("road_goods", Trade.ROAD_GOODS)],
)  # fmt: skip
def test_sectors_by_their_norwegian_word_or_code(word: str, trade: Trade) -> None:
    assert trade_of(word, load()) is trade


def test_an_unknown_sector_names_those_that_are_known() -> None:
    with pytest.raises(UserCanFix, match="renhold"):
        trade_of("romfart", load())


def test_it_starts_without_the_records(slips: Path) -> None:
    """No database, no models: with settings that would not load, it still runs."""
    code = (
        "import sys; from ryddig.cli.pay import pay\n"
        "pay.main(sys.argv[1:], standalone_mode=False)\n"
        "assert not [name for name in sys.modules if name.startswith(('ryddig.records', 'ryddig.site'))]"
    )
    command = [sys.executable, "-c", code, "check", str(slips), "--format", "csv", "--out", str(slips.parent / "ut")]
    done = subprocess.run(command, env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Kontroll av lønn og arbeidstid" in done.stdout
