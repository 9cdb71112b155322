"""Figures as shapes: positions, room for figures, and nothing to show."""

from django.utils.translation import override

from ryddig.office import charts
from ryddig.office.shown_figures import expiry
from ryddig.records.followup.figures import Expiry


def test_parts_fill_the_width_in_the_given_order() -> None:
    drawn = charts.stacked([("School", "4", {"low": 3, "high": 1})], ["high", "low"])
    high, low = drawn.rows[0].parts
    assert (high.code, high.x, high.width) == ("high", 0.0, 100.0)
    assert (low.code, low.x, low.width) == ("low", 100.0, 300.0)
    assert high.middle == 50.0


def test_a_narrow_part_leaves_its_figure_to_the_table() -> None:
    drawn = charts.stacked([("School", "100", {"low": 99, "high": 1})], ["high", "low"])
    assert [part.shows_figure for part in drawn.rows[0].parts] == [False, True]


def test_codes_without_contracts_are_not_drawn() -> None:
    drawn = charts.stacked([("School", "2", {"low": 2, "high": 0})], ["high", "low"])
    assert [part.code for part in drawn.rows[0].parts] == ["low"]


def test_rows_lie_below_each_other() -> None:
    drawn = charts.bars([("Food", "2 mill. kr", 200), ("ICT", "1 mill. kr", 100)])
    assert [row.y for row in drawn.rows] == [0, charts.ROW]
    assert [row.parts[0].width for row in drawn.rows] == [400.0, 200.0]
    assert drawn.height == 2 * charts.ROW


def test_columns_stand_on_the_floor() -> None:
    drawn = charts.columns([("Q1", "2027", 4, "soon"), ("Q2", "2027", 2, "bar")])
    first, second = drawn.columns
    assert first.y + first.height == drawn.floor == second.y + second.height
    assert first.height == 2 * second.height
    assert first.x < first.middle < second.x


def test_a_share_is_a_part_of_the_whole_width() -> None:
    drawn = charts.shares([("School", "1 of 4", 25), ("Health", "0 of 2", 0)])
    assert [row.parts[0].width for row in drawn.rows] == [100.0, 0.0]


def test_nothing_to_show_is_said() -> None:
    assert charts.bars([]).is_empty
    assert charts.columns([("Q1", "2027", 0, "bar")]).is_empty
    assert not charts.stacked([("School", "1", {"low": 1})], ["low"]).is_empty


def test_the_last_column_holds_what_ends_later_or_on_an_unknown_day() -> None:
    rows = [Expiry(2027, 1, contracts=2, value_ore=0, high=0), Expiry(0, 0, contracts=3, value_ore=0, high=1)]
    with override("nb"):
        figure = expiry(rows)
    assert figure.rows[-1][:2] == ("Senere / ukjent", "3")
    assert isinstance(figure.chart, charts.Columns)
    assert [column.figure for column in figure.chart.columns] == [2, 3]
