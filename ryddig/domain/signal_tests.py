"""Signals that one firm's own answers show: states, registers, accounts, changes."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer
from ryddig.domain.duties import texts
from ryddig.domain.register_words import Address, RoleGroup, SourceState, Unit, WarningKind
from ryddig.domain.signal_words import NO, UNKNOWN, Look, SignalTest, Told, told

_PATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("/navn",),
    "address": ("/forretningsadresse",),
    "industry": ("/naeringskode1",),
}


def warning(look: Look) -> Told:
    """The register tells of the state `wanted` (a WarningKind)."""
    unit = look.firm.unit
    if unit is None:
        return UNKNOWN
    found = unit.warning(WarningKind(str(look.wanted)))
    if found is None:
        return UNKNOWN if unit.deleted else NO
    return Told(Answer.YES, found.since or found.field, since=found.since, mark=f"{found.field} {found.since or ''}")


def register_note(look: Look) -> Told:
    """The register has put a note on the firm."""
    unit = look.firm.unit
    if unit is None or (unit.deleted and not unit.notes):
        return UNKNOWN
    if not unit.notes:
        return NO
    newest = max(unit.notes, key=lambda note: note.entered_on or date.min)
    mark = " ".join(sorted(f"{note.kind} {note.entered_on or ''}" for note in unit.notes))
    return Told(Answer.YES, newest.text or newest.kind, since=newest.entered_on, mark=mark)


def not_in_register(look: Look) -> Told:
    """Enhetsregisteret was asked and does not have the number."""
    if look.firm.unit is not None:
        return NO
    return Told(Answer.YES, look.firm.number) if look.firm.unit_state is SourceState.NOT_FOUND else UNKNOWN


def late_accounts(look: Look) -> Told:
    """A form that must hand in accounts (`wanted`) has not handed in those that are due.

    Accounts of a year are due from the month `due_month` of the next; a firm owes none for the year it was registered
    in until the year after is due, since the first year may be long.
    """
    unit = look.firm.unit
    if unit is None or unit.deleted or unit.registered_on is None:
        return UNKNOWN
    due = look.on.year - (1 if look.on.month >= look.limits["due_month"] else 2)
    if unit.form not in texts(look.wanted) or due <= unit.registered_on.year:
        return NO
    last = unit.last_accounts_year
    if last is not None and last >= due:
        return NO
    return Told(Answer.YES, str(last or "–"), str(due), mark=str(due))


def not_vat_registered(look: Look) -> Told:
    """The firm is not in Merverdiavgiftsregisteret."""
    unit = look.firm.unit
    return UNKNOWN if unit is None or unit.vat_registered is None else told(holds=not unit.vat_registered)


def not_in_foretaksregisteret(look: Look) -> Told:
    """The firm is of a form that must be in Foretaksregisteret (`wanted`) and is not there."""
    unit = look.firm.unit
    if unit is None or unit.in_foretaksregisteret is None:
        return UNKNOWN
    return told(holds=unit.form in texts(look.wanted) and not unit.in_foretaksregisteret, fact=unit.form)


def weak_equity(look: Look) -> Told:
    """Equity is below so many per cent of all the firm owns, in its latest accounts."""
    accounts = [one for one in look.firm.accounts or () if one.kind != "KONSERN"]
    if not accounts:
        return UNKNOWN
    latest = max(accounts, key=lambda one: one.period_until or date.min)
    if latest.equity is None or latest.assets is None:
        return UNKNOWN
    if latest.equity >= 0 and latest.assets <= 0:
        return UNKNOWN
    share = latest.equity * 100 / latest.assets if latest.assets > 0 else Decimal(-100)
    limit = look.limits["percent"]
    year = latest.period_until.year if latest.period_until else ""
    return told(holds=share < limit, fact=round(share), limit=limit, since=latest.period_until, mark=f"accounts {year}")


def changed(look: Look) -> Told:
    """Name, address or industry (`wanted`) changed since it was last known, or so many days ago at most by the feed."""
    what = str(look.wanted)
    unit, earlier = look.firm.unit, look.firm.earlier
    if unit is not None and earlier is not None and not unit.deleted:
        before, after = value_of(earlier, what), value_of(unit, what)
        if before and after and before != after:
            return Told(Answer.YES, after, before=before, after=after, mark=after)
    if look.firm.changes is None:
        return UNKNOWN if earlier is None or unit is None else NO
    first = look.on - timedelta(days=look.limits["days"])
    recent = [one for one in look.firm.changes if first <= one.at.date() <= look.on and one.touches(*_PATHS[what])]
    if not recent:
        return NO
    after = value_of(unit, what) if unit else ""
    since = max(one.at.date() for one in recent)
    before = unit.former_names[-1].name if what == "name" and unit and unit.former_names else ""
    return Told(Answer.YES, after or since, since=since, before=before, after=after, mark=after or str(since))


def roles_changed(look: Look) -> Told:
    """A group of roles (`wanted`: DAGL, STYR …) changed so many days ago at most, after the firm was registered."""
    if look.firm.roles is None:
        return UNKNOWN
    first = look.on - timedelta(days=look.limits["days"])
    recent = [(day, group) for day, group in _changed_groups(look, texts(look.wanted)) if first <= day <= look.on]
    if not recent:
        return NO
    names = ", ".join(sorted(group.name or group.kind for _, group in recent))
    mark = " ".join(sorted(f"{group.kind} {day}" for day, group in recent))
    return Told(Answer.YES, names, since=max(day for day, _ in recent), mark=mark)


def frequent_changes(look: Look) -> Told:
    """So many changes of name, address or roles (`wanted`: role groups) in so many months."""
    first, unit = add_months(look.on, -look.limits["months"]), look.firm.unit
    found = {(group.kind, day) for day, group in _changed_groups(look, texts(look.wanted))}
    for change in look.firm.changes or ():
        found |= {(what, change.at.date()) for what in ("name", "address") if change.touches(*_PATHS[what])}
    named = {day for what, day in found if what == "name"}
    ends = (name.until for name in (unit.former_names if unit else ()) if name.until)
    found |= {("name", day) for day in ends if not any(abs(day - one).days <= 1 for one in named)}
    recent = sorted(day for _, day in found if first <= day <= look.on)
    least = look.limits["least"]
    if len(recent) >= least:
        return Told(Answer.YES, len(recent), least, since=recent[-1], mark=str(recent[-1]))
    return UNKNOWN if look.firm.roles is None or look.firm.changes is None else NO


def value_of(unit: Unit, what: str) -> str:
    """Name, address or first industry code of a unit as one text."""
    if what == "name":
        return unit.name
    if what == "address":
        return address_text(unit.business_address)
    return f"{unit.industries[0].code} {unit.industries[0].name}".strip() if unit.industries else ""


def address_text(address: Address | None) -> str:
    """An address as one line; empty when there is none."""
    if address is None:
        return ""
    place = f"{address.postcode} {address.place}".strip()
    return ", ".join(part for part in (*address.lines, place) if part)


def _changed_groups(look: Look, kinds: tuple[str, ...]) -> Iterator[tuple[date, RoleGroup]]:
    """Role groups with the day they last changed; what stood there from the firm's first day is no change."""
    registered = look.firm.unit.registered_on if look.firm.unit else None
    for group in look.firm.roles or ():
        if group.kind in kinds and group.changed_on and (registered is None or group.changed_on > registered):
            yield group.changed_on, group


TESTS_OF_FIRM: Final[Mapping[str, SignalTest]] = {
    "warning": SignalTest(warning, wanted=frozenset(WarningKind)),
    "register_note": SignalTest(register_note),
    "not_in_register": SignalTest(not_in_register),
    "late_accounts": SignalTest(late_accounts, ("due_month",)),
    "not_vat_registered": SignalTest(not_vat_registered),
    "not_in_foretaksregisteret": SignalTest(not_in_foretaksregisteret),
    "weak_equity": SignalTest(weak_equity, ("percent",)),
    "changed": SignalTest(changed, ("days",), wanted=frozenset(_PATHS)),
    "roles_changed": SignalTest(roles_changed, ("days",)),
    "frequent_changes": SignalTest(frequent_changes, ("months", "least")),
}
