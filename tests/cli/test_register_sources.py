"""`ryddig register status` and `evidence` against the stand-ins, as a person would run them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from ryddig.cli.register_sources import evidence, status
from ryddig.domain.errors import UserCanFix
from ryddig.registers.ebevis.client import EvidenceRefused
from ryddig.registers.standin import approvals
from ryddig.registers.standin import ebevis as standin_ebevis
from ryddig.registers.standin import maskinporten as standin_maskinporten
from ryddig.registers.standin.ebevis import EvidenceWorld, value
from ryddig.registers.standin.server import StandIn

BUYER, FIRM, OTHER = "310000019", "311111116", "312222221"
VALUES = [
    value("levert", "2026-11-20T08:01:02Z", "dateTime"),
    value("forespurteOrganisasjon", FIRM),
    value("merverdiavgiftForfaltOgUbetalt", 40210, "amount"),
]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[EvidenceWorld]:
    clients = standin_maskinporten.registered(tmp_path / "keys")
    made = EvidenceWorld({("RestanserV2", FIRM): VALUES}, frozenset({"45000000-7"}))
    known = {"renhold": {FIRM: "Godkjent uten ansatte", OTHER: "Ikke godkjent"}}
    routes = (
        *approvals.routes(known),
        *standin_maskinporten.routes(clients),
        *standin_ebevis.routes(made, clients),
    )
    with StandIn(routes) as standin:
        monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
        monkeypatch.setenv("RYDDIG_STANDIN", standin.address)
        monkeypatch.setenv("RYDDIG_STANDIN_FOLDER", str(tmp_path / "keys"))
        monkeypatch.setenv("RYDDIG_REGISTER_REQUESTOR", BUYER)
        yield made


def run(command: click.Command, *arguments: str) -> list[Any]:
    done = CliRunner().invoke(command, arguments)
    if done.exception is not None:
        raise done.exception
    return [json.loads(line) for line in done.output.splitlines()]


def test_status_with_the_registers_words_and_the_law_of_the_day(world: EvidenceWorld) -> None:
    told = run(status, FIRM, "--source", "renhold")[0]
    assert (told["raw"], told["code"], told["buyer_may_use"]) == ("Godkjent uten ansatte", "approved", "yes")
    assert told["by"] == "FOR-2012-05-08-408 § 17"
    assert run(status, OTHER, "--source", "renhold")[0]["buyer_may_use"] == "no"


def test_a_source_that_is_off_names_the_paper(world: EvidenceWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("renhold", "ebevis"):
        monkeypatch.setenv(f"RYDDIG_REGISTER_{source.upper()}_ON", "off")
    told = run(status, FIRM, "--source", "renhold")[0]
    assert (told["state"], told["ask_for_paper"], told["buyer_may_use"]) == ("not_asked", "cleaning", "unknown")


def test_a_case_by_hand(world: EvidenceWorld) -> None:
    given = ("ask", FIRM, "--reference", "TK-7", "--cpv", "45000000")
    dry = CliRunner().invoke(evidence, given)
    assert json.loads(dry.output)["legalBasisList"][0]["content"] == "45000000-7"
    assert world.cases == {}
    case = run(evidence, *given, "--apply")[0]["id"]
    assert run(evidence, "state", case)[0]["states"] == {"RestanserV2": "pending"}
    assert run(evidence, "remind", case) == [{"sent": True}]
    world.answers[FIRM] = "granted"
    told = run(evidence, "harvest", case, "RestanserV2", FIRM)[0]
    assert told["any_due"] is True
    assert "40210" not in json.dumps(told)
    figures = run(evidence, "harvest", case, "RestanserV2", FIRM, "--figures")[0]
    assert figures["due"] == {"vat": 4021000}
    assert run(evidence, "end", case) == []
    with pytest.raises(EvidenceRefused):
        run(evidence, "state", case)


def test_what_is_wrong_is_told(world: EvidenceWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserCanFix, match="needs the firm's consent"):
        run(evidence, "open", "RestanserV2", FIRM)
    with pytest.raises(UserCanFix, match="not an organisation number"):
        run(status, "123")
    monkeypatch.delenv("RYDDIG_REGISTER_REQUESTOR")
    with pytest.raises(UserCanFix, match="which public body asks"):
        run(evidence, "open", "Renholdsregisteret", FIRM)
