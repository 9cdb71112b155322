"""TIME-05: overtime in four consecutive weeks."""

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import any_of, overtime_windows, runs_over


def statement(firm: Firm) -> str:
    """The judgement: of each run of days above the limit the worst 28 days."""
    above = runs_over(overtime_windows(28, "overtime_28"), "'overtime_28'", where="w.last >= r.adult_from")
    return verdicts("TIME-05", any_of(above), firm, days_needed="28")


CHECK = Check("TIME-05", 1, ("shifts",), ("shifts.minutes", "shifts.overtime_minutes"), statement)
