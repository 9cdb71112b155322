"""RF-37 on real input: hours of EHF invoices against a crew list, through the whole pay control."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ryddig.domain.pay_control import Firm
from ryddig.intake.pay_control import PayOrder, PayResult, run_pay_control
from ryddig.lawbook import load
from ryddig.tables.payroll.run import findings
from tests.tables.spend.papers import credit_note, invoice

BOOK = load()
HEAD = "Dato;Navn;HMS-kort;Byggeplass;Arbeidsgiver orgnr;Inn;Ut\n"
CREW = HEAD + "02.02.2026;Ola Tenkt;1001;Skolen;310000019;{start};{end}\n"


def run(folder: Path, *papers: str, start: str = "08:00", end: str = "10:30") -> PayResult:
    crew = folder / "mannskap.csv"
    crew.write_text(CREW.format(start=start, end=end), encoding="utf-8")
    paths = [crew]
    for number, text in enumerate(papers):
        path = folder / f"faktura{number}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    order = PayOrder(tuple(paths), Firm(number="310000019"), b"k" * 32, date(2026, 2, 1), date(2026, 2, 28))
    return run_pay_control(order, book=BOOK)


def outcomes(result: PayResult) -> dict[str, int]:
    return {one.outcome.value: one.count for one in result.coverage if one.check == "RF-37"}


def test_two_and_a_half_hours_billed_and_worked_are_kept(tmp_path: Path) -> None:
    assert outcomes(run(tmp_path, invoice())) == {"kept": 1}


def test_more_hours_than_the_crew_had_are_asked_about_with_the_place(tmp_path: Path) -> None:
    result = run(tmp_path, invoice(), end="10:15")  # 150 of 135 minutes
    assert outcomes(result) == {"question": 1}
    (found,) = [one for one in findings(result.db) if one.check == "RF-37"]
    assert (found.found, found.due) == (Fraction(150), Fraction(135))
    assert [(place.file, place.columns) for place in found.places] == [
        ("faktura0.xml", ("cbc:InvoicedQuantity",)),
        ("mannskap.csv", ("Ut", "Inn")),
    ]


def test_a_credit_note_takes_its_hours_away(tmp_path: Path) -> None:
    assert outcomes(run(tmp_path, invoice(), invoice(), credit_note())) == {"kept": 1}


def test_an_invoice_for_other_days_is_not_held_against_this_crew(tmp_path: Path) -> None:
    later = invoice().replace("2026-02-01", "2026-03-01").replace("2026-02-28", "2026-03-31")
    result = run(tmp_path, later)
    assert result.left_out["invoices"] == 1
    assert outcomes(result) == {"cannot_be_tested": 1}


@pytest.mark.parametrize("unit", ["C62", "MON", "DAY"])
def test_what_is_not_billed_by_the_hour_is_told_and_not_guessed(tmp_path: Path, unit: str) -> None:
    result = run(tmp_path, invoice(unit=unit))
    reading = result.readings[1]
    assert (reading.kind, reading.rows, [one.code for one in reading.rejected]) == ("invoices", 0, ["invoice.no_hours"])
    assert outcomes(result) == {"cannot_be_tested": 1}


def test_hours_without_days_cannot_be_tested(tmp_path: Path) -> None:
    text = invoice()
    head, rest = text.split("<cac:InvoicePeriod>")
    result = run(tmp_path, head + rest.partition("</cac:InvoicePeriod>")[2])
    assert [one.code for one in result.readings[1].rejected] == ["invoice.no_period"]
    assert outcomes(result) == {"cannot_be_tested": 1}


def test_a_harmful_invoice_is_one_refused_file(tmp_path: Path) -> None:
    result = run(tmp_path, invoice().replace("<Invoice", "<!DOCTYPE x><Invoice", 1))
    assert [one.code for one in result.readings[1].rejected] == ["file.broken_xml"]
