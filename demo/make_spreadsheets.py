"""Makes the two spreadsheets of the demo: a contract list with ten broken cells, and the same list mended.

    .venv/bin/python demo/make_spreadsheets.py

Each of the ten cells is broken in its own way. The same input gives the same bytes, so a test can tell whether they are fresh.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import xlsxwriter

HERE: Final = Path(__file__).resolve().parent
BROKEN_FILE: Final = "kontrakter-ti-feil.xlsx"
MENDED_FILE: Final = "kontrakter-rettet.xlsx"
Cell = str | int | date
GROUPS: Final = (("Avtalen", 5), ("Beløp", 1), ("Datoer", 4), ("Form", 1), ("Leverandør", 2), ("Hos oss", 2))
HEADINGS: Final = (
    *("Avtalenr", "Avtalenavn", "Kontraktstype", "CPV-kode", "Kategori", "Verdi eks. mva."),
    *("Kunngjort", "Signert", "Startdato", "Sluttdato", "Rammeavtale", "Leverandør", "Org.nr.", "Enhet", "Ansvarlig"),
)
OURS: Final = ("Teknikk og eiendom", "Kari Nordli")
FIRST_ROW: Final = 4  # the first contract's row, as the spreadsheet program counts
BUILDING, FACILITY, TRANSPORT = "Bygg og anlegg", "Renhold og eiendomsdrift", "Transport"


def day(text: str) -> date:
    """A date cell."""
    return date.fromisoformat(text)


CONTRACTS: Final[tuple[tuple[Cell, ...], ...]] = (
    ("TK-951", "Reparasjon av lekeapparater", "tjenester", "50800000", FACILITY, 2_500_000, day("2026-03-02"))
    + (day("2026-05-18"), day("2026-06-01"), day("2028-05-31"), "ja", "Tenkt Bygg og Anlegg AS", "310412678"),
    ("TK-952", "Løypemaskin til skiløypene", "varer", "43313000", TRANSPORT, 1_380_000, day("2026-02-16"))
    + (day("2026-04-27"), day("2026-05-04"), day("2027-05-03"), "nei", "Eksempelbil Leasing AS", "310430293"),
    ("TK-953", "Rensing av sandfang", "tjenester", "90641000", FACILITY, 3_200_000, day("2026-02-28"))
    + (day("2026-05-11"), day("2026-06-01"), day("2029-05-31"), "ja", "Tenkevik Prøverenovasjon AS", "310408212"),
    ("TK-954", "Merking av idrettsbaner", "tjenester", "45316110", FACILITY, 900_000, day("2026-06-15"))
    + (day("2026-08-24"), day("2026-09-01"), day("2028-08-31"), "nei", "Oppdiktet Grøntanlegg AS", "310411337"),
    ("TK-955", "Renhold av busskur", "tjenester", "90910000", FACILITY, 1_700_000, day("2026-07-06"))
    + (day("2026-09-21"), day("2026-10-01"), day("2028-09-30"), "nei", "Skinnende Liksomrenhold AS", "310402540"),
    ("TK-956", "Maling av gangbruer", "bygg og anlegg", "45442100", BUILDING, 2_900_000, day("2026-03-23"))
    + (day("2026-06-08"), day("2026-06-15"), day("2027-09-30"), "nei", "Påfunn Malerforretning AS", "310415219"),
    ("TK-957", "Utleie av brakker til skoler", "varer", "44211100", BUILDING, 6_400_000, day("2026-01-19"))
    + (day("2026-04-13"), day("2026-05-01"), day("2029-04-30"), "ja", "Prøvestillas AS", "310425656"),
    ("TK-958", "Drift av pumpestasjoner", "tjenester", "65130000", FACILITY, 11_200_000, day("2026-02-09"))
    + (day("2026-05-26"), day("2026-07-01"), day("2030-06-30"), "nei", "Liksom Rør AS", "310417742"),
    ("TK-959", "Tømming av septiktanker", "tjenester", "90460000", FACILITY, 4_800_000, day("2026-04-20"))
    + (day("2026-06-29"), day("2026-08-01"), day("2029-07-31"), "nei", "Tenkevik Prøverenovasjon AS", "310408212"),
    ("TK-960", "Hogst langs kommunale veier", "tjenester", "77211400", FACILITY, 1_500_000, day("2026-07-13"))
    + (day("2026-09-28"), day("2026-10-05"), day("2028-10-04"), "ja", "Oppdiktet Grøntanlegg AS", "310411337"),
    ("TK-961", "Trafikklys, drift og reparasjon", "tjenester", "50232200", TRANSPORT, 5_100_000, day("2026-05-04"))
    + (day("2026-08-10"), day("2026-09-01"), day("2030-08-31"), "nei", "Prøvestrøm Elektro AS", "310419036"),
    ("TK-962", "Skilt og veimerking", "varer", "34992200", TRANSPORT, 2_200_000, day("2026-03-09"))
    + (day("2026-05-29"), day("2026-06-15"), day("2028-06-14"), "ja", "Fjellgrå Prøveanlegg AS", "310422851"),
)
BROKEN: Final[dict[tuple[str, str], Cell]] = {
    ("TK-951", "Verdi eks. mva."): "ca. 2,5 mill.",
    ("TK-952", "Verdi eks. mva."): "EUR 120 000",
    ("TK-953", "Kunngjort"): "30.02.2026",
    ("TK-954", "Kunngjort"): "juni 2026",
    ("TK-955", "CPV-kode"): "9091",
    ("TK-956", "Org.nr."): "310415291",
    ("TK-957", "Rammeavtale"): "kanskje",
    ("TK-958", "Kontraktstype"): "blandet",
    ("TK-960", "Avtalenr"): "TK-959",
    ("TK-961", "Sluttdato"): day("2026-08-31"),
}


def rows(broken: dict[tuple[str, str], Cell]) -> list[tuple[Cell, ...]]:
    """The contracts with `broken` in place of the cells it names by contract and heading."""
    whole = [(*contract, *OURS) for contract in CONTRACTS]
    return [
        tuple(broken.get((str(row[0]), heading), cell) for heading, cell in zip(HEADINGS, row, strict=True))
        for row in whole
    ]


def write(path: Path, contracts: list[tuple[Cell, ...]]) -> None:
    """One workbook: a title, merged group headings, headings, one row for each contract."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": "Kontrakter", "created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("Kontrakter")
        bold, dates = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        amounts = book.add_format({"num_format": "# ##0"})
        sheet.write(0, 0, "Kontraktsliste for Teknikk og eiendom", bold)
        column = 0
        for title, width in GROUPS:
            if width > 1:
                sheet.merge_range(1, column, 1, column + width - 1, title, bold)
            else:
                sheet.write(1, column, title, bold)
            column += width
        for place, heading in enumerate(HEADINGS):
            sheet.write(2, place, heading, bold)
        for number, row in enumerate(contracts, start=FIRST_ROW - 1):
            _write_row(sheet, number, row, dates=dates, amounts=amounts)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, len(HEADINGS) - 1, 16)


def _write_row(
    sheet: xlsxwriter.workbook.Worksheet,
    number: int,
    row: tuple[Cell, ...],
    *,
    dates: xlsxwriter.format.Format,
    amounts: xlsxwriter.format.Format,
) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(number, place, cell, dates)
        elif isinstance(cell, int):
            sheet.write_number(number, place, cell, amounts)
        else:
            sheet.write_string(number, place, cell)


def main(folder: Path = HERE) -> None:
    """Write both files."""
    write(folder / BROKEN_FILE, rows(BROKEN))
    write(folder / MENDED_FILE, rows({}))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
