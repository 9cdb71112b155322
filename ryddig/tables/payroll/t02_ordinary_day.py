"""TIME-02: ordinary hours in the 24 hours from the start of each shift."""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts

# what the list itself calls ordinary is a breach; else the hours may have been paid as overtime; under 18 all hours
# count
OVER: Final = """
over AS (
  SELECT d.worker, d.day AS first, d.day AS last, d.ordinary AS minutes, l.value AS due, l.name AS rule, l.law,
    CASE WHEN d.marked THEN 'breach' ELSE 'question' END AS means,
    CASE WHEN d.marked THEN '' ELSE 'may_be_overtime' END AS why, d.file, d."row"
  FROM rolling AS d JOIN limits AS l ON l.name = 'day' AND l.law = d.law
  WHERE NOT d.young AND d.ordinary > l.value
  UNION ALL
  SELECT d.worker, d.day, d.day, d.whole, l.value, l.name, l.law, 'breach', '', d.file, d."row"
  FROM rolling AS d JOIN limits AS l ON l.name = 'young_day' AND l.law = d.law
  WHERE d.young AND d.whole > l.value)"""


def statement(firm: Firm) -> str:
    """The judgement."""
    return verdicts("TIME-02", OVER, firm, one_shift=True)


CHECK = Check("TIME-02", 1, ("shifts",), ("shifts.starts", "shifts.ends", "shifts.break_minutes"), statement)
