"""Rates and limits of working time: every row of the notes stands in the book, with the status the notes give."""

import csv
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ryddig.domain.law import Book, Status
from ryddig.domain.pay_categories import CATEGORIES
from ryddig.domain.pay_facts import Trade
from ryddig.domain.pay_rows import FOREVER, figure_rows, rate_rows
from ryddig.lawbook import load
from tests.shared import shared

NOTES = shared("domain", "wages-and-work-crime.md").read_text(encoding="utf-8")
SECTORS = {
    "bygg": "construction",
    "renhold": "cleaning",
    "overnatting_servering_catering": "hospitality",
    "elektro": "electro",
    "skip_verft": "shipyard",
    "fiskeindustri": "fish",
    "jordbruk_gartneri": "agriculture",
    "godstransport_vei": "road_goods",
    "turbil": "coach",
    "bil": "car",
}
CATEGORY = {
    "fagarbeider": "skilled",
    "ufaglaert_uten_bransjeerfaring": "unskilled",
    "ufaglaert_min_1_aar": "experienced",
    "under_18": "under_18",
    "voksen": "adult",
    "natt_21_06_tillegg_min": "night",
    "inntil_17": "under_17",
    "17": "age_17",
    "18": "age_18",
    "over_20_eller_18_med_4mnd": "adult",
    "faglaert": "skilled",
    "ovrige": "other",
    "spesialarbeider": "specialist",
    "hjelpearbeider": "helper",
    "bortetillegg_fag": "away_skilled",
    "bortetillegg_spesial": "away_specialist",
    "bortetillegg_hjelp": "away_helper",
    "produksjonsarbeider": "production",
    "sesong_under_18": "seasonal_under_18",
    "sesong_0_12_uker": "seasonal_new",
    "sesong_12u_6mnd": "seasonal",
    "fast_ufaglaert": "permanent",
    "fast_under_18": "permanent_under_18",
    "fagbrev_tillegg": "certificate",
    "alle": "every",
    "fagarbeider_nyutlaert": "skilled_new",
    "fagarbeider_1aar": "skilled",
    "hjelpearbeider_18": "helper",
    "hjelpearbeider_1aar": "helper_experienced",
}
HISTORY = {
    "bygg fag": "construction.skilled",
    "bygg ufagl. 0": "construction.unskilled",
    "bygg ufagl. ≥1": "construction.experienced",
    "bygg <18": "construction.under_18",
    "renhold": "cleaning.adult",
    "renhold <18": "cleaning.under_18",
    "renhold night": "cleaning.night",
    "OSC 20+/4 mth": "hospitality.adult",
    "OSC 18": "hospitality.age_18",
    "OSC 17": "hospitality.age_17",
    "OSC ≤17": "hospitality.under_17",
    "elektro fag": "electro.skilled",
    "elektro øvrige": "electro.other",
    "skip fag": "shipyard.skilled",
    "skip spesial": "shipyard.specialist",
    "skip hjelp": "shipyard.helper",
    "jordbruk fast ufagl.": "agriculture.permanent",
    "jordbruk 0–12 u": "agriculture.seasonal_new",
    "jordbruk 12u–6m": "agriculture.seasonal",
    "jordbruk sesong <18": "agriculture.seasonal_under_18",
    "jordbruk fast <18": "agriculture.permanent_under_18",
    "jordbruk fagbrev +": "agriculture.certificate",
    "gods": "road_goods.every",
    "turbil": "coach.every",
}


def ore(kroner: str) -> int:
    return int(Decimal(kroner) * 100)


def rows_in_force() -> list[dict[str, str]]:
    block = NOTES.split("### 5.2", 1)[1].split("```csv\n", 1)[1].split("```", 1)[0]
    return list(csv.DictReader(block.splitlines()))


def history() -> list[tuple[str, date, str]]:
    table = NOTES.split("### 5.4", 1)[1].split("### 5.5", 1)[0]
    lines = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines() if row.startswith("|")]
    days = [date.fromisoformat(day) for day in lines[0][1:]]
    return [
        (HISTORY[name], day, cell.rstrip("*"))
        for name, *cells in lines[2:]
        if name in HISTORY
        for day, cell in zip(days, cells, strict=True)
        if cell
    ]


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


@pytest.mark.parametrize("row", rows_in_force(), ids=lambda row: f"{row['sector']}-{row['category']}")
def test_every_rate_in_force(book: Book, row: dict[str, str]) -> None:
    series = book.need(f"rates.{SECTORS[row['sector']]}.{CATEGORY[row['category']]}")
    for day in row["valid_from"].split("|"):
        entry = series.at(date.fromisoformat(day))
        assert entry is not None
        assert (entry.since.isoformat(), entry.value) == (day, ore(row["amount"]))
        assert entry.source.act == row["act"] or entry.status is Status.DISPUTED
        assert entry.source.amended_by == row["amendment"]
    assert series.entries[-1].status is not Status.PROPOSED


def test_the_notes_were_read_whole() -> None:
    assert len(rows_in_force()) == 33
    assert len(history()) > 120
    assert {name for name, _, _ in history()} == set(HISTORY.values())


@pytest.mark.parametrize(("name", "day", "cell"), history(), ids=str)
def test_every_rate_of_the_history(book: Book, name: str, day: date, cell: str) -> None:
    series = book.need(f"rates.{name}")
    found = next((entry for entry in series.entries if entry.since == day), None)
    if cell == "n/f":
        assert found is None, "a value that was not found is not made up"
        return
    assert found is not None
    assert found.value == ore(cell)
    assert found.status is (Status.OFFICIAL if day >= date(2024, 11, 1) else Status.UNVERIFIED)


