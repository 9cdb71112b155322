"""A quarter's last day, and hours as the planner counts them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

HOURS_MOST: Final = 5000
QUARTERS: Final = (1, 2, 3, 4)
MONTHS: Final = 3


def last_day_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter. Raises UserCanFix for a quarter that is not 1–4."""
    if quarter not in QUARTERS or not date.min.year < year < date.max.year:
        raise UserCanFix(
            "plan.quarter", N_("%(quarter)s/%(year)s is not a quarter."), params={"quarter": quarter, "year": year}
        )
    return add_months(date(year, quarter * MONTHS - 2, 1), MONTHS) - timedelta(days=1)


def half_hours(hours: Decimal) -> int:
    """Hours in half hours. Raises UserCanFix for less than none, more than 5000, or a part of a half hour."""
    doubled = hours * 2
    if doubled != doubled.to_integral_value() or not 0 <= hours <= HOURS_MOST:
        text = N_("%(hours)s is not a number of hours we can plan with.")
        hint = N_("Give hours from 0 to %(most)s in steps of half an hour.")
        raise UserCanFix("plan.hours", text, hint=hint, params={"hours": hours, "most": HOURS_MOST})
    return int(doubled)
