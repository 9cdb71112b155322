"""Demonstration data without faults: two months of an invented firm, in which a control has nothing to find."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from ryddig.domain.law import Book
from ryddig.domain.pay_categories import CATEGORIES, rate_on
from ryddig.domain.pay_demo_people import (
    FIRM,
    SUBCONTRACTOR,
    Draw,
    Person,
    account_number,
    born_between,
    named,
    national_id,
)
from ryddig.domain.pay_demo_rows import (
    Card,
    Contract,
    Employment,
    Fault,
    Line,
    Member,
    Payment,
    Plan,
    Seen,
    Shift,
    Slip,
)
from ryddig.domain.pay_facts import Trade

MONTHS: Final = ((date(2025, 9, 1), date(2025, 9, 30)), (date(2025, 10, 1), date(2025, 10, 31)))
FIRST, LAST = MONTHS[0][0], MONTHS[-1][1]
HOUR: Final = 60
SATURDAY: Final = 5
KRONE: Final = 100
SITES: Final = ("Tenktnes skole", "Prøvebadet")
PROVIDER: Final = "Oppdiktet Pensjon"
ORDINARY, SUPPLEMENT = "Timelønn", "Overtidstillegg"
SUBCONTRACTED: Final = 4
# of ten workers: what they do. (trade, category, certificate, apprentice)
MIX: Final[Sequence[tuple[Trade, str, bool, bool]]] = (
    (Trade.CONSTRUCTION, "skilled", True, False),
    (Trade.CONSTRUCTION, "experienced", False, False),
    (Trade.CLEANING, "adult", False, False),
    (Trade.CONSTRUCTION, "unskilled", False, False),
    (Trade.CONSTRUCTION, "skilled", True, False),
    (Trade.CLEANING, "adult", False, False),
    (Trade.CONSTRUCTION, "experienced", False, False),
    (Trade.CONSTRUCTION, "skilled", True, False),
    (Trade.HOSPITALITY, "adult", False, False),
    (Trade.CONSTRUCTION, "experienced", False, False),
)


@dataclass(slots=True)
class Draft:
    """Everything that will be handed over, while faults are put in. Lists by employee number."""

    book: Book
    draw: Draw
    people: dict[str, Person] = field(default_factory=dict)
    shifts: dict[str, list[Shift]] = field(default_factory=dict)
    slips: dict[str, list[Slip]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    payments: dict[str, list[Payment]] = field(default_factory=dict)
    cards: dict[str, list[Card]] = field(default_factory=dict)
    seen: dict[str, list[Seen]] = field(default_factory=dict)
    members: dict[str, list[Member]] = field(default_factory=dict)
    employed: dict[str, list[Employment]] = field(default_factory=dict)
    contracts: dict[str, list[Contract]] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def clean_draft(book: Book, *, workers: int, seed: str) -> Draft:
    """An invented firm with so many workers and a subcontractor on the same site."""
    draft = Draft(book, Draw(seed))
    for place in range(workers):
        person = _person(draft, place)
        draft.people[person.number] = person
        draft.shifts[person.number] = _shifts(draft, person)
        _papers(draft, person)
        settle(draft, person.number)
    for place in range(SUBCONTRACTED):
        _of_subcontractor(draft, place)
    draft.plans.append(Plan(FIRST - timedelta(days=30), FIRST, LAST))
    return draft


def least(book: Book, trade: Trade, category: str) -> int:
    """The minimum rate of the months in øre, certain under every reading."""
    return int(rate_on(CATEGORIES[trade][category], book, FIRST, last=LAST).sure)


def _person(draft: Draft, place: int) -> Person:
    draw, number = draft.draw, str(1001 + place)
    trade, category, certificate, apprentice = MIX[place % len(MIX)]
    first_name, last_name = named(draw, place)
    born_on = born_between(draw, number, (1972, 1999))
    started_on = date(2025, 6, 2) if category == "unskilled" else date(2017 + draw.below(7, number, "year"), 8, 1)
    whole_kroner = -(-least(draft.book, trade, category) // KRONE)
    return Person(
        number=number,
        first_name=first_name,
        last_name=last_name,
        national_id=national_id(born_on, draw, number),
        account=account_number(draw, number),
        card=f"K{700000 + int(number)}",
        born_on=born_on,
        started_on=started_on,
        experience_from=started_on,
        trade=trade,
        category=category,
        rate=(whole_kroner + 1 + draw.below(25, number, "pay")) * KRONE,
        certificate=certificate,
        apprentice=apprentice,
    )


def workdays(first: date = FIRST, last: date = LAST) -> list[date]:
    """Monday to Friday; the months hold no public holiday."""
    days = (first + timedelta(days) for days in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def shift(person: Person, begins: datetime, minutes: int, *, rest: int | None = 30, overtime: int = 0) -> Shift:
    """A shift of so many minutes of work, the break on top."""
    ends = begins + timedelta(minutes=minutes + (rest or 0))
    site = SITES[int(person.number) % len(SITES)] if person.trade is Trade.CONSTRUCTION else "Oppdiktet rådhus"
    return Shift(person.number, begins, ends, rest, overtime, site)


def _shifts(draft: Draft, person: Person) -> list[Shift]:
    """Seven and a half hours a day, never two days quite alike; once a month nine hours, the last of them overtime."""
    draw, found = draft.draw, []
    usual = time(6 + draw.below(2, person.number, "hour"), 30)
    late = {first.month: 5 + draw.below(8, person.number, first.month, "late") for first, _ in MONTHS}
    for day in workdays():
        begins = datetime.combine(day, usual) + timedelta(minutes=draw.below(23, person.number, day))
        minutes = 450 + 3 * (draw.below(7, person.number, day, "length") - 3)
        overtime = 0
        if len(workdays(day.replace(day=1), day)) == late[day.month]:
            minutes, overtime = 540, 90
        found.append(shift(person, begins, minutes, overtime=overtime))
    return found


def _papers(draft: Draft, person: Person) -> None:
    number = person.number
    issued = date(2024 + draft.draw.below(2, number, "card"), 6, 1 + draft.draw.below(28, number, "issued"))
    seen_on = date(2025, 8, 20) if person.trade is Trade.CLEANING else date(2025, 9, 17)
    draft.cards[number] = [
        Card(number, person.card, FIRM, issued, issued.replace(year=issued.year + 2) - timedelta(1), seen_on)
    ]
    draft.employed[number] = [Employment(number, person.name, FIRM, person.started_on, None)]
    signed_on = person.started_on - timedelta(days=draft.draw.below(14, number, "signed"))
    draft.contracts[number] = [Contract(number, FIRM, signed_on, person.started_on, person.category, person.rate)]


def settle(draft: Draft, number: str, *, october: Person | None = None) -> None:
    """Payslips, lines, payments, pension and gate as the timesheet and the agreed terms say. `october`: other terms in
    October."""
    person = draft.people[number]
    _no_whole_thousands(draft, number)
    draft.slips[number], draft.lines[number], draft.payments[number], draft.members[number] = [], [], [], []
    for (first, last), terms in zip(MONTHS, (person, october or person), strict=True):
        worked = [one for one in draft.shifts[number] if first <= one.day <= last]
        _pay(draft, terms, (first, last), worked=worked)
    draft.seen[number] = gate(person, draft.shifts[number]) if person.trade is Trade.CONSTRUCTION else []


def _no_whole_thousands(draft: Draft, number: str) -> None:
    """Pay that by chance is a round sum would be asked about: then the first day is three minutes longer."""
    for first, last in MONTHS:
        worked = [one for one in draft.shifts[number] if first <= one.day <= last]
        gross = sum(gross_of(draft.people[number], worked))
        if worked and gross % (1000 * KRONE) == 0:
            longer = replace(worked[0], ends=worked[0].ends + timedelta(minutes=3))
            draft.shifts[number][draft.shifts[number].index(worked[0])] = longer


def gross_of(person: Person, worked: Sequence[Shift]) -> tuple[int, int]:
    """Every hour by the rate, and half of it on top for overtime, in øre."""
    whole, overtime = sum(one.minutes for one in worked), sum(one.overtime for one in worked)
    return person.rate * whole // HOUR, -(-person.rate * overtime // (2 * HOUR))


def _pay(draft: Draft, person: Person, month: tuple[date, date], *, worked: Sequence[Shift]) -> None:
    """One month's payslip and lines."""
    number, (first, last) = person.number, month
    overtime = sum(one.overtime for one in worked)
    whole = sum(one.minutes for one in worked)
    base, supplement = gross_of(person, worked)
    draft.lines[number].append(Line(number, first, last, ORDINARY, base, whole))
    if overtime:
        draft.lines[number].append(Line(number, first, last, SUPPLEMENT, supplement, overtime))
    _add_slip(draft, person, month, hours=(whole - overtime, overtime), gross=base + supplement)


