"""CSV: encoding and separator from the text itself."""

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.tables.read.delimited import decode, read_delimited
from ryddig.tables.read.limits import MAX_FIELD_CHARACTERS

ROWS = [
    ["Referanse", "Tittel", "Verdi"],
    ["A-1", "Renhold på skolene", "1 500 000,50"],
    ["A-2", "Brøyting", "2,5 mill"],
]


def text(separator: str) -> str:
    return "".join(separator.join(row) + "\r\n" for row in ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    sheet = read_delimited("a.csv", text(separator).encode(encoding))
    assert [list(row) for row in sheet.rows] == ROWS


def test_commas_with_quoted_decimals() -> None:
    content = 'Referanse,Tittel,Verdi\nA-1,"Renhold; vask","1 500 000,50"\nA-2,"Brøyting; strøing","2,5"\n'
    sheet = read_delimited("a.csv", content.encode())
    assert list(sheet.rows[1]) == ["A-1", "Renhold; vask", "1 500 000,50"]


def test_decimal_commas_do_not_win_over_semicolons() -> None:
    content = "Referanse;Verdi;Tak\n" + "".join(f"A-{n};1,5;2,5\n" for n in range(50))
    assert all(len(row) == 3 for row in read_delimited("a.csv", content.encode()).rows)


def test_blank_rows_and_titles_keep_the_row_numbers_of_the_user() -> None:
    sheet = read_delimited("a.csv", b"Avtaler, alle\n\nReferanse;Verdi\nA-1;100\n")
    assert list(sheet.rows[3]) == ["A-1", "100"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a;b\x00;c\n", "file.not_text"),
        (b"a;b\n\x81\x8d\n", "file.not_text"),
        (b"en kolonne\nuten skille\n", "file.no_separator"),
        (b'a;b;c\n1;"' + b"x" * (MAX_FIELD_CHARACTERS + 10), "file.broken_csv"),
        (b"a;b\n" + b";" * 600 + b"\n", "file.too_many_rows"),
        (b"a;b\n" + b"\n" * 2_000_000, "file.too_many_rows"),
    ],
)
def test_what_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UserCanFix) as refused:
        read_delimited("a.csv", content)
    assert refused.value.code == code
    assert refused.value.hint


def test_text_that_is_not_utf_8_is_windows_text() -> None:
    assert decode("a.csv", "Bærum".encode("cp1252")) == "Bærum"
