"""The twenty notices of one buyer, 2013 to 2024, in four generations: what a person read in each file."""

from decimal import Decimal

import pytest

from ryddig.domain.facts import BuyerKind
from ryddig.domain.notices import Generation, Note, RowOutcome, Vat
from tests.registers.notice_tables import Line, line, notice
from tests.shared import shared

FOLDER = "doffin-chains"
OLD = "Arbeids- og velferdsdirektoratet, Økonomiavdelingen, Anskaffelsesseksjonen"
MIDDLE = "Arbeids- og velferdsdirektoratet, Økonomi- og styringsavdelingen, Anskaffelsesseksjonen"
NAV = "ARBEIDS- OG VELFERDSETATEN (NAV)"
NAV2 = "ARBEIDS- OG VELFERDSETATEN"
ORGNR = "889640782"
LINES = {
    "2013-307839": Line(
        "competition", OLD, None, "Elektronisk samhandling, integ", "services", "72230000",
        on="2013-10-15", low="288000000", high="432000000", framework=False,
    ),
    "2014-607651": Line(
        "award", OLD, ORGNR, "Elektronsik samhandling, integ", "services", "72230000",
        "13/7760", "2014-06-05", total="404238932", rows=1, winners=1,
    ),
    "2014-888660": Line(
        "competition", OLD, ORGNR, "Vedlikehold og videreutvikling", "services", "72000000",
        "14/3025", "2014-05-17", low="440000000", high="600000000", framework=False,
    ),
    "2015-103735": Line(
        "award", OLD, ORGNR, "Anskaffelse av parallelle ramm", "services", "72000000",
        "15 / 247", "2015-11-26", rows=13, winners=12, framework=True,
    ),
    "2015-340383": Line(
        "competition", OLD, ORGNR, "Anskaffelse av parallelle ramm", "services", "72000000",
        "15 / 247", "2015-03-23", low="1162400000", high="1473600000", lots=13, framework=True,
    ),
    "2015-512386": Line(
        "award", OLD, ORGNR, "Vedlikehold og videreutvikling", "services", "72000000",
        "14/3025", "2015-01-20", total="750000000", rows=1, winners=1,
    ),
    "2016-082071": Line(
        "competition", OLD, ORGNR, "Utvikling og vedlikehold av Ve", "services", "72000000",
        "15/7195", "2016-01-20", low="440000000", high="640000000", framework=False,
    ),
    "2016-404263": Line(
        "award", OLD, ORGNR, "Utvikling og vedlikehold av Ve", "services", "72000000",
        "15/7195", "2016-12-06", total="641099270", rows=1, winners=1,
    ),
    "2016-573035": Line(
        "correction", OLD, ORGNR, "Rammeavtale og vedlikehold for", None, "50312610", "15/5776", "2016-01-25",
    ),
    "2016-665571": Line(
        "competition", OLD, ORGNR, "Rammeavtale og vedlikehold for", "services", "50312610",
        "15/5776", "2016-01-19", low="200000000", high="280000000", months=24, framework=True,
    ),
    "2017-171484": Line(
        "award", MIDDLE, ORGNR, "Anskaffelse – Rammeavtale for ", "services", "72200000",
        "17-2726", "2017-11-24", total="283001320", rows=2, winners=2, framework=True,
    ),
    "2017-543695": Line(
        "competition", MIDDLE, ORGNR, "Anskaffelse – Rammeavtale for ", "services", "72200000",
        "17-2726", "2017-05-02", estimate="256000000", months=48, framework=True,
    ),
    "2018-307274": Line(
        "competition", NAV, ORGNR, "Anskaffelse - Rammeavtaler for", "services", "72200000",
        "18-1676", "2018-10-22", estimate="380000000", months=48,
    ),
    "2019-345499": Line(
        "award", NAV, ORGNR, "Tildeling - rammeavtale for ut", "services", "72230000",
        "18-1676", "2019-03-19", total="380000000", rows=1, winners=3,
    ),
    "2020-315257": Line(
        "competition", NAV, ORGNR, "Rammeavtaler - Anskaffelse av ", "services", "72200000",
        "20/9888", "2020-09-23", months=48,
    ),
    "2020-384325": Line(
        "correction", NAV, ORGNR, "Rammeavtaler - Anskaffelse av ", "services", "72200000", "20/9888", "2020-09-29",
    ),
    "2021-393666": Line(
        "award", NAV, ORGNR, "Rammeavtaler - Anskaffelse av ", "services", "72200000",
        "21/1641", "2021-02-03", total="1200000000", rows=4, winners=4,
    ),
    "2023-601022": Line(
        "award", NAV2, ORGNR, "Kontraktstildeling - anskaffel", "services", "79400000",
        "22/14419", "2023-12-13", total="428000000", lots=8, rows=50, winners=50, framework=True,
    ),
    "2023-668270": Line(
        "competition", NAV2, ORGNR, "Anskaffelse av parallelle ramm", "services", "79400000",
        "22/14419", "2023-03-07", estimate="428000000", lots=8, framework=True,
    ),
    "2024-100693": Line(
        "competition", NAV2, ORGNR, "23-5161 Anskaffelse av paralle", "services", "72220000",
        "23/5161", "2024-01-18", estimate="3680000000", ceiling="4600000000", lots=11, months=24, framework=True,
    ),
}  # fmt: skip


