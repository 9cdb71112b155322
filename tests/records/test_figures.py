"""Coverage, spend and expiry: counted against rows counted by hand."""

from datetime import date, timedelta

from ryddig.domain.screening import Screener
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.services import preview_import, store_import
from ryddig.records.followup.figures import Coverage, Expiry, Spend, coverage, expiry_timeline, spend_by_category
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import finish_plan_item, screen_many
from tests.cast import MILLION, TODAY, Cast, contract, facts
from tests.records.reading import File, Row


def fill(cast: Cast, screener: Screener) -> None:
    contract(cast, "K-1")
    contract(cast, "K-2", value_ore=None, called_off_ore=MILLION, ends_on=date(2026, 12, 31))
    contract(cast, "K-3", unit=cast.health, category="Helse", ends_on=date(2027, 2, 1))
    contract(cast, "K-4", ends_on=TODAY - timedelta(days=1))
    ids = list(Contract.objects.visible_to(cast.lise).exclude(reference="K-3").values_list("id", flat=True))
    screen_many(actor=cast.lise, contract_ids=ids, screener=screener, on=TODAY)
    first = PlanItem.objects.visible_to(cast.lise).get(contract__reference="K-1", kind="document_review")
    finish_plan_item(actor=cast.lise, item_id=first.pk, screener=screener, on=TODAY)


def test_coverage_per_unit_and_level(cast: Cast, screener: Screener) -> None:
    fill(cast, screener)
    assert coverage(cast.bjorn, on=TODAY) == (
        Coverage(
            unit="Eiendom",
            unit_id=cast.property.pk,
            level="medium",
            contracts=2,
            assessed=2,
            planned=2,
            controlled=1,
            overdue=2,
            value_ore=3 * MILLION,
        ),
        Coverage(
            unit="Helse",
            unit_id=cast.health.pk,
            level="unassessed",
            contracts=1,
            assessed=0,
            planned=0,
            controlled=0,
            overdue=0,
            value_ore=3 * MILLION,
        ),
    )


def test_a_control_counts_for_a_year(cast: Cast, screener: Screener) -> None:
    fill(cast, screener)
    assert sum(row.controlled for row in coverage(cast.bjorn, on=date(2027, 11, 20))) == 1
    assert sum(row.controlled for row in coverage(cast.bjorn, on=date(2027, 11, 21))) == 0


def test_spend_per_category(cast: Cast, screener: Screener) -> None:
    fill(cast, screener)
    assert spend_by_category(cast.bjorn, on=TODAY) == (
        Spend("Bygg", contracts=2, value_ore=3 * MILLION, called_off_ore=MILLION, high=0, unvalued=1),
        Spend("Helse", contracts=1, value_ore=3 * MILLION, called_off_ore=0, high=0, unvalued=0),
    )


def test_expiry_by_quarter_shows_empty_quarters_too(cast: Cast, screener: Screener) -> None:
    fill(cast, screener)
    assert expiry_timeline(cast.bjorn, on=TODAY, quarters=3) == (
        Expiry(2026, 4, contracts=1, value_ore=0, high=0),
        Expiry(2027, 1, contracts=1, value_ore=3 * MILLION, high=0),
        Expiry(2027, 2, contracts=0, value_ore=0, high=0),
        Expiry(0, 0, contracts=1, value_ore=3 * MILLION, high=0),
    )
    running = sum(row.contracts for row in coverage(cast.bjorn, on=TODAY))
    assert sum(row.contracts for row in expiry_timeline(cast.bjorn, on=TODAY)) == running


def test_a_shared_value_is_in_no_sum(cast: Cast) -> None:
    rows = [Row(facts(reference, value_ore=75 * MILLION), value_scope="shared") for reference in ("K-1", "K-2")]
    batch = preview_import(actor=cast.lise, reading=File(rows), file_name="x", unit_id=cast.property.pk, on=TODAY)
    store_import(actor=cast.lise, batch_id=batch.pk, on=TODAY)
    spend = spend_by_category(cast.bjorn, on=TODAY)[0]
    assert (spend.contracts, spend.value_ore) == (2, 0)
    assert coverage(cast.bjorn, on=TODAY)[0].value_ore == 0


def test_another_buyer_has_no_figures(cast: Cast, screener: Screener) -> None:
    fill(cast, screener)
    assert coverage(cast.omar, on=TODAY) == ()
    assert spend_by_category(cast.omar, on=TODAY) == ()
    assert sum(quarter.contracts for quarter in expiry_timeline(cast.omar, on=TODAY)) == 0
