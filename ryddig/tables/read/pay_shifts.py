"""Shifts and crew: clock times become moments, nights end on the next day, summer time is kept apart from winter."""

from typing import Final

from ryddig.tables.read.pay_fill import (
    Filling,
    base_rejects,
    count_rows,
    lead,
    plain_values,
    row_of,
    tell_left_out,
)
from ryddig.tables.read.pay_stage import Stage
from ryddig.tables.read.pay_telling import problem
from ryddig.tables.read.pay_zone import utc, years_of

LONGEST: Final = 48 * 60
ROWS_AT_A_TIME: Final = 1_200_000
DAY: Final = 24 * 60
_MINUTES_FROM, _HOURS_BELOW = 10_000, 5_000  # thousandths: from 10 only minutes make sense, below 5 with decimals hours


def _first(stage: Stage, *names: str) -> str:
    return next((name for name in names if stage.has(name)), "")


def _value(stage: Stage, name: str, suffix: str = "") -> str:
    return f"s.{name}{suffix}" if name and stage.has(name) else "NULL"


def _break_unit(filling: Filling) -> str:
    """`hours`, `minutes`, or `cell` where each cell must tell by its size."""
    stage = filling.stage
    if not stage.has("break"):
        return "minutes"
    column = stage.columns["break"]
    if column.options.unit:
        return column.options.unit
    found = stage.db.execute(f"""SELECT count(*) FILTER (break_bare > 0),
        count(*) FILTER (break_bare >= {_MINUTES_FROM}),
        count(*) FILTER (break_bare BETWEEN 1 AND 1000 OR (break_bare < {_HOURS_BELOW} AND break_bare % 1000 <> 0)),
        count(*) FILTER (break_bare BETWEEN 1 AND 4999) FROM {stage.name}""").fetchone()
    some, minutes, hours, small = found or (0, 0, 0, 0)
    unit = "minutes" if minutes and not hours else "hours" if hours and small == some else "cell"
    if some and unit != "cell":
        where = filling.place.cell(None, column)
        filling.told.tell(problem(f"break.{unit}_from_figures", where))
    return unit


def _break(filling: Filling) -> tuple[str, str]:
    """SQL of the break in thousandths of a minute, and of whether its unit is not known."""
    if not filling.stage.has("break"):
        return "NULL", "false"
    unit, bare = _break_unit(filling), "s.break_bare"
    read = {"minutes": bare, "hours": f"{bare} * 60"}.get(
        unit,
        f"""(CASE WHEN {bare} = 0 OR {bare} >= {_MINUTES_FROM} THEN {bare}
            WHEN {bare} < {_HOURS_BELOW} AND {bare} % 1000 <> 0 THEN {bare} * 60 END)""",
    )
    return f"coalesce(s.break_given, {read})", f"({bare} IS NOT NULL AND {read} IS NULL)"


def _base(filling: Filling, more: dict[str, str]) -> str:
    """Day, clocks, hours and break of each row, and why it may not be read."""
    stage = filling.stage
    begins, ends = _first(stage, "start", "first"), _first(stage, "end", "last")
    day = f"coalesce({_value(stage, begins, '_on')}, {_value(stage, 'day')}, NULL)"
    break_, unknown = _break(filling)
    hours = _value(stage, "hours")
    if stage.has("ordinary_hours") and not stage.has("hours"):
        extra = _first(stage, "overtime_hours", "paid_overtime_hours")
        hours = f"(s.ordinary_hours + coalesce({_value(stage, extra)}, 0))"
    extra = ", ".join(f"{sql} AS {name}" for name, sql in more.items())
    return f"""SELECT p.person AS worker, CAST({day} AS DATE) AS d, {row_of(stage)} AS row, {lead(stage)} AS found,
        CAST(coalesce({_value(stage, begins, "_clock")}, {_value(stage, "span", "_from")}) AS INTEGER) AS sc,
        CAST(coalesce({_value(stage, ends, "_clock")}, {_value(stage, "span", "_to")}) AS INTEGER) AS ec,
        CAST({_value(stage, ends, "_on")} AS DATE) AS eo, CAST({hours} AS BIGINT) AS h, CAST({break_} AS BIGINT) AS b,
        CAST({_value(stage, _first(stage, "overtime_hours", "paid_overtime_hours"))} AS BIGINT) AS o,
        {unknown} AS no_unit, CASE {base_rejects(filling)} END AS reject{", " if extra else ""}{extra}
        FROM {stage.name} AS s LEFT JOIN pay_people AS p ON {filling.join}"""