def _add_slip(draft: Draft, person: Person, month: tuple[date, date], *, hours: tuple[int, int], gross: int) -> None:
    """A payslip with this gross pay, its payment to the worker's account and its pension."""
    number, (first, last) = person.number, month
    slip = Slip(
        number=number,
        first=first,
        last=last,
        rate=person.rate,
        ordinary=hours[0],
        overtime=hours[1],
        overtime_percent=50 if hours[1] else None,
        gross=gross,
        deducted=0,
        paid_on=last,
        issued_on=last,
        account=person.account,
        employer=person.employer,
        category=person.category,
        **follows(gross),
    )
    draft.slips[number].append(slip)
    draft.payments[number].append(Payment(number, slip.paid_on, slip.net, person.account, person.name))
    draft.members[number].append(Member(number, PROVIDER, first, last, gross, slip.pension, last))


def follows(gross: int) -> dict[str, int]:
    """What follows from gross pay: tax (thirty per cent here), holiday pay and pension, rounded up."""
    return {
        "tax": gross * 30 // 100 // KRONE * KRONE,
        "holiday_basis": gross,
        "holiday_pay": -(-gross * 102 // 1000),
        "pension": -(-gross * 2 // 100),
    }


def rewrite(draft: Draft, number: str, place: int, **changes: Any) -> Slip:
    """A payslip with other figures; what is paid out and the pension follow."""
    if "gross" in changes:
        changes = {**follows(changes["gross"]), **changes}
    slip = replace(draft.slips[number][place], **changes)
    draft.slips[number][place] = slip
    draft.payments[number][place] = replace(draft.payments[number][place], ore=slip.net)
    draft.members[number][place] = replace(draft.members[number][place], pay=slip.gross, contribution=slip.pension)
    return slip


def gate(person: Person, shifts: Sequence[Shift]) -> list[Seen]:
    """In a minute before, out two minutes after."""
    return [
        Seen(
            person.number,
            person.name,
            one.site,
            person.employer,
            person.card,
            one.starts - timedelta(minutes=1),
            one.ends + timedelta(minutes=2),
        )
        for one in shifts
    ]


def _of_subcontractor(draft: Draft, place: int) -> None:
    """Somebody of another firm in the chain: on the site list, with card and employment, but not in this payroll."""
    label = f"S{place + 1}"
    first_name, last_name = named(draft.draw, 300 + place)
    born_on = born_between(draft.draw, label, (1975, 1999))
    person = Person(
        label,
        first_name,
        last_name,
        national_id(born_on, draft.draw, label),
        account_number(draft.draw, label),
        f"K{800001 + place}",
        born_on,
        date(2022, 3, 1),
        date(2022, 3, 1),
        Trade.CONSTRUCTION,
        "skilled",
        30000,
        certificate=True,
        employer=SUBCONTRACTOR,
    )
    draft.people[label] = person
    issued = date(2025, 2, 3)
    draft.cards[label] = [Card(label, person.card, SUBCONTRACTOR, issued, date(2027, 2, 2), date(2025, 9, 17))]
    draft.employed[label] = [Employment(label, person.name, SUBCONTRACTOR, person.started_on, None)]
    days = workdays(date(2025, 9, 8), date(2025, 9, 19))
    work = [shift(replace(person, number=f"{place}"), datetime.combine(day, time(7, 5 + place)), 450) for day in days]
    draft.seen[label] = gate(person, work)
