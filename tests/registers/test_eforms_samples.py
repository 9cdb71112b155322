"""eForms notices, Norwegian and made-up, native and converted: what a person read in each file."""

from decimal import Decimal

import pytest

from ryddig.domain.facts import BuyerKind, Sector
from ryddig.domain.notices import Note, RefersTo, RowOutcome
from tests.registers.notice_tables import Line, line, notice
from tests.shared import shared

NO, EU, NOR = "eforms-notices-no", "eforms-sdk-eu", "eforms-sdk-nor"
AWARD, COMPETITION, CHANGE, VEAT = "award", "competition", "modification", "intention"
LINES = {
    (NO, "2024-110489"): Line(
        VEAT, "Forsvaret v/Forsvarets logistikkorganisasjon", "988517860", "Framework Agreement - 46000041",
        "goods", "38632000", "Framework Agreement - 4600004102 Night Vision Systems", "2024-07-04",
        rows=1, winners=1, months=84,
    ),
    (NO, "ContractAwardNotice_can-modif_2022-627512"): Line(
        CHANGE, "Oslo kommune v/Vann- og avløpsetaten", "971185589", "Drift og utvikling av gradert ",
        "services", "72315200", "87/2019", "2022-12-09", rows=1, winners=1, months=31,
    ),
    (NO, "ContractAwardNotice_can-modif_2023-101032"): Line(
        CHANGE, "Ålesund kommune", "920415288", "Endringskunngjøring - Programv",
        "services", "72000000", "23/1956", "2023-11-15", rows=1, winners=1,
    ),
    (NO, "ContractAwardNotice_can-modif_2023-677604"): Line(
        CHANGE, "Viken fylkeskommune", "921693230", "Endring i avtale Virksomhetsst",
        "services", "72268000", "2020/135366", "2023-03-01", rows=1, winners=1, months=72,
    ),
    (NO, "ContractAwardNotice_can-social_2022-927623"): Line(
        AWARD, "Politiets fellestjenester", "974761157", "Rammeavtale vakt- og sikkerhet",
        "services", "79713000", "21/183479", "2022-10-25",
        total_ceiling="141000000", lots=2, rows=2, winners=2, framework=True,
    ),
    (NO, "ContractAwardNotice_can-social_2024-103933"): Line(
        AWARD, "Moss kommune", "920817521", "Tiltak 2 Omsorgstjenester",
        "services", "85000000", "23/10246", "2024-03-14", total="80000000", rows=5, winners=5, months=24,
    ),
    (NO, "ContractAwardNotice_can-standard_2022-960991"): Line(
        AWARD, "Direktoratet for samfunnssikkerhet og beredskap (DSB)", "974760983", "Delivery and maintenance of a ",
        "goods", "32571000", "2022/6604", "2022-10-21", total="42000000", rows=1, winners=1, framework=False,
    ),
    (NO, "ContractAwardNotice_can-standard_2023-632707"): Line(
        AWARD, "Narvik kommune", "959469059", "Rehabilitering av 2 bruer i Ba",
        "works", "45221111", "22/34", "2023-05-24", rows=1, winners=0, framework=False,
    ),
    (NO, "ContractAwardNotice_can-standard_2024-100829"): Line(
        AWARD, "Ringerike Kommune", "940100925", "Intensjonskunngjøring - Kjøp a",
        "goods", "48100000", "2024/930", "2024-01-19", rows=1, winners=1, framework=False,
    ),
    (NO, "ContractAwardNotice_veat_2022-627736"): Line(
        VEAT, "Riksantikvaren", "974760819", "Kartdata over kulturminner",
        "services", "72212326", None, "2022-12-02", total="5000000", rows=1, winners=1,
    ),
    (NO, "ContractAwardNotice_veat_2022-697882"): Line(
        VEAT, "SYKEHUSINNKJØP HF", "916879067", "Intensjonskjunngjøring - Inngå",
        "goods", "33600000", "2021/108", "2022-11-26", total_ceiling="7432000", rows=1, winners=1, framework=True,
    ),
    (NO, "ContractNotice_cn-social_2023-629257"): Line(
        COMPETITION, "NAV Tiltak Rogaland", None, "23/3673 - AMO-kurs Overflatebe",
        "services", "80590000", "23/3673", "2023-07-07", estimate="9080000", lots=2, months=24, framework=True,
    ),
    (NO, "ContractNotice_cn-standard_2023-698775"): Line(
        COMPETITION, "Waco Forsikringsmegling AS", "966844515", "34 kommuner med tilhørende for",
        "services", "66510000", "2024,1", "2023-05-25", framework=False,
    ),
    (NO, "ContractNotice_cn-standard_2024-107345"): Line(
        COMPETITION, "Kongsbergregionen", "995969653", "Byggeledelse",
        "services", "71500000", "2024/5155", "2024-05-16", framework=True,
    ),
    (NO, "ContractNotice_pin-cfc-social_2024-101732"): Line(
        COMPETITION, "Værnesregionen Innkjøp", "939958851", "Tjenestekonsesjon brukerstyrt ",
        "services", "85100000", "24/1", "2024-02-06", estimate="150000000",
    ),
    (NO, "ContractNotice_qu-sy_2023-102500"): Line(
        "qualification_system", "Elmea AS", "986347801", "Nettstasjoner og trafo 2023",
        "goods", "31170000", "01-2023", "2023-12-15", months=36,
    ),
    (NO, "PriorInformationNotice_pin-buyer_2023-100723"): Line(
        "planning", "Stavanger kommune", "964965226", "Markedsdialog Nettverksutstyr",
        "goods", "32422000", "23/43872", "2023-11-09",
    ),
    (EU, "can-modif_24_duration"): Line(
        CHANGE, "Gransha Hospital Procurement and Logistics Service", None, "Automated Laboratory Medicine ",
        "goods", "33159000", "103420", "2010-10-07", total="105000000.00 GBP", rows=1, winners=1, months=120,
    ),
    (EU, "can-modif_24_value"): Line(
        CHANGE, "London South Bank University", None, "Change Partner",
        "services", "79410000", "17/044", "2018-08-02", total="4500000.00 EUR", rows=1, winners=1,
    ),
    (EU, "can_24_maximal"): Line(
        AWARD, "Financial Adinistration for ...", None, "Procurement Title ---",
        "services", "79710000", "2023-P-0001", "2023-04-23", estimate="9999999.99 EUR", total="9999999.99 EUR",
        total_ceiling="9999999.99 EUR", lots=2, rows=3, winners=3, framework=True,
    ),
    (EU, "can_24_minimal"): Line(
        AWARD, "Rouen Habitat", None, "Service d'entretien de remise ",
        "services", "77310000", None, "2019-10-23", total="390697.84 EUR", rows=1, winners=1, framework=False,
    ),
    (EU, "cn_24_minimal"): Line(
        COMPETITION, "Publications Office of the European Union", None, "Provision of IT Services Relat",
        "services", "72230000", None, "2019-11-21", months=48, framework=True,
    ),
    (EU, "subco_81"): Line(
        COMPETITION, "Private Org main buyer", None, "Title (BT-21-Procedure)",
        "goods", "24000000", "Internal identifier (BT-22-Procedure)", "2023-06-29",
        estimate="1000.00 EUR", months=36, framework=False,
    ),
    (NOR, "VALID-national-e2-minimum"): Line(
        "planning", "Doffe Dolfinsen ASA", None, "Tittel for anskaffelsesprosedy", "services", "72000000",
    ),
    (NOR, "VALID-national-e3-minimum"): Line(
        COMPETITION, "Dolph Dolfinsen", None, "Anskaffelse av IKT-tjenester", "services", "72230000",
    ),
    (NOR, "VALID-national-e4-minimum"): Line(
        AWARD, "Daffy Dolfinsen", None, "Vedlikehold, restaurering og r", "services", "77310000", rows=1, winners=1,
    ),
    (NOR, "can_24_minimal_national"): Line(
        AWARD, "Rouen Habitat", None, "Service d'entretien de remise ",
        "services", "77310000", total="390697.84 EUR", rows=1, winners=1, framework=False,
    ),
}  # fmt: skip