def test_every_sample_has_a_line() -> None:
    files = {path.stem for path in shared("reference", "samples", FOLDER).glob("*.xml")}
    assert files == LINES.keys()


@pytest.mark.parametrize("number", sorted(LINES))
def test_key_values(number: str) -> None:
    read = notice(FOLDER, f"{number}.xml")
    assert line(read) == LINES[number]
    assert read.number is not None
    assert read.number.value == number


def test_generations() -> None:
    found = {number: notice(FOLDER, f"{number}.xml").generation for number in LINES}
    assert found["2013-307839"] is Generation.TED_R208
    assert {number for number, each in found.items() if each is Generation.DOFFIN_V2} == {
        number for number in LINES if "2014" <= number[:4] <= "2016"
    }
    assert found["2024-100693"] is Generation.EFORMS
    assert all(each is Generation.DOFFIN_V3 for number, each in found.items() if "2017" <= number[:4] <= "2023")


def test_own_number_from_the_file_or_its_name() -> None:
    inside, outside = notice(FOLDER, "2013-307839.xml").number, notice(FOLDER, "2014-607651.xml").number
    assert inside is not None
    assert outside is not None
    assert inside.path == "/TED_ESENDERS/SENDER/NO_DOC_EXT"
    assert outside.notes == (Note.FROM_FILE_NAME,)


def test_every_field_keeps_raw_text_and_path() -> None:
    high = notice(FOLDER, "2016-082071.xml").high
    assert high is not None
    assert high.raw == "640000000 NOK"
    assert high.path.endswith(
        "/QUANTITY_SCOPE/NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY/RANGE_VALUE_COST/HIGH_VALUE"
    )
    number = notice(FOLDER, "2017-171484.xml").buyers[0].firm.orgnr
    assert number is not None
    assert (number.value, number.raw, number.notes) == (ORGNR, "889 640 782", (Note.ORGNR_GROUPED,))


def test_award_that_holds_vat_and_one_that_does_not() -> None:
    old, new = notice(FOLDER, "2015-512386.xml").total, notice(FOLDER, "2017-171484.xml").total
    assert old is not None
    assert old.value is not None
    assert new is not None
    assert new.value is not None
    assert (old.value.vat, old.value.vat_percent) == (Vat.INCLUDED, Decimal(25))
    assert old.value.without_vat is not None
    assert old.value.without_vat.ore == 600_000_000_00
    assert new.value.vat is Vat.EXCLUDED


def test_cancelled_area_is_a_row_and_not_a_supplier() -> None:
    rows = notice(FOLDER, "2015-103735.xml").rows
    stopped = [row for row in rows if row.outcome is RowOutcome.CANCELLED]
    assert len(stopped) == 1
    assert stopped[0].winners == ()
    assert stopped[0].why is not None
    assert stopped[0].why.raw == "Konkurransen ble avlyst på dette kompetanseområdet"
    assert stopped[0].lot is not None
    assert stopped[0].lot.value == "2"