def _timed(base: str, years: range) -> str:
    """Moments and minutes of each row, as minutes since 1970: on the clock (`starts`, `ends`) and in UTC."""
    first, second = utc("ends", years), utc("ends", years, second=True)
    return f"""SELECT *,
          CASE WHEN end_first <= start_min AND {second} > start_min THEN {second} ELSE end_first END AS end_min
        FROM (SELECT *, {utc("starts", years)} AS start_min, {first} AS end_first
          FROM (SELECT *, days * {DAY} + sc AS starts,
              CASE WHEN eo IS NOT NULL THEN (eo - DATE '1970-01-01') * {DAY} + ec
                WHEN ec <= sc THEN (days + 1) * {DAY} + ec ELSE days * {DAY} + ec END AS ends
            FROM (SELECT *, d - DATE '1970-01-01' AS days FROM ({base}))))"""


def _judged(timed: str) -> str:
    """Worked minutes, and why a row is not read. Without a break cell, hours less than the span mean the rest was
    break."""
    return f"""SELECT *, CASE WHEN reject IS NOT NULL THEN reject WHEN d IS NULL THEN 'date.missing'
          WHEN sc IS NOT NULL AND ec IS NULL THEN 'clock.end_missing'
          WHEN sc IS NULL AND ec IS NOT NULL THEN 'clock.start_missing'
          WHEN no_unit THEN 'break.unit_unknown'
          WHEN clocked AND gross <= 0 THEN 'shift.ends_before_start'
          WHEN clocked AND gross > {LONGEST} THEN 'shift.too_long'
          WHEN NOT clocked AND h IS NULL THEN 'worked_hours.missing' WHEN h < 0 OR o < 0 THEN 'worked_hours.negative'
          WHEN NOT clocked AND h = 0 THEN 'worked_hours.zero'
          WHEN NOT clocked AND h > {DAY * 1000} THEN 'worked_hours.too_many'
          WHEN clocked AND minutes <= 0 THEN 'break.too_long'
          WHEN o // 1000 > minutes + 1 THEN 'overtime.more_than_hours' END AS code
        FROM (SELECT *, CASE WHEN NOT clocked THEN CAST(round(h / 1000.0) AS INTEGER)
              WHEN b IS NULL AND h > 0 AND h // 1000 < gross THEN CAST(round(h / 1000.0) AS INTEGER)
              ELSE gross - coalesce(CAST(round(b / 1000.0) AS INTEGER), 0) END AS minutes,
            CASE WHEN clocked AND b IS NULL AND h > 0 AND h // 1000 < gross
              THEN gross - CAST(round(h / 1000.0) AS INTEGER)
              ELSE CAST(round(b / 1000.0) AS INTEGER) END AS break_minutes
          FROM (SELECT *, sc IS NOT NULL AND ec IS NOT NULL AS clocked, end_min - start_min AS gross FROM ({timed})))"""


def _years(filling: Filling) -> range:
    stage = filling.stage
    begins = _first(stage, "start", "first")
    days = [f"s.{name}" for name in ("day",) if stage.has(name)] + ([f"s.{begins}_on"] if begins else [])
    if not days:
        return range(0)
    low, high = (
        f"{way}({', '.join(f'{pick}({day})' for day in days)})" for way, pick in (("least", "min"), ("greatest", "max"))
    )
    first, last = stage.db.execute(f"SELECT {low}, {high} FROM {stage.name} AS s").fetchone() or (None, None)
    return years_of(first, last)


def fill_shifts(filling: Filling) -> None:
    """A time list into `shifts`."""
    stage = filling.stage
    own = plain_values(filling, tuple(filling.kind.columns))
    _insert_shifts(filling, own)
    statement = _judged(_timed(_base(filling, {f"x_{name}": sql for name, sql in own.items()}), _years(filling)))
    count_rows(filling)
    if filling.rows < stage.count():
        tell_left_out(filling, f"SELECT code, row, found FROM ({statement})")
    _tell_differing(filling, statement)
    _note_fields(filling)


