"""Lists of contracts: what is read, what is refused, and what is only told."""

from datetime import date
from typing import Any

import pytest

from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known, Option, SupplierFact
from ryddig.domain.problems import Severity
from ryddig.intake.mapping import Why
from ryddig.intake.reading import Format, NamedBytes
from tests.intake.lists import ON, codes, csv, only_problem, read
from tests.tables.workbooks import with_sheet_xml, workbook

CELLS = {
    "Avtalenummer": "A-1",
    "Saksnummer": "26/1234",
    "Tittel": "Renhold",
    "Type oppdragsgiver": "Kommune",
    "Kontraktstype": "Tjenester",
    "CPV-kode": "90910000-9",
    "Verdi eks. mva.": "1 500 000,50",
    "Tak (mill. kr)": "2,5",
    "Kunngjort": "01.07.2026",
    "Signert": "1/9-26",
    "Startdato": "1. oktober 2026",
    "Sluttdato": "2028-09-30",
    "Varighet (år)": "2",
    "Opsjoner": "1+1 år",
    "Opsjoner brukt": "1",
    "Opsjonsfrist": "01.04.2028",
    "Rammeavtale": "ja",
    "Leverandør": "Liksomrenhold AS",
    "Org.nr.": "310 402 540",
    "Enhet": "Teknikk",
    "Ansvarlig": "Kari Nordli",
    "RM-01": "ja",
}
WHOLE = (";".join(CELLS), ";".join(CELLS.values()))


def test_a_whole_row_becomes_facts() -> None:
    reading = read(csv(*WHOLE))
    assert reading.problems == ()
    assert reading.rows[0].facts == ContractFacts(
        "A-1",
        title="Renhold",
        buyer_kind=BuyerKind.MUNICIPAL,
        kind=ContractKind.SERVICES,
        cpv=("90910000",),
        value_ore=150_000_050,
        ceiling_ore=250_000_000,
        announced_on=date(2026, 7, 1),
        signed_on=date(2026, 9, 1),
        starts_on=date(2026, 10, 1),
        ends_on=date(2028, 9, 30),
        duration_months=24,
        options=(Option(12, used=True), Option(12, exercise_by=date(2028, 4, 1))),
        framework=True,
        suppliers=(SupplierFact("Liksomrenhold AS", "310402540", confirmed=True, norwegian=True),),
        answers={"RM-01": Known(True, ON, "import")},
    )
    contract = reading.rows[0]
    assert (contract.unit, contract.responsible, contract.aliases) == ("Teknikk", "Kari Nordli", ("26/1234",))
    assert (reading.format, reading.storable, reading.tables[0].rows_read) == (Format.CSV, True, 1)


def test_every_value_keeps_its_text_and_its_place() -> None:
    cells = read(csv(*WHOLE)).rows[0].cells
    assert (cells["value_ore"].value, cells["value_ore"].raw, cells["value_ore"].path) == (
        150_000_050,
        "1 500 000,50",
        "G2",
    )
    assert cells["supplier_orgnr"].raw == "310 402 540"


def test_xlsx_and_csv_of_the_same_list_read_the_same() -> None:
    rows: list[list[Any]] = [
        ["Avtalenummer", "Tittel", "Verdi", "Kunngjort"],
        ["A-1", "Renhold", 1500000.5, date(2026, 7, 1)],
    ]
    sheet = read(NamedBytes("avtaler.xlsx", workbook(rows)))
    text = read(csv("Avtalenummer;Tittel;Verdi;Kunngjort", "A-1;Renhold;1500000,50;01.07.2026"))
    assert sheet.rows[0].facts == text.rows[0].facts
    assert sheet.layout_key == text.layout_key
    assert sheet.rows[0].cells["value_ore"].path == "Ark1!C2"