def test_no_rate_stands_in_the_book_that_the_notes_do_not_give(book: Book) -> None:
    known = {(name, day) for name, day, cell in history() if cell != "n/f"}
    for row in rows_in_force():
        name = f"{SECTORS[row['sector']]}.{CATEGORY[row['category']]}"
        known |= {(name, date.fromisoformat(day)) for day in row["valid_from"].split("|")}
    rules = {rate.rule for rates in CATEGORIES.values() for rate in rates.values()}
    found = {(rule.removeprefix("rates."), entry.since) for rule in rules for entry in book.need(rule).entries}
    ended = {(name, date(2026, 8, 3)) for name in ("fish.skilled", "fish.production")}
    assert found - known == ended


def test_the_car_trade_is_disputed_until_the_readings_agree(book: Book) -> None:
    newest, disputed = book.need("rates.car.skilled").entries
    assert (newest.since, newest.status) == (date(2026, 9, 1), Status.OFFICIAL)
    assert (disputed.since, disputed.status) == (date(2026, 6, 15), Status.DISPUTED)
    assert [reading.value for reading in disputed.readings] == [None]


def test_the_fish_industry_has_lapsed(book: Book) -> None:
    fish = [series for name, series in book.series.items() if name.startswith("rates.fish.")]
    assert len(fish) == 5
    assert {(series.entries[0].since, series.entries[0].value, series.entries[0].status) for series in fish} == {
        (date(2026, 8, 3), None, Status.LAPSED)
    }


LIMITS = {
    "day_none": 9,
    "day_individual": 10,
    "day_union": 750,
    "week_none": 40,
    "week_round_the_clock": 38,
    "week_continuous": 36,
    "single_week_individual": 50,
    "single_week_union": 54,
    "overtime_week_none": 10,
    "overtime_week_union": 20,
    "overtime_week_authority": 25,
    "overtime_four_weeks_none": 25,
    "overtime_four_weeks_union": 50,
    "overtime_year_none": 200,
    "overtime_year_union": 300,
    "overtime_half_year_authority": 200,
    "overtime_supplement": 40,
    "total_day_none": 13,
    "total_day_union": 16,
    "total_single_week_union": 69,
    "rest_day_none": 11,
    "rest_day_union": 8,
    "rest_week_none": 35,
    "rest_week_union": 28,
}


@pytest.mark.parametrize(("name", "value"), LIMITS.items())
def test_the_limits_of_working_time(book: Book, name: str, value: int) -> None:
    newest, older = book.need(f"working_time.{name}").entries
    assert (newest.value, newest.status, newest.since) == (value, Status.OFFICIAL, date(2025, 1, 1))
    assert (older.value, older.status) == (value, Status.UNVERIFIED)


def test_rates_as_rows_for_the_large_tables(book: Book) -> None:
    rows = rate_rows(book)
    assert {(row.trade, row.category) for row in rows} == {(t, c) for t, codes in CATEGORIES.items() for c in codes}
    cleaning = [row for row in rows if (row.trade, row.category) == (Trade.CLEANING, "adult")]
    assert [(row.since, row.until) for row in cleaning[-2:]] == [
        (date(2024, 11, 1), date(2025, 6, 15)),
        (date(2025, 6, 15), FOREVER),
    ]
    assert [row.sure for row in cleaning] == [0, 0, 0, 0, 22_754, 23_654]
    skilled_farm = [row for row in rows if row.category == "permanent_skilled"]
    assert skilled_farm[-1].sure == 19_730
    assert skilled_farm[-1].rules == ("rates.agriculture.permanent", "rates.agriculture.certificate")
    young_fish = [row for row in rows if row.category == "production_under_18"]
    assert [row.asked for row in young_fish if row.proven] == [Fraction(22_596) * 80 / 100]
    assert not [row for row in rows if any(rule.startswith("proposed") for rule in row.rules)]


def test_limits_as_rows_for_the_large_tables(book: Book) -> None:
    rows = figure_rows(book, "working_time.rest_day")
    assert [(row.rule, row.since, row.until, row.value) for row in rows if row.status is Status.OFFICIAL] == [
        ("working_time.rest_day_none", date(2025, 1, 1), FOREVER, 11),
        ("working_time.rest_day_union", date(2025, 1, 1), FOREVER, 8),
    ]


def test_the_lists_a_controller_reads_papers_by(book: Book) -> None:
    lists = book.library.checklists
    assert len(lists["checklists.employment_contract"].items) == 17
    assert {"calculation", "holiday_basis", "deductions"} <= {item.id for item in lists["checklists.payslip"].items}
    assert len(lists["checklists.pay_deductions"].items) >= 6
    trades = {item.id.partition("_")[0] for item in lists["checklists.sector_terms"].items}
    assert {"construction", "cleaning", "hospitality", "electro", "shipyard", "coach", "car"} <= trades


def test_no_rate_or_limit_is_official_without_a_place_in_an_act(book: Book) -> None:
    heads = ("rates.", "working_time.", "holiday_pay.", "occupational_pension.")
    found = [
        (name, entry.since)
        for name, series in book.series.items()
        if name.startswith(heads)
        for entry in series.entries
        if entry.status is Status.OFFICIAL and not (re.match(r"(LOV|FOR)-", entry.source.act) and entry.source.at)
    ]
    assert found == []
