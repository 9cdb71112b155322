"""Where the headings stand, also under titles, over two rows and in merged cells."""

from collections.abc import Sequence

from ryddig.tables.read.header import find_header, read_heading
from ryddig.tables.read.raw import Position, Raw, RawSheet, column_of, letter

KNOWN = frozenset({"referanse", "tittel", "verdi", "økonomi tak", "kunngjort"})


def sheet(rows: Sequence[Sequence[Raw]], merged: tuple[tuple[Position, Position], ...] = ()) -> RawSheet:
    return RawSheet("a.xlsx", "Ark1", rows, merged)


def test_titles_and_blank_rows_above_are_passed_over() -> None:
    header = find_header(sheet([["Avtaler 2026", "", ""], ["", "", ""], ["Referanse", "Tittel", "Verdi"]]), KNOWN)
    assert header is not None
    assert (header.first_row, header.last_row) == (2, 2)


def test_headings_over_two_rows_with_merged_cells() -> None:
    rows: list[list[Raw]] = [["Referanse", "Økonomi", ""], ["", "Verdi", "Tak"], ["A-1", 100.0, 200.0]]
    header = find_header(sheet(rows, (((0, 0), (1, 0)), ((0, 1), (0, 2)))), KNOWN)
    assert header is not None
    assert (header.first_row, header.last_row) == (0, 1)
    assert [heading.shown for heading in header.headings] == ["Referanse", "Økonomi / Verdi", "Økonomi / Tak"]
    assert "økonomi tak" in header.headings[2].words
    assert "verdi" in header.headings[1].words


def test_the_first_contract_is_never_taken_for_a_heading() -> None:
    rows = [["Referanse", "Tittel", "Merknad"], ["A-1", "Verdi", "kunngjort"], ["A-2", "x", "y"]]
    header = find_header(sheet(rows), KNOWN)
    assert header is not None
    assert header.last_row == 0


def test_unknown_headings_still_give_a_header_to_map_by_hand() -> None:
    header = find_header(sheet([["Liste", "", ""], ["Løpenr", "Hva", "Beløp"], ["1", "x", "5"]]), KNOWN)
    assert header is not None
    assert header.first_row == 1


def test_numbers_alone_have_no_header() -> None:
    assert find_header(sheet([[1.0, 2.0], [3.0, 4.0]]), KNOWN) is None


def test_the_layout_key_follows_the_headings_and_their_order() -> None:
    keys = {
        (found := find_header(sheet([row]), KNOWN)) and found.layout_key
        for row in (["Referanse", "Verdi"], ["REFERANSE:", " verdi "], ["Verdi", "Referanse"])
    }
    assert len(keys) == 2


def test_what_a_heading_says_besides_its_name() -> None:
    thousands = read_heading(("Verdi (i 1000 kr)",))
    assert (thousands.scale, "verdi" in thousands.words) == (1000, True)
    assert read_heading(("Kontraktsverdi mill. kr eks. mva",)).scale == 1_000_000
    assert "kontraktsverdi" in read_heading(("Kontraktsverdi mill. kr eks. mva",)).words
    assert read_heading(("Verdi inkl. mva",)).with_vat
    assert not read_heading(("Verdi ekskl. mva",)).with_vat
    assert read_heading(("Verdi (EUR)",)).foreign
    assert (read_heading(("Varighet (mnd)",)).unit, read_heading(("Varighet (år)",)).unit) == ("months", "years")


def test_letters_go_both_ways() -> None:
    assert [letter(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letter(number)) == number for number in range(2000))
