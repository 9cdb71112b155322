"""What is reported of a procurement: exactly the named findings in the samples, and each finding on its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ryddig.domain.facts import BuyerKind
from ryddig.domain.notice_chain import Chain, RowsRelation, rows_and_total, stated_total
from ryddig.domain.notice_findings import NoticeFinding, chain_findings
from ryddig.domain.notice_join import join_notices
from ryddig.domain.notices import Amount, AwardRow, Buyer, Cell, Modification, Note, Notice, RowOutcome, Stage, Vat
from ryddig.registers.doffin import read_notice
from tests.domain.notice_builder import cell, firm, kroner, notice, points_at, row
from tests.shared import shared

MILLION = 1_000_000_00


def chains(*folders: str) -> tuple[Chain, ...]:
    paths = [path for folder in folders for path in sorted(shared("reference", "samples", folder).glob("*.xml"))]
    return join_notices(read_notice(path.read_bytes(), name=path.name) for path in paths)


def found(*folders: str) -> list[tuple[str, NoticeFinding]]:
    return [(chain.reference, finding) for chain in chains(*folders) for finding in chain_findings(chain)]


def test_exactly_the_named_findings_of_the_sample_chains() -> None:
    named = {"award.above_ceiling", "award.above_estimate", "procurement.cancelled", "award.cancellation_as_winner"}
    told = [
        (reference, finding.code, tuple(finding.message.params.values()))
        for reference, finding in found("doffin-chains")
        if finding.code in named
    ]
    assert told == [
        ("2014-888660", "award.above_ceiling", (750 * MILLION, 600 * MILLION)),
        ("2015-340383", "award.cancellation_as_winner", ("Konkurransen ble avlyst på dette kompetanseområdet",)),
        ("2016-665571", "procurement.cancelled", ("PROCEDURE_DISCONTINUED",)),
        ("2016-082071", "award.above_ceiling", (641_099_270_00, 640 * MILLION)),
        ("2017-543695", "award.above_estimate", (283_001_320_00, 256 * MILLION)),
    ]


def test_the_other_findings_of_the_sample_chains() -> None:
    codes = [(reference, finding.code) for reference, finding in found("doffin-chains")]
    assert ("2020-315257", "award.ceiling_repeated") in codes
    assert ("2020-315257", "chain.case_number_changed") in codes
    assert ("2023-668270", "award.rows_exceed_total") in codes
    assert ("2016-082071", "orgnr.checksum") in codes
    assert [reference for reference, code in codes if code == "term.missing"] == ["2013-307839", "2014-888660"]
    assert not [reference for reference, code in codes if code in {"award.no_announcement", "chain.to_confirm"}]


def test_both_awards_above_the_ceiling_hold_vat_and_are_not_above_without_it() -> None:
    above = [finding for _, finding in found("doffin-chains") if finding.code == "award.above_ceiling"]
    doubts = [finding.doubt for finding in above]
    assert [doubt.params for doubt in doubts if doubt] == [
        {"percent": Decimal(25), "net": 600 * MILLION},
        {"percent": Decimal(25), "net": 512_879_416_00},
    ]
    assert all(doubt is not None and doubt.plain().endswith(", not above.") for doubt in doubts)
    estimate = next(finding for _, finding in found("doffin-chains") if finding.code == "award.above_estimate")
    assert estimate.doubt is None


def test_reasons_point_at_both_files() -> None:
    above = next(finding for _, finding in found("doffin-chains") if finding.code == "award.above_estimate")
    assert [(reason.file, reason.raw) for reason in above.reasons] == [
        ("2017-171484.xml", "283001320.00 NOK"),
        ("2017-543695.xml", "256000000.00 NOK"),
    ]
    assert above.facts == (
        "2017-171484.xml#/DOFFIN_ESENDERS/FORM_SECTION/F03_2014/OBJECT_CONTRACT/VAL_TOTAL",
        "2017-543695.xml#/DOFFIN_ESENDERS/FORM_SECTION/F02_2014/OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL",
    )


def test_every_message_can_be_filled_in() -> None:
    for _, finding in found("doffin-chains", "eforms-notices-no", "eforms-sdk-eu", "eforms-sdk-nor"):
        assert finding.message.plain()
        assert all(reason.message.plain() for reason in finding.reasons)
        assert finding.facts


def test_findings_of_the_norwegian_eforms_samples() -> None:
    told = {(reference, finding.code) for reference, finding in found("eforms-notices-no")}
    assert {reference for reference, code in told if code == "procurement.cancelled"} == {"2023-632707"}
    assert {reference for reference, code in told if code == "modification.without_content"} == {
        "2022-627512",
        "2023-677604",
    }
    assert {reference for reference, code in told if code == "buyer.kind_unclear"} == {
        "2023-100723",
        "2024-100829",
        "2024-103933",
    }
    assert ("2023-629257", "orgnr.checksum") in told
    assert ("2024-110489", "value.missing") in told


COMPETITION = Stage.COMPETITION
AHEAD = notice(COMPETITION, number="2024-000001", estimate=100, on="2024-01-01")


def codes(*notices: Notice) -> list[str]:
    return [finding.code for chain in join_notices(notices) for finding in chain_findings(chain)]


def award(*rows: AwardRow, total: int | None = None) -> Notice:
    return notice(Stage.AWARD, procedure="p", rows=rows, total=total, on="2024-06-01")


def opened(*, estimate: int | None = None, ceiling: int | None = None) -> Notice:
    return notice(COMPETITION, procedure="p", estimate=estimate, ceiling=ceiling)


@pytest.mark.parametrize(
    ("limits", "awarded", "expected"),
    [
        ({"ceiling": 100}, 100, None),
        ({"ceiling": 100}, 101, "award.above_ceiling"),
        ({"estimate": 100}, 100, None),
        ({"estimate": 100}, 101, "award.above_estimate"),
        ({"estimate": 80, "ceiling": 100}, 90, None),
        ({"estimate": 80, "ceiling": 100}, 101, "award.above_ceiling"),
        ({}, 100, None),
    ],
)
def test_award_against_what_was_announced(limits: dict[str, int], awarded: int, expected: str | None) -> None:
    told = [code for code in codes(opened(**limits), award(row(), total=awarded)) if code.startswith("award.above")]
    assert told == ([expected] if expected else [])


def test_several_award_notices_are_never_added_up() -> None:
    awards = [replace(award(row(), total=60), digest=f"a{each}", name=f"a{each}") for each in range(2)]
    assert "award.above_ceiling" not in codes(opened(ceiling=100), *awards)


def test_another_currency_is_told_and_not_compared() -> None:
    euros = Cell(Amount(200_00, "EUR", Vat.EXCLUDED), "200 EUR", "/x")
    told = codes(opened(ceiling=100), replace(award(row()), total=euros))
    assert "amount.other_currency" in told
    assert "award.above_ceiling" not in told


@pytest.mark.parametrize(
    ("values", "total", "relation"),
    [
        ((60, 40), 100, RowsRelation.EQUAL),
        ((100, 100, 100), 100, RowsRelation.REPEATED),
        ((100,), 100, RowsRelation.EQUAL),
        ((70, 40), 100, RowsRelation.EXCEEDS),
        ((30, 40), 100, RowsRelation.BELOW),
        ((30, None), 100, RowsRelation.ROW_WITHOUT_VALUE),
        ((None, None), 100, RowsRelation.NO_ROWS),
        ((30, 40), None, RowsRelation.NO_TOTAL),
    ],
)
def test_rows_against_total(values: tuple[int | None, ...], total: int | None, relation: RowsRelation) -> None:
    rows = tuple(row(f"Firma {at} AS", value=value) for at, value in enumerate(values))
    assert rows_and_total(award(*rows, total=total)).relation is relation


def test_one_value_per_lot_repeated_on_each_winner() -> None:
    rows = (row("A", value=60, lot="1"), row("B", value=60, lot="1"), row("C", value=40, lot="2"))
    compared = rows_and_total(award(*rows, total=100))
    assert (compared.relation, compared.one_per_lot) == (RowsRelation.EXCEEDS, True)
    uneven = (row("A", value=60, lot="1"), row("B", value=70, lot="1"), row("C", value=40, lot="2"))
    assert not rows_and_total(award(*uneven, total=100)).one_per_lot


def test_rows_and_total_with_and_without_vat_are_not_compared() -> None:
    mixed = replace(award(row(value=125)), total=kroner(100, Vat.INCLUDED))
    assert rows_and_total(mixed).relation is RowsRelation.NOT_COMPARABLE


def test_cancelled_rows_do_not_count() -> None:
    stopped = AwardRow("/row", RowOutcome.CANCELLED, value=kroner(500), why=cell("avlyst"))
    read = award(row(value=100), stopped, total=100)
    assert rows_and_total(read).relation is RowsRelation.EQUAL
    assert "procurement.cancelled" not in codes(AHEAD, read)


def test_total_is_the_only_rows_value_but_never_a_sum() -> None:
    assert stated_total(award(row(value=100))) == kroner(100)
    assert stated_total(award(row(value=100), row(value=50))) is None


def test_cancelled_when_every_row_is() -> None:
    stopped = AwardRow("/row", RowOutcome.CANCELLED, why=cell("clos-nw"))
    assert "procurement.cancelled" in codes(opened(), award(stopped))


def test_cancellation_text_as_winner() -> None:
    said = Cell("Avlyst", "Avlyst", "/x", (Note.CANCELLATION_TEXT,))
    told = codes(opened(), award(row(), AwardRow("/row", RowOutcome.CANCELLED, why=said)))
    assert "award.cancellation_as_winner" in told
    assert "procurement.cancelled" not in told


def test_missing_value_term_name_and_announcement() -> None:
    alone = notice(Stage.AWARD, rows=(row(), AwardRow("/row", RowOutcome.UNNAMED, why=cell("Se vedlegg"))))
    assert codes(alone) == [
        "award.winner_not_named",
        "value.missing",
        "term.missing",
        "supplier.no_number",
        "award.no_announcement",
    ]


def test_nothing_is_asked_of_a_foreign_supplier_or_an_award_without_call() -> None:
    abroad = replace(row(value=1), winners=(replace(firm("Firma Ltd"), foreign_id=cell("123")),))
    direct = replace(notice(Stage.AWARD, rows=(abroad,)), procedure=cell("neg-wo-call"))
    assert codes(direct) == ["term.missing"]


def test_proposed_join_asks_for_a_person() -> None:
    late = notice(Stage.AWARD, rows=(row(value=1),), on="2024-06-01")
    assert "chain.to_confirm" in codes(notice(COMPETITION), late)
    assert "chain.to_confirm" not in codes(opened(), award(row(value=1)))


def test_stated_kind_against_name() -> None:
    said = Cell(BuyerKind.COUNTY, "ra", "/x")
    unsure = replace(opened(), buyers=(Buyer(firm("Moss kommune"), said, BuyerKind.MUNICIPAL),))
    sure = replace(opened(), buyers=(Buyer(firm("Moss kommune"), said, BuyerKind.COUNTY),))
    assert codes(unsure) == ["buyer.kind_unclear"]
    assert codes(sure) == []


def test_unreadable_field_and_number_that_fails() -> None:
    remarks: tuple[Cell[object], ...] = (
        Cell(None, "i går", "/d", (Note.UNREADABLE,)),
        Cell(None, "974640782", "/o", (Note.ORGNR_CHECKSUM,)),
    )
    assert codes(replace(opened(), remarks=remarks)) == ["orgnr.checksum", "field.unreadable"]


def test_change_that_says_only_that() -> None:
    silent = replace(notice(Stage.MODIFICATION), modification=Modification())
    told = replace(notice(Stage.MODIFICATION), modification=Modification(reasons=(cell("mod-cir"),)))
    assert "modification.without_content" in codes(silent)
    assert "modification.without_content" not in codes(told)


def test_case_number_that_changed() -> None:
    before = replace(opened(), file_reference=cell("20/9888"))
    after = replace(award(row(value=1)), file_reference=cell("21/1641"), references=(points_at("111111-2020"),))
    assert "chain.case_number_changed" in codes(before, after)
