"""Payslips and their lines. A line belongs to the payslip of the same worker and days; where there is none, the lines
of a worker and period make one."""

from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.read.pay_fields import LINE_COLUMNS
from ryddig.tables.read.pay_fill import (
    Filling,
    base_rejects,
    count_rows,
    insert,
    lead,
    plain_values,
    row_of,
    tell_left_out,
)
from ryddig.tables.read.pay_stage import Stage
from ryddig.tables.read.pay_telling import problem

LINE_NAMES: Final = ["kind", "ore", "mmin", "counts_as_pay", "ground", "agreed_on", "rate"]
NOT_FOR_WORK: Final = "'holiday_pay', 'refund', 'posting_allowance', 'deduction', 'tax', 'other'"


def period(filling: Filling) -> tuple[str, str]:
    """SQL of the first and last day of the pay period."""
    stage = filling.stage
    if stage.has("period"):
        filling.from_fields.update({"first": "period", "last": "period"})
        return "s.period_first", "s.period_last"
    for first, last in (("first", "last"), ("start", "end")):
        if stage.has(first) and stage.has(last):
            filling.from_fields.update({"first": first, "last": last})
            return f"s.{first}_on", f"s.{last}_on"
    number = "month_number" if stage.has("month_number") else "run" if stage.has("run") else ""
    if stage.has("year") and number:
        known = f"s.year BETWEEN 1950 AND 2099 AND s.{number} BETWEEN 1 AND 12"
        month = f"CASE WHEN {known} THEN make_date(s.year, s.{number}, 1) END"
        filling.from_fields.update({"first": number, "last": number})
        if number == "run":
            filling.told.tell(problem("period.run_as_month", filling.place.row()))
        return f"({month})", f"last_day({month})"
    return _month_of_day(filling)


def _month_of_day(filling: Filling) -> tuple[str, str]:
    if not filling.stage.has("day"):
        return "CAST(NULL AS DATE)", "CAST(NULL AS DATE)"
    filling.told.tell(problem("period.month_of_day", filling.place.row()))
    filling.from_fields.update({"first": "day", "last": "day"})
    return "CAST(date_trunc('month', s.day) AS DATE)", "last_day(s.day)"


def fill_slips(filling: Filling) -> None:
    """Payslips, one a row; columns of one kind of pay or deduction become lines."""
    stage = filling.stage
    first, last = period(filling)
    numbered = f"(SELECT coalesce(max(slip), 0) FROM slips) + {row_of(stage)}"
    values = {"slip": numbered, "first": first, "last": last, **plain_values(filling, tuple(filling.kind.columns))}
    insert(filling, values)
    for name, (kind, ground) in LINE_COLUMNS.items():
        if stage.has(name):
            _line_column(filling, name, f"'{kind}'", ground=f"'{ground}'" if ground else "NULL")
    for name, kind in (("tax", "tax"), ("holiday_pay", "holiday_pay")):
        if stage.has(name) and any(stage.has(one) for one in LINE_COLUMNS):
            _line_column(filling, name, f"'{kind}'", ground="NULL")


def _line_column(filling: Filling, name: str, kind: str, *, ground: str) -> None:
    stage = filling.stage
    stage.db.execute(f"""INSERT INTO pay_lines (worker, first, last, kind, ore, ground, file, row)
        SELECT x.worker, x.first, x.last, {kind}, {"abs" if "deduction" in kind or "tax" in kind else ""}(s.{name}),
          {ground}, {filling.file}, x.row
        FROM slips AS x JOIN {stage.name} AS s ON x.row = {row_of(stage)}
        WHERE x.file = {filling.file} AND s.{name} <> 0""")
    filling.from_fields["lines.ore"] = name
    filling.from_fields["lines.kind"] = name


def fill_lines(filling: Filling) -> None:
    """Lines of payslips, one a row."""
    stage = filling.stage
    first, last = period(filling)
    own = plain_values(filling, ("kind", "ore", "mmin", "counts_as_pay", "ground", "agreed_on"))
    if stage.has("line_kind"):
        own["ground"] = f"coalesce({own.get('ground', 'NULL')}, s.line_kind_ground)"
        filling.from_fields.setdefault("ground", "line_kind")
    elif stage.has("line_code"):
        filling.told.tell(problem("line.code_only", filling.place.row()))
    if stage.has("rate"):
        own["rate"] = "s.rate"
    own["mmin"] = _minutes(stage, own.get("mmin", "NULL"))
    own["weak"] = str(filling.weak).lower()
    own = {"first": first, "last": last, **{name: sql for name, sql in own.items() if sql != "NULL"}}
    reject = f"""CASE {base_rejects(filling)} WHEN {first} IS NULL THEN 'period.missing'
        WHEN {own.get("ore", "NULL")} IS NULL AND {own.get("mmin", "NULL")} IS NULL THEN 'amount.missing' END"""
    source = f"FROM {stage.name} AS s LEFT JOIN pay_people AS p ON {filling.join}"
    stage.db.execute(f"""INSERT INTO pay_lines (worker, {", ".join(own)}, file, row)
        SELECT p.person, {", ".join(own.values())}, {filling.file}, {row_of(stage)} {source} WHERE {reject} IS NULL""")
    count_rows(filling, "pay_lines")
    _turn_signs(filling)
    if filling.rows < stage.count():
        tell_left_out(filling, f"SELECT {reject} AS code, {row_of(stage)} AS row, {lead(stage)} AS found {source}")


