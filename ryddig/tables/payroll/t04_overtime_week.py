"""TIME-04: overtime in seven days."""

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import any_of, overtime_windows, runs_over


def statement(firm: Firm) -> str:
    """The judgement: of each run of days above the limit the worst seven days."""
    above = runs_over(overtime_windows(7, "overtime_7"), "'overtime_7'", where="w.last >= r.adult_from")
    return verdicts("TIME-04", any_of(above), firm)


CHECK = Check("TIME-04", 1, ("shifts",), ("shifts.minutes", "shifts.overtime_minutes"), statement)