def _insert_shifts(filling: Filling, own: dict[str, str]) -> None:
    """The rows that are whole, a stretch at a time, numbered as they stand in the file. Each is worked out once and
    kept: without MATERIALIZED the filter would be worked out apart from the values."""
    stage, years = filling.stage, _years(filling)
    known = stage.db.execute("SELECT coalesce(max(shift), 0) FROM shifts").fetchall()[0][0]
    names, values = "".join(f", {name}" for name in own), "".join(f", x_{name}" for name in own)
    more = {f"x_{name}": sql for name, sql in own.items()}
    for begun in range(0, stage.count(), ROWS_AT_A_TIME):
        within = f"s.rowid >= {begun} AND s.rowid < {begun + ROWS_AT_A_TIME}"
        statement = _judged(_timed(f"{_base(filling, more)} WHERE {within}", years))
        kept = f"worker, d, starts, ends, start_min, end_min, minutes, break_minutes, o, clocked, row, code{values}"
        stage.db.execute(f"""INSERT INTO shifts (shift, worker, on_day, starts, ends, start_min, end_min, minutes,
              break_minutes, overtime_minutes, clocked, file, row{names})
            WITH judged AS MATERIALIZED (SELECT {kept} FROM ({statement}))
            SELECT {known} + row, worker, d,
              CASE WHEN clocked THEN make_timestamp(starts * 60000000) END,
              CASE WHEN clocked THEN make_timestamp(ends * 60000000) END, CASE WHEN clocked THEN start_min END,
              CASE WHEN clocked THEN end_min END, minutes, break_minutes, CAST(round(o / 1000.0) AS INTEGER), clocked,
              {filling.file}, row{values}
            FROM judged WHERE code IS NULL""")


def _tell_differing(filling: Filling, statement: str) -> None:
    """Rows whose hours do not follow from start, end and break."""
    stage = filling.stage
    if not (stage.has("hours") and (stage.has("end") or stage.has("span") or stage.has("last"))):
        return
    rows = stage.db.execute(f"""SELECT row FROM ({statement}) WHERE code IS NULL AND clocked AND h > 0
        AND abs(h - minutes * 1000) > 1000 ORDER BY row""").fetchall()
    for (number,) in rows[:25]:
        filling.told.tell(problem("worked_hours.differ", filling.place.row(number)))
    filling.told.count("worked_hours.differ", len(rows) - 25)


def _note_fields(filling: Filling) -> None:
    """Which headings gave the moments."""
    stage, begins, ends = (
        filling.stage,
        _first(filling.stage, "start", "first", "span"),
        _first(filling.stage, "end", "last", "span"),
    )
    hours = _first(stage, "hours", "ordinary_hours") or begins
    pairs = {
        "on_day": _first(stage, "day") or begins, "starts": begins, "ends": ends, "start_min": begins, "end_min": ends,
        "clocked": begins, "minutes": ends or hours, "break_minutes": _first(stage, "break"),
        "overtime_minutes": _first(stage, "overtime_hours", "paid_overtime_hours"),
    }  # fmt: skip
    filling.from_fields.update({column: name for column, name in pairs.items() if name})


def fill_crew(filling: Filling) -> None:
    """A site list or a gate log into `crew`; clock times may be missing."""
    stage = filling.stage
    own = plain_values(filling, ("site", "employer", "card"))
    base = _base(filling, {f"x_{name}": sql for name, sql in own.items()})
    timed = _timed(base, _years(filling))
    statement = f"""SELECT *, CASE WHEN reject IS NOT NULL THEN reject WHEN d IS NULL THEN 'date.missing'
        WHEN end_min - start_min > {LONGEST} THEN 'shift.too_long'
        WHEN end_min <= start_min THEN 'shift.ends_before_start' END AS code FROM ({timed})"""
    names, values = "".join(f", {name}" for name in own), "".join(f", x_{name}" for name in own)
    stage.db.execute(f"""INSERT INTO crew (worker, on_day, start_min, end_min, minutes, file, row{names})
        SELECT worker, d, start_min, end_min, coalesce(CAST(round(h / 1000.0) AS INTEGER), end_min - start_min
          - coalesce(CAST(round(b / 1000.0) AS INTEGER), 0)), {filling.file}, row{values}
        FROM ({statement}) WHERE code IS NULL""")
    count_rows(filling)
    if filling.rows < stage.count():
        tell_left_out(filling, f"SELECT code, row, found FROM ({statement})")
    _note_fields(filling)
    filling.from_fields = {name: one for name, one in filling.from_fields.items() if name in
        ("on_day", "site", "employer", "card", "start_min", "end_min", "minutes") or "." in name}  # fmt: skip