def _minutes(stage: Stage, hours: str) -> str:
    """Hours only where the line counts hours: kilometres and days have no minutes."""
    if hours == "NULL" or not stage.has("unit"):
        return hours
    words = "'timer', 'time', 't', 'h', 'tim', 'hours', 'hour', 'timar', 'hrs'"
    return f"CASE WHEN s.unit IS NULL OR lower(rtrim(s.unit, '.')) IN ({words}) THEN {hours} END"


def _turn_signs(filling: Filling) -> None:
    """Deductions and tax are kept as what was taken, above zero, whichever sign the file gives them."""
    taken = f"FROM pay_lines WHERE file = {filling.file} AND kind IN ('deduction', 'tax')"
    total = filling.stage.db.execute(f"SELECT sum(ore) {taken}").fetchone()
    if total and total[0] is not None and total[0] < 0:
        filling.stage.db.execute(
            f"UPDATE pay_lines SET ore = -ore WHERE file = {filling.file} AND kind IN ('deduction', 'tax')"
        )


def attach_lines(db: DuckDBPyConnection) -> None:
    """Give each line its payslip; make payslips for lines that have none. Lines of an a-melding are left out where a
    payslip or a list of lines tells the same month: they would count twice."""
    db.execute("""DELETE FROM pay_lines AS l WHERE weak AND (
        EXISTS (SELECT 1 FROM slips AS x WHERE x.worker = l.worker AND x.first <= l.last AND l.first <= x.last)
        OR EXISTS (SELECT 1 FROM pay_lines AS o WHERE o.weak IS NOT true AND o.worker = l.worker AND o.first <= l.last
          AND l.first <= o.last))""")
    db.execute(f"""INSERT INTO slips (slip, worker, first, last, rate, ordinary_mmin, overtime_mmin, gross_ore, tax_ore,
          holiday_pay_ore, file, row)
        SELECT (SELECT coalesce(max(slip), 0) FROM slips) + row_number() OVER (ORDER BY min(file), min(row)),
          worker, first, last,
          CASE WHEN count(DISTINCT rate) FILTER (kind = 'ordinary') = 1 THEN max(rate) FILTER (kind = 'ordinary') END,
          sum(mmin) FILTER (kind = 'ordinary'), sum(mmin) FILTER (kind = 'overtime_supplement'),
          CASE WHEN count(kind) = count(*) AND count(*) FILTER (kind = 'other') = 0
              AND count(*) FILTER (kind = 'ordinary') > 0
            THEN coalesce(sum(ore) FILTER (kind NOT IN ({NOT_FOR_WORK})), 0) END,
          sum(ore) FILTER (kind = 'tax'), sum(ore) FILTER (kind = 'holiday_pay'), min(file), min(row)
        FROM pay_lines AS l
        WHERE NOT EXISTS (SELECT 1 FROM slips AS x WHERE x.worker = l.worker AND x.first = l.first AND x.last = l.last)
        GROUP BY worker, first, last""")
    db.execute("""INSERT INTO lines (slip, worker, kind, ore, mmin, counts_as_pay, ground, agreed_on, file, row)
        SELECT x.slip, l.worker, l.kind, l.ore, l.mmin, l.counts_as_pay, l.ground, l.agreed_on, l.file, l.row
        FROM pay_lines AS l JOIN (SELECT worker, first, last, min(slip) AS slip FROM slips GROUP BY ALL) AS x
          ON x.worker = l.worker AND x.first = l.first AND x.last = l.last ORDER BY l.file, l.row""")
    db.execute("""UPDATE slips SET ordinary_mmin = coalesce(slips.ordinary_mmin, l.ordinary),
        overtime_mmin = coalesce(slips.overtime_mmin, l.overtime), tax_ore = coalesce(slips.tax_ore, l.tax)
        FROM (SELECT slip, sum(mmin) FILTER (kind = 'ordinary') AS ordinary, sum(ore) FILTER (kind = 'tax') AS tax,
          sum(mmin) FILTER (kind = 'overtime_supplement') AS overtime FROM lines GROUP BY slip) AS l
        WHERE slips.slip = l.slip""")
    db.execute("DROP TABLE pay_lines")
