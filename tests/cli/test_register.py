"""`ryddig register ask` against a running stand-in: what is printed, what JSON holds, and what the shell is told."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.register import COMMANDS, register
from ryddig.cli.register_standin import read_plan
from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.registers.standin.brreg import Register
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.server import StandIn
from ryddig.registers.standin.world import EXAMPLE, World, world_of

WELL, BANKRUPT, RECONSTRUCTION, FORCED, NOT_APPROVED = (
    "310000019",
    "310000027",
    "310000035",
    "310000043",
    "310000051",
)
NIGHT, NOBODY = "310000108", "310000124"
ON = ("--on", "2026-11-28")


@pytest.fixture
def world() -> World:
    return world_of(EXAMPLE)


@pytest.fixture
def standin(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with world.stand_in(folder=tmp_path) as started:
        monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
        monkeypatch.setenv("RYDDIG_STANDIN", started.address)
        monkeypatch.setenv("RYDDIG_STANDIN_FOLDER", str(tmp_path))
        yield started


def ask(number: str, *more: str) -> Result:
    return CliRunner().invoke(register, ["ask", number, *ON, *more])


def asked_json(number: str, *more: str) -> tuple[dict[str, Any], int]:
    result = ask(number, "--json", *more)
    found: dict[str, Any] = json.loads(result.stdout)
    return found, result.exit_code


@pytest.mark.usefixtures("standin")
@pytest.mark.parametrize(
    ("number", "rules", "code"),
    [
        (WELL, [], 0),
        (BANKRUPT, ["signals.bankruptcy"], 3),
        (RECONSTRUCTION, ["signals.reconstruction"], 3),
        (FORCED, ["signals.forced_dissolution"], 3),
        (NOT_APPROVED, ["signals.cleaning_not_approved"], 3),
        ("310000078", ["signals.register_note"], 0),
        ("310000086", ["signals.not_vat_registered"], 0),
        ("310000094", ["signals.weak_equity"], 0),
        (NOBODY, ["signals.not_in_register"], 3),
    ],
)
def test_each_firm_of_the_example(number: str, rules: list[str], code: int) -> None:
    found, exit_code = asked_json(number)
    assert [one["rule"] for one in found["signals"]] == rules
    assert exit_code == code


@pytest.mark.usefixtures("standin")
def test_a_person_reads_what_the_register_said_when_why_and_what_to_do() -> None:
    shown = ask(RECONSTRUCTION)
    assert "LIKSOM REKONSTRUKSJON AS" in shown.output
    assert "Rekonstruksjon" in shown.output
    assert "02.09.2026" in shown.output
    assert "→ Spør leverandøren" in shown.output
    assert "signals.reconstruction" in shown.output
    assert "→ Ask the supplier" in ask(RECONSTRUCTION, "--lang", "en").output
    assert "→ Spør leverandøren og rekonstruktøren om kontrakten blir" in ask(RECONSTRUCTION, "--lang", "nn").output


@pytest.mark.usefixtures("standin")
def test_the_contract_decides_what_is_asked_of_it() -> None:
    found, _ = asked_json(WELL, "--cpv", "90911000-6", "--begins", "2016-06-01")
    assert {one["rule"].partition(".")[2] for one in found["signals"]} == {
        "cleaning_not_approved",
        "industry_mismatch",
        "young_firm",
    }


def test_a_firm_goes_bankrupt_over_night(world: World, standin: StandIn) -> None:
    assert asked_json(NIGHT)[1] == 0
    assert world.register.pass_night() == 1
    found, code = asked_json(NIGHT)
    assert ([one["rule"] for one in found["signals"]], code) == (["signals.bankruptcy"], 3)
    assert found["signals"][0]["answers"] == "RF-51"


def test_one_register_that_fails_takes_nothing_from_the_others(standin: StandIn) -> None:
    standin.faults.plan("regnskapsregisteret", [Fault(FaultKind.STATUS, status=500)] * 9)
    found, code = asked_json(BANKRUPT)
    assert code == 3
    states = {one["source"]: one["state"] for one in found["sources"]}
    assert states["regnskapsregisteret"] == "failed"
    assert states["enhetsregisteret"] == "answered"
    assert "signals.weak_equity" in found["unknown"]


@pytest.mark.parametrize(
    ("kind", "code"), [(FaultKind.STATUS, "register.down"), (FaultKind.NONSENSE, "register.unreadable")]
)
def test_a_register_that_does_not_answer_is_told_as_such(standin: StandIn, kind: FaultKind, code: str) -> None:
    standin.faults.plan("enhetsregisteret", [Fault(kind)] * 9)
    result = ask(WELL)
    assert isinstance(result.exception, AskAgainLater)
    assert result.exception.code == code
    assert "did not answer" in ask_in_english(standin, kind)


def ask_in_english(standin: StandIn, kind: FaultKind) -> str:
    standin.faults.plan("enhetsregisteret", [Fault(kind)] * 9)
    return ask(WELL, "--lang", "en").output


def test_a_register_that_is_off_says_how_to_turn_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RYDDIG_REGISTERS", raising=False)
    result = ask(WELL)
    assert isinstance(result.exception, UserCanFix)
    assert "RYDDIG_REGISTERS=on" in str(result.exception)


@pytest.mark.usefixtures("standin")
def test_no_person_stands_in_the_answer(world: World) -> None:
    person = {"fodselsdato": "1971-02-03", "navn": {"fornavn": "Oppdiktet", "etternavn": "Persson"}, "erDoed": False}
    role = {"type": {"kode": "DAGL"}, "person": person}
    world.register.roles[WELL] = {
        "rollegrupper": [{"type": {"kode": "DAGL", "beskrivelse": "Daglig leder"}, "roller": [role]}]
    }
    assert "Persson" not in ask(WELL, "--json").output + ask(WELL).output


def test_the_stand_in_runs_by_hand_and_ends(tmp_path: Path) -> None:
    """The real command in a process of its own, asked by the real command."""
    plan = tmp_path / "plan.yaml"
    plan.write_text("firms:\n  '310000019':\n    unit: {navn: Prøve fra fil AS}\n", encoding="utf-8")
    port = 21987
    command = [
        sys.executable,
        "-m",
        "ryddig.cli",
        "register",
        "stand-in",
        "--port",
        str(port),
        "--folder",
        str(tmp_path),
    ]
    environment = {**os.environ, "RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": f"http://127.0.0.1:{port}"}
    with subprocess.Popen([*command, "--plan", str(plan)], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert "Stand-in on" in server.stdout.readline()
            asked = subprocess.run(
                [sys.executable, "-m", "ryddig.cli", "register", "ask", WELL],
                env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert (asked.returncode, "PRØVE FRA FIL AS" in asked.stdout) == (0, True)
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(10) == 0


def test_a_plan_that_is_none_is_refused(tmp_path: Path) -> None:
    for text in ("firms: [a]", "a: *b", "x: 1"):
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UserCanFix):
            read_plan(path)


def test_every_command_that_is_offered_is_there() -> None:
    result = CliRunner().invoke(register, ["--help"])
    assert result.exit_code == 0
    assert {"ask", "stand-in", "status"} <= set(COMMANDS)
    assert "ask" in result.output


def test_the_example_is_a_register_of_its_own() -> None:
    assert isinstance(world_of(EXAMPLE).register, Register)
    assert world_of(EXAMPLE).register is not world_of(EXAMPLE).register


def test_the_night_by_its_door(world: World, standin: StandIn) -> None:
    port = standin.address.rpartition(":")[2]
    changed = CliRunner().invoke(register, ["night", "--port", port])
    assert changed.output == "1 firms changed\n"
    assert [group["type"]["kode"] for group in world.register.roles[NIGHT]["rollegrupper"]] == ["BOBE"]
    result = CliRunner().invoke(register, ["night", "--port", "1"])
    assert isinstance(result.exception, AskAgainLater)


def test_a_night_that_takes_an_approval_away() -> None:
    firm = {"unit": {"navn": "Prøve vask AS"}, "renhold": "Godkjent med ansatte", "night": {"renhold": "Ikke godkjent"}}
    world = world_of({"firms": {WELL: firm}})
    assert world.approvals["renhold"][WELL] == "Godkjent med ansatte"
    world.pass_night()
    assert world.approvals["renhold"][WELL] == "Ikke godkjent"


def test_the_demos_stand_in_ends_with_the_process_it_stands_beside(tmp_path: Path) -> None:
    """As `ryddig serve` starts it: after the night, silent, and gone when its server is."""
    options = ["--demo", "--night", "--port", "21988", "--folder", str(tmp_path), "--beside", str(os.getpid() + 1)]
    command = [sys.executable, "-m", "ryddig.cli", "register", "stand-in", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")
