"""The register's own answers, become words: no state is lost, and a missing field never reads as good news."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ryddig.domain.errors import OurFault
from ryddig.domain.register_words import ChangeKind, IndustryVersion, Unit, WarningKind
from ryddig.registers.brreg.parse import sub_unit_of, unit_of
from ryddig.registers.brreg.parse_more import accounts_of, changes_of, roles_of
from ryddig.registers.strict_json import parse_json
from tests.shared import shared

SAMPLES = shared("reference", "samples", "brreg")
DAY = date(2026, 9, 20)


def sample(name: str) -> object:
    return parse_json((SAMPLES / name).read_bytes(), name=name).value


def unit(name: str) -> Unit:
    return unit_of(sample(f"enhet-{name}.json"), asked_on=DAY)


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("915330193-konkurs", [(WarningKind.BANKRUPTCY, date(2026, 8, 26), "konkursdato")]),
        (
            "983830196-rekonstruksjon",
            [(WarningKind.RECONSTRUCTION, date(2026, 9, 2), "underRekonstruksjonsforhandlingDato")],
        ),
        (
            "931744682-tvangsopplost",
            [(WarningKind.FORCED_DISSOLUTION, date(2026, 6, 4), "tvangsopplostPgaManglendeRegnskapDato")],
        ),
        ("989566733-slettet", [(WarningKind.DELETED, date(2026, 9, 15), "slettedato")]),
        ("935864879-paategning", []),
        ("997808533-nuf", []),
    ],
)
def test_each_state_of_the_samples(name: str, states: list[tuple[WarningKind, date, str]]) -> None:
    assert [(w.kind, w.since, w.field) for w in unit(name).warnings] == states


def test_reconstruction_is_seen_though_every_boolean_says_no() -> None:
    content = sample("enhet-983830196-rekonstruksjon.json")
    assert isinstance(content, dict)
    assert not any(content[key] for key in ("konkurs", "underAvvikling", "underTvangsavviklingEllerTvangsopplosning"))
    assert unit("983830196-rekonstruksjon").warning(WarningKind.RECONSTRUCTION) is not None


def test_a_note_of_the_register_is_kept_with_its_day() -> None:
    (note,) = unit("935864879-paategning").notes
    assert (note.kind, note.entered_on) == ("FADR", date(2026, 9, 1))
    assert "forretningsadressen" in note.text


def test_a_deleted_unit_has_a_short_body_and_says_nothing_of_the_rest() -> None:
    gone = unit("989566733-slettet")
    assert gone.deleted
    assert gone.deleted_on == date(2026, 9, 15)
    assert (gone.vat_registered, gone.in_foretaksregisteret, gone.employees.span) == (None, None, None)
    assert [(n.name, n.since) for n in gone.former_names] == [("FJAS AS", date(2006, 3, 13))]


def test_the_rest_of_a_unit() -> None:
    firm = unit("983830196-rekonstruksjon")
    assert (firm.form, firm.registered_on, firm.last_accounts_year) == ("AS", date(2001, 11, 20), 2025)
    assert (firm.vat_registered, firm.in_foretaksregisteret, firm.capital) == (True, True, Decimal("732000.0"))
    assert [(c.code, c.version) for c in firm.industries] == [("41.000", IndustryVersion.SN2025)]
    assert firm.business_address is not None
    assert (firm.business_address.lines, firm.business_address.municipality_number) == (("Øvre Flatåsveg 12",), "5001")
    assert "registrertIPartiregisteret" in firm.other, "a field without a name is kept"
    assert "_links" not in firm.other


def test_a_foreign_firm_has_an_address_abroad_and_no_foretaksregister() -> None:
    foreign = unit("997808533-nuf")
    assert foreign.business_address is not None
    assert (foreign.form, foreign.business_address.country_code, foreign.business_address.postcode) == ("NUF", "SK", "")
    assert foreign.in_foretaksregisteret is False


def test_the_number_of_employees_is_read_after_the_switch_that_says_if_there_are_any() -> None:
    assert unit("983830196-rekonstruksjon").employees.span == (160, 160)
    assert unit("935864879-paategning").employees.span == (1, 4), "some, but too few to tell"
    assert unit("915330193-konkurs").employees.span == (0, 0)


def test_the_edition_of_industry_codes_follows_the_day_they_were_told() -> None:
    content = sample("enhet-983830196-rekonstruksjon.json")
    versions = [unit_of(content, asked_on=day).industries[0].version for day in (date(2025, 8, 31), date(2025, 9, 1))]
    assert versions == [IndustryVersion.SN2007, IndustryVersion.SN2025]
    assert unit_of(content).industries[0].version is IndustryVersion.UNKNOWN


def test_an_encoding_fault_in_a_page_is_survived() -> None:
    page = sample("search-asa-5.json")
    assert isinstance(page, dict)
    assert len([unit_of(one) for one in page["_embedded"]["enheter"]]) == 5


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("konkurs", None, "konkurs"),
        ("konkurs", "nei", "konkurs"),
        ("underTvangsavviklingEllerTvangsopplosning", None, "underTvangsavviklingEllerTvangsopplosning"),
        ("registrertIMvaregisteret", None, "registrertIMvaregisteret"),
        ("konkursdato", "i går", "konkursdato"),
        ("organisasjonsnummer", "12", "organisasjonsnummer"),
    ],
)
def test_a_changed_field_is_refused_and_never_read_as_well(name: str, value: object, field: str) -> None:
    content = sample("enhet-915330193-konkurs.json")
    assert isinstance(content, dict)
    changed = {**content, name: value}
    if value is None:
        del changed[name]
        changed[f"{name}Ny"] = True
    with pytest.raises(OurFault) as told:
        unit_of(changed)
    assert told.value.code == "register.changed"
    assert field in str(told.value)
    assert "1VASK" not in str(told.value)


def test_a_grave_word_in_a_field_we_do_not_know_is_told() -> None:
    content = sample("enhet-935864879-paategning.json")
    assert isinstance(content, dict)
    found = unit_of({**content, "underGjeldsforhandlingDato": "2026-10-01"})
    assert [(w.kind, w.field) for w in found.warnings] == [(WarningKind.UNNAMED, "underGjeldsforhandlingDato")]


def test_roles_with_the_estate_manager() -> None:
    groups = {group.kind: group for group in roles_of(sample("roller-915330193-konkurs.json"))}
    assert sorted(groups) == ["BOBE", "DAGL", "STYR"]
    assert groups["BOBE"].changed_on == date(2026, 8, 26)
    assert [role.manager for role in groups["BOBE"]] == ["Adv. Ola Nordmann"]
    (chair,) = groups["STYR"]
    assert chair.person is not None
    assert chair.person.key == "kari nordmann|1970-01-01"


def test_accounts_with_their_misspelt_keys() -> None:
    (year,) = accounts_of(sample("regnskap-915330193.json"))
    assert [year.equity, year.debt, year.revenue, year.result] == [
        Decimal(n) for n in (33214, 2507732, 4859032, 692981)
    ]
    assert (year.period_until, year.currency, year.audit_waived) == (date(2024, 12, 31), "NOK", True)
    assert "regnkapsprinsipper" in year.other


def test_the_change_feed_oldest_first() -> None:
    changes = changes_of(sample("oppdateringer-914375916.json"))
    assert [change.update_id for change in changes] == [24585313, 24659998, 25048345, 25152016]
    newest = changes[-1]
    assert newest.kind is ChangeKind.CHANGE
    assert newest.touches("/navn")
    assert newest.touches("/forretningsadresse")
    assert not newest.touches("/nav", "/naeringskode1")
    assert changes_of({"page": {"size": 100, "totalElements": 0}}) == ()


def test_a_sub_unit_from_bulk() -> None:
    content = {
        "organisasjonsnummer": "310000019",
        "navn": "PRØVE AVD NORD",
        "organisasjonsform": {"kode": "BEDR"},
        "overordnetEnhet": "310000027",
        "harRegistrertAntallAnsatte": True,
        "beliggenhetsadresse": {"adresse": ["Tenkt vei 2"], "kommunenummer": "3301"},
        "datoEierskifte": "2020-09-11",
    }
    found = sub_unit_of(json.loads(json.dumps(content)))
    assert (found.parent, found.owner_changed_on, found.employees.span) == ("310000027", date(2020, 9, 11), (1, 4))


def test_every_sample_of_a_unit_is_covered() -> None:
    covered = {"915330193", "983830196", "931744682", "989566733", "935864879", "997808533"}
    assert {path.stem.split("-")[1] for path in Path(SAMPLES).glob("enhet-*.json")} == covered
