"""Payslips in PDF: a layout is described once, previewed, and reused."""

from datetime import date
from pathlib import Path

import pytest
import typst

from ryddig.domain.errors import UserCanFix
from ryddig.tables.read.pay_layout import LONGEST_PATTERN, layout_of, read_layout
from ryddig.tables.read.pay_pdf import preview
from tests.tables.pay_world import read, rows, words

SHIPPED = Path(__file__).resolve().parents[2] / "ryddig" / "tables" / "read" / "layouts" / "eksempel.yaml"
PAGE = """
 = Lønnsslipp
 Eksempel Lønn
 #grid(columns: (40mm, 60mm, 30mm, 40mm), row-gutter: 4mm, [Ansattnr:], [{no}], [Periode], [01.10.2026 - 31.10.2026],
   [Navn:], [{name}], [Timesats], [222,30])
 #v(5mm)
 #grid(columns: (60mm, 30mm, 30mm, 40mm), row-gutter: 3mm, [Lønnsart], [Antall], [Sats], [Beløp],
   [Timelønn], [162,50], [222,30], [36 123,75], [Overtidstillegg 40 %], [6,00], [88,92], [533,52],
   [Trekk husleie], [], [], [-3 000,00])
 #grid(columns: (60mm, 60mm), [Brutto], [Netto utbetalt], [{gross}], [23 741,32])
"""


def payslips(folder: Path, pages: list[str]) -> bytes:
    source = folder / "slipper.typ"
    source.write_text("#set page(width: 210mm, height: 148mm)\n" + "\n#pagebreak()\n".join(pages), encoding="utf-8")
    return typst.compile(source)


def page(no: str = "101", name: str = "Kari Eksempel", gross: str = "37 991,32") -> str:
    return PAGE.format(no=no, name=name, gross=gross)


def test_payslips_are_read_by_the_layout_that_comes_with_ryddig(tmp_path: Path) -> None:
    content = payslips(tmp_path, [page(), page("102", "Ola Prøve", "32 175,00")])
    db, readings = read(tmp_path, {"slipper.pdf": content}, layouts=[read_layout(SHIPPED)])
    assert [(one.kind, one.rows, one.counts) for one in readings] == [("payslips", 2, {}), ("wage_lines", 6, {})]
    assert rows(db, "SELECT first, last, rate, gross_ore, net_ore, ordinary_mmin, row FROM slips ORDER BY row") == [
        (date(2026, 10, 1), date(2026, 10, 31), 2223000, 3799132, 2374132, 9750000, 1),
        (date(2026, 10, 1), date(2026, 10, 31), 2223000, 3217500, 2374132, 9750000, 2),
    ]
    assert rows(db, "SELECT kind, ground, ore FROM lines WHERE row = 1 ORDER BY ore") == [
        ("overtime_supplement", None, 53352), ("deduction", "lodging", 300000), ("ordinary", None, 3612375),
    ]  # fmt: skip


def test_a_preview_shows_what_each_field_reads(tmp_path: Path) -> None:
    path = tmp_path / "slipper.pdf"
    path.write_bytes(payslips(tmp_path, [page(gross="ukjent beløp")]))
    shown = {one.field: (one.text, one.code) for one in preview(read_layout(SHIPPED), path, words())}
    assert shown["worker_no"] == ("101", "")
    assert shown["period"] == ("01.10.2026 - 31.10.2026", "")
    assert shown["gross"] == ("ukjent beløp", "amount.not_a_number")


def test_a_page_without_a_field_is_told(tmp_path: Path) -> None:
    content = payslips(tmp_path, [page().replace("[Timesats], [222,30]", "[], []")])
    _, readings = read(tmp_path, {"slipper.pdf": content}, layouts=[read_layout(SHIPPED)])
    assert readings[0].counts == {"payslip.field_missing": 1}
    assert readings[0].rows == 1


def test_payslips_that_no_layout_fits(tmp_path: Path) -> None:
    _, (reading,) = read(tmp_path, {"slipper.pdf": payslips(tmp_path, [page()])})
    assert list(reading.counts) == ["payslip.no_layout"]


GOOD = "id: a\nknown_by: [Lønnsslipp]\nfields:\n  worker_no: {right_of: Ansattnr}\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id: [", "line 2"),
        ("farge: rød", "farge"),
        ("id: a\nfields: {worker_no: {right_of: Nr}}\n", "known_by"),
        (GOOD.replace("worker_no", "color"), "fields.color"),
        (GOOD.replace("right_of", "near"), "fields.worker_no"),
        (GOOD.replace("worker_no", "gross"), "fields"),
        (GOOD + "  gross: {match: '(.*)'}\n", "gross"),
        (GOOD + "  gross: {match: '((a{1,9}){1,9})'}\n", "gross"),
        (GOOD + "  gross: {match: '(a{1,500})'}\n", "gross"),
        (GOOD + "  gross: {match: 'a'}\n", "gross"),
        (GOOD + f"  gross: {{match: '({'a' * LONGEST_PATTERN})'}}\n", "gross"),
        (GOOD + "lines: {from: Lønnsart, to: Brutto, match: '(?P<line_kind>a)'}\n", "lines.match"),
        (GOOD + "decimal: ';'\n", "decimal"),
    ],
)
def test_a_layout_that_is_wrong_says_where(text: str, key: str) -> None:
    with pytest.raises(UserCanFix) as refused:
        layout_of("layout.yaml", text)
    assert refused.value.code == "layout.wrong"
    assert refused.value.params["key"] == key


def test_a_good_layout_is_read() -> None:
    assert layout_of("layout.yaml", GOOD).id == "a"
