"""TIME-06: overtime in 52 weeks; with a permit of Arbeidstilsynet in 26."""

from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import Agreement
from ryddig.tables.payroll.check import Check
from ryddig.tables.payroll.time_verdicts import verdicts
from ryddig.tables.payroll.time_windows import any_of, overtime_windows, runs_over

YEAR, HALF_YEAR = 364, 182


def statement(firm: Firm) -> str:
    """The judgement: of each run of days above the limit the worst 52 (26) weeks."""
    length = HALF_YEAR if firm.agreement is Agreement.AUTHORITY else YEAR
    rule = f"overtime_{length}"
    above = runs_over(overtime_windows(length, rule), f"'{rule}'", where="w.last >= r.adult_from")
    return verdicts("TIME-06", any_of(above), firm, days_needed=str(length))


CHECK = Check("TIME-06", 1, ("shifts",), ("shifts.minutes", "shifts.overtime_minutes"), statement)
