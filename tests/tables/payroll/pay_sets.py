"""Random sets for the pay checks: workers, shifts and payslips that lie near everything the law turns on."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from random import Random
from typing import Any, Final

from duckdb import DuckDBPyConnection

from ryddig.domain.law import Book
from ryddig.domain.pay_categories import CATEGORIES, rate_on
from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import PayKind, ShiftPlan, Trade
from ryddig.domain.time_limits import Agreement
from tests.tables.payroll.pay_reference import OSLO, Row, clock

# the first day of each set: new rates, new law, summer time, Easter, May, Christmas, a regulation that lapses or begins
DAYS: Final = (
    date(2024, 10, 21), date(2024, 12, 23), date(2025, 3, 24), date(2025, 4, 14), date(2025, 4, 28), date(2025, 5, 26),
    date(2025, 6, 2), date(2025, 10, 20), date(2025, 12, 22), date(2026, 6, 1), date(2026, 7, 27), date(2026, 8, 24),
    date(2022, 12, 5), date(2017, 5, 22),
)  # fmt: skip
LENGTH: Final = 35
AGES: Final = (15, 16, 17, 18, 20, 60, 71)
EXPERIENCE: Final = (84, 122, 183, 365)
KG: Final = (None, 2_500, 2_501, 3_000, 3_500, 3_501, 7_500)
CODES: Final = (None, None, "second", "third", "after_24", "before_rest_day", "eve", "unknown")
Rows = dict[str, list[dict[str, Any]]]


def one_of(draw: Random, *chosen: Any) -> Any:
    return draw.choice(chosen)


def random_firm(draw: Random) -> Firm:
    return Firm(
        trade=one_of(draw, None, *Trade),
        agreement=one_of(draw, Agreement.NONE, Agreement.NONE, *Agreement),
        averaging=one_of(draw, None, True, False),
        tariff_bound=one_of(draw, None, None, True, False),
    )


def random_set(draw: Random, book: Book, *, workers: int) -> tuple[date, Rows]:
    """A set that begins on one of the days."""
    first = draw.choice(DAYS)
    rows: Rows = {"workers": [], "shifts": [], "slips": [], "lines": []}
    for number in range(1, workers + 1):
        worker = _worker(draw, number, first)
        rows["workers"].append(worker)
        _slips(draw, rows, worker, first=first, book=book)
    return first, rows


def _worker(draw: Random, number: int, first: date) -> dict[str, Any]:
    trade = one_of(draw, None, *Trade, *Trade)
    inside = timedelta(days=draw.randint(-3, LENGTH))
    born = (first + inside).replace(year=first.year - draw.choice(AGES), day=min((first + inside).day, 28))
    since = first + inside - timedelta(days=draw.choice(EXPERIENCE))
    return {
        "worker": number, "pseudonym": f"w{number}", "trade": trade and str(trade), "category": _category(draw, trade),
        "born_on": one_of(draw, None, born, date(1990, 5, 5), date(2008, 2, 29)),
        "experience_from": one_of(draw, None, None, since, date(2010, 1, 1)), "apprentice": draw.random() < 0.05,
        "tariff_bound": one_of(draw, None, None, None, True, False),
        "plan": str(one_of(draw, "day", "day", *ShiftPlan)),
        "stockman": draw.random() < 0.5, "vehicle_kg": draw.choice(KG), "own_goods": draw.random() < 0.1,
    }  # fmt: skip


def _category(draw: Random, trade: Trade | None) -> str | None:
    codes = tuple(CATEGORIES[trade]) if trade else ("skilled", "adult")
    found: str | None = draw.choice((None, "nonsense", *codes, *codes))
    return found


def _slips(draw: Random, rows: Rows, worker: dict[str, Any], *, first: date, book: Book) -> None:
    begin, end = first, first + timedelta(days=LENGTH)
    while begin < end and len([one for one in rows["slips"] if one["worker"] == worker["worker"]]) < 2:
        last = min(end, begin + timedelta(days=draw.choice((6, 13, 30))))
        trade = one_of(draw, None, None, None, None, *Trade)
        slip = {"slip": len(rows["slips"]) + 1, "worker": worker["worker"], "first": begin, "last": last}
        slip["trade"] = trade and str(trade)
        known = trade or (Trade(worker["trade"]) if worker["trade"] else None)
        slip["category"] = one_of(draw, None, None, _category(draw, known))
        rows["slips"].append(slip)
        shifts = list(_shifts(draw, rows, worker["worker"], days=(begin, last))) if draw.random() < 0.85 else []
        rows["shifts"].extend(shifts)
        _paid(draw, rows, slip, rate=_rate(draw, known or Trade.CLEANING, (slip, worker), book=book),
              worked=sum(one["minutes"] for one in shifts))  # fmt: skip
        begin = last + timedelta(days=1 + (draw.random() < 0.2))


def _shifts(draw: Random, rows: Rows, worker: int, *, days: tuple[date, date]) -> Iterator[dict[str, Any]]:
    day, often = days[0], draw.choice((0.2, 0.6, 0.9))
    style = draw.choice(("day", "day", "night", "any"))
    code, away, trip = draw.choice(CODES), draw.random() < 0.3, draw.random() < 0.3
    while day <= days[1]:
        if draw.random() < often:
            begins = (
                draw.randint(24, 36) * 15
                if style == "day"
                else draw.randint(60, 94) * 15
                if style == "night"
                else draw.randint(0, 1439)
            )
            count = 1 if style != "day" or draw.random() < 0.85 else 2
            for _ in range(count):
                length = draw.choice((90, 300, 450, 480, 480, 540, 555, 600, 700)) // count
                shift = _shift(draw, worker, day, times=(begins, length))
                shift |= {"code": code if draw.random() < 0.8 else None, "away": away and draw.random() < 0.8}
                shift["trip"] = one_of(draw, "first", "middle", "middle", "last") if trip else None
                stated = one_of(draw, None, *Trade) if draw.random() < 0.04 else None
                shift["trade"] = stated and str(stated)
                shift["category"] = _category(draw, stated) if draw.random() < 0.04 else None
                begins += length + 120
                yield {"shift": len(rows["shifts"]) + draw.randint(0, 0), **shift}
        day += timedelta(days=1)


def _shift(draw: Random, worker: int, day: date, *, times: tuple[int, int]) -> dict[str, Any]:
    begins, length = times
    pause = draw.choice((0, 30, 30, 45, None)) if length > 100 else 0
    starts, ends = clock(day, begins), clock(day, begins + length)
    start, end = (int(one.replace(tzinfo=OSLO).astimezone(UTC).timestamp()) // 60 for one in (starts, ends))
    row = {"worker": worker, "on_day": starts.date(), "starts": starts, "ends": ends, "start_min": start,
           "end_min": end,
           "minutes": end - start - (pause or 0), "break_minutes": pause, "clocked": True,
           "overtime_minutes": one_of(draw, None, None, None, None, 0, 60, 120)}  # fmt: skip
    if draw.random() < 0.06:
        row |= {"clocked": False, "starts": None, "ends": None, "start_min": None, "end_min": None}
    return row


def _rate(draw: Random, trade: Trade, stated: tuple[Row, Row], *, book: Book) -> int:
    """Hundredths of an øre: at a rate of the trade, just under it, or somewhere near."""
    codes = CATEGORIES[trade]
    code = next(
        (one for one in (stated[0]["category"], stated[1]["category"]) if one in codes), draw.choice(list(codes))
    )
    bound = rate_on(codes[code], book, draw.choice((stated[0]["first"], stated[0]["last"])))
    lawful = int((bound.asked or bound.sure or 20_000) * 100)
    return lawful + draw.choice((0, 0, -1, 1, -100, -100_000, 100_000, 500_000))


def _paid(draw: Random, rows: Rows, slip: dict[str, Any], *, rate: int, worked: int) -> None:
    overtime = draw.choice((0, 0, 60, 300, worked // 4))
    ordinary = max(0, worked - overtime) or draw.choice((0, 6_000))
    ordinary_mmin, overtime_mmin = ordinary * 1_000 + draw.choice((0, 0, 0, 240_000, -240_000, 1_234)), overtime * 1_000
    percent = draw.choice((4_000, 4_000, 2_000, 5_000, 10_000))
    # what covers the hours of the list, but for part of an øre
    covers = (worked * 1_000 * rate + overtime_mmin * rate * percent // 10_000) // 6_000_000
    gross = (ordinary_mmin * rate + overtime_mmin * rate * (10_000 + percent) // 10_000) // 6_000_000
    slip |= {
        "rate": one_of(draw, rate, rate, rate, None), "ordinary_mmin": one_of(draw, *[max(0, ordinary_mmin)] * 6, None),
        "overtime_mmin": one_of(draw, overtime_mmin, overtime_mmin, None, 0),
        "overtime_percent": one_of(draw, percent, percent, None),
        "gross_ore": one_of(draw, gross, gross, covers, gross + 50_000, gross - 100_000, None),
        "month_ore": one_of(draw, None, None, 3_900_000, rate * 162 // 100),
    }  # fmt: skip
    if draw.random() < 0.4:
        rows["lines"].extend(_lines(draw, slip, rate=rate, minutes=ordinary))


def _lines(draw: Random, slip: Row, *, rate: int, minutes: int) -> Iterator[dict[str, Any]]:
    def line(kind: str, ore: int, mmin: int | None = None, *, counts: bool | None = None) -> dict[str, Any]:
        return {
            "slip": slip["slip"],
            "worker": slip["worker"],
            "kind": kind,
            "ore": ore,
            "mmin": mmin,
            "counts_as_pay": counts,
        }

    if draw.random() < 0.8:
        for part in draw.choice(([1], [1], [2, 2], [3, 3, 3])):
            of_part = rate + draw.choice((0, 0, 10_000))
            mmin = minutes * 1_000 // part
            yield line("ordinary", of_part * mmin // 6_000_000, draw.choice((mmin, mmin, mmin, None, 0)))
    for kind in (*PayKind, "deduction", "tax", "other"):
        if kind != "ordinary" and draw.random() < 0.25:
            yield line(str(kind), draw.choice((5_000, 43_210, 100_001)), counts=one_of(draw, None, True, False))


def put(db: DuckDBPyConnection, rows: Rows) -> None:
    """The rows in the canonical tables, numbered as a reader would."""
    for number, shift in enumerate(rows.get("shifts", ()), start=1):
        shift["shift"] = number
    for table, found in rows.items():
        if found:
            names = list(found[0])
            columns = [[row[name] for row in found] for name in names]
            marks = ", ".join("unnest(?)" for _ in names)
            quoted = ", ".join(f'"{name}"' for name in (*names, "file", "row"))
            db.execute(f"INSERT INTO {table} ({quoted}) SELECT {marks}, 1, unnest(range(2, {len(found) + 2}))", columns)
