"""Rules that name other rules: every id exists and is of the right kind, and no local rule weakens a national one."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from ryddig.domain.controls import STEPS
from ryddig.domain.law import Book, Condition, Duty, Entry, RedFlag, RiskFactor, Series
from ryddig.lawbook.documents import Item
from ryddig.lawbook.faults import Fault
from ryddig.lawbook.predicates import SERIES_UNITS, references
from ryddig.lawbook.references_questionnaires import check_questionnaires

Places = Mapping[str, Item]
Path = tuple[str | int, ...]
STRICTER: Mapping[str, Callable[[int, int], bool]] = {
    "lower": lambda local, national: local <= national,
    "higher": lambda local, national: local >= national,
}


def check_references(book: Book, places: Places) -> list[Fault]:
    """What is wrong between the rules of a book."""
    found = [*_duties(book, places), *_library(book, places), *_risk(book, places)]
    found.extend(check_questionnaires(book, places))
    for series in book.series.values():
        if series.stricter_than:
            found.extend(_stricter(series, book, places))
    return found


def _missing(given: str, known: Collection[str], item: Item, *, path: Path, want: str) -> Iterator[Fault]:
    if given in known:
        return
    close = ", ".join(get_close_matches(given, known, n=3, cutoff=0.5)) or "–"
    yield item.fault("unknown_rule", path, given=given, want=want, close=close)


def _conditions(conditions: Collection[Condition], book: Book, item: Item) -> Iterator[Fault]:
    for test, kind, given in references(conditions):
        path = ("applies_when", test)
        if kind == "cpv_group":
            yield from _missing(given, book.cpv_groups, item, path=path, want="cpv_group")
        else:
            unit = SERIES_UNITS[test]
            known = {name for name, series in book.series.items() if series.unit == unit}
            yield from _missing(given, known, item, path=path, want=f"series (unit: {unit})")


def _duties(book: Book, places: Places) -> Iterator[Fault]:
    duties = {duty.id: duty for duty in book.duties}
    for duty in book.duties:
        item = places[duty.id]
        yield from _conditions(duty.conditions, book, item)
        if duty.deadline:
            yield from _missing(duty.deadline, book.series, item, path=("deadline",), want="series")
        for number, name in enumerate(duty.sanctions):
            yield from _missing(name, book.library.sanctions, item, path=("sanctions", number), want="sanction")
        for number, name in enumerate(duty.limits):
            yield from _missing(name, book.series, item, path=("limits", number), want="series")
        if duty.stricter_than:
            yield from _missing(duty.stricter_than, duties, item, path=("stricter_than",), want="duty")
            yield from _duty_not_weaker(duty, duties.get(duty.stricter_than), book=book, item=item)


def _library(book: Book, places: Places) -> Iterator[Fault]:
    yield from _requirements(book, places)
    yield from _checklists(book, places)
    yield from _site_checks(book, places)
    yield from _signs_and_words(book, places)
    yield from _signals(book, places)
    yield from _documents(book, places)
    for sanction in book.library.sanctions.values():
        if sanction.deadline:
            yield from _missing(sanction.deadline, book.series, places[sanction.id], path=("deadline",), want="series")


def _requirements(book: Book, places: Places) -> Iterator[Fault]:
    for requirement in book.library.requirements.values():
        item = places[requirement.id]
        yield from _conditions(requirement.conditions, book, item)
        for number, name in enumerate(requirement.sanctions):
            yield from _missing(name, book.library.sanctions, item, path=("sanctions", number), want="sanction")
        if requirement.due:
            yield from _missing(requirement.due, book.series, item, path=("due",), want="series")


def _checklists(book: Book, places: Places) -> Iterator[Fault]:
    rules = {*book.series, *(duty.id for duty in book.duties)}
    for checklist in book.library.checklists.values():
        for number, point in enumerate(checklist.items):
            for name in point.rules:
                yield from _missing(
                    name, rules, places[checklist.id], path=("items", number, "rules"), want="duty / series"
                )


def _site_checks(book: Book, places: Places) -> Iterator[Fault]:
    duties = {duty.id for duty in book.duties}
    signs = {sign.id for one in book.library.warning_signs.values() for sign in one.signs}
    for point in book.library.site_checks.values():
        item = places[point.id]
        yield from _missing(point.code, signs, item, path=("code",), want="warning_sign")
        for number, name in enumerate(point.trades):
            yield from _missing(name, book.cpv_groups, item, path=("trades", number), want="cpv_group")
        for number, name in enumerate(point.rules):
            yield from _missing(name, duties, item, path=("rules", number), want="duty")


def _documents(book: Book, places: Places) -> Iterator[Fault]:
    rules = {*(duty.id for duty in book.duties), *book.library.requirements}
    for document in book.library.documents.values():
        for number, name in enumerate(document.duties):
            yield from _missing(name, rules, places[document.id], path=("duties", number), want="duty / requirement")


def _signs_and_words(book: Book, places: Places) -> Iterator[Fault]:
    library, flags = book.library, {flag.id for flag in book.red_flags}
    for signs in library.warning_signs.values():
        item = places[signs.id]
        if signs.cpv_group:
            yield from _missing(signs.cpv_group, book.cpv_groups, item, path=("cpv_group",), want="cpv_group")
        for number, sign in enumerate(signs.signs):
            if sign.flag:
                yield from _missing(sign.flag, flags, item, path=("signs", number, "flag"), want="red_flag")
    for check in library.pay_checks.values():
        if check.flag:
            yield from _missing(check.flag, flags, places[check.id], path=("flag",), want="red_flag")
    for word in library.glossary.values():
        for name in word.not_to_confuse:
            yield from _missing(
                name, library.glossary, places[f"word {word.code}"], path=("not_to_confuse",), want="glossary"
            )


def _signals(book: Book, places: Places) -> Iterator[Fault]:
    asked = {*(flag.id for flag in book.red_flags), *(factor.id for factor in book.risk_factors)}
    for signal in book.library.signals.values():
        if signal.answers:
            item = places[signal.id]
            yield from _missing(signal.answers, asked, item, path=("answers",), want="red_flag / risk_factor")


def _risk(book: Book, places: Places) -> Iterator[Fault]:
    factors = {factor.id for factor in book.risk_factors}
    for level in book.risk_levels:
        item = places[f"risk_levels {level.id}"]
        for number, name in enumerate(level.factors_alone):
            yield from _missing(name, factors, item, path=("factors_alone", number), want="risk_factor")
        for number, step in enumerate(level.steps):
            yield from _missing(step, STEPS, item, path=("steps", number), want="step")
    rules: tuple[RiskFactor | RedFlag, ...] = (*book.risk_factors, *book.red_flags)
    for rule in rules:
        if rule.test:
            yield from _conditions((Condition(rule.test, rule.wanted),), book, places[rule.id])


def _stricter(local: Series, book: Book, places: Places) -> Iterator[Fault]:
    item, national = places[local.id], book.series.get(local.stricter_than)
    if national is None:
        yield from _missing(local.stricter_than, book.series, item, path=("stricter_than",), want="series")
        return
    if not national.stricter:
        yield item.fault("no_direction", ("stricter_than",), national=national.id)
        return
    if local.unit != national.unit:
        yield item.fault(
            "wrong_value", ("unit",), key="unit", given=local.unit, want=f"{national.unit} ({national.id})"
        )
        return
    yield from _not_weaker(local, national, item)


def _not_weaker(local: Series, national: Series, item: Item) -> Iterator[Fault]:
    """Compare on every day either series changes, from the local rule's first day."""
    first = local.entries[-1].since
    days = sorted({first, *(e.since for s in (local, national) for e in s.entries if e.since > first)})
    for day in days:
        mine, floor = local.at(day), national.at(day)
        if mine is None or floor is None or _holds(mine, floor, national.stricter):
            continue
        number = local.entries.index(mine)
        want = "≤" if national.stricter == "lower" else "≥"
        yield item.fault(
            "weaker",
            ("series", number, "value"),
            given=local.id,
            value=mine.value,
            since=day,
            national=national.id,
            floor=floor.value,
            want=want,
        )
        return


