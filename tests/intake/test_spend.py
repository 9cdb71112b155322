"""Ledgers as people export them: headings, signs, encodings, totals; what a person said is remembered."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.errors import UserCanFix
from ryddig.domain.spend import SpendFacts
from ryddig.intake.list_layouts import Layouts, ListLayout, read_layouts, remember
from ryddig.intake.spend import SpendOrder, SpendResult, run_spend
from ryddig.intake.spend_facts import contract_terms, vat_answers
from ryddig.lawbook import load
from ryddig.tables.read.faults import Fault
from ryddig.tables.read.signed import SignedAmounts
from tests.shared import shared
from tests.tables.spend.papers import invoice

BOOK = load()
KEY = b"k" * 32
# the columns of one agency's purchase ledger; one year its voucher number was headed "Region"
HEAD = (
    "BA;Bilagsnr;Bilagsdato;År;Periode;Innkjøpskategorier;Innkjøpskategorier(T);Underkategorier;Underkategorier(T);"
    "Konto;Konto(T);Region;Dim1;Dim2;AV;Tekst;Beløp;Resk.nr;Resk.nr(T)\n"
)
ROWS = (
    "40;1001;03.02.2026;2026;202602;R;Renhold;R1;Dag;12600;Renhold;Sør;120;1;1;Jan;125 000,00;501;Prøve Renhold AS\n"
    "40;1002;03.03.2026;2026;202603;R;Renhold;R1;Dag;12600;Renhold;Sør;120;1;1;Kredit;-5 000,50;501;Prøve Renhold AS\n"
    "40;1003;12.03.2026;2026;202603;K;Råd;K1;Råd;12720;Konsulent;Sør;120;1;1;Råd;80 000,00;502;Tenkt Rådgivning AS\n"
    "40;1003;12.03.2026;2026;202603;K;Råd;K1;Råd;14290;Mva-komp;Sør;120;1;1;Mva;20 000,00;502;Tenkt Rådgivning AS\n"
)


def put(folder: Path, text: str, name: str = "reskontro.csv", *, encoding: str = "latin-1") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def run(*paths: Path, layouts: Layouts | None = None) -> SpendResult:
    return run_spend(SpendOrder(paths, SpendFacts(), KEY, layouts or Layouts()), book=BOOK)


def test_without_contracts_no_bill_is_said_to_be_outside_one(tmp_path: Path) -> None:
    how = run(put(tmp_path, HEAD + ROWS)).db.execute("SELECT DISTINCT how FROM belongs").fetchall()
    assert how == [("not_compared",)]


def bills(result: SpendResult) -> list[tuple[object, ...]]:
    return result.db.execute("SELECT name, ore, vat_ore, on_day, row, row_to FROM bills ORDER BY bill").fetchall()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_an_agresso_ledger_is_understood_as_it_comes(tmp_path: Path, encoding: str) -> None:
    result = run(put(tmp_path, HEAD + ROWS, encoding=encoding))
    assert bills(result) == [
        ("Prøve Renhold AS", 125_000_00, None, date(2026, 2, 3), 2, 2),
        ("Prøve Renhold AS", -5_000_50, None, date(2026, 3, 3), 3, 3),
        ("Tenkt Rådgivning AS", 80_000_00, 20_000_00, date(2026, 3, 12), 4, 5),
    ]
    (reading,) = result.readings
    assert (reading.kind, reading.rows, reading.rejected, reading.problems) == ("ledger", 4, 0, [])
    assert "Region (L)" in reading.unread


def test_a_row_that_cannot_be_read_is_told_with_its_row_and_the_total_shows_it(tmp_path: Path) -> None:
    broken = ROWS.replace("12.03.2026;2026;202603;K;Råd;K1;Råd;12720", "31.02.2026;2026;202603;K;Råd;K1;Råd;12720")
    result = run(put(tmp_path, HEAD + broken + "Sum;;;;;;;;;;;;;;;;219 999,50;;\n"))
    (reading,) = result.readings
    assert (reading.rows, reading.rejected, reading.proven) == (3, 1, False)
    assert [(one.code, one.where.row) for one in reading.problems] == [
        ("date.no_such_day", 4),
        ("row.lacks", 4),
        ("ledger.total_differs", None),
    ]


def test_a_total_that_agrees_is_proven(tmp_path: Path) -> None:
    (reading,) = run(put(tmp_path, HEAD + ROWS + "Sum;;;;;;;;;;;;;;;;219 999,50;;\n")).readings
    assert reading.proven is True


def test_numbers_of_suppliers_are_mapped_by_a_list(tmp_path: Path) -> None:
    known = put(tmp_path, "Leverandørnr;Orgnr;Leverandør\n501;310 000 019;Prøve Renhold AS\n502;31;x\n", "lev.csv")
    result = run(put(tmp_path, HEAD + ROWS), known)
    found = result.db.execute("SELECT DISTINCT orgnr FROM bills ORDER BY 1").fetchall()
    assert found == [("310000019",), (None,)]
    assert result.readings[1].rejected == 1  # 31 is no organisation number


def test_what_a_person_said_of_a_column_is_remembered(tmp_path: Path) -> None:
    swapped = HEAD.replace("Bilagsnr", "Region", 1).replace(";Region;Dim1", ";Strøk;Dim1")
    path, kept = put(tmp_path, swapped + ROWS), tmp_path / "oppsett.yaml"
    count = "SELECT count(*) FROM bills"
    assert run(path).db.execute(count).fetchone() == (4,)  # no voucher number: each row is a bill
    headings = tuple(swapped.strip().split(";"))
    remember(kept, (), ListLayout("Agresso 2025", headings, {"Region": "voucher", "AV": ""}))
    remembered = Layouts(read_layouts(kept))
    result = run(path, layouts=remembered)
    assert result.db.execute(count).fetchone() == (3,)
    said = {match.header: (match.field, match.why.value) for match in result.lists[0].columns}
    assert (said["Region"], said["AV"]) == (("voucher", "chosen"), ("", "ignored"))
    assert run(put(tmp_path, HEAD + ROWS), layouts=remembered).lists[0].columns[1].why.value == "synonym"


@pytest.mark.parametrize("text", ["layouts: [", "layouts: 3", "layouts: [{name: a}]", "other: []"])
def test_a_broken_layout_file_is_refused_with_words(tmp_path: Path, text: str) -> None:
    path = put(tmp_path, text, "oppsett.yaml")
    if text == "other: []":
        assert read_layouts(path) == ()
        return
    with pytest.raises(UserCanFix) as error:
        read_layouts(path)
    assert error.value.code == "layout.wrong_list"


def test_neither_account_nor_a_person_s_number_goes_in_as_it_stands(tmp_path: Path) -> None:
    paper = put(tmp_path, invoice(), "faktura.xml", encoding="utf-8")
    person = "Dato;Beløp;Leverandørnr;Leverandør\n03.02.2026;10,00;01010750160;Kari Tenkt Nordmann\n"
    result = run(paper, put(tmp_path, person))
    whole = str([result.db.execute(f"SELECT * FROM {name}").fetchall() for name in ("raw_bills", "postings", "bills")])
    for secret in ("0000000000001", "01010750160", "Nordmann", "nordmann"):
        assert secret not in whole
    assert "'B-" in whole


def test_an_account_is_the_same_with_and_without_iban(tmp_path: Path) -> None:
    head = "Dato;Beløp;Leverandør;Bankkonto\n"
    rows = "03.02.2026;1;Prøve AS;0000.00.00001\n04.02.2026;2;Prøve AS;NO00 0000 0000 001\n"
    found = run(put(tmp_path, head + rows)).db.execute("SELECT DISTINCT account, account_country FROM bills").fetchall()
    assert len(found) == 1
    assert found[0][1] == "NO"


def test_files_without_any_bill_are_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix) as error:
        run(put(tmp_path, "a;b\nc;d\n"))
    assert error.value.code == "spend.nothing_read"


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    result = run(put(tmp_path, HEAD + ROWS), put(tmp_path, "<!DOCTYPE x><Invoice/>", "ond.xml"), tmp_path / "borte.csv")
    assert [one.problems[0].code for one in result.readings[1:]] == ["xml.document_type", "file.unreadable"]


def test_contracts_come_from_the_list_that_is_imported_otherwise(tmp_path: Path) -> None:
    head = "Referanse;Leverandør;Organisasjonsnummer;Verdi;Startdato;Sluttdato;Opsjoner\n"
    text = head + "K-1;Prøve AS;310000019;500000;01.01.2026;31.12.2026;1+1 år\n"
    (terms,), problems = contract_terms(
        [put(tmp_path, text, "avtaler.csv", encoding="utf-8")], book=BOOK, on=date(2026, 11, 28)
    )
    assert (terms.reference, terms.suppliers, terms.limit_ore) == ("K-1", (("310000019", "Prøve AS"),), 500_000_00)
    assert (terms.first, terms.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert terms.may_last is not None
    assert terms.may_last >= date(2028, 12, 30)
    assert problems == ()


def test_what_the_register_answered_is_handed_in() -> None:
    folder = shared("reference", "samples", "brreg")
    answers = list(vat_answers(sorted(folder.glob("enhet-*.json")), asked_on=date(2026, 11, 20)))
    assert {one.registered for one in answers} == {True, False}
    assert all(one.asked_on == date(2026, 11, 20) for one in answers)


def test_real_municipal_files_without_suppliers_are_told_so() -> None:
    path = shared("reference", "samples", "municipal-budget", "stavanger-drift-2016-first-2000.csv")
    with pytest.raises(UserCanFix) as error:
        run(path)
    assert "beloep" in str(error.value)


@given(st.integers(-(10**13), 10**13), st.sampled_from(["front", "minus", "back", "brackets"]), st.sampled_from(". "))
def test_signed_amounts_come_out_to_the_ore(ore: int, how: str, thousands: str) -> None:
    kroner, rest = divmod(abs(ore), 100)
    shown = f"{kroner:,}".replace(",", thousands) + f",{rest:02d}"
    written = {"front": f"-{shown}", "minus": f"−{shown}", "back": f"{shown}-", "brackets": f"({shown})"}[how]
    assert SignedAmounts().read(written if ore < 0 else shown) == ore


@pytest.mark.parametrize("text", ["ca. 5", "1,5 EUR", "--5", "(5", "inkl. mva 5", "5 %"])
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    assert isinstance(SignedAmounts().read(text), Fault)
