"""Runs the checks over the canonical tables: what they found, and how much was tested and how much was not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import duckdb
from duckdb import DuckDBPyConnection

from ryddig.domain.judgement import NOTHING, CheckOutcome
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Coverage, Finding, Firm, Place
from ryddig.tables.payroll import crew_tables, figures, law_rows, pay_tables, time_tables
from ryddig.tables.payroll.canonical import TABLES, make_tables
from ryddig.tables.payroll.check import COLUMNS, Check, all_checks

MEMORY: Final = "400MB"
MB: Final = 1_000_000
# (least, most) megabytes, and how many for each megabyte of the files: some four times their size are held at once
MEMORY_BY_SIZE: Final = ((400, 1300), 4)
THREADS: Final = 2
TOLD: Final = ("breach", "question", "cannot_be_tested")
FINDINGS: Final = "finding INTEGER, check_id VARCHAR, version INTEGER, " + ", ".join(
    f'"{name}" {kind}' for name, kind in COLUMNS.items()
)
# Judgements of one worker and period are told apart by their rows, so that a control gives the same list each time.
IN_ORDER: Final = 'worker, "first", "last", file, "row", outcome, why, row_2'
PAY_LANE: Final = ("PAY", "OTP", "RF")
AMOUNTS: Final = ("found", "due", "shortfall", "in_question")
CHUNK: Final = 1_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Control:
    """What a run is given: the days `first` to `last`, the firm's facts and the law. A check is a function of these and
    the rows."""

    first: date
    last: date
    firm: Firm
    book: Book


def memory_for(paths: Sequence[Path]) -> str:
    """The memory that lets files of this size be controlled without much going to disk and back, within bounds."""
    (least, most), times = MEMORY_BY_SIZE
    return f"{max(least, min(most, times * sum(path.stat().st_size for path in paths) // MB))}MB"


def open_tables(folders: Sequence[Path] = (), *, memory: str = MEMORY, spill: Path | None = None) -> DuckDBPyConnection:
    """A database in memory with empty canonical tables. It may read files in `folders` and nothing else, opens no
    network, and spills to `spill` when `memory` is not enough."""
    db = duckdb.connect(":memory:", config={"threads": THREADS, "memory_limit": memory})
    db.execute("SET preserve_insertion_order = true")
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET checkpoint_threshold = '1TB'")  # nothing is kept: rewriting the tables at commits is time lost
    db.execute("SET allowed_directories = ?", [[f"{folder}/" for folder in (*folders, *([spill] if spill else []))]])
    if spill is not None:
        db.execute(f"SET temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")
    make_tables(db)
    return db


def run_checks(db: DuckDBPyConnection, control: Control, *, progress: Progress | None = None) -> tuple[Coverage, ...]:
    """Fill table `findings` and say how often each check gave each outcome. Bad rows never come here.

    Two lanes judge at the same time: pay, which first makes its own tables, and the rest. Their judgements become
    findings in the order of the checks, whichever is done first.
    """
    for prepare in (figures.prepare, law_rows.prepare, time_tables.prepare, crew_tables.prepare):
        prepare(db, control)
    db.execute(f"CREATE TABLE findings ({FINDINGS})")
    filled = {name for name in TABLES if db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()}
    checks, coverage = all_checks(), list[Coverage]()
    with ThreadPoolExecutor(1) as pay_lane, ThreadPoolExecutor(1) as other_lane:
        made = pay_lane.submit(_prepare_pay, db, control)
        judged = {
            check.id: (pay_lane if check.id.startswith(PAY_LANE) else other_lane).submit(judge, db, check, control)
            for check in checks
            if filled.issuperset(check.needs) and not check.sums_up
        }
        made.result()
        for number, check in enumerate(checks, start=1):
            missing = tuple(name for name in check.needs if name not in filled)
            if missing:
                coverage.append(Coverage(check.id, CheckOutcome.CANNOT_BE_TESTED, 1, "files_missing", missing))
            else:
                made_before = judged.get(check.id)
                coverage.extend(tell(db, check, made_before.result() if made_before else judge(db, check, control)))
            if progress is not None:
                progress(check.id, number, len(checks))
    return tuple(coverage)


def _prepare_pay(db: DuckDBPyConnection, control: Control) -> None:
    with closing(db.cursor()) as lane:
        pay_tables.prepare(lane, control)


def judge(db: DuckDBPyConnection, check: Check, control: Control) -> str:
    """Every judgement of a check in a table of its own; the name of the table."""
    name = "judged_" + check.id.lower().replace("-", "_")
    with closing(db.cursor()) as lane:
        lane.execute(f"CREATE TABLE {name} AS {check.statement(control.firm)}")
    return name


def tell(db: DuckDBPyConnection, check: Check, judged: str) -> list[Coverage]:
    """Make findings of the judgements that are to be told, count them all, and take the table away."""
    given = {row[0] for row in db.execute(f"DESCRIBE {judged}").fetchall()}
    columns = ", ".join(
        f'CAST("{name}" AS {kind}) AS "{name}"' if name in given else f'CAST(NULL AS {kind}) AS "{name}"'
        for name, kind in COLUMNS.items()
    )
    db.execute(
        f"""INSERT INTO findings
        SELECT (SELECT count(*) FROM findings) + row_number() OVER (), ?, ?, * FROM (
          SELECT {columns} FROM {judged} WHERE outcome IN {TOLD} ORDER BY {IN_ORDER})""",
        [check.id, check.version],
    )
    why = "why" if "why" in given else "''"
    counted = f"SELECT outcome, count(*), coalesce({why}, '') AS why FROM {judged} GROUP BY ALL ORDER BY ALL"
    rows = db.execute(counted).fetchall()
    db.execute(f"DROP TABLE {judged}")
    return [Coverage(check.id, CheckOutcome(outcome), count, reason) for outcome, count, reason in rows]


def findings(db: DuckDBPyConnection, condition: str = "true") -> Iterator[Finding]:
    """Findings as values, in the order of the checks. `condition`: SQL over table `findings`, never from outside."""
    files = _files(db)
    names = ", ".join(f'f."{name}"' for name in COLUMNS)
    cursor = db.cursor().execute(
        f"""SELECT check_id, version, coalesce(pseudonym, ''), {names}
        FROM findings AS f LEFT JOIN workers AS w USING (worker) WHERE {condition} ORDER BY finding"""
    )
    while rows := cursor.fetchmany(CHUNK):
        for row in rows:
            yield _finding(row, files)


@dataclass(frozen=True, slots=True)
class _Files:
    """Names of the files by number, the columns each was read from, and what each check reads."""

    names: Mapping[int, str]
    columns: Mapping[int, Mapping[str, str]]
    reads: Mapping[str, tuple[str, ...]]

    def place(self, check: str, file: int | None, rows: tuple[int | None, int | None]) -> Place | None:
        """The place in words a person can find; None when the judgement names no rows."""
        first, last = rows
        if file is None or first is None:
            return None
        known = self.columns.get(file, {})
        columns = dict.fromkeys(known[name] for name in self.reads.get(check, ()) if name in known)
        return Place(self.names.get(file, ""), first, first if last is None else last, tuple(columns))


def _files(db: DuckDBPyConnection) -> _Files:
    rows = db.execute("SELECT file, name, columns FROM files").fetchall()
    names = {file: name for file, name, _ in rows}
    return _Files(
        names, {file: columns or {} for file, _, columns in rows}, {one.id: one.reads for one in all_checks()}
    )


def _finding(row: Sequence[Any], files: _Files) -> Finding:
    check, version, worker = row[:3]
    of = dict(zip(COLUMNS, row[3:], strict=True))
    den = of["den"] or 1
    exact = {name: None if of[name] is None else Fraction(of[name], den) for name in AMOUNTS}
    places = (
        files.place(check, of["file"], (of["row"], of["row_to"])),
        files.place(check, of["file_2"], (of["row_2"], of["row_2_to"])),
    )
    return Finding(
        check=check,
        version=version,
        worker=worker,
        first=of["first"],
        last=of["last"],
        outcome=CheckOutcome(of["outcome"]),
        found=exact["found"],
        due=exact["due"],
        unit=of["unit"] or "",
        shortfall=exact["shortfall"] or NOTHING,
        in_question=exact["in_question"] or NOTHING,
        why=of["why"] or "",
        arithmetic=of["arithmetic"] or "",
        rules=tuple(of["rules"] or ()),
        places=tuple(place for place in places if place is not None),
    )
