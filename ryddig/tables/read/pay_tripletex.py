"""Answers of Tripletex' API as JSON: payslips with specifications, time sheet entries, time clocks, employments.

Figures are kept as they stand in the text. Row numbers count the objects of the list, from 1.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.header import fold_heading
from ryddig.tables.read.pay_listing import Listing
from ryddig.tables.read.pay_stage import Row

_PERSON: Final = ("worker_no", "national_id", "name")
_SLIP: Final = (*_PERSON, "period", "gross", "net", "holiday_pay")
_LINE: Final = (*_PERSON, "period", "line_kind", "amount", "rate", "hours")
_SHIFT: Final = (*_PERSON, "day", "start", "end", "break", "hours", "site")
_EMPLOYED: Final = (*_PERSON, "first", "last", "share_percent", "born_on")
_CONTRACT: Final = (*_PERSON, "starts_on", "rate")
_BY_HOUR: Final = ("timel", "overtid", "hour", "time", "nattillegg", "kveld", "helg")
Object = dict[str, Any]


def tripletex_listings(name: str, content: bytes) -> tuple[Listing, ...]:
    """The lists in the file. Raises UserCanFix for JSON that is broken or something else."""
    try:
        tree = json.loads(content, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise UserCanFix(
            "file.broken_json",
            N_("%(file)s is not JSON that can be read."),
            hint=N_("Fetch it again from Tripletex, and save the answer as it is."),
            params={"file": name},
        ) from error
    objects = _objects(tree)
    listings = [Listing(kind, part, names, rows) for kind, part, names, rows in _lists(objects) if rows]
    if not listings:
        raise UserCanFix(
            "file.other_json",
            N_("%(file)s holds none of the lists from Tripletex that are known here."),
            hint=N_("Give payslips with specifications, timesheet/entry, timesheet/timeClock or employments."),
            params={"file": name},
        )
    return tuple(listings)


def _objects(tree: object) -> list[Object]:
    found = tree.get("values", tree.get("value", tree)) if isinstance(tree, dict) else tree
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _lists(objects: Sequence[Object]) -> Iterator[tuple[str, str, tuple[str, ...], list[Row]]]:
    numbered = list(enumerate(objects, start=1))
    slips = [(n, one) for n, one in numbered if "specifications" in one or "grossAmount" in one]
    times = [(n, one) for n, one in numbered if "timeStart" in one or ("hours" in one and "date" in one)]
    works = [(n, one) for n, one in numbered if "remunerationType" in one or "hourlyWage" in one or "startDate" in one]
    yield "payslips", "payslip", _SLIP, [(n, _slip(one), "") for n, one in slips]
    yield "wage_lines", "specifications", _LINE, [(n, cells, "") for n, one in slips for cells in _lines(one)]
    yield "timesheet", "timesheet", _SHIFT, [(n, cells, "") for n, one in times for cells in _shifts(one)]
    yield "employed", "employment", _EMPLOYED, [(n, _employed(one), "") for n, one in works]
    details = [(n, cells, "") for n, one in works for cells in _contracts(one)]
    yield "contracts", "employmentDetails", _CONTRACT, [row for row in details if row[1][-1]]


def _inner(one: Object, *path: str) -> Any:  # noqa: ANN401 - a value of JSON
    found: Any = one
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _text(one: Object, *path: str) -> str:
    found = _inner(one, *path)
    return "" if found is None or isinstance(found, dict | list) else str(found)


def _person(one: Object, *path: str) -> list[str]:
    """Employee number, else Tripletex' own id; identity number; name."""
    who = _inner(one, *path, "employee") or {}
    number = _text(who, "employeeNumber") or (f"tripletex {_text(who, 'id')}" if _text(who, "id") else "")
    name = " ".join(part for part in (_text(who, "firstName"), _text(who, "lastName")) if part)
    national = _text(who, "nationalIdentityNumber") or _text(who, "dnumber")
    return [number, national, name or _text(who, "displayName")]


def _period(one: Object) -> str:
    return f"{_text(one, 'year')}-{_text(one, 'month').zfill(2)}" if _text(one, "year") and _text(one, "month") else ""


def _slip(one: Object) -> list[str]:
    sums = [_text(one, name) for name in ("grossAmount", "amount", "vacationAllowanceAmount")]
    return [*_person(one), _period(one), *sums]


def _lines(one: Object) -> Iterator[list[str]]:
    for line in _inner(one, "specifications") or []:
        if not isinstance(line, dict) or not _text(line, "amount"):
            continue
        kind = _text(line, "salaryType", "name") or _text(line, "description")
        by_hour = fold_heading(kind).startswith(_BY_HOUR)
        hours = _text(line, "count") if by_hour else ""
        yield [*_person(one), _period(one), kind, _text(line, "amount"), _text(line, "rate") if by_hour else "", hours]


def _shifts(one: Object) -> Iterator[list[str]]:
    clocks = [clock for clock in _inner(one, "timeClocks") or [] if isinstance(clock, dict) and "timeStart" in clock]
    site = _text(one, "project", "number") or _text(one, "project", "name")
    if "timeStart" in one:
        clocks = [one]
    if not clocks:
        yield [*_person(one), _text(one, "date"), "", "", "", _text(one, "hours"), site]
    for clock in clocks:
        who = _person(clock) if _inner(clock, "employee") else _person(one)
        pause = _text(clock, "lunchBreakDuration")
        day = _text(clock, "date") or _text(one, "date")
        given = [_text(clock, "timeStart"), _text(clock, "timeStop"), f"{pause} t" if pause else ""]
        yield [*who, day, *given, "", site]


def _employed(one: Object) -> list[str]:
    path = ("employment",) if "employment" in one else ()
    work = _inner(one, *path) or one
    detail = next((d for d in _inner(one, "employmentDetails") or [] if isinstance(d, dict)), one)
    share = _text(detail, "percentageOfFullTimeEquivalent")
    first = _text(work, "startDate") or _text(one, "date")
    born = _text(_inner(one, *path, "employee") or {}, "dateOfBirth")
    return [*_person(one, *path), first, _text(work, "endDate"), f"{share} %" if share else "", born]


def _contracts(one: Object) -> Iterator[list[str]]:
    path = ("employment",) if "employment" in one else ()
    for detail in [d for d in _inner(one, "employmentDetails") or [one] if isinstance(d, dict)]:
        wage = _text(detail, "hourlyWage")
        yield [*_person(one, *path), _text(detail, "date"), "" if wage in ("0", "0.0") else wage]
