"""XLSX: visible sheets with stored values; formulas, errors, merged cells and hidden sheets seen for what they are."""

from datetime import date
from typing import Any

from ryddig.tables.read.raw import EMPTY_FORMULA, ERROR_VALUE
from ryddig.tables.read.xlsx import DAYS_1904, read_workbook
from tests.tables.workbooks import rezipped, with_sheet_xml, workbook


def test_values_come_as_stored() -> None:
    content = workbook([["Referanse", "Verdi", "Kunngjort"], ["A-1", 1500000.5, date(2026, 7, 1)]])
    sheets, notes = read_workbook("a.xlsx", content)
    assert [list(row) for row in sheets[0].rows] == [
        ["Referanse", "Verdi", "Kunngjort"],
        ["A-1", 1500000.5, date(2026, 7, 1)],
    ]
    assert (sheets[0].file, sheets[0].name, notes) == ("a.xlsx", "Ark1", ())


def test_hidden_sheets_are_left_out_and_told() -> None:
    def more(book: Any) -> None:
        book.add_worksheet("Skjult").hide()
        book.add_worksheet("Synlig").write(0, 0, "x")

    sheets, notes = read_workbook("a.xlsx", workbook([["a"]], more=more))
    assert [sheet.name for sheet in sheets] == ["Ark1", "Synlig"]
    assert [(note.code, note.where.sheet, note.stops) for note in notes] == [("sheet.hidden", "Skjult", False)]


def test_formulas_give_their_stored_value_and_tell_when_there_is_none() -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="F1" t="e"><v>#REF!</v></c>'
        "<c r='G1'><f t='shared' si='0'/></c>"
    )
    sheets, _ = read_workbook(
        "a.xlsx", with_sheet_xml(f'<row r="1">{cells}</row><row r="2"><c r="A2"><v>1</v></c></row>')
    )
    assert sheets[0].rows[0][0] == 2.0
    assert sheets[0].faulty == {
        (0, 1): (EMPTY_FORMULA, ""),
        (0, 2): (EMPTY_FORMULA, ""),
        (0, 4): (ERROR_VALUE, "#DIV/0!"),
        (0, 5): (ERROR_VALUE, "#REF!"),
        (0, 6): (EMPTY_FORMULA, ""),
    }


def test_merged_cells_are_told() -> None:
    def more(book: Any) -> None:
        book.get_worksheet_by_name("Ark1").merge_range("A1:C1", "Tittel")

    sheets, _ = read_workbook("a.xlsx", workbook([[], ["a", "b", "c"]], more=more))
    assert sheets[0].merged == (((0, 0), (0, 2)),)


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    xml = b"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/>
    <sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
    sheets, _ = read_workbook("a.xlsx", rezipped(workbook([["a", 44742]]), {"xl/workbook.xml": xml}))
    assert sheets[0].day_offset == DAYS_1904


def test_rows_keep_the_numbers_of_the_user_when_the_table_starts_further_down() -> None:
    sheets, _ = read_workbook("a.xlsx", with_sheet_xml('<row r="3"><c r="B3"><v>7</v></c></row>'))
    assert sheets[0].rows[2][1] == 7.0


def test_a_sheet_far_too_wide_is_left_out_and_told() -> None:
    def more(book: Any) -> None:
        book.add_worksheet("Modell").write(0, 900, "x")

    sheets, notes = read_workbook("a.xlsx", workbook([["a"]], more=more))
    assert [sheet.name for sheet in sheets] == ["Ark1"]
    assert [(note.code, note.where.sheet) for note in notes] == [("sheet.too_wide", "Modell")]
