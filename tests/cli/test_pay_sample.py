"""`ryddig pay sample`: a proposal that can be made again, with reasons and places; `pay` offers what is there."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.pay import pay

HEAD = "Ansattnr;Periode fra;Periode til;Fag;Kategori;Timelønn;Ordinære timer;Bruttolønn\n"
ROW = "{number};01.09.2025;30.09.2025;Bygg;Fagarbeider;270,00;160,00;43200,00\n"


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    path = tmp_path / "lonn.csv"
    path.write_text(HEAD + "".join(ROW.format(number=number) for number in range(1, 31)), encoding="utf-8")
    (tmp_path / "key.txt").write_text("a key that is long enough", encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(pay, [str(argument) for argument in arguments])


def proposed(slips: Path, *more: object) -> Any:
    done = run("sample", slips, "--key-file", slips.parent / "key.txt", "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_same_seed_and_key_give_the_same_proposal(slips: Path) -> None:
    first, again = proposed(slips, "--seed", "tenkevik-1"), proposed(slips, "--seed", "tenkevik-1")
    other = proposed(slips, "--seed", "tenkevik-2")
    assert first == again
    assert first["size"] == 6, "the root of thirty, rounded up"
    assert {one["pseudonym"] for one in first["picks"]} != {one["pseudonym"] for one in other["picks"]}


def test_each_pick_has_reasons_and_a_place_in_the_files(slips: Path) -> None:
    told = proposed(slips, "--seed", "x", "--size", "4")
    assert len(told["picks"]) == 4
    for one in told["picks"]:
        assert one["reasons"]
        assert told["places"][one["pseudonym"]][0].startswith("lonn.csv: ")


def test_whoever_was_controlled_before_comes_last(slips: Path) -> None:
    before = [one["pseudonym"] for one in proposed(slips, "--seed", "x")["picks"]]
    given = [part for name in before for part in ("--before", name)]
    again = {one["pseudonym"] for one in proposed(slips, "--seed", "x", *given)["picks"]}
    assert not again & set(before)


def test_a_new_seed_is_told_in_words(slips: Path) -> None:
    done = run("sample", slips)
    assert done.exit_code == 0, done.output
    assert "6 av 30 arbeidstakere er foreslått" in done.output
    assert "Frø: " in done.output
    assert "--key-file" in done.output, "without a key the proposal cannot be made again"


def test_nothing_to_sample_is_an_error_in_words(slips: Path) -> None:
    done = run("sample", slips, "--from", "2031-01-01", "--to", "2030-01-01")
    assert done.exit_code == 1
    assert "pay.nothing_to_sample" in done.output


def test_pay_offers_its_commands() -> None:
    assert {"check", "sample", "layouts", "demo-data"} <= set(run("--help").output.split())


LAYOUT = """
id: tenkt
name: Tenkt Lønn AS
known_by: [Tenkt Lønn]
fields:
  worker_no: {right_of: Ansattnr}
  rate: {right_of: Timelønn}
"""


def test_a_layout_is_listed(tmp_path: Path) -> None:
    (tmp_path / "tenkt.yaml").write_text(LAYOUT, encoding="utf-8")
    done = run("layouts", tmp_path)
    assert done.exit_code == 0, done.output
    assert "tenkt: Tenkt Lønn AS" in done.output
    assert "right_of: Timelønn" in done.output


def test_a_layout_that_cannot_be_used_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "galt.yaml"
    path.write_text(LAYOUT.replace("rate:", "no_such_field:"), encoding="utf-8")
    done = run("layouts", path)
    assert done.exit_code == 1
    assert "fields.no_such_field" in done.output
    assert "layout.wrong" in done.output
