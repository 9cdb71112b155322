"""`ryddig selfreport`: the form out, the answers in, what they mean; no database is needed."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.lawbook import lawbook
from ryddig.cli.selfreport import selfreport
from ryddig.domain.errors import UserCanFix
from ryddig.intake.self_report import read_report
from ryddig.lawbook import load
from tests.self_report_answers import ON, answers, form_of, written

CONTRACTS = """Referanse;Tittel;Oppdragsgivertype;Kontraktstype;CPV;Verdi;Kunngjort;Signert
K-1;Renhold av skoler;kommune;tjenester;90910000;8 000 000;01.02.2025;01.05.2025
K-2;Vinduspuss;kommune;tjenester;90911300;900 000;01.02.2025;01.05.2025
"""
CASH = {
    "contract.reference": "K-1",
    "tariff.bound": "no",
    "pay.bank": "no",
    "pay.lowest": ({"kind_of_work": "cleaning.adult", "lowest_pay": 20_000},),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(selfreport, [str(one) for one in arguments])


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    path = tmp_path / "kontrakter.csv"
    path.write_text(CONTRACTS, encoding="utf-8")
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return written(tmp_path / "svar.xlsx", answers(form_of("pay_simple"), CASH), "lt")


def test_the_list_names_every_form_in_use() -> None:
    told = run("list", "--on", "2026-11-28", "--lang", "pl").output
    assert [line.split()[0] for line in told.splitlines()] == [
        name.partition(".")[2] for name in load().library.questionnaires
    ]
    assert "Lista podwykonawców" in told
    assert run("list", "--on", "2022-01-01").output == ""


def test_a_form_bears_what_the_register_knows(tmp_path: Path, contracts: Path) -> None:
    out = tmp_path / "form.xlsx"
    done = run(
        "form",
        "pay",
        "--language",
        "pl",
        "--out",
        out,
        "--contracts",
        contracts,
        "--reference",
        "K-1",
        "--on",
        "2026-11-28",
    )
    assert done.exit_code == 0, done.output
    reading = read_report(out, load(), on=ON)
    assert reading.language == "pl"
    assert reading.answers.value("questions.contract.signed_on") == date(2025, 5, 1)
    assert reading.answers.value("questions.contract.value") == 800_000_000


def test_a_list_of_several_contracts_asks_which(tmp_path: Path, contracts: Path) -> None:
    done = run("form", "pay", "--out", tmp_path / "form.xlsx", "--contracts", contracts)
    assert isinstance(done.exception, UserCanFix)
    assert "K-1, K-2" in str(done.exception)


def test_answers_once_given_stand_in_the_next_form(tmp_path: Path, filled: Path) -> None:
    out = tmp_path / "form.xlsx"
    done = run("form", "pay", "--out", out, "--earlier", filled, "--earlier-on", "2026-11-01", "--on", "2026-11-28")
    assert done.exit_code == 0, done.output
    assert read_report(out, load(), on=ON).answers.value("questions.tariff.bound") == "no"
    too_old = run("form", "pay", "--out", out, "--earlier", filled, "--earlier-on", "2025-11-01", "--on", "2026-11-28")
    assert too_old.exit_code == 0
    assert read_report(out, load(), on=ON).answers.value("questions.tariff.bound") is None
    assert run("form", "pay", "--out", out, "--earlier", filled).exit_code == 2


def test_what_answers_mean_as_json(filled: Path, contracts: Path) -> None:
    done = run("read", filled, "--json", "--contracts", contracts, "--on", "2026-11-28", "--due", "2026-11-20")
    told = json.loads(done.output)
    assert done.exit_code == 1, "required answers are missing"
    assert (told["questionnaire"], told["version"], told["language"], told["whole"]) == (
        "questionnaires.pay_simple",
        1,
        "lt",
        True,
    )
    assert {(one["outcome"], one["rule"]) for one in told["meaning"]["proposals"]} == {
        ("breach", "rates.cleaning.adult"),
        ("breach", "r2008.foa_19_5.bank"),
    }
    assert all(one["because"] for one in told["meaning"]["proposals"])
    assert (told["risk"]["before"]["level"], told["risk"]["after"]["level"], told["risk"]["rises"]) == (
        "medium",
        "high",
        True,
    )
    assert told["problems"][0]["wrong"] == "Trūksta atsakymo."


@pytest.mark.parametrize(("lang", "breach"), [("nb", "Brudd: "), ("en", "Breach: ")])
def test_what_answers_mean_in_words(filled: Path, contracts: Path, lang: str, breach: str) -> None:
    told = run("read", filled, "--contracts", contracts, "--on", "2026-11-28", "--lang", lang).output.replace(
        "\u00a0", " "
    )
    assert told.count(breach) == 2
    assert "236,54" in told or "236.54" in told
    assert "%(" not in told


def test_the_terms_of_the_contract_decide_a_lead_question(tmp_path: Path) -> None:
    path = written(tmp_path / "svar.xlsx", answers(form_of("human_rights"), {"rights.embed": "no"}))
    outcomes = {}
    for name, options in {
        "unknown": (),
        "held": ("--term", "req.human_rights.lead_question"),
        "none": ("--no-terms",),
    }.items():
        told = json.loads(run("read", path, "--json", "--on", "2026-11-28", *options).output)
        outcomes[name] = [one["outcome"] for one in told["meaning"]["proposals"]]
    assert outcomes == {"unknown": ["question"], "held": ["breach"], "none": []}


def test_an_unknown_form_names_those_there_are(tmp_path: Path) -> None:
    done = run("form", "wages", "--out", tmp_path / "form.xlsx")
    assert isinstance(done.exception, UserCanFix)
    assert "questionnaires.pay" in str(done.exception)
    assert not (tmp_path / "form.xlsx").exists()


def test_the_lawbook_shows_questions_and_forms() -> None:
    shown = CliRunner().invoke(lawbook, ["show", "questions.pay.bank", "--lang", "en"]).output
    assert "lt: Ar visas užmokestis" in shown
    assert "demand: r2026.5g.bank" in shown
    whole = CliRunner().invoke(lawbook, ["show", "questionnaires.chain", "--json"]).output
    assert [line for line in json.loads(whole)["questions"] if "questions.chain.firms (table)" in line]
    listed = CliRunner().invoke(lawbook, ["list", "--shape", "questionnaire"]).output
    assert "versjon 1" in listed
    told = CliRunner().invoke(lawbook, ["diff", "2024-02-14", "2024-02-15", "--lang", "en"]).output
    assert (
        "Self-report on pay and working conditions: new, version 1 from 15 February 2024 (unverified)"
        in told.replace("\u00a0", " ")
    )
