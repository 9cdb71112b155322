"""`ryddig register load | find | match`: files in, answers out, errors in words."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from bench.register.make import read_key, write
from ryddig.cli.main import ryddig
from ryddig.domain.errors import UserCanFix

VARIABLE = "RYDDIG_LOCAL_REGISTER"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("register")
    write(made, units=1500, asked=120, seed=4)
    done = run("load", str(made / "enheter.json.gz"), "--out", str(made / "local.db"), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "1500 units and 0 sub-units" in done.output
    return made


def run(*words: str, register: Path | None = None) -> Result:
    env = {VARIABLE: str(register) if register is not None else ""}
    return CliRunner().invoke(ryddig, ["register", *words], env=env)


def test_a_unit_is_found_by_its_number_as_written(folder: Path) -> None:
    one = next(asked for asked in read_key(folder) if asked.orgnr)
    spaced = f"{one.orgnr[:3]} {one.orgnr[3:6]} {one.orgnr[6:]}"
    done = run("find", spaced, "--json", register=folder / "local.db")
    assert json.loads(done.output)["number"] == one.orgnr
    assert one.orgnr in run("find", spaced, register=folder / "local.db").output


def test_a_firm_is_found_by_its_name_with_reasons(folder: Path) -> None:
    one = next(asked for asked in read_key(folder) if asked.kind == "department")
    done = run("find", one.name, "--place", one.place, "--json", "--lang", "en", register=folder / "local.db")
    found = json.loads(done.output)
    assert found["candidates"][0]["orgnr"] == one.orgnr
    assert "department" in found["candidates"][0]["reasons"]
    assert "names a department" in found["candidates"][0]["why"]
    assert one.orgnr in run("find", one.name, register=folder / "local.db").output


@pytest.mark.parametrize("asked", ["310000124", "Zzzzqqq Wwwxxx"])
def test_what_is_not_there_is_said_and_gives_an_exit_code(folder: Path, asked: str) -> None:
    done = run("find", asked, register=folder / "local.db")
    assert done.exit_code == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_of_names_comes_back_with_firms_to_confirm(folder: Path, tmp_path: Path, ending: str) -> None:
    key = [asked for asked in read_key(folder) if asked.orgnr and asked.kind in ("as_written", "form_first", "same")]
    names = tmp_path / "names.csv"
    with names.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("Leverandør", "Sted"))
        rows.writerows((asked.name, asked.place) for asked in key)
        rows.writerows((("=1+1 AS", ""), (key[0].name.upper() + " ", "")))
    out = tmp_path / f"out.{ending}"
    words = ("match", str(names), "--column", "leverandør", "--place-column", "B", "--out", str(out), "--lang", "en")
    done = run(*words, register=folder / "local.db")
    assert done.exit_code == 0, done.output
    table = rows_of(out)
    assert table[0][1] == "Name given"
    proposed = [row[4] for row in table[1 : len(key) + 1]]
    assert sum(number == asked.orgnr for number, asked in zip(proposed, key, strict=True)) >= len(key) * 0.9
    assert all(number in ("", asked.orgnr) for number, asked in zip(proposed, key, strict=True))
    assert table[len(key) + 1][1] == "'=1+1 AS"


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_a_number_that_a_person_wrote_is_believed_the_next_time(folder: Path, tmp_path: Path) -> None:
    number = next(asked.orgnr for asked in read_key(folder) if asked.orgnr)
    names, said = tmp_path / "names.csv", tmp_path / "said.csv"
    names.write_text("Firma\nHelt Annet Navn\n", encoding="utf-8")
    words = ("match", str(names), "--column", "Firma", "--lang", "en", "--out")
    run(*words, str(said), register=folder / "local.db")
    table = rows_of(said)
    table[1][-1] = f"{number[:3]} {number[3:6]} {number[6:]}"
    with said.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    out = tmp_path / "out.csv"
    done = run(*words, str(out), "--confirmed", str(said), register=folder / "local.db")
    assert done.exit_code == 0, done.output
    assert rows_of(out)[1][4] == number
    assert "confirmed before" in rows_of(out)[1][8]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("find", "Liksombygg"), "register.no_path"),
        (("find", "Liksombygg", "--register", "nowhere.db"), "register.not_loaded"),
        (("load", "nowhere.csv.gz", "--out", "local.db"), "register.not_opened"),
        (("load", "nowhere.csv.gz", "--out", "no/folder/local.db"), "register.no_folder"),
        (("match", "names.csv", "--column", "Navn", "--out", "out.docx"), "names.out"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(
    words: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    error = run(*words).exception
    assert isinstance(error, UserCanFix)
    assert error.code == code
    assert error.message
    assert error.hint


def test_a_column_that_is_not_there_names_those_that_are(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("Firma;Sted\nLiksombygg AS;Oslo\n", encoding="utf-8")
    out = str(tmp_path / "out.csv")
    error = run(
        "match", str(tmp_path / "names.csv"), "--column", "Navn", "--out", out, register=folder / "local.db"
    ).exception
    assert isinstance(error, UserCanFix)
    assert "Firma, Sted" in str(error)
