"""The portfolio: search, filter, sort, pages, files for a spreadsheet, and the figures from the top."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from ryddig.reports.portfolio import Cell, safe, write_csv, write_xlsx
from tests.office_world import World, more_contracts


def titles(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"/contracts/?{query}").context["rows"]]


def test_the_highest_risk_stands_first(world: World, kari: Client) -> None:
    assert titles(kari) == titles(kari, "sort=risk")
    assert set(titles(kari)) == {"Renhold av skoler", "Arbeidstøy"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=renhold", ["Renhold av skoler"]),
        ("q=K-2", ["Arbeidstøy"]),
        ("q=ren luft", ["Arbeidstøy", "Renhold av skoler"]),
        ("q=finnes ikke", []),
        ("state=ended", []),
        ("ends_before=2027-01-01", []),
        ("ends_before=2029-01-01&sort=title", ["Arbeidstøy", "Renhold av skoler"]),
        ("unit=999", ["Arbeidstøy", "Renhold av skoler"]),
        ("level=nonsense", ["Arbeidstøy", "Renhold av skoler"]),
    ],
)
def test_filters(world: World, kari: Client, query: str, found: list[str]) -> None:
    assert sorted(titles(kari, query)) == found


def test_sorting_turns_round(world: World, kari: Client) -> None:
    assert titles(kari, "sort=title") == list(reversed(titles(kari, "sort=-title")))
    shown = kari.get("/contracts/?sort=title").content.decode()
    assert 'aria-sort="ascending"' in shown
    assert "sort=-title" in shown


def test_pages_of_twenty_five(world: World, kari: Client) -> None:
    more_contracts(world.cast, 26)
    assert (len(titles(kari)), len(titles(kari, "page=2"))) == (25, 3)
    assert titles(kari, "page=99") == titles(kari, "page=2")
    assert titles(kari, "page=-1") == titles(kari, "page=x") == titles(kari)


def test_a_link_to_the_next_page_keeps_the_filters(world: World, kari: Client) -> None:
    more_contracts(world.cast, 26)
    shown = kari.get("/contracts/?q=avtale&sort=title").content.decode()
    assert "q=avtale" in shown.split('rel="next"')[1].split(">")[0]


def test_fetched_as_csv(world: World, kari: Client) -> None:
    answer = kari.get("/contracts/export.csv?q=renhold")
    assert answer["Content-Disposition"] == 'attachment; filename="ryddig-2026-11-20.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert (rows[1][0], rows[1][1], rows[1][7]) == ("K-1", "Renhold av skoler", "3000000,00")


def test_fetched_as_excel(world: World, kari: Client) -> None:
    content = kari.get("/contracts/export.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert {row[0] for row in sheet[1:]} == {"K-1", "K-2"}
    assert sheet[1][8] == date(2026, 8, 1)


def test_another_shape_of_file_is_not_there(world: World, kari: Client) -> None:
    assert kari.get("/contracts/export.exe").status_code == 404


HOSTILE: list[Cell] = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx", "https://x"]


@pytest.mark.parametrize("cell", HOSTILE[:6])
def test_text_is_never_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_formulas_stay_text_in_both_shapes() -> None:
    assert b'"=' not in write_csv([HOSTILE])
    assert write_csv([["=1+1"]]).decode("utf-8-sig").startswith("'=1+1")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx([["h"], ["=1+1"]]))).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["=1+1"]


def test_figures_stand_as_drawing_and_as_table(world: World, kari: Client) -> None:
    shown = kari.get("/contracts/figures/").content.decode()
    assert shown.count('role="img"') == 4
    assert shown.count("<table") == 4
    assert "style=" not in shown
    for drawing in shown.split('<svg class="r-chart" role="img"')[1:]:
        assert "<title id=" in drawing
        assert "<desc id=" in drawing