def test_initial_estimate_in_a_row_is_not_its_value() -> None:
    row = notice(FOLDER, "2015-103735.xml").rows[0]
    assert row.value is None
    assert row.estimate is not None
    assert row.estimate.raw == "10000000 NOK"


def test_consortium_of_three() -> None:
    row = notice(FOLDER, "2019-345499.xml").rows[0]
    assert [firm.name.value for firm in row.winners] == [
        "Visma Consulting AS",
        "Sopra Steria AS (hovedenhet)",
        "Experis AS",
    ]
    assert row.group is not None
    assert row.group.value is True


def test_row_details() -> None:
    row = notice(FOLDER, "2016-404263.xml").rows[0]
    assert row.offers is not None
    assert row.offers.value == 5
    assert row.decided_on is not None
    assert row.decided_on.raw == "2016-09-30"
    assert row.subcontracted is not None
    assert row.subcontracted.value is True
    assert row.subcontracted_percent is not None
    assert row.subcontracted_percent.value == Decimal(23)
    assert row.winners[0].orgnr is not None
    assert row.winners[0].orgnr.value is None
    assert row.winners[0].orgnr.notes == (Note.ORGNR_CHECKSUM,)
    later = notice(FOLDER, "2021-393666.xml").rows[3]
    assert later.concluded_on is not None
    assert later.concluded_on.raw == "2021-01-26"


def test_number_field_with_a_remark() -> None:
    cells = [firm.orgnr for row in notice(FOLDER, "2015-103735.xml").rows for firm in row.winners if firm.orgnr]
    assert cells
    assert all(cell.value is None and cell.raw == "Se vedlegg" and cell.notes == (Note.ORGNR_TEXT,) for cell in cells)


def test_lots_of_the_old_and_the_new_form() -> None:
    old, new = notice(FOLDER, "2015-340383.xml").lots, notice(FOLDER, "2024-100693.xml").lots
    assert [lot.number.value for lot in old] == [str(number) for number in range(1, 14)]
    assert old[5].title is not None
    assert old[5].title.value == "Prosjektstyring / -rådgivning"
    assert [lot.high.raw for lot in old if lot.high][:3] == ["8000000 NOK", "9600000 NOK", "68000000 NOK"]
    assert [lot.ceiling.raw for lot in new if lot.ceiling][:3] == ["380000000 NOK", "200000000 NOK", "2800000000 NOK"]
    assert new[0].title is not None
    assert new[0].title.value == "1 IT-Arkitektur"


def test_terms_and_options() -> None:
    dated = notice(FOLDER, "2023-668270.xml").common_term
    assert dated.starts_on is not None
    assert dated.ends_on is not None
    assert (dated.starts_on.raw, dated.ends_on.raw) == ("2023-11-01", "2025-10-31")
    options = notice(FOLDER, "2023-668270.xml").lots[0].options
    assert options.texts[0].value == (
        "Oppdragsgiver (Kunden) har opsjon på forlengelse av avtalen i ytterligere 1 + 1 år."
    )
    framework = notice(FOLDER, "2016-665571.xml")
    assert framework.term.framework_months is not None
    assert framework.term.framework_months.value == 48
    assert framework.options.renewals is not None
    assert framework.options.renewals.value == 2
    assert framework.options.renewal_months is not None
    assert framework.options.renewal_months.value == 24
    none = notice(FOLDER, "2018-307274.xml").options
    assert none.stated is not None
    assert none.stated.value is False


def test_stated_buyer_kind_and_cancellation() -> None:
    assert all(
        buyer.kind.value is BuyerKind.STATE
        for number in LINES
        for buyer in notice(FOLDER, f"{number}.xml").buyers
        if buyer.kind
    )
    stopped = notice(FOLDER, "2016-573035.xml").cancelled
    assert stopped is not None
    assert stopped.value == "PROCEDURE_DISCONTINUED"


def test_one_of_forty_names_has_a_number_that_passes() -> None:
    firms = [firm for number in LINES for row in notice(FOLDER, f"{number}.xml").rows for firm in row.winners]
    assert len(firms) == 74
    assert len({firm.name.value for firm in firms}) == 39
    numbered = {firm.name.value for firm in firms if firm.orgnr and firm.orgnr.value}
    assert numbered == {"Accenture AS"}
