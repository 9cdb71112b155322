"""`ryddig register read-export`: lists with headings nobody has published, and what was not recognised."""

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from ryddig.cli.main import ryddig
from tests.shared import shared

CHAIN = (
    "Organisasjonsnummer;Firma;Ledd;Oppdragsgiver;Prosjektleder\n"
    "310000019;Prøve Bygg AS;1;;Kari\n"
    "310000027;Tenkt Mur AS;2;Prøve Bygg AS;Ola\n"
    "310000027;Tenkt Mur AS;2;Prøve Bygg AS;Ola\n"
)
CREW = (
    "Dato;HMS-kort;Orgnr;Firma;Navn\n"
    "02.02.2026;11;310000019;Prøve Bygg AS;Kari\n"
    "02.02.2026;11;310000019;Prøve Bygg AS;Kari\n"
    "03.02.2026;11;310000019;Prøve Bygg AS;Kari\n"
    "03.02.2026;12;310000019;Prøve Bygg AS;Ola\n"
    "03.02.2026;;310000027;Tenkt Mur AS;Per\n"
)
CARDS = "Kortnummer;Kortstatus;Kort gyldig til\n11;Gyldig;01.01.2027\n12;Utgått;01.01.2026\n13;Rart;01.01.2027\n"
WARNINGS = "Varsel;Varselstatus;Varseldato;Orgnr\nMangler HMS-kort;Åpent;02.02.2026;310000027\n"
BANK = (
    "Orgnr;Leverandør;Status;Gyldig til\n"
    "310000019;Prøve Bygg AS;Aktiv;31.12.2026\n"
    "310000027;Tenkt Mur AS;Utgått;31.12.2025\n"
)


def run(path: Path, *arguments: object) -> Result:
    given = ["register", "read-export", str(path), "--on", "2026-11-28", *map(str, arguments)]
    return CliRunner().invoke(ryddig, given)


def read(folder: Path, text: str, *arguments: object) -> Any:
    path = folder / "uttrekk.csv"
    path.write_text(text, encoding="utf-8")
    return json.loads(run(path, "--json", *arguments).stdout)[0]


def test_the_chain_is_read_with_its_tiers_and_what_was_not_recognised(tmp_path: Path) -> None:
    found = read(tmp_path, CHAIN)
    assert (found["kind"], found["rows"], found["tiers"]) == ("hmsreg_chain", 3, {"1": 1, "2": 1})
    assert found["unread"] == ["Prosjektleder"]
    assert "Kari" not in json.dumps(found)


def test_days_on_site_are_person_days_and_no_name_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, CREW)
    assert [(one["name"], one["days"], one["cards"], one["first"], one["last"]) for one in found["crew"]] == [
        ("Prøve Bygg AS", 3, 2, "2026-02-02", "2026-02-03"),
        ("Tenkt Mur AS", 1, 0, "2026-02-03", "2026-02-03"),
    ]
    assert found["unread"] == ["Navn"]
    assert "Kari" not in json.dumps(found)


def test_cards_are_counted_by_state_and_an_unknown_state_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, CARDS)
    assert (found["kind"], found["cards"], found["lapsed"]) == ("hmsreg_cards", {"valid": 1, "expired": 1, "": 1}, 1)
    assert found["problems"] == ["choice.unknown"]


def test_warnings_keep_their_words(tmp_path: Path) -> None:
    found = read(tmp_path, WARNINGS)
    (firm,) = found["firms"]
    assert (found["kind"], firm["said"]["warning"], firm["said"]["warning_state"]) == (
        "hmsreg_warnings",
        "Mangler HMS-kort",
        "Åpent",
    )


def test_startbank_gives_statuses_with_dates(tmp_path: Path) -> None:
    found = read(tmp_path, BANK)
    assert (found["kind"], found["rows"], found["lapsed"]) == ("startbank", 2, 1)
    assert found["firms"][1]["said"] == {"status": "Utgått", "valid_to": "2025-12-31"}


def test_a_person_says_what_a_column_is_and_it_is_remembered(tmp_path: Path) -> None:
    text, layout = CHAIN.replace("Ledd", "Posisjon"), tmp_path / "oppsett.yaml"
    assert "Posisjon" in read(tmp_path, text)["unread"]
    assert read(tmp_path, text, "--map", "C=tier", "--layout", layout)["tiers"] == {"1": 1, "2": 1}
    assert read(tmp_path, text, "--layout", layout)["tiers"] == {"1": 1, "2": 1}


def test_every_sheet_of_a_workbook_is_known_by_its_own_headings(tmp_path: Path) -> None:
    path = tmp_path / "uttrekk.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, text in (("Kjede", CHAIN), ("Kort", CARDS)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(text.splitlines()):
                sheet.write_row(row, 0, line.split(";"))
    found = json.loads(run(path, "--json").stdout)
    assert [(one["sheet"], one["kind"]) for one in found] == [("Kjede", "hmsreg_chain"), ("Kort", "hmsreg_cards")]


def test_a_list_nobody_knows_is_shown_with_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "ukjent.csv"
    path.write_text("Farge;Form\nrød;rund\n", encoding="utf-8")
    done = run(path, "--lang", "en")
    assert done.exit_code == 1
    assert "The headings do not tell what kind of list this is: Farge, Form" in done.output


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "{" + '"a":[' * 100_000])
def test_json_that_is_no_case_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sak.json"
    path.write_text(text, encoding="utf-8")
    done = run(path, "--lang", "en")
    assert (done.exit_code, "is no case from HMSREG" in done.output) == (1, True)


def test_a_case_as_sent_to_the_archive_is_read_without_its_documents() -> None:
    (path,) = shared("reference", "samples", "hmsreg").glob("*.json")
    done = run(path, "--json")
    case = json.loads(done.stdout)
    assert (case["supplier"], case["deviation_code"], case["one_main"]) == ("Eksempel Entreprenør AS", "A1", True)
    assert len(case["documents"]) == 2
    assert "documentBase64" not in done.stdout
    assert "example.invalid" not in done.stdout
