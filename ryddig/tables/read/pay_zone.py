"""Clock time in Norway as minutes since 1970 in UTC, by the few days on which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from ryddig.tables.read.pay_cells import OSLO

WINTER: Final = 60
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - compared with clock times


@lru_cache(maxsize=256)
def summer(year: int) -> tuple[datetime, datetime] | None:
    """When clocks show summer time in a year: from the first clock time after the gap to the last of the hour that
    comes twice. None in a year without."""
    changes = []
    at = datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        if at.astimezone(OSLO).utcoffset() != (at + _DAY).astimezone(OSLO).utcoffset():
            changes.append(_moment(at))
        at += _DAY
    if len(changes) != 2:  # noqa: PLR2004 - forward and back
        return None
    spring, autumn = changes
    local = [(spring + timedelta(hours=2)), (autumn + timedelta(hours=2))]
    return local[0].replace(tzinfo=None), local[1].replace(tzinfo=None)


def _moment(before: datetime) -> datetime:
    """The hour of the day after `before` at which the offset changes."""
    offset = before.astimezone(OSLO).utcoffset()
    while (before + timedelta(hours=1)).astimezone(OSLO).utcoffset() == offset:
        before += timedelta(hours=1)
    return before + timedelta(hours=1)


def is_summer(at: str, years: range, *, second: bool = False) -> str:
    """SQL: whether the clocks show summer time at `at`, clock time as minutes since 1970. `second`: the second time of
    the hour that comes twice. A clock time that does not exist counts by the time before the gap."""
    stretches = []
    for year in years:
        found = summer(year)
        if found is not None:
            first, last = (int((moment - _EPOCH).total_seconds()) // 60 for moment in found)
            stretches.append(f"{at} BETWEEN {first} AND {last - 1 - (60 if second else 0)}")
    return f"({' OR '.join(stretches)})" if stretches else "false"


def utc(at: str, years: range, *, second: bool = False) -> str:
    """SQL: minutes since 1970 in UTC of the clock time `at`."""
    return f"({at} - CASE WHEN {is_summer(at, years, second=second)} THEN {2 * WINTER} ELSE {WINTER} END)"


def years_of(first: date | None, last: date | None) -> range:
    """The years the clock times lie in, and one more for shifts past New Year."""
    return range(0) if first is None or last is None else range(first.year, last.year + 2)
