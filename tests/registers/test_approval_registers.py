"""Cleaning, staffing, car care and central approval: the register's own words, and the word a rule knows."""

from datetime import date

import pytest

from ryddig.domain.errors import AskAgainLater
from ryddig.domain.register_words import RegisterStatus, SourceState
from ryddig.registers.asking import Asker, Question
from ryddig.registers.renhold.client import Renhold
from ryddig.registers.renhold.parse import read_register
from ryddig.registers.sentral_godkjenning.client import SentralGodkjenning
from ryddig.registers.sentral_godkjenning.parse import read_approval
from ryddig.registers.settings import settings_from
from ryddig.registers.sources import STATUS_SOURCES, StatusAsker
from ryddig.registers.standin import approvals
from ryddig.registers.status_words import code_of
from tests.registers.standins import BAD_ANSWERS, BUYER, FIRM, GONE, OTHER, asking

WORLD = {
    "renhold": {FIRM: "Godkjent med ansatte", OTHER: "Ikke godkjent"},
    "bemanning": {FIRM: "Godkjent", OTHER: "Ikke Godkjent"},
    "bilpleie": {FIRM: "Godkjent med ansatte", OTHER: "Søknad under behandling"},
    "sentral_godkjenning": {FIRM: "2027-02-01", OTHER: "lapsed"},
}


@pytest.mark.parametrize(
    ("source", "orgnr", "code", "raw"),
    [
        ("renhold", FIRM, "approved", "Godkjent med ansatte"),
        ("renhold", OTHER, "not_approved", "Ikke godkjent"),
        ("renhold", GONE, "not_listed", ""),
        ("bemanning", FIRM, "approved", "Godkjent"),
        ("bemanning", OTHER, "not_approved", "Ikke Godkjent"),
        ("bemanning", GONE, "not_listed", ""),
        ("bilpleie", FIRM, "approved", "Godkjent med ansatte"),
        ("bilpleie", OTHER, "application_pending", "Søknad under behandling"),
        ("bilpleie", GONE, "not_listed", ""),
        ("sentral_godkjenning", FIRM, "approved", "approved: true"),
        ("sentral_godkjenning", OTHER, "not_approved", "approved: false"),
        ("sentral_godkjenning", GONE, "not_listed", ""),
    ],
)
def test_a_firm_is_asked_about(source: str, orgnr: str, code: str, raw: str) -> None:
    with asking(*approvals.routes(WORLD)) as asked:
        told = StatusAsker(asked.asker).ask(source, orgnr)
    assert (told.status.code, told.status.raw, told.way) == (code, raw, source)
    assert told.status.register == STATUS_SOURCES[source].register
    assert told.answer is not None
    assert told.answer.state is (SourceState.NOT_FOUND if code == "not_listed" else SourceState.ANSWERED)


@pytest.mark.parametrize("bad", BAD_ANSWERS)
@pytest.mark.parametrize("source", STATUS_SOURCES)
def test_a_bad_answer_is_never_a_status(source: str, bad: str) -> None:
    with asking(*approvals.routes(WORLD)) as asked:
        asked.standin.faults.plan(source, BAD_ANSWERS[bad])
        with pytest.raises(AskAgainLater):
            StatusAsker(asked.asker).ask(source, OTHER)
        asked.standin.faults.clear()
        with Asker(asked.asker.settings) as later:
            assert StatusAsker(later).ask(source, FIRM).status.code == "approved"


@pytest.mark.parametrize("source", STATUS_SOURCES)
def test_a_source_that_is_off_is_not_asked(source: str) -> None:
    off = {f"RYDDIG_REGISTER_{name.upper()}_ON": "off" for name in (*STATUS_SOURCES, "ebevis")}
    with asking(*approvals.routes(WORLD), more=off) as asked:
        told = StatusAsker(asked.asker, BUYER).ask(source, FIRM)
        assert asked.standin.requests == []
    register = STATUS_SOURCES[source].register
    assert told.status == RegisterStatus(register, None, "", state=SourceState.NOT_ASKED)
    assert (told.answer, told.way, told.paper) == (None, "", register)


def test_the_two_uncertain_ways_are_off_unless_turned_on() -> None:
    settings = settings_from({"RYDDIG_REGISTERS": "on"})
    assert {source for source in STATUS_SOURCES if settings.is_on(source)} == {"renhold", "sentral_godkjenning"}


def test_the_cleaning_register_is_fetched_once_for_a_round() -> None:
    with asking(*approvals.routes(WORLD)) as asked:
        round_ = StatusAsker(asked.asker)
        assert [round_.ask("renhold", number).status.code for number in (FIRM, OTHER, GONE)] == [
            "approved",
            "not_approved",
            "not_listed",
        ]
        assert asked.standin.requests == ["GET /renhold/renhold_register.xml"]


