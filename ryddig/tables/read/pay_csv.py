"""Lists as text: the fast way through DuckDB's own reader, and the careful way, line by line, for what it refuses."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

import duckdb
from duckdb import DuckDBPyConnection

from ryddig.tables.read.pay_probe import Probe
from ryddig.tables.read.pay_stage import Stage

HEAD_BYTES: Final = 256 * 1024
MOST_REFUSED: Final = 90
LONGEST_RECORD: Final = 12
Record = tuple[int, list[str], str]
CODECS: Final = {"utf-8": "utf-8-sig", "latin-1": "latin-1", "cp1252": "cp1252", "utf-16": "utf-16"}


def head_text(probe: Probe) -> str:
    """The beginning of the file, whole lines only."""
    with probe.path.open("rb") as stream:
        raw = stream.read(HEAD_BYTES)
    text = raw.decode(CODECS[probe.encoding], "replace")
    return text if len(raw) < HEAD_BYTES else text[: text.rfind("\n") + 1]


def records(probe: Probe, separator: str) -> Iterator[Record]:
    """Row number from 1 as a spreadsheet program counts, cells, and what is wrong with the row as a whole."""
    with probe.path.open("r", encoding=CODECS[probe.encoding], errors="replace", newline=None) as stream:
        yield from records_of(stream, separator, nothing=separator + " \r\n")


def records_of(stream: Iterator[str], separator: str, *, nothing: str = "") -> Iterator[Record]:
    """A quotation mark that no line close by closes is taken as it stands, and the row is told. Lines that hold only
    the signs of `nothing` are counted and passed by."""
    lines = iter(stream)
    waiting: list[str] = []
    number = 0
    while line := (waiting.pop(0) if waiting else next(lines, "")):
        number += 1
        if nothing and not line.strip(nothing):
            continue
        taken = [line]
        while _open(taken) and len(taken) < LONGEST_RECORD:
            following = waiting.pop(0) if waiting else next(lines, "")
            if not following:
                break
            taken.append(following)
        if _open(taken):
            waiting = [*taken[1:], *waiting]
            yield number, _split(line, separator, quoted=False), "row.open_quote"
        else:
            yield number, _split("".join(taken), separator, quoted=True), ""


def _open(taken: Sequence[str]) -> bool:
    return sum(line.count('"') for line in taken) % 2 == 1


def _split(text: str, separator: str, *, quoted: bool) -> list[str]:
    text = text.rstrip("\r\n")
    if not quoted or '"' not in text:
        return text.split(separator)
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])


def fitted(rows: Iterator[Record], width: int) -> Iterator[Record]:
    """Rows of the same width, and what is wrong with a row that had another."""
    for number, cells, fault in rows:
        wrong = fault or ("row.too_many_cells" if any(cell.strip() for cell in cells[width:]) else "")
        wrong = wrong or ("row.too_few_cells" if _cut_off(cells, width) else "")
        yield number, [*cells[:width], *[""] * (width - len(cells))], wrong


def _cut_off(cells: Sequence[str], width: int) -> bool:
    """Rows of one filled cell are titles and totals; a row that lacks most of its cells without being one is cut."""
    filled = sum(bool(cell.strip()) for cell in cells)
    return filled > 1 and len(cells) < width


def stage_fast(stage: Stage, probe: Probe, separator: str, *, skip: int, width: int) -> bool:
    """Fill the stage with DuckDB's reader. False when the file needs the careful way: then nothing is kept."""
    if probe.encoding not in ("utf-8", "latin-1") or not probe.unix or probe.blanks > len(probe.blank):
        return False
    relation = _relation(probe, separator, skip=skip, width=width)
    texts = {place: f"c{place}" for place in range(width)}
    try:
        stage.create(texts, relation)
        refused = _refused(stage.db)
    except duckdb.Error:
        return False
    finally:
        _drop(stage.db)
    good = stage.count()
    blank = [line for line in probe.blank if line >= skip]
    if refused is None or good + len(refused) + len(blank) + skip != probe.lines:
        return False
    gone = sorted([line for line, _ in refused] + blank)
    stage.segments = _segments(gone, skip)
    parsed = ((line + 1, _split(text, separator, quoted=True), "") for line, text in refused)
    stage.put(fitted(iter(parsed), width))
    return True


def _relation(probe: Probe, separator: str, *, skip: int, width: int) -> str:
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    sign = "\\t" if separator == "\t" else separator
    path = str(probe.path).replace("'", "''")
    quote = "'\"'" if probe.quotes else "''"
    return f"""read_csv('{path}', header = false, skip = {skip}, auto_detect = false, delim = '{sign}', quote = {quote},
        escape = {quote}, encoding = '{probe.encoding}', columns = {{{names}}}, max_line_size = 1000000,
        store_rejects = true, rejects_table = 'pay_refused', rejects_scan = 'pay_refused_scan',
        rejects_limit = {MOST_REFUSED + 1})"""


def _refused(db: DuckDBPyConnection) -> list[tuple[int, str]] | None:
    """Lines (from 0) that do not have as many cells as the headings; None when lines are refused for other reasons."""
    rows = db.execute("SELECT line, any_value(csv_line), max(error_type) FROM pay_refused GROUP BY line").fetchall()
    if len(rows) > MOST_REFUSED or any(kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS") for _, _, kind in rows):
        return None
    if any('"' in text for _, text, _ in rows):
        return None
    return [(line - 1, text.lstrip("\r\n")) for line, text, _ in rows]


def _drop(db: DuckDBPyConnection) -> None:
    db.execute("DROP TABLE IF EXISTS pay_refused")
    db.execute("DROP TABLE IF EXISTS pay_refused_scan")


def _segments(gone: Sequence[int], skip: int) -> list[tuple[int, int]]:
    """Where the numbers of the rows jump: lines `gone` (from 0) are not among the rows."""
    found = {0: skip + 1}
    for passed, line in enumerate(gone):
        found[line - skip - passed] = skip + 1 + passed + 1
    return sorted(found.items())


def stage_careful(stage: Stage, rows: Iterator[Record], *, skip: int, width: int) -> None:
    """Fill the stage line by line."""
    stage.empty()
    filled = (row for row in fitted(rows, width) if row[0] > skip and (row[2] or any(row[1])))
    stage.put(filled)
