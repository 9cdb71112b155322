"""A file becomes stages: each list in it with its headings understood, its kind known and its rows loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.read.ahead import ahead
from ryddig.tables.read.delimited import separator_of
from ryddig.tables.read.limits import read_bounded
from ryddig.tables.read.pay_amelding import amelding_listings
from ryddig.tables.read.pay_csv import CODECS, head_text, records, records_of, stage_careful, stage_fast
from ryddig.tables.read.pay_fields import FIELDS, IDENTITY, Kind
from ryddig.tables.read.pay_fixed import huldt_listing, visma_listing
from ryddig.tables.read.pay_heads import Heads, heads_of, kind_of, rows_as_sheet
from ryddig.tables.read.pay_layout import Layout
from ryddig.tables.read.pay_listing import Listing
from ryddig.tables.read.pay_probe import Probe
from ryddig.tables.read.pay_reading import PayWords, Told
from ryddig.tables.read.pay_stage import Column, Stage
from ryddig.tables.read.pay_telling import Place, problem
from ryddig.tables.read.pay_tripletex import tripletex_listings
from ryddig.tables.read.pay_types import TYPES, Options
from ryddig.tables.read.pay_xlsx import MAX_COLUMNS, Piece, SheetStream, UnusualError, Workbook, as_written
from ryddig.tables.read.raw import RawSheet
from ryddig.tables.read.xlsx import read_workbook

HEAD_ROWS: Final = 60
_names: Final = count(1)
# types whose value holds for all rows of a merged cell; a merged amount would count several times
_HOLDS_FOR_ALL: Final = frozenset(["identity", "text", "day", "month", "trade", "category", "occupation", "orgnr"])


@dataclass(slots=True)
class Staged:
    """A list in a file. `stage` is None when it cannot be used; then `told` says why."""

    place: Place
    form: str
    told: Told
    kind: str = ""
    stage: Stage | None = None
    weak: bool = False


def new_stage(db: DuckDBPyConnection, columns: Mapping[str, Column], *, padded: bool = False) -> Stage:
    """An empty stage with a name of its own."""
    return Stage(db, f"pay_stage_{next(_names)}", columns, padded=padded)


def stages_of(
    db: DuckDBPyConnection, found: Probe, *, words: PayWords, layouts: Sequence[Layout], default_kind: str | None
) -> Iterator[Staged]:
    """Every list in the file. Raises UserCanFix when it cannot be opened."""
    if found.format == "csv":
        text = head_text(found)
        listing = _without_headings(found, text)
        if listing is None:
            yield _text(db, found, words, text=text, default_kind=default_kind)
        else:
            yield _listed(db, found, listing, words=words)
    elif found.format == "xlsx":
        yield from _workbook(db, found, words, default_kind=default_kind)
    else:
        for one in _listings(found, layouts):
            yield _listed(db, found, one, words=words)


def _without_headings(found: Probe, text: str) -> Listing | None:
    """The file as a known layout without headings; None when it is a list with headings."""
    lines = [line for line in text.splitlines() if line.strip()][:HEAD_ROWS]
    huldt = huldt_listing(lines, _lines(found))
    return huldt or visma_listing([line.split(";") for line in lines], records(found, ";"))


def _lines(found: Probe) -> Iterator[str]:
    with found.path.open("r", encoding=CODECS[found.encoding], errors="replace") as stream:
        for line in stream:
            yield line.rstrip("\r\n")


def _listings(found: Probe, layouts: Sequence[Layout]) -> tuple[Listing, ...]:
    if found.format == "pdf":
        from ryddig.tables.read.pay_pdf import payslip_listings  # noqa: PLC0415 - its library is slow to start

        return payslip_listings(found.path, layouts)
    content = found.path.read_bytes()
    return amelding_listings(found.name, content) if found.format == "xml" else tripletex_listings(found.name, content)


def _listed(db: DuckDBPyConnection, found: Probe, listing: Listing, *, words: PayWords) -> Staged:
    """A stage of a list that Python took out of the file."""
    place, told = Place(found.name, listing.part), Told()
    for one in listing.told:
        told.tell(one)
    if found.format == "csv":
        told.tell(problem("format.without_headings", place.row()))
    stage = stage_rows(db, listing, words)
    return Staged(place, found.format, told, listing.kind, stage, listing.weak)


def _text(db: DuckDBPyConnection, found: Probe, words: PayWords, *, text: str, default_kind: str | None) -> Staged:
    place, told = Place(found.name), Told()
    separator = separator_of(found.name, text)
    rows = [cells for _, cells, _ in records_of(iter(text.splitlines(keepends=True)), separator)][:HEAD_ROWS]
    sheet = rows_as_sheet(found.name, "", rows)
    planned = plan(sheet, place, told, words=words, default_kind=default_kind)
    if planned is None:
        return Staged(place, "csv", told)
    heads, kind = planned
    width, skip = len(heads.header.headings), heads.last_row + 1
    stage = new_stage(db, dict(heads.columns), padded=_padded(rows[skip:]))
    if not stage_fast(stage, found, separator, skip=skip, width=width):
        stage.segments = []
        stage_careful(stage, records(found, separator), skip=skip, width=width)
    return Staged(place, "csv", told, kind.name, stage)


def _padded(rows: Iterable[Sequence[str]]) -> bool:
    return any(cell != cell.strip() for cells in rows for cell in cells)


def plan(
    sheet: RawSheet, place: Place, told: Told, *, words: PayWords, default_kind: str | None
) -> tuple[Heads, Kind] | None:
    """Headings and kind of a list; None, and told why, when it cannot be used."""
    heads = heads_of(sheet, words)
    if heads is None:
        told.tell(problem("file.no_headings", place.row()))
        return None
    kind = kind_of(heads, default_kind)
    headings = ", ".join(heading.shown for heading in heads.header.headings if not heading.empty)[:300]
    if kind is None:
        told.tell(problem("file.kind_unknown", place.row(heads.last_row + 1), headings=headings))
        return None
    if kind.table != "plans" and not any(name in heads.columns for name in IDENTITY):
        told.tell(problem("file.no_worker", place.row(heads.last_row + 1)))
        return None
    for column in heads.again:
        told.tell(problem("column.twice", place.cell(None, column), heading=column.heading))
    if heads.unknown:
        unknown = ", ".join(f"{name} ({at + 1})" for at, name in heads.unknown)[:300]
        told.tell(problem("column.unknown", place.row(), headings=unknown))
    return heads, kind


def _workbook(db: DuckDBPyConnection, found: Probe, words: PayWords, *, default_kind: str | None) -> Iterator[Staged]:
    book = Workbook(found.path)
    try:
        made = [_sheet(db, book, sheet, words=words, default_kind=default_kind) for sheet in book.sheets]
    except UnusualError:
        made = _carefully(db, found, words, default_kind=default_kind)
    finally:
        book.close()
    staged = [one for one in made if one is not None]
    usable = [one for one in staged if one.stage is not None]
    for one in usable or staged[:1]:
        for name in book.hidden:
            one.told.tell(problem("sheet.hidden", one.place.row(), sheet=name))
        for other in staged:
            if usable and other.stage is None:
                one.told.tell(problem("sheet.no_list", one.place.row(), sheet=other.place.sheet))
        yield one
    if not staged:
        told = Told()
        told.tell(problem("file.no_rows", Place(found.name).row()))
        yield Staged(Place(found.name), "xlsx", told)


def _carefully(
    db: DuckDBPyConnection, found: Probe, words: PayWords, *, default_kind: str | None
) -> list[Staged | None]:
    """A workbook that is not written as usual: scanned as a whole first, and no longer than a list of contracts."""
    sheets, _ = read_workbook(found.name, read_bounded(found.path))
    made: list[Staged | None] = []
    for sheet in sheets:
        place = Place(found.name, sheet.name if len(sheets) > 1 else "")
        staged = Staged(place, "xlsx", Told())
        texts = [[as_written(cell) for cell in row] for row in sheet.rows]
        planned = plan(rows_as_sheet(found.name, sheet.name, texts[:HEAD_ROWS]), place, staged.told, words=words,
            default_kind=default_kind) if any(map(any, texts)) else None  # fmt: skip
        if planned is not None:
            heads, staged.kind = planned[0], planned[1].name
            staged.stage = new_stage(db, dict(heads.columns))
            staged.stage.empty()
            rest = enumerate(texts[heads.last_row + 1 :], start=heads.last_row + 2)
            staged.stage.put((number, cells, "") for number, cells in rest)
            merged = [(left, top + 1, bottom + 1) for (top, left), (bottom, right) in sheet.merged if left == right]
            _spread(staged.stage, merged, heads.last_row + 1)
        made.append(staged)
    return made


def _sheet(
    db: DuckDBPyConnection, book: Workbook, sheet: SheetStream, *, words: PayWords, default_kind: str | None
) -> Staged | None:
    place = Place(book.file, sheet.name if len(book.sheets) > 1 else "")
    staged = Staged(place, "xlsx", Told())
    heads: Heads | None = None
    for piece in ahead(book.pieces(sheet)):
        if heads is None:
            head = _head(db, book.file, sheet, piece=piece)
            planned = plan(head, place, staged.told, words=words, default_kind=default_kind)
            if planned is None:
                return staged
            heads, staged.kind = planned[0], planned[1].name
            staged.stage = new_stage(db, dict(heads.columns))
            staged.stage.empty()
            sheet.wanted = sorted({column.place for column in staged.stage.columns.values()})
        if staged.stage is not None:
            _append(staged.stage, piece, skip=max(0, heads.last_row + 2 - piece.first))
    if heads is None or staged.stage is None:
        return None
    _spread(staged.stage, sheet.merged, heads.last_row + 1)
    return staged


def _head(db: DuckDBPyConnection, file: str, sheet: SheetStream, *, piece: Piece) -> RawSheet:
    """The beginning of the sheet as rows, blank rows above it too."""
    db.register("pay_piece", piece.table)
    rows = db.execute(f"SELECT * FROM pay_piece LIMIT {HEAD_ROWS} OFFSET {piece.offset}").fetchall()
    db.unregister("pay_piece")
    cut = rows[: piece.count]
    texts = [["" if cell is None or cell == "~" else str(cell) for cell in row] for row in cut]
    return RawSheet(file, sheet.name, [*([[]] * (piece.first - 1)), *texts])


def _append(stage: Stage, piece: Piece, *, skip: int) -> None:
    if skip >= piece.count:
        return
    before = stage.count()
    texts = {at: f'"__UNNAMED__{at}"' for at in range(MAX_COLUMNS)}
    stage.db.register("pay_piece", piece.table)
    stage.append(texts, f"(SELECT * FROM pay_piece LIMIT {piece.count - skip} OFFSET {piece.offset + skip})")
    stage.db.unregister("pay_piece")
    stage.segments.append((before, piece.first + skip - before))


def _spread(stage: Stage, merged: Sequence[tuple[int, int, int]], header_row: int) -> None:
    """What a merged cell says holds for all its rows."""
    row = stage.row()
    for column in stage.columns.values():
        if FIELDS[column.field] not in _HOLDS_FOR_ALL:
            continue
        names = [f"{column.field}{suffix}" for suffix, _ in TYPES[FIELDS[column.field]].outputs] + [
            f"raw_{column.field}"
        ]
        sets = ", ".join(f"{name} = t.{name}" for name in names)
        for place, first, last in merged:
            if place == column.place and first > header_row:
                stage.db.execute(f"""UPDATE {stage.name} SET {sets} FROM
                    (SELECT {", ".join(names)} FROM {stage.name} WHERE {row} = {first}) AS t
                    WHERE {row} BETWEEN {first + 1} AND {last}""")


def stage_rows(db: DuckDBPyConnection, listing: Listing, words: PayWords) -> Stage:
    """A stage of rows from Python."""
    options = Options(words, unit="hours", decimal=listing.decimal)
    columns = {name: Column(name, at, name, options) for at, name in enumerate(listing.names)}
    stage = new_stage(db, columns)
    stage.empty()
    stage.put(listing.rows)
    return stage
