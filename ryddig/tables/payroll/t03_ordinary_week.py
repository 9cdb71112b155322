"""TIME-03: ordinary hours in seven days; with averaging the single week and the means of eight weeks and the agreed
period."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import Agreement
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_rota import PLAN, ROTA_LIMIT, rota_weeks
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import (
    SHORT,
    any_of,
    counted,
    runs_over,
    seven_days,
    trailing,
    whole_windows,
    worst_of_runs,
)

ORDINARY: Final = "b.minutes - b.marked"
ADULT: Final = "w.last >= r.adult_from"
MARKED: Final = "breach_if_marked"
# only a worker who has more than the limit in all can have it in a period that is averaged
AVERAGED: Final = """booked AS b SEMI JOIN (
  SELECT worker FROM weeks JOIN records AS r USING (worker)
  GROUP BY worker, r.average_days, r.plan
  HAVING sum(minutes) > r.average_days // 7 * (SELECT min(value) FROM limits WHERE name = 'week_' || r.plan)) AS m
  USING (worker)"""


def statement(firm: Firm) -> str:
    """The judgement. Workers under 18 may not have more at all, whatever it is called."""
    young = "booked AS b SEMI JOIN minors AS m USING (worker)"
    minors = runs_over(trailing(counted("b.minutes", young), 7), "'young_week'", where="w.last < r.adult_from")
    if firm.agreement is Agreement.NONE:
        plain = runs_over(
            seven_days(ORDINARY), "'week_' || r.plan", where=f"{ADULT} AND r.plan != '{PLAN}'", means=MARKED
        )
        rota = f"""
        SELECT w.* FROM ({ROTA_LIMIT.format(weeks=rota_weeks(ORDINARY))}) AS w JOIN records AS r USING (worker)
        WHERE w.minutes > w.due AND {ADULT}"""
        over = any_of(plain, worst_of_runs(rota, MARKED), minors)
        return verdicts("TIME-03", over, firm, ground="'TIME-03 ' || r.plan")
    single = runs_over(seven_days(ORDINARY), "'single_week'", means=MARKED)
    short = runs_over(trailing(counted(ORDINARY, SHORT), 7), "'total_week'", means="record_too_short")
    mean = runs_over(
        whole_windows(counted(ORDINARY), "r.mean_days"), "'total_week'", times="(r.mean_days // 7)", means=MARKED
    )
    average = runs_over(
        whole_windows(counted(ORDINARY, AVERAGED), "r.average_days"),
        "'week_' || r.plan",
        times="(r.average_days // 7)",
        means=MARKED,
    )
    over = any_of(single, mean, short, average, minors)
    return verdicts("TIME-03", over, firm, days_needed="r.average_days", ground="'TIME-03 ' || r.plan")


CHECK = Check("TIME-03", 1, ("shifts",), ("shifts.minutes", "shifts.overtime_minutes"), statement)
