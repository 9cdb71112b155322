"""Findings in words: small tables of texts beside table `findings`, and the view `findings_told` that joins them.

Everything is put together by the database, so that a hundred thousand findings are told in a moment. Figures are
rounded here, once, where they are shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext
from duckdb import DuckDBPyConnection

from ryddig.domain.pay_sentences import WHY
from ryddig.lawbook.say import STATUS, day
from ryddig.lawbook.say import value as value_said
from ryddig.reports.cells import safe_text
from ryddig.reports.formats import language
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_labels import LESS, MORE, PARTS, pay_label
from ryddig.tables.payroll.check import all_checks

FORCE: Final = "True"
BATCH: Final = 200
# Hundredths of the unit, half away from zero, NULL for nothing. Whole numbers only; the first branch is the same sum in
# 64 bits, where it fits.
HUNDREDTHS: Final = """CREATE OR REPLACE MACRO hundredths(v, d, part) AS CASE
    WHEN v IS NULL THEN NULL
    WHEN coalesce(d, 1) < 1000000 AND v BETWEEN 0 AND 100000000000
    THEN (200 * CAST(v AS BIGINT) + CAST(coalesce(d, 1) AS BIGINT) * part)
      // (2 * CAST(coalesce(d, 1) AS BIGINT) * part)
    ELSE CAST(sign(v) * ((200 * abs(v) + coalesce(d, 1) * part) // (2 * coalesce(d, 1) * part)) AS BIGINT) END"""
# through DECIMAL, which the database writes much faster than a format
COMMA: Final = """CREATE OR REPLACE MACRO comma(h) AS
    replace(CAST(CAST(h AS DECIMAL(16, 0)) * CAST(0.01 AS DECIMAL(3, 2)) AS VARCHAR), '.', ',')"""
PLACE: Final = """CREATE OR REPLACE MACRO rows_said(a, b) AS
    CASE WHEN b IS NULL OR b = a THEN CAST(a AS VARCHAR) ELSE format('{}–{}', a, b) END"""
# What findings share is put into words once, not for each of a hundred thousand: few are unlike in this.
ALIKE: Final = "check_id, version, outcome, unit, why, rules, file, file_2"
SHARED: Final = f"""CREATE OR REPLACE TABLE told_shared AS
    SELECT f.*, split_part(f.check_id, '-', 1) AS family, coalesce(c.name, f.check_id) AS check_name,
      o.said AS outcome_said, u.said AS unit_said, u.part, y.said AS why_said, r.rule, r.source,
      p.name AS file_name, p.safe AS file_safe, p.columns AS columns_said,
      q.name AS file_name_2, q.safe AS file_safe_2, q.columns AS columns_said_2
    FROM (SELECT DISTINCT {ALIKE} FROM findings) AS f
    LEFT JOIN told_checks AS c ON c.check_id = f.check_id
    LEFT JOIN told_outcomes AS o ON o.outcome = f.outcome
    LEFT JOIN told_units AS u ON u.unit = coalesce(f.unit, 'ore')
    LEFT JOIN told_whys AS y ON y.why = f.why
    LEFT JOIN told_rules AS r ON r.rules = f.rules
    LEFT JOIN told_places AS p ON p.check_id = f.check_id AND p.file = f.file
    LEFT JOIN told_places AS q ON q.check_id = f.check_id AND q.file = f.file_2"""  # noqa: S608 - our own names
SAME: Final = " AND ".join(f"s.{name} IS NOT DISTINCT FROM f.{name}" for name in ALIKE.split(", "))
VIEW: Final = f"""CREATE OR REPLACE VIEW findings_told AS
    SELECT f.finding, f.check_id, f.version, s.family, s.check_name, w.pseudonym AS worker,
      f.worker AS number, f."first", f."last", f.outcome, s.outcome_said,
      f.found, f.due, f.shortfall, f.in_question, coalesce(f.den, 1) AS den, coalesce(f.unit, 'ore') AS unit,
      s.unit_said,
      hundredths(f.found, f.den, s.part) AS found_shown, hundredths(f.due, f.den, s.part) AS due_shown,
      hundredths(nullif(f.shortfall, 0), f.den, 100) AS owed_shown,
      hundredths(nullif(f.in_question, 0), f.den, 100) AS asked_shown,
      coalesce(s.why_said, CASE WHEN f.found < f.due THEN $less WHEN f.found > f.due THEN $more END) AS why_said,
      f.arithmetic, s.rule, s.source, s.file_name, s.file_safe, s.columns_said,
      rows_said(f."row", f.row_to) AS rows,
      s.file_name_2, s.file_safe_2, s.columns_said_2, rows_said(f.row_2, f.row_2_to) AS rows_2
    FROM findings AS f LEFT JOIN told_shared AS s ON {SAME} LEFT JOIN workers AS w ON w.worker = f.worker"""  # noqa: S608 - our own names


def prepare_told(report: PayReport) -> None:
    """Make the texts and the view `findings_told` in the language in use. May be made again in another."""
    db, spoken = report.db, language()
    for macro in (HUNDREDTHS, COMMA, PLACE):
        db.execute(macro)
    checks = [(one.code, one.name.in_language(spoken)) for one in report.control.book.library.pay_checks.values()]
    codes = _codes(db, "outcome")
    units = _codes(db, "coalesce(unit, 'ore')")
    _put(db, "told_checks", "check_id VARCHAR, name VARCHAR", rows=checks)
    _put(
        db,
        "told_outcomes",
        "outcome VARCHAR, said VARCHAR",
        rows=[(code, pay_label("outcome", code)) for code in codes],
    )
    told_units = [(unit, PARTS.get(unit, 1), pay_label("unit", unit)) for unit in units]
    _put(db, "told_units", "unit VARCHAR, part BIGINT, said VARCHAR", rows=told_units)
    _put(db, "told_whys", "why VARCHAR, said VARCHAR", rows=[(code, gettext(text)) for code, text in WHY.items()])
    _put(db, "told_rules", "rules VARCHAR[], rule VARCHAR, source VARCHAR", rows=_rules(db, spoken))
    places = "check_id VARCHAR, file SMALLINT, name VARCHAR, safe VARCHAR, columns VARCHAR"
    _put(db, "told_places", places, rows=_places(db))
    db.execute(SHARED)
    db.execute(VIEW.replace("$less", _quoted(gettext(LESS))).replace("$more", _quoted(gettext(MORE))))


def _codes(db: DuckDBPyConnection, column: str) -> list[str]:
    return [row[0] for row in db.execute(f"SELECT DISTINCT {column} FROM findings").fetchall()]  # noqa: S608 - our own names


def _put(db: DuckDBPyConnection, name: str, columns: str, *, rows: Iterable[Sequence[object]]) -> None:
    db.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    given = list(rows)
    for part in (given[start : start + BATCH] for start in range(0, len(given), BATCH)):
        marks = ", ".join("(" + ", ".join("?" * len(part[0])) + ")" for _ in part)
        db.execute(f"INSERT INTO {name} VALUES {marks}", [value for row in part for value in row])  # noqa: S608 - our own names


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def law_said(db: DuckDBPyConnection, spoken: str) -> dict[str, tuple[str, str]]:
    """Each entry of law that a finding rests on: rule with value, from-date and status; act, place and link."""
    rows = db.execute(
        f"""SELECT key, name_{spoken}, since, value, figure, unit, status, act, "at", link FROM law
        WHERE key IN (SELECT DISTINCT unnest(rules) FROM findings)"""  # noqa: S608 - one of three languages
    ).fetchall()
    return {row[0]: _entry(row[1:], spoken) for row in rows}


def _entry(row: Sequence[Any], spoken: str) -> tuple[str, str]:
    name, since, value, figure, unit, status, act, at, link = row
    shown = ""
    if value is None or figure is not None:
        shown = ": " + value_said(figure, str(unit), spoken)
    elif value != FORCE:
        shown = f": {value}"
    sure = next(words.in_language(spoken) for code, words in STATUS.items() if code == status)
    rule = gettext("%(name)s%(value)s, from %(day)s (%(status)s)") % {
        "name": name,
        "value": shown,
        "day": day(since, spoken),
        "status": sure,
    }
    return rule, " ".join(str(part) for part in (act, at, link) if part)


def _rules(db: DuckDBPyConnection, spoken: str) -> list[tuple[list[str], str, str]]:
    said = law_said(db, spoken)
    lists = [row[0] for row in db.execute("SELECT DISTINCT rules FROM findings WHERE rules IS NOT NULL").fetchall()]
    texts = [[said.get(key, (key, "")) for key in dict.fromkeys(keys)] for keys in lists]
    return [
        (keys, _joined([rule for rule, _ in told]), _joined([source for _, source in told]))
        for keys, told in zip(lists, texts, strict=True)
    ]


def _joined(parts: Sequence[str]) -> str:
    return " | ".join(parts)


def _places(db: DuckDBPyConnection) -> list[tuple[str, int, str, str, str | None]]:
    """The name of each file, and the columns that each check reads in it."""
    reads = {check.id: check.reads for check in all_checks()}
    files = {
        number: (name, columns or {})
        for number, name, columns in db.execute("FROM files SELECT file, name, columns").fetchall()
    }
    pairs = db.execute(
        """SELECT check_id, file FROM findings WHERE file IS NOT NULL
        UNION SELECT check_id, file_2 FROM findings WHERE file_2 IS NOT NULL"""
    ).fetchall()
    found = []
    for check, file in sorted(pairs):
        name, columns = files.get(file, ("", {}))
        read = dict.fromkeys(columns[column] for column in reads.get(check, ()) if column in columns)
        found.append((check, file, name, safe_text(name), safe_text(", ".join(read)) or None))
    return found
