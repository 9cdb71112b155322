"""A list of firm names from a spreadsheet: the names, the places beside them, and how one name is spelled."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.firm_names import FirmProposal, GivenName, NameMatch
from ryddig.domain.names import fold, take_apart
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.words import N_
from ryddig.intake.read import open_file, sheets_of
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.search import candidates
from ryddig.tables.read.delimited import decode, rows_of
from ryddig.tables.read.raw import RawRow, RawSheet, letter

SEARCHED_ROWS: Final = 30


def read_names(path: Path, column: str, *, place: str = "", confirmed: str = "") -> tuple[GivenName, ...]:
    """Names in the column with this heading or letter, of the first sheet that has it. Raises UserCanFix."""
    sheets = _sheets(path)
    for sheet in sheets:
        found = _heading(sheet, column)
        if found is not None:
            row, at = found
            beside = [_column(sheet, row, name) if name else None for name in (place, confirmed)]
            return tuple(_names(sheet, row, (at, *beside)))
    shown = ", ".join(_text(cell) for sheet in sheets[:1] for cell in _first(sheet) if _text(cell))
    text = N_("%(file)s has no column “%(column)s”. The first row holds: %(shown)s.")
    told = {"file": path.name, "column": column, "shown": shown[:400] or "–"}
    raise UserCanFix("names.no_column", text, hint=N_("Give a heading as it stands, or a letter."), params=told)


def _sheets(path: Path) -> Sequence[RawSheet]:
    """The sheets; a text file with one name to a line is a sheet too."""
    file = open_file(path)
    try:
        return sheets_of(file)[0]
    except UserCanFix as error:
        if error.code != "file.no_separator":
            raise
    return (RawSheet(file.name, "", rows_of(file.name, decode(file.name, file.content), "\t")),)


def match_names(
    register: LocalRegister, names: Sequence[GivenName], *, before: Mapping[str, str] | None = None
) -> Iterator[NameMatch]:
    """What each name may be. `before`: folded name → number that a person confirmed. Nothing is merged."""
    spellings: dict[str, dict[str, None]] = {}
    for given in names:
        spellings.setdefault(take_apart(given.name).core, {})[given.name] = None
    known: dict[tuple[str, str], FirmProposal] = {}
    for given in names:
        key = (given.name, given.place)
        if key not in known:
            known[key] = candidates(register, given.name, place=given.place, confirmed_before=before)
        also = tuple(name for name in spellings[take_apart(given.name).core] if name != given.name)
        yield NameMatch(given, known[key], also)


def confirmed_names(names: Sequence[GivenName]) -> dict[str, str]:
    """Folded name → number, from rows where a person wrote a number. Raises UserCanFix for one that is none."""
    said: dict[str, str] = {}
    for given in names:
        reading = read_orgnr(given.confirmed)
        if reading.digits is not None:
            said[fold(given.name)] = reading.digits
        elif not reading.empty:
            text = N_("Row %(row)s: “%(found)s” is not an organisation number.")
            cure = N_("Nine digits, the last a check digit. Leave the cell empty where nobody has decided.")
            raise UserCanFix("names.confirmed", text, hint=cure, params={"row": given.row, "found": given.confirmed})
    return said


def _heading(sheet: RawSheet, column: str) -> tuple[int, int] | None:
    """Row and column of a heading; a letter means that column, with the first row as headings."""
    for row, cells in enumerate(sheet.rows[:SEARCHED_ROWS]):
        for at, cell in enumerate(cells):
            if fold(_text(cell)) == fold(column) and fold(column):
                return row, at
    width = max((len(row) for row in sheet.rows[:SEARCHED_ROWS]), default=0)
    lettered = (number for number in range(width) if letter(number) == column.upper())
    return next(((0, at) for at in lettered), None)


def _column(sheet: RawSheet, row: int, name: str) -> int:
    for at, cell in enumerate(sheet.rows[row]):
        if fold(_text(cell)) == fold(name) or letter(at) == name.upper():
            return at
    text = N_("There is no column “%(column)s” in the row of headings.")
    raise UserCanFix(
        "names.no_column", text, hint=N_("Give a heading as it stands, or a letter."), params={"column": name}
    )


def _names(sheet: RawSheet, row: int, columns: Sequence[int | None]) -> Iterator[GivenName]:
    for number, cells in enumerate(sheet.rows[row + 1 :], start=row + 2):
        name, place, confirmed = (_at(cells, column) for column in columns)
        if name:
            yield GivenName(number, name, place, confirmed)


def _at(cells: RawRow, at: int | None) -> str:
    return _text(cells[at]) if at is not None and at < len(cells) else ""


def _first(sheet: RawSheet) -> RawRow:
    return sheet.rows[0] if sheet.rows else ()


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