TEN = (
    ("Verdi", "ca. 2 mill", "amount.approximate"),
    ("Verdi", "EUR 100 000", "amount.currency"),
    ("Verdi", "1,234", "amount.ambiguous"),
    ("Kunngjort", "30.02.2026", "date.no_such_day"),
    ("Kunngjort", "juni 2026", "date.only_month"),
    ("CPV-kode", "9091", "cpv.malformed"),
    ("Org.nr.", "310402541", "orgnr.check_digit"),
    ("Rammeavtale", "kanskje", "yes_no.unclear"),
    ("Kontraktstype", "blandet", "choice.unknown"),
    ("Varighet", "24", "months.no_unit"),
)


def test_ten_broken_cells_give_ten_messages_each_in_its_own_words() -> None:
    names = list(dict.fromkeys(name for name, _, _ in TEN))
    lines = [";".join(["Avtalenummer", "Tittel", *names])]
    for number, (name, cell, _) in enumerate(TEN, start=1):
        lines.append(";".join([f"A-{number}", "x", *[cell if other == name else "" for other in names]]))
    reading = read(csv(*lines, "A-99;hel;;;;;;;"))
    assert codes(reading) == [code for _, _, code in TEN]
    told = [problem.sentences()[0].plain() for problem in reading.problems]
    assert len(set(told)) == 10
    assert all(problem.expected and problem.hint and problem.found for problem in reading.problems)
    assert [problem.where.row for problem in reading.problems] == list(range(2, 12))
    assert [row.facts.reference for row in reading.rows] == ["A-99"]
    assert not reading.storable


def test_a_problem_says_row_column_and_letter() -> None:
    problem = only_problem(read(csv("Avtalenummer;Tittel;Verdi", "A-1;x;mye")))
    assert (problem.where.row, problem.where.column, problem.where.letter, problem.found) == (2, "Verdi", "C", "mye")
    assert problem.where.message().plain() == "row 2, column Verdi (C)"
    assert problem.sentences()[0].plain() == "“mye” is not an amount."


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";Renhold;100;;;;", "reference.missing"),
        ("A-1;Renhold igjen;100;;;;", "reference.twice"),
        ("A-2;;;;;;", "row.only_reference"),
        ("A-2;x;100;01.07.2026;30.06.2026;;", "dates.end_before_start"),
        ("A-2;x;100;;;En AS\uff1b To AS;310402540", ""),
        ("A-2;x;100;;;En AS | To AS;310402540", "suppliers.do_not_pair"),
    ],
)
def test_faults_of_a_whole_row(row: str, code: str) -> None:
    reading = read(csv("Avtalenummer;Tittel;Verdi;Startdato;Sluttdato;Leverandør;Org.nr.", "A-1;x;100;;;;", row))
    assert codes(reading) == ([code] if code else [])


def test_the_same_reference_is_found_across_sheets() -> None:
    def more(book: Any) -> None:
        book.add_worksheet("Ark2").write_row(0, 0, ["Referanse", "Tittel"])
        book.get_worksheet_by_name("Ark2").write_row(1, 0, ["A-1", "igjen"])

    reading = read(NamedBytes("a.xlsx", workbook([["Referanse", "Tittel"], ["A-1", "x"]], more=more)))
    problem = only_problem(reading)
    assert (problem.code, problem.where.sheet, problem.params["first"]) == ("reference.twice", "Ark2", "2 (Ark1)")


def test_titles_double_headings_blank_rows_and_a_sum_at_the_end() -> None:
    def more(book: Any) -> None:
        page = book.get_worksheet_by_name("Ark1")
        page.merge_range("C3:D3", "Økonomi")
        page.merge_range("A3:A4", "Referanse")

    rows: list[list[Any]] = [
        ["Avtaler i Teknikk"],
        [],
        [None, "Tittel"],
        [None, None, "Verdi", "Tak"],
        ["A-1", "x", 100, 200],
        [],
        ["A-2", "y", 50, 60],
        ["Sum", None, 150, 260],
    ]
    reading = read(NamedBytes("a.xlsx", workbook(rows, more=more)))
    assert [(row.facts.reference, row.facts.ceiling_ore) for row in reading.rows] == [("A-1", 20_000), ("A-2", 6_000)]
    note = only_problem(reading)
    assert (note.code, note.where.row, note.stops) == ("row.totals", 8, False)
    assert reading.storable