def test_an_establishment_has_the_status_of_its_firm() -> None:
    register = read_register(approvals.renhold_file(WORLD["renhold"]))
    entry = register.firms[OTHER]
    assert entry.units
    found = register.find(entry.units[0])
    assert found is entry
    assert entry.status.code == "not_approved"


def test_contact_points_are_not_kept() -> None:
    with asking(*approvals.routes(WORLD)) as asked:
        answer, _ = Renhold(asked.asker).status(FIRM)
    assert FIRM.encode() in answer.raw
    assert b"prove.example" not in answer.raw
    assert b"Telefon" not in answer.raw


def test_a_register_with_few_firms_is_not_the_register() -> None:
    few = approvals.renhold_file(WORLD["renhold"], fill=10)
    with pytest.raises(AskAgainLater, match="holds 12 firms"):
        read_register(few)
    assert read_register(few, fewest=12).find(GONE) is None


def test_a_register_cut_off_in_the_middle_says_nothing_of_anyone() -> None:
    whole = approvals.renhold_file(WORLD["renhold"])
    with pytest.raises(AskAgainLater, match="cut off"):
        read_register(whole[: len(whole) // 2], fewest=0)


OLD_LAYOUT = f"""<?xml version="1.0" encoding="utf-8"?>
<ArrayOfRenholdsvirksomhet xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <Renholdsvirksomhet><Organisasjonsnummer>{FIRM}</Organisasjonsnummer><Navn>Tenkt Renhold AS</Navn>
  <Underavdelinger><Avdeling><Organisasjonsnummer>{OTHER}</Organisasjonsnummer></Avdeling></Underavdelinger>
  <Status>Under HMS-kortbestilling</Status></Renholdsvirksomhet>
</ArrayOfRenholdsvirksomhet>""".encode()


def test_the_older_layout_of_the_cleaning_register_is_read() -> None:
    register = read_register(OLD_LAYOUT, fewest=1)
    for number in (FIRM, OTHER):
        entry = register.find(number)
        assert entry is not None
        assert (entry.number, entry.status.code) == (FIRM, "hms_card_order_pending")
        assert entry.status.raw == "Under HMS-kortbestilling"


def test_entities_in_the_register_are_refused() -> None:
    bomb = b'<!DOCTYPE Register [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + OLD_LAYOUT.split(b"\n", 1)[1]
    with pytest.raises(AskAgainLater):
        read_register(bomb, fewest=0)


@pytest.mark.parametrize(
    ("register", "raw", "code"),
    [
        ("staffing", "Oppfylt registrering", None),
        ("staffing", "Godkjent med ansatte", None),
        ("cleaning", "GODKJENT  uten ansatte", "approved"),
        ("cleaning", "Ikke funnet", "not_listed"),
        ("car_care", "Godkjent av Statens vegvesen", None),
        ("cleaning", "", None),
    ],
)
def test_a_text_we_do_not_know_is_no_status(register: str, raw: str, code: str | None) -> None:
    assert code_of(register, raw) == code


def test_car_care_does_not_take_a_pending_application_for_an_approval() -> None:
    """The register writes godkjenningsstatus "Godkjent" of it."""
    with asking(*approvals.routes(WORLD)) as asked:
        answer = StatusAsker(asked.asker).ask("bilpleie", OTHER)
        assert answer.answer is not None
        assert '"godkjenningsstatus": "Godkjent"' in answer.answer.raw.decode()
        assert answer.status.code == "application_pending"


def test_of_central_approval_only_the_decision_is_kept() -> None:
    with asking(*approvals.routes(WORLD)) as asked:
        answer, approval = SentralGodkjenning(asked.asker).approval(FIRM)
    assert approval is not None
    assert approval.until == date(2027, 2, 1)
    assert [(area.subject_area, area.grade) for area in approval.areas] == [("Tømrerarbeid", "2")]
    assert b"rerarbeid" not in answer.raw
    assert b"prove.example" not in answer.raw
    assert b'"approval_period_to": "2027-02-01"' in answer.raw


def test_the_older_wrapping_of_central_approval_is_read() -> None:
    with asking(*approvals.routes(WORLD)) as asked, Asker(asked.asker.settings) as plain:
        body = plain.ask("sentral_godkjenning", Question(f"enterprises/{FIRM}")).raw
    assert b"dibk-sgdata" in body
    assert read_approval(body, FIRM).approved
    with pytest.raises(AskAgainLater):
        read_approval(body, OTHER)