def test_every_sample_has_a_line() -> None:
    folders = {folder for folder, _ in LINES}
    files = {(folder, path.stem) for folder in folders for path in shared("reference", "samples", folder).glob("*.xml")}
    assert files == LINES.keys()


@pytest.mark.parametrize(("folder", "name"), sorted(LINES))
def test_key_values(folder: str, name: str) -> None:
    assert line(notice(folder, f"{name}.xml")) == LINES[folder, name]


def test_winner_is_the_tender_the_contract_names_and_not_all_thirteen() -> None:
    row = notice(NO, "2024-110489.xml").rows[0]
    assert [firm.name.value for firm in row.winners] == ["Elbit Systems of America"]
    assert row.value is None
    assert row.winners[0].natural_person is not None
    assert row.winners[0].natural_person.value is True


def test_winner_chain_with_number_written_as_vat_number() -> None:
    rows = notice(NO, "ContractAwardNotice_can-social_2022-927623.xml").rows
    numbers = [(firm.orgnr.raw, firm.orgnr.value) for row in rows for firm in row.winners if firm.orgnr]
    assert numbers == [("NO943184097MVA", "943184097"), ("920 144 950", "920144950")]
    assert [row.value.raw for row in rows if row.value] == ["138000000.00 NOK", "3000000.00 NOK"]
    assert [row.lot for row in rows] == [None, None]
    assert [row.offers.value for row in rows if row.offers] == [3, 3]