def test_a_sum_without_a_word_is_a_sum() -> None:
    reading = read(csv("Avtalenummer;Tittel;Verdi;Tak", "A-1;x;100;200", ";;100;200"))
    assert (only_problem(reading).code, len(reading.rows)) == ("row.totals", 1)


def test_a_remark_beside_the_table_is_told() -> None:
    reading = read(csv("Avtalenummer;Tittel;Verdi;", "A-1;x;100;", ";;;oppdatert i går"))
    assert only_problem(reading).code == "row.outside_columns"


def test_text_like_a_formula_is_kept_and_told() -> None:
    reading = read(csv("Avtalenummer;Tittel;Verdi", 'A-1;"=HYPERLINK(""http://x"")";100', "A-2;@bygg;100"))
    assert reading.rows[0].facts.title == '=HYPERLINK("http://x")'
    assert codes(reading, Severity.NOTE) == ["cell.formula_like_text", "cell.formula_like_text"]
    assert reading.storable


def test_formulas_without_value_and_errors_stop_their_row() -> None:
    def text(place: str, value: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    rows = (
        f'<row r="1">{text("A1", "Referanse")}{text("B1", "Tittel")}{text("C1", "Verdi")}</row>'
        f'<row r="2">{text("A2", "A-1")}{text("B2", "x")}<c r="C2"><f>1+1</f></c></row>'
        f'<row r="3">{text("A3", "A-2")}{text("B3", "x")}<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        f'<row r="4">{text("A4", "A-3")}{text("B4", "x")}<c r="C4"><f>1+1</f><v>2</v></c></row>'
    )
    reading = read(NamedBytes("a.xlsx", with_sheet_xml(rows)))
    assert codes(reading) == ["cell.formula_without_value", "cell.error_value"]
    assert [problem.where.row for problem in reading.problems] == [2, 3]
    assert [row.facts.value_ore for row in reading.rows] == [200]


def test_a_near_spelling_is_proposed_and_told() -> None:
    reading = read(csv("Avtalenumer;Tittel;Verdi", "A-1;x;100"))
    match = reading.mapping[0]
    assert (match.field, match.why, match.word) == ("reference", Why.SPELLING, "avtalenummer")
    assert codes(reading, Severity.NOTE) == ["column.near_spelling"]


def test_start_is_never_taken_for_end() -> None:
    fields = [match.field for match in read(csv("Avtalenummer;Startdatoo;Sluttdatoo;Stuttdato", "A-1;;;")).mapping]
    assert fields == ["reference", "starts_on", "ends_on", "ends_on"] or fields[3] == ""


def test_amounts_with_vat_or_in_euro_are_not_read() -> None:
    reading = read(csv("Avtalenummer;Tittel;Verdi inkl. mva.;Tak (EUR)", "A-1;x;125;10"))
    assert reading.rows[0].facts.value_ore is None
    assert codes(reading, Severity.NOTE) == ["column.with_vat", "column.currency"]


def test_two_columns_for_one_fact_must_be_chosen_between() -> None:
    lines = ("Avtalenummer;Tittel;Verdi;Kontraktsverdi", "A-1;x;100;200")
    assert codes(read(csv(*lines))) == ["column.twice"]
    key = read(csv(*lines)).layout_key
    chosen = read(csv(*lines), mapping={key: {"C": ""}})
    assert (chosen.problems, chosen.rows[0].facts.value_ore) == ((), 20_000)
    assert [match.why for match in chosen.mapping][2:] == [Why.IGNORED, Why.SYNONYM]


def test_lists_are_put_together_from_several_columns() -> None:
    reading = read(
        csv("Avtalenummer;CPV-kode;CPV tilleggskoder;Saksnummer;Doffin-nr", "A-1;90910000;90911200;26/1;2026-123456")
    )
    contract = reading.rows[0]
    assert (contract.facts.cpv, contract.aliases) == (("90910000", "90911200"), ("26/1", "2026-123456"))
    assert contract.cells["cpv"].raw == "90910000; 90911200"
    assert reading.problems == ()


def test_the_case_number_stands_in_where_there_is_no_other() -> None:
    reading = read(csv("Saksnummer;Tittel;Verdi", "26/1;x;100"))
    assert reading.rows[0].facts.reference == "26/1"
    assert codes(reading, Severity.NOTE) == ["column.only_number"]


def test_a_remembered_layout_reads_headings_nobody_knows() -> None:
    lines = ("Løpetall;Hva;Kroner i alt", "7;Renhold;100")
    first = read(csv(*lines))
    assert codes(first) == ["sheet.no_reference_column"]
    again = read(csv(*lines), mapping={"*": {"A": "reference", "B": "title", "C": "value_ore"}})
    assert again.rows[0].facts == ContractFacts("7", title="Renhold", value_ore=10_000)


def test_a_remark_for_a_name_is_no_supplier() -> None:
    reading = read(csv("Avtalenummer;Tittel;Leverandør", "A-1;x;Flere leverandører", "A-2;x;Konkurransen ble avlyst"))
    assert [row.facts.suppliers for row in reading.rows] == [(), ()]
    assert codes(reading, Severity.NOTE) == ["supplier.not_a_firm", "supplier.not_a_firm"]


def test_a_name_alone_is_not_confirmed_and_a_branch_of_a_foreign_firm_is_not_norwegian() -> None:
    reading = read(csv("Avtalenummer;Leverandør;Org.nr.", "A-1;Liksom AS;", "A-2;Foreign Firm NUF;310402540"))
    assert reading.rows[0].facts.suppliers == (SupplierFact("Liksom AS"),)
    assert reading.rows[1].facts.suppliers == (SupplierFact("Foreign Firm NUF", "310402540", confirmed=True),)


def test_the_kind_of_buyer_fills_in_where_the_list_is_silent() -> None:
    reading = read(csv("Avtalenummer;Tittel;Type oppdragsgiver", "A-1;x;", "A-2;x;Kommune"), buyer_kind=BuyerKind.STATE)
    assert [row.facts.buyer_kind for row in reading.rows] == [BuyerKind.STATE, BuyerKind.MUNICIPAL]


def test_sheets_that_are_no_lists_are_told_beside_one_that_is() -> None:
    def more(book: Any) -> None:
        book.add_worksheet("Tall").write_row(0, 0, [1, 2])
        book.add_worksheet("Tom")
        book.add_worksheet("Skjult").hide()

    reading = read(NamedBytes("a.xlsx", workbook([["Referanse", "Tittel"], ["A-1", "x"]], more=more)))
    assert codes(reading, Severity.NOTE) == ["sheet.hidden", "sheet.no_header"]
    assert reading.storable


def test_the_digest_follows_the_content() -> None:
    one, other = csv(*WHOLE), csv(WHOLE[0])
    assert read(one).sha256 == read(NamedBytes("annet-navn.csv", one.content)).sha256
    assert len({read(one).sha256, read(other).sha256, read(one, other).sha256}) == 3
    assert read(one, other).sha256 == read(other, one).sha256


def test_a_unit_in_the_group_heading_counts_and_in_a_title_stops() -> None:
    def more(book: Any) -> None:
        book.get_worksheet_by_name("Ark1").merge_range("C2:D2", "Beløp i 1000 kr")

    rows: list[list[Any]] = [["Liste"], [None, "Om"], ["Referanse", "Tittel", "Verdi", "Tak"], ["A-1", "x", 100, 200]]
    grouped = read(NamedBytes("a.xlsx", workbook(rows, more=more)))
    assert (grouped.problems, grouped.rows[0].facts.value_ore) == ((), 100_000 * 100)
    titled = read(csv("Alle beløp i hele tusen;;", "Referanse;Tittel;Verdi", "A-1;x;100"))
    assert codes(titled) == ["sheet.unit_in_title"]
    assert not titled.storable