def _holds(mine: Entry, floor: Entry, direction: str) -> bool:
    pairs = list(_pairs(mine, floor))
    return all(STRICTER[direction](local, national) for local, national in pairs)


def _pairs(mine: Entry, floor: Entry) -> Iterator[tuple[int, int]]:
    """Comparable figures; a single one counts for every kind of buyer. A local rule that has ended weakens nothing."""
    one, other = mine.value, floor.value
    kinds = [key for value in (one, other) if isinstance(value, Mapping) for key in value] or [""]
    for kind in dict.fromkeys(kinds):
        local = one.get(kind) if isinstance(one, Mapping) else one
        national = other.get(kind) if isinstance(other, Mapping) else other
        if type(local) is int and type(national) is int:
            yield local, national


def _duty_not_weaker(local: Duty, national: Duty | None, *, book: Book, item: Item) -> Iterator[Fault]:
    """A local duty that tightens a national one keeps its limits, and its tests on value and length ask for no more."""
    if national is None:
        return
    yield from _limits_kept(local, national, book=book, item=item)
    floors = {
        condition.test: str(condition.wanted) for condition in national.conditions if condition.test in SERIES_UNITS
    }
    for condition in local.conditions:
        mine, floor = book.series.get(str(condition.wanted)), book.series.get(floors.get(condition.test, ""))
        if mine is not None and floor is not None and mine is not floor and condition.test != "value_below":
            yield from _scope_not_narrower(mine, floor, item, test=condition.test, day=_newest(local))


def _newest(duty: Duty) -> date:
    return duty.series.entries[0].since


def _scope_not_narrower(mine: Series, floor: Series, item: Item, *, test: str, day: date) -> Iterator[Fault]:
    one, other = mine.at(day), floor.at(day)
    if one is None or other is None or _holds(one, other, "lower"):
        return
    yield item.fault(
        "weaker",
        ("applies_when", test),
        given=mine.id,
        value=one.value,
        since=day,
        national=floor.id,
        floor=other.value,
        want="≤",
    )


def _limits_kept(local: Duty, national: Duty, *, book: Book, item: Item) -> Iterator[Fault]:
    """Each limit that has a direction stands in the local duty too, or a local series that tightens it does."""
    mine = set(local.limits) | {book.series[name].stricter_than for name in local.limits if name in book.series}
    for name in national.limits:
        if name in book.series and book.series[name].stricter and name not in mine:
            yield item.fault("limit_dropped", ("stricter_than",), given=local.id, national=national.id, limit=name)
