"""The demonstration data: a control of the files finds every listed fault and nothing else, seed after seed."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ryddig.cli.pay_demo_data import demo_data, options, write
from ryddig.cli.pay_options import firm_of, firm_options
from ryddig.domain.judgement import CheckOutcome, round_ore
from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_demo import LEAST_WORKERS, make_demo
from ryddig.domain.pay_demo_people import Draw, account_number, named, national_id
from ryddig.domain.pay_demo_work import Draft, clean_draft
from ryddig.intake.pay_control import PayOrder, run_pay_control
from ryddig.lawbook import load
from ryddig.tables.payroll.run import findings
from ryddig.tables.read.pay_aliases import alias, birth_date, passes

KEY = b"a key for tests only, 32 bytes.."
Found = tuple[str, str, str, str, str, int]


def control(folder: Path, draft: Draft) -> tuple[Counter[Found], int]:
    """What a control of the files finds, workers by their number, and how many rows no reader could use."""
    order = PayOrder(tuple(sorted((folder / "files").iterdir())), firm(), KEY)
    result = run_pay_control(order, book=draft.book)
    numbers = {
        alias(KEY, "person", text): one.number
        for one in draft.people.values()
        for text in (f"no:{one.number}", f"no:{one.number.casefold()}", f"id:{one.national_id}")
    }
    found = Counter(
        (
            one.check,
            numbers.get(one.worker, one.worker),
            one.first.isoformat(),
            one.last.isoformat(),
            str(one.outcome),
            round_ore(one.shortfall),
        )
        for one in findings(result.db)
        if one.outcome is not CheckOutcome.CANNOT_BE_TESTED
    )
    return found, sum(reading.rejected_rows for reading in result.readings)


def firm() -> Firm:
    """The facts that the command line prints for the files."""
    import click

    seen: dict[str, object] = {}

    @click.command()
    @firm_options
    def read(**given: object) -> None:
        seen.update(given)

    CliRunner().invoke(read, list(options()))
    return firm_of(seen, load())


def listed(folder: Path) -> Counter[Found]:
    """The rows of faults.csv."""
    with (folder / "faults.csv").open(encoding="utf-8", newline="") as source:
        return Counter(
            (row["check"], row["worker"], row["first"], row["last"], row["outcome"], int(row["ore"]))
            for row in csv.DictReader(source)
        )


@pytest.mark.parametrize(("workers", "seed"), [(40, "7"), (60, "2026"), (12, "a")])
def test_a_control_finds_every_planted_fault_and_nothing_else(tmp_path: Path, workers: int, seed: str) -> None:
    draft = make_demo(load(), workers=workers, seed=seed)
    write(draft, tmp_path)
    found, unread = control(tmp_path, draft)
    wanted = listed(tmp_path)
    assert unread == 0
    assert not wanted - found, "planted and not found"
    assert not found - wanted, "found and not planted"
    assert len(wanted) > workers // 2


def test_without_faults_nothing_is_found(tmp_path: Path) -> None:
    draft = clean_draft(load(), workers=20, seed="7")
    write(draft, tmp_path)
    found, unread = control(tmp_path, draft)
    assert not found
    assert unread == 0


def test_sixty_workers_hold_every_fault_that_can_be_planted() -> None:
    planted = {fault.check for fault in make_demo(load(), workers=60, seed="7").faults}
    pay = {f"PAY-{number:02}" for number in range(1, 15)}
    hours = {f"TIME-{number:02}" for number in (1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14)}
    others = {"OTP-03", "OTP-04", "OTP-05", *(f"HMS-{number:02}" for number in range(1, 7))}
    flags = {f"RF-{number:02}" for number in (1, 2, 3, 4, 5, 7, 13, 21, 22, 27, 31, 32)}
    assert planted == pay | hours | others | flags


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        told = CliRunner().invoke(demo_data, ["--workers", "8", "--out", str(tmp_path / name)])
        assert told.exit_code == 0, told.output
    for path in sorted((tmp_path / "one").rglob("*.csv")):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
    other = CliRunner().invoke(demo_data, ["--workers", "8", "--seed", "8", "--out", str(tmp_path / "three")])
    assert other.exit_code == 0
    names = [(tmp_path / name / "files/ansatte.csv").read_text(encoding="utf-8") for name in ("one", "three")]
    assert names[0] != names[1]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    told = CliRunner().invoke(demo_data, ["--out", str(tmp_path)])
    assert told.exit_code != 0
    assert "is not empty" in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_people_are_invented_and_their_numbers_synthetic() -> None:
    draw, born_on = Draw("7"), date(1988, 5, 17)
    number = national_id(born_on, draw, "x")
    assert passes(number)
    assert birth_date(number) == born_on
    assert number[2:4] == "85", "eighty is added to the month"
    assert account_number(draw, "x").startswith("0000")
    people = make_demo(load(), workers=200, seed="7").people.values()
    assert len({one.name for one in people}) == len(people)
    assert len({named(draw, place) for place in range(320)}) == 320


def test_the_smallest_firm_has_faults_too() -> None:
    assert make_demo(load(), workers=LEAST_WORKERS, seed="7").faults
