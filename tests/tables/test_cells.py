"""Cells of each kind of column: value, empty, or a fault with its own name."""

from datetime import date, datetime

import pytest

from ryddig.tables.read.cells import CellReader, ColumnKind
from ryddig.tables.read.faults import KINDS, Fault
from ryddig.tables.read.raw import Raw

CHOICES = {"varer": "goods", "tjenester": "services", "bygg og anlegg": "works", "works": "works"}


def read(kind: ColumnKind, raw: Raw, *, unit: str = "") -> object:
    return CellReader(kind, choices=CHOICES, unit=unit).read(raw)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (ColumnKind.REFERENCE, 12345.0, "12345"),
        (ColumnKind.REFERENCE, " A-1 ", "A-1"),
        (ColumnKind.TEXT, "=HYPERLINK(1)", "=HYPERLINK(1)"),
        (ColumnKind.NAMES, "Prøve AS;  Liksom  AS", ("Prøve AS", "Liksom AS")),
        (ColumnKind.ORGNRS, "NO 312 345 676 MVA", ("312345676",)),
        (ColumnKind.ORGNRS, 312345676.0, ("312345676",)),
        (ColumnKind.AMOUNT, 1500000.0, 150_000_000),
        (ColumnKind.DATE, date(2026, 7, 1), date(2026, 7, 1)),
        (ColumnKind.DATE, datetime(2026, 7, 1, 23, 59), date(2026, 7, 1)),  # noqa: DTZ001 - a cell has no zone
        (ColumnKind.DATE, 46204.0, date(2026, 7, 1)),
        (ColumnKind.DATE, 20260701.0, date(2026, 7, 1)),
        (ColumnKind.MONTHS, "2 år", 24),
        (ColumnKind.MONTHS, "1 år 6 mnd", 18),
        (ColumnKind.MONTHS, "2,5 år", 30),
        (ColumnKind.OPTIONS, "2 x 12 mnd", (12, 12)),
        (ColumnKind.OPTIONS, "1+1 år", (12, 12)),
        (ColumnKind.OPTIONS, "nei", ()),
        (ColumnKind.WHOLE, 2.0, 2),
        (ColumnKind.YES_NO, "Ja", True),
        (ColumnKind.YES_NO, "x", True),
        (ColumnKind.YES_NO, False, False),
        (ColumnKind.CHOICE, "Bygg- og anlegg", "works"),
        (ColumnKind.CPV, "90910000-9", ("90910000",)),
        (ColumnKind.CPV, "90910000-9 Renhold, 45000000", ("90910000", "45000000")),
        (ColumnKind.CPV, 90910000.0, ("90910000",)),
    ],
)
def test_what_is_read(kind: ColumnKind, raw: Raw, value: object) -> None:
    assert read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (ColumnKind.REFERENCE, "x" * 101, "text.too_long"),
        (ColumnKind.REFERENCE, date(2026, 2, 1), "text.is_a_date"),
        (ColumnKind.ORGNRS, "312345677", "orgnr.check_digit"),
        (ColumnKind.ORGNRS, "se vedlegg", "orgnr.malformed"),
        (ColumnKind.AMOUNT, "#REF!", "cell.error_value"),
        (ColumnKind.AMOUNT, "#I/T", "cell.error_value"),
        (ColumnKind.AMOUNT, True, "amount.not_a_number"),
        (ColumnKind.DATE, True, "date.not_a_date"),
        (ColumnKind.MONTHS, "24", "months.no_unit"),
        (ColumnKind.MONTHS, "til arbeidet er ferdig", "months.not_months"),
        (ColumnKind.MONTHS, "1,3 år", "months.not_whole"),
        (ColumnKind.OPTIONS, "1+1", "options.unclear"),
        (ColumnKind.OPTIONS, "ja", "options.unclear"),
        (ColumnKind.WHOLE, "to", "number.not_whole"),
        (ColumnKind.WHOLE, "-1", "number.not_whole"),
        (ColumnKind.YES_NO, "kanskje", "yes_no.unclear"),
        (ColumnKind.CHOICE, "konsulent", "choice.unknown"),
        (ColumnKind.CPV, "9091", "cpv.malformed"),
        (ColumnKind.CPV, 3000000.0, "cpv.malformed"),
    ],
)
def test_what_is_refused(kind: ColumnKind, raw: Raw, code: str) -> None:
    value = read(kind, raw)
    assert isinstance(value, Fault)
    assert value.code == code
    assert code in KINDS


@pytest.mark.parametrize("raw", ["", "  ", "-", "–", "?", "ukjent", "Ikke oppgitt", "N/A", "ikkje oppgitt"])
@pytest.mark.parametrize("kind", [ColumnKind.AMOUNT, ColumnKind.DATE, ColumnKind.TEXT, ColumnKind.CHOICE])
def test_empty_and_unknown_are_the_same(kind: ColumnKind, raw: str) -> None:
    assert read(kind, raw) is None


def test_a_bare_number_counts_in_the_unit_of_the_heading() -> None:
    assert read(ColumnKind.MONTHS, 24.0, unit="months") == 24
    assert read(ColumnKind.MONTHS, "2", unit="years") == 24
    assert read(ColumnKind.OPTIONS, "1+1", unit="years") == (12, 12)


def test_a_choice_names_what_is_allowed_once_per_value() -> None:
    value = read(ColumnKind.CHOICE, "konsulent")
    assert isinstance(value, Fault)
    assert value.params["allowed"] == "varer, tjenester, bygg og anlegg"


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_a_cell_that_never_ends_is_refused_before_it_is_looked_into(kind: ColumnKind) -> None:
    value = read(kind, "9" + " " * 90_000 + "x")
    assert isinstance(value, Fault)
    assert value.code == "text.too_long"


def test_the_same_text_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = CellReader(ColumnKind.AMOUNT)
    assert reader.read("1 000") == 100_000
    monkeypatch.setattr(reader, "_parse", None)
    assert reader.read("1 000") == 100_000


def test_every_fault_tells_what_was_expected_and_the_cure() -> None:
    assert all(kind.message and kind.expected and kind.hint for kind in KINDS.values())
    assert len({kind.message for kind in KINDS.values()}) == len(KINDS)