def test_closed_without_winner() -> None:
    row = notice(NO, "ContractAwardNotice_can-standard_2023-632707.xml").rows[0]
    assert row.outcome is RowOutcome.CANCELLED
    assert row.why is not None
    assert row.why.raw == "clos-nw"
    other = notice(EU, "can_24_maximal.xml").rows[2]
    assert other.outcome is RowOutcome.CANCELLED
    assert other.why is not None
    assert other.why.raw == "all-rej"


def test_consortium_lead_subcontractor_and_shares() -> None:
    row = notice(EU, "can_24_maximal.xml").rows[0]
    assert [firm.name.value for firm in row.winners] == ["Gyro Soft SA", "The best App Ltd."]
    assert [firm.leads_group.value for firm in row.winners if firm.leads_group] == [True, False]
    assert [firm.name.value for firm in row.subcontractors] == ["Ayuda"]
    assert row.subcontracted is not None
    assert row.subcontracted.value is True
    assert row.subcontracted_percent is not None
    assert row.subcontracted_percent.value == Decimal(30)
    assert row.winners[0].orgnr is None
    assert row.winners[0].foreign_id is not None


def test_strategic_codes_keep_their_list_apart_from_kind() -> None:
    lot = notice(EU, "can_24_maximal.xml").lots[0]
    assert [code.value for code in lot.strategic] == ["clim-mitig", "acc-all", "proc-innov", "env-imp"]
    assert lot.ceiling is not None
    assert lot.ceiling.raw == "10000 EUR"


def test_unlimited_and_dated_terms() -> None:
    forever = notice(NO, "ContractAwardNotice_can-standard_2024-100829.xml").term.unlimited
    assert forever is not None
    assert forever.value is True
    dated = notice(NO, "ContractNotice_cn-standard_2024-107345.xml").term
    assert dated.starts_on is not None
    assert dated.ends_on is not None
    assert (dated.starts_on.raw, dated.ends_on.raw) == ("2025-07-31+00:00", "2029-03-01+00:00")


def test_renewals_and_their_text() -> None:
    options = notice(NO, "ContractAwardNotice_can-social_2024-103933.xml").options
    assert options.renewals is not None
    assert options.renewals.value == 2
    assert [text.value for text in options.texts] == ["12 måneder"]


def test_change_that_says_what_and_change_that_says_only_that() -> None:
    told = notice(NO, "ContractAwardNotice_can-modif_2023-101032.xml")
    assert told.modification is not None
    assert [reason.value for reason in told.modification.reasons] == ["mod-cir"]
    assert told.modification.texts[0].raw.startswith("I forbindelse med kommunedeling")
    assert [(each.to, each.number.value) for each in told.references] == [(RefersTo.MODIFIED_AWARD, "403922-2019")]
    silent = notice(NO, "ContractAwardNotice_can-modif_2023-677604.xml").modification
    assert silent is not None
    assert not silent.says_what


def test_a_converted_notice_does_not_take_the_announcements_ted_number_as_its_own() -> None:
    read = notice(NO, "ContractAwardNotice_can-social_2022-927623.xml")
    assert read.ted_number is None
    assert [each.number.value for each in read.references] == ["303653-2022"]


def test_stated_kinds_and_what_the_name_says() -> None:
    moss = notice(NO, "ContractAwardNotice_can-social_2024-103933.xml").buyers[0]
    assert moss.kind is not None
    assert (moss.kind.value, moss.kind_by_name) == (BuyerKind.COUNTY, BuyerKind.MUNICIPAL)
    two_readings = notice(NO, "ContractNotice_cn-standard_2024-107345.xml").buyers[0].kind
    assert two_readings is not None
    assert (two_readings.value, two_readings.raw) == (None, "body-pl-la")
    elmea = notice(NO, "ContractNotice_qu-sy_2023-102500.xml")
    assert elmea.buyers[0].kind is not None
    assert elmea.buyers[0].kind.value is BuyerKind.UTILITY
    assert elmea.sector is Sector.UTILITIES


def test_joint_buyers() -> None:
    buyers = notice(NO, "ContractNotice_pin-cfc-social_2024-101732.xml").buyers
    assert len(buyers) == 7
    tydal = buyers[4].firm
    assert tydal.orgnr is not None
    assert (tydal.name.value, tydal.orgnr.value, tydal.orgnr.notes) == ("Tydal kommune", None, (Note.ORGNR_LENGTH,))


def test_an_unreadable_date_is_kept_as_it_stood() -> None:
    read = notice(NOR, "VALID-national-e3-minimum.xml")
    assert read.dispatched_on is not None
    assert (read.dispatched_on.value, read.dispatched_on.raw) == (None, "${ISSUEDATE}")
    assert read.dispatched_on in read.remarks


def test_contact_persons_and_addresses_are_in_no_notice() -> None:
    for folder in (NO, EU, NOR, "doffin-chains"):
        for path in shared("reference", "samples", folder).glob("*.xml"):
            told = repr(notice(folder, path.name))
            assert "Kontakt Person" not in told, path.name
            assert "@" not in told, path.name
            assert "+47" not in told, path.name
